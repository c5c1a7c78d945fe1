"""How far to trust the first candidate: a probability from what the ranking measured and what the words point to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

# Logistic regression of "the first candidate is right", fitted by `python -m scripts.fit_search` on held-out wordings,
# questions of our own with known articles, and messages that are not ours. All measures are 0..1.
CONFIDENCE: Mapping[str, float] = {
    "bias": -5.12, "score": 2.26, "saying": -1.04, "several": -1.36, "question": 1.27, "covering": 1.14,
    "support": 1.21, "cited": 0.23, "margin": 2.92, "gap": 0.17, "rarest": -0.19, "lost": 0.59, "known": 2.43,
    "focus": -0.31, "article": -0.61, "unasked": 0.28, "untold": 1.13, "unheld": -1.56, "stranger": 1.91,
    "aside": -2.06, "own": 0.31, "none": -1.57, "other": -5.44, "setting": -4.77, "near": -0.94,
    "cited_covering": -0.21, "ended": -0.63, "near_lost": -5.18,
}  # fmt: skip

_DISTANCES = ("margin", "gap", "score", "rarest", "lost", "known")
_SIGNS = ("own", "none", "other", "setting", "near", "near_lost")
_FORESEEN = 0.5
"""From this nearness to a stored wording on (see "same" of the ranking), the answer is sure."""
_SURE = 0.99
_FRESH = 4.0
"""Most of the questions the constants are fitted on have entries written for them and go wrong less often than new
ones, and a wrong answer said flatly costs more than a right one said with care. With the odds of being wrong counted so
often, 1 to 3 in 100 new questions are answered flatly and wrongly; with the odds as they are it would be 3 to 6."""


@dataclass(frozen=True, slots=True)
class Signs:
    """How many words of a message point to our field, to other fields, to matters where we are only the setting, and to
    neighbouring fields of which we know little."""

    own: int = 0
    other: int = 0
    setting: int = 0
    near: int = 0


NO_SIGNS = Signs()


class Trust:
    """Confidence in a first candidate. Its measures come as one list, in the order of `names`: those of the ranking,
    then its distances to the other candidates and to the question, then what the words point to."""

    def __init__(self, ranked: Sequence[str]) -> None:
        """`ranked` are the names of the ranking's measures, in their order."""
        self.names = (*ranked, *_DISTANCES, *_SIGNS)
        self._weights = [CONFIDENCE.get(name, 0.0) for name in self.names]
        self._same = self.names.index("same")

    def measure(self, of_first: Sequence[float], distances: Sequence[float], signs: Signs) -> list[float]:
        """All measures: the ranking's of the first candidate, cut to 0..1, its distances (margin, gap, score, rarest,
        lost, known), and the signs."""
        near, lost = min(signs.near, 2) / 2, distances[4]
        return [
            *[0.0 if value < 0 else 1.0 if value > 1 else value for value in of_first],
            *distances,
            min(signs.own, 2) / 2, float(signs.own == 0), min(signs.other, 3) / 3, min(signs.setting, 2) / 2,
            near, near * lost,
        ]  # fmt: skip

    def confidence(self, measures: Sequence[float]) -> float:
        """How likely the first candidate is right, 0..1."""
        if measures[self._same] >= _FORESEEN:
            return _SURE
        total = CONFIDENCE["bias"] + sum(map(mul, self._weights, measures))
        return 1 / (1 + math.exp(-min(max(total, -50.0), 50.0)))


def stated(likely: float) -> float:
    """The confidence to state for a first candidate that seems this likely: with odds as they are on new questions."""
    return likely / (likely + _FRESH * (1 - likely))
