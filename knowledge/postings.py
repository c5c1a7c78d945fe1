"""What features say of their holders, as plain arrays: of all items at once, and of the phrases of a few items.

A question costs a few operations on arrays, whatever the number of its words: each such call costs about as much as
adding up a thousand numbers.
"""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ids = NDArray[np.int32]
Numbers = NDArray[np.intp]
Rows = tuple[Ids, Ids, Floats]
"""Codes of features, numbers of holders, and weights, all of one length."""


class Postings:
    """For each feature the items that hold it, and how much each says of it."""

    def __init__(self, telling: Floats, size: int, rows: Rows) -> None:
        """`telling` is what each feature tells by itself, `size` the number of items, `rows` what items say."""
        features, items, said = rows
        self._width = size + 1
        order = np.argsort(features, kind="stable")
        bounds = np.searchsorted(features[order], np.arange(len(telling) + 1))
        self._bounds = bounds.tolist()
        self._items = items[order]
        self._view = memoryview(self._items.data)
        # Both sums are made in one go: of each feature first what items say of it, then once more what it tells.
        twice = np.empty(2 * len(order), dtype=np.int32)
        values = np.empty(2 * len(order), dtype=np.float32)
        lengths = np.diff(bounds)
        first = np.arange(len(order)) + np.repeat(bounds[:-1], lengths)
        second = first + np.repeat(lengths, lengths)
        twice[first], twice[second] = self._items, self._items + self._width
        values[first], values[second] = said[order], np.repeat(telling, lengths)
        self._twice, self._values = twice, values

    def add(self, features: Sequence[int], weights: Sequence[float], share: float) -> Doubles:
        """Sums over features and their weights, times `share`, in two rows: how much each item says of them, and how
        much it holds of them at all; the last column is 0 and stands for no item."""
        if not features:
            return np.zeros((2, self._width))
        bounds = self._bounds
        parts = [(2 * bounds[code], 2 * bounds[code + 1]) for code in features]
        values = np.array(weights).repeat([end - start for start, end in parts])
        values *= np.concatenate([self._values[start:end] for start, end in parts])
        values *= share
        ids = np.concatenate([self._twice[start:end] for start, end in parts])
        sums = np.asarray(np.bincount(ids, values, 2 * self._width), dtype=np.float64)
        return sums.reshape(2, self._width)

    def holds(self, code: int, item: int) -> bool:
        """Whether an item has the feature."""
        start, stop = self._bounds[code], self._bounds[code + 1]
        at = bisect_left(self._view, item, start, stop)
        return at < stop and self._view[at] == item


class Phrases:
    """For each phrase its features; asked for the phrases of a few items, so that a large base costs no more."""

    def __init__(self, features: int, counts: Sequence[int], rows: Rows) -> None:
        """`features` is their number, `counts` are the numbers of phrases of each item, in order; `rows` hold, for each
        feature of a phrase, what its sum is multiplied with."""
        codes, holders, scale = rows
        self._features = features
        self._width = max(*counts, 3) if counts else 3
        firsts = np.cumsum([0, *counts])
        # All items have the same number of places for phrases, and each place holds a feature that no question has: a
        # sum over nothing would be read from the next.
        place = np.arange(firsts[-1]) + np.repeat(np.arange(len(counts)) * self._width - firsts[:-1], counts)
        places = len(counts) * self._width
        holders = np.concatenate([place[holders], np.arange(places)])
        codes = np.concatenate([codes, np.full(places, features, dtype=np.int32)])
        order = np.argsort(holders, kind="stable")
        self._codes = codes[order]
        self._starts = np.searchsorted(holders[order], np.arange(places + 1)).astype(np.int64)
        self._scale = np.zeros(places, dtype=np.float32)
        self._scale[holders[: len(scale)]] = scale
        self._starts_of = self._starts[:-1].reshape(len(counts), self._width)
        self._scale_of = self._scale.reshape(len(counts), self._width)

    def add(self, features: Sequence[int], weights: Sequence[float], share: float, items: Numbers) -> Doubles:
        """For some items (at least one) the sums of their phrases over features and their weights, times `share`: a row
        an item, its question first, filled up with 0; at least three columns."""
        asked = np.zeros(self._features + 1, dtype=np.float32)
        asked[features] = np.array(weights) * share
        starts = self._starts_of[items]
        begins, ends = starts[:, 0], self._starts[(items + 1) * self._width]
        parts = [self._codes[a:b] for a, b in zip(begins.tolist(), ends.tolist(), strict=True)]
        lengths = (ends - begins).cumsum()
        starts += (lengths - ends)[:, None]
        sums = np.add.reduceat(asked[np.concatenate(parts)], starts.ravel()).reshape(starts.shape)
        found: Doubles = sums * self._scale_of[items]
        return found
