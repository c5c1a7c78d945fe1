"""How far to trust the first candidate: a probability from what the ranking measured and what kind of words were used."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Logistic regression of "the first candidate is right", fitted by `python -m scripts.fit_search` on held-out wordings,
# questions of our own with known articles, and messages that are not ours. All measures are 0..1.
CONFIDENCE: Mapping[str, float] = {
    "bias": -6.35, "score": 1.19, "asking": -3.8, "saying": -0.73, "best": -0.05, "several": -1.35,
    "question": 2.64, "alike": 2.41, "latent": 1.18, "covering": 1.35, "support": 0.84, "cited": 1.63,
    "margin": 2.15, "gap": 0.06, "rarest": -0.53, "lost": -0.93, "known": 2.75, "focus": -0.23,
    "article": -1.23, "unasked": -0.06, "untold": 1.2, "unheld": -1.66, "stranger": -0.12, "aside": -1.33,
    "own": 0.84, "none": -0.48, "other": -5.52, "setting": -2.94, "near": -1.4, "cited_covering": 0.0, "cited_latent": 0.0, "near_lost": -3.6,
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
