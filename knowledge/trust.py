"""How far to trust the first candidate: a probability from what the ranking measured and what the words point to."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Logistic regression of "the first candidate is right", fitted by `python -m scripts.fit_search` on held-out wordings,
# questions of our own with known articles, and messages that are not ours. All measures are 0..1.
CONFIDENCE: Mapping[str, float] = {
    "bias": -6.33, "score": 2.11, "asking": -3.17, "saying": -0.68, "best": 0.06, "several": -2.43,
    "question": 2.06, "alike": 2.11, "latent": 1.73, "covering": 1.36, "support": 1.04, "cited": 0.95,
    "margin": 2.69, "gap": -0.21, "rarest": -0.86, "lost": 0.16, "known": 2.02, "focus": -0.36,
    "article": -0.66, "unasked": 0.12, "untold": 0.94, "unheld": -0.29, "stranger": -0.94, "aside": 0.78,
    "own": 0.1, "none": -1.14, "other": -5.85, "setting": -4.47, "near": -2.06, "cited_covering": -0.19,
    "cited_latent": 0.34, "ended": -1.08, "near_lost": -3.86,
}  # fmt: skip

_FORESEEN = 0.5
"""From this nearness to a stored wording on (see "same" of the ranking), the answer is sure."""
_SURE = 0.97


@dataclass(frozen=True, slots=True)
class Signs:
    """How many words of a message point to our field, to other fields, to matters where we are only the setting, and to
    neighbouring fields of which we know little."""

    own: int = 0
    other: int = 0
    setting: int = 0
    near: int = 0


NO_SIGNS = Signs()


def measure(of_first: Mapping[str, float], signs: Signs, distances: Mapping[str, float]) -> dict[str, float]:
    """All measures of confidence by name, from those of the first candidate and its distances to the others."""
    found = {name: min(max(value, 0.0), 1.0) for name, value in of_first.items()} | dict(distances)
    found |= {
        "own": min(signs.own, 2) / 2, "none": float(signs.own == 0), "other": min(signs.other, 3) / 3,
        "setting": min(signs.setting, 2) / 2, "near": min(signs.near, 2) / 2,
    }  # fmt: skip
    found["near_lost"] = found["near"] * found["lost"]
    return found


def confidence(measures: Mapping[str, float]) -> float:
    """How likely the first candidate is right, 0..1."""
    if measures.get("same", 0.0) >= _FORESEEN:
        return _SURE
    total = CONFIDENCE["bias"] + sum([weight * measures.get(name, 0.0) for name, weight in CONFIDENCE.items()])
    return 1 / (1 + math.exp(-min(max(total, -50.0), 50.0)))
