"""What features say of their holders, as plain arrays: of all items at once, and of the phrases of a few items."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.reading import Features

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]
Column = tuple[Ids, Ids, Floats]
"""Codes of features, numbers of holders, and weights, all of one length."""


class Postings:
    """For each feature its holders, and one weight or more that it has there."""

    def __init__(
        self, codes: dict[str, int], size: int, features: Ids, holders: Ids, weights: Sequence[Floats]
    ) -> None:
        """`codes` number the features, `size` is the number of holders; each pair of both stands once."""
        self.size = size
        order = np.argsort(features, kind="stable")
        self._ids = holders[order]
        self._weights = [column[order] for column in weights]
        bounds = np.searchsorted(features[order], np.arange(len(codes) + 1)).tolist()
        self._slices = {name: slice(bounds[code], bounds[code + 1]) for name, code in codes.items()}

    def add(self, question: Features) -> list[Floats]:
        """For each column the sums over a question's features: one a holder, and a last 0 that stands for none."""
        held = [(part, weight) for name, weight in question.items() if (part := self._slices.get(name)) is not None]
        if not held:
            return [np.zeros(self.size + 1, dtype=np.float32) for _ in self._weights]
        parts = [part for part, _ in held]
        ids = np.concatenate([self._ids[part] for part in parts])
        counts = np.repeat([weight for _, weight in held], [part.stop - part.start for part in parts])
        sums = [np.concatenate([column[part] for part in parts]) * counts for column in self._weights]
        return [np.bincount(ids, values, self.size + 1).astype(np.float32) for values in sums]

    def holds(self, name: str, number: int) -> bool:
        """Whether a holder has the feature."""
        part = self._slices.get(name)
        if part is None:
            return False
        ids = self._ids[part]
        at = int(ids.searchsorted(number))
        return at < len(ids) and int(ids[at]) == number


class Phrases:
    """For each phrase its features; asked for the phrases of a few items, so that a large base costs no more."""

    def __init__(self, codes: dict[str, int], counts: Sequence[int], column: Column) -> None:
        """`counts` are the numbers of phrases of each item, in order."""
        self._codes = codes
        self.first = np.cumsum([0, *counts]).tolist()
        size = self.first[-1]
        # Each phrase also holds a feature that no question has: a sum over nothing would be read from the next phrase.
        features = np.concatenate([column[0], np.full(size, len(codes), dtype=np.int32)])
        holders = np.concatenate([column[1], np.arange(size, dtype=np.int32)])
        order = np.argsort(holders, kind="stable")
        self._features = features[order]
        self._values = np.concatenate([column[2], np.zeros(size, dtype=np.float32)])[order]
        self._starts = np.searchsorted(holders[order], np.arange(size + 1)).astype(np.int64)

    def add(self, question: Features, items: Sequence[int], share: float) -> list[list[float]]:
        """For each of the items (at least one) the sums of its phrases over a question's features, times `share`."""
        asked = np.zeros(len(self._codes) + 1, dtype=np.float32)
        known = [(code, weight) for name, weight in question.items() if (code := self._codes.get(name)) is not None]
        asked[[code for code, _ in known]] = [weight * share for _, weight in known]
        spans = [(self.first[item], self.first[item + 1]) for item in items]
        parts = [slice(int(self._starts[a]), int(self._starts[b])) for a, b in spans]
        before = np.cumsum([0, *(part.stop - part.start for part in parts)]).tolist()
        shifts = [at - part.start for at, part in zip(before, parts, strict=False)]
        starts = [self._starts[a:b] + shift for (a, b), shift in zip(spans, shifts, strict=True)]
        values = np.concatenate([self._values[part] for part in parts])
        values *= asked[np.concatenate([self._features[part] for part in parts])]
        sums = np.add.reduceat(values, np.concatenate(starts)).tolist()
        ends = np.cumsum([0, *(b - a for a, b in spans)]).tolist()
        return [sums[a:b] for a, b in pairwise(ends)]
