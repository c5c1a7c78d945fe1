"""How far to trust the first candidate: a probability from what the ranking measured and what the words point to."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Logistic regression of "the first candidate is right", fitted by `python -m scripts.fit_search` on held-out wordings,
# questions of our own with known articles, and messages that are not ours. All measures are 0..1.
CONFIDENCE: Mapping[str, float] = {
    "bias": -5.72, "score": 2.92, "saying": -0.8, "several": -2.75, "question": 1.37, "alike": 1.73, "covering": 0.16,
    "support": 1.4, "cited": 1.12, "margin": 2.69, "gap": -0.11, "rarest": -0.57, "lost": 0.02, "known": 1.96,
    "focus": -0.22, "article": -0.43, "unasked": 0.28, "untold": 1.13, "unheld": -0.44, "stranger": -1.47,
    "aside": -1.14, "own": 0.44, "none": -1.04, "other": -6.14, "setting": -4.42, "near": -2.11,
    "cited_covering": -0.17, "ended": -0.4, "near_lost": -3.9,
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
