"""What features say of their holders, as plain arrays: of all items at once, and of the phrases of a few items.

A question costs a few operations on arrays, whatever the number of its words: each such call costs about as much as
adding up a thousand numbers.
"""

from bisect import bisect_left
from collections.abc import Sequence
from threading import local

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ids = NDArray[np.int32]
Numbers = NDArray[np.intp]
Rows = tuple[Ids, Ids, Floats]
"""Codes of features, numbers of holders, and weights, all of one length."""

_OFTEN = 1 / 6
"""A feature that more than this share of the items holds has a number for each item, which is added up much faster
than number by number, and takes more memory the fewer hold it."""


def weighed(weights: Floats, rows: Floats) -> Floats:
    """The sum of some rows, each times its weight."""
    # Not `@`, which wakes other threads for so many numbers, and adds up the last of them in another order.
    found: Floats = np.einsum("i,ij->j", weights, rows)
    return found


class Postings:
    """For each feature the items that hold it, and how much each says of it."""

    def __init__(self, telling: Floats, size: int, rows: Rows) -> None:
        """`telling` is what each feature tells by itself, `size` the number of items, `rows` what items say."""
        features, items, said = rows
        self._width = size + 1
        is_often = np.bincount(features, minlength=len(telling)) > size * _OFTEN
        self._place = {code: place for place, code in enumerate(np.flatnonzero(is_often).tolist())}
        # For each feature held often what every item says of it, then what it tells where it is held at all.
        self._often = np.zeros((len(self._place), 2 * self._width), dtype=np.float32)
        often = is_often[features]
        places = (is_often.cumsum() - 1)[features[often]]
        self._often[places, items[often]] = said[often]
        self._often[places, self._width + items[often]] = telling[features[often]]
        self._told = self._often.data
        self._keep_rest(telling, (features[~often], items[~often], said[~often]))

    def _keep_rest(self, telling: Floats, rows: Rows) -> None:
        """Keep what items say of the other features as one list."""
        features, items, said = rows
        order = np.argsort(features, kind="stable")
        bounds = np.searchsorted(features[order], np.arange(len(telling) + 1))
        self._bounds = bounds.astype(np.int64).data
        # Both sums are made in one go: of each feature first what items say of it, then once more what it tells.
        self._twice = np.empty(2 * len(order), dtype=np.int32)
        self._values = np.empty(2 * len(order), dtype=np.float32)
        lengths = np.diff(bounds)
        first = np.arange(len(order)) + np.repeat(bounds[:-1], lengths)
        second = first + np.repeat(lengths, lengths)
        self._twice[first], self._twice[second] = items[order], items[order] + self._width
        self._view = self._twice.data
        self._values[first], self._values[second] = said[order], np.repeat(telling, lengths)

    def add(self, features: Sequence[int], weights: Sequence[float], share: float) -> Floats:
        """Sums over features and their weights, times `share`, in two rows: how much each item says of them, and how
        much it holds of them at all; the last column is 0 and stands for no item."""
        often: list[int] = []
        counts: list[float] = []
        rest: list[int] = []
        rest_counts: list[float] = []
        for code, weight in zip(features, weights, strict=True):
            if (place := self._place.get(code)) is not None:
                often.append(place)
                counts.append(weight * share)
            else:
                rest.append(code)
                rest_counts.append(weight * share)
        rows = self._often.take(np.array(often, dtype=np.intp), axis=0)
        found = weighed(np.array(counts, dtype=np.float32), rows)
        if rest:
            self._add_rest(found, rest, rest_counts)
        return found.reshape(2, self._width)

    def _add_rest(self, found: Floats, features: list[int], counts: list[float]) -> None:
        """Add to `found` both sums over the features that are not held often."""
        bounds = self._bounds
        parts = [slice(2 * bounds[code], 2 * bounds[code + 1]) for code in features]
        values = np.concatenate([self._values[part] for part in parts])
        values *= np.array(counts, dtype=np.float32).repeat([part.stop - part.start for part in parts])
        items = np.concatenate([self._twice[part] for part in parts])
        np.add.at(found, items, values)

    def holds(self, code: int, item: int) -> bool:
        """Whether an item has the feature."""
        if (place := self._place.get(code)) is not None:
            return self._told[place, self._width + item] > 0
        start, stop = 2 * self._bounds[code], self._bounds[code] + self._bounds[code + 1]
        at = bisect_left(self._view, item, start, stop)
        return at < stop and self._view[at] == item


class _Asked(local):
    """What a question's features weigh, 0 for all others: one array for each thread, cleared after each question. A new
    one each time would cost more than adding up what it holds."""

    def __init__(self, size: int) -> None:
        self.weights = np.zeros(size, dtype=np.float32)


class Phrases:
    """For each phrase its features; asked for the phrases of a few items, so that a large base costs no more."""

    def __init__(self, features: int, counts: Sequence[int], rows: Rows) -> None:
        """`features` is their number, `counts` are the numbers of phrases of each item, in order; `rows` hold, for each
        feature of a phrase, what its sum is multiplied with."""
        codes, holders, scale = rows
        self._asked = _Asked(features + 1)
        size, width = len(counts), max(*counts, 3) if counts else 3
        firsts = np.cumsum([0, *counts])
        # All items have the same number of places for phrases, so that they are one table. A place without a feature
        # is given one that no question has: a sum over nothing would be read from the next.
        place = np.arange(firsts[-1]) + np.repeat(np.arange(size) * width - firsts[:-1], counts)
        holders = place[holders]
        self._scale = np.zeros((size, width), dtype=np.float32)
        self._scale.ravel()[holders] = scale
        empty = np.flatnonzero(np.bincount(holders, minlength=size * width) == 0)
        holders = np.concatenate([holders, empty])
        codes = np.concatenate([codes, np.full(len(empty), features, dtype=np.int32)])
        self._codes = codes[np.argsort(holders, kind="stable")]
        lengths = np.bincount(holders, minlength=size * width).reshape(size, width)
        self._lengths = lengths.astype(np.int32)
        self._bounds = np.concatenate([[0], lengths.sum(axis=1).cumsum()])

    def add(self, features: Sequence[int], weights: Sequence[float], share: float, items: Numbers) -> Floats:
        """For some items (at least one) the sums of their phrases over features and their weights, times `share`: a row
        an item, its question first, filled up with 0; at least three columns."""
        begins, ends = self._bounds.take(items).tolist(), self._bounds.take(items + 1).tolist()
        codes = np.concatenate([self._codes[a:b] for a, b in zip(begins, ends, strict=True)])
        lengths = self._lengths.take(items, axis=0)
        starts = lengths.cumsum(dtype=np.intp)
        starts -= lengths.ravel()
        values = self._weigh(np.array(features, dtype=np.intp), np.array(weights) * share, codes)
        found: Floats = np.add.reduceat(values, starts).reshape(lengths.shape)
        found *= self._scale.take(items, axis=0)
        return found

    def _weigh(self, features: Numbers, weights: Doubles, codes: Ids) -> Floats:
        """What each of many codes weighs when these features weigh that much, and all others nothing."""
        asked = self._asked.weights
        asked[features] = weights
        try:
            return asked.take(codes)
        finally:
            asked[features] = 0.0
