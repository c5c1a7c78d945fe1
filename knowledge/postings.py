"""Which holders have a feature and what it says there: for all tables in one array, so that a question is one sum."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from knowledge.reading import Features

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]
Column = tuple[Ids, Ids, Floats]
"""Codes of features, numbers of holders, and weights, all of one length."""


class Postings:
    """Several tables over the same features; each table's holders are numbered after those of the table before."""

    def __init__(self, codes: dict[str, int], tables: Iterable[tuple[int, Column]]) -> None:
        """`tables` are pairs of the number of holders and the rows; `codes` number the features."""
        sizes, columns = zip(*tables, strict=True)
        self.starts = np.cumsum([0, *sizes]).tolist()
        coded = np.concatenate([column[0] for column in columns])
        shifted = [column[1] + start for column, start in zip(columns, self.starts, strict=False)]
        order = np.argsort(coded, kind="stable")
        self._ids = np.concatenate(shifted).astype(np.int32)[order]
        self._values = np.concatenate([column[2] for column in columns]).astype(np.float32)[order]
        self._codes = codes
        self._bounds = np.searchsorted(coded[order], np.arange(len(codes) + 1)).tolist()

    def add(self, question: Features) -> list[Floats]:
        """For each table the weighted sums of the postings of a question's features, one a holder."""
        size = self.starts[-1]
        parts, weights, lengths = [], [], []
        for name, weight in question.items():
            code = self._codes.get(name)
            if code is not None and (length := self._bounds[code + 1] - self._bounds[code]):
                parts.append(slice(self._bounds[code], self._bounds[code + 1]))
                weights.append(weight)
                lengths.append(length)
        if not parts:
            return self._split(np.zeros(size, dtype=np.float32))
        ids = np.concatenate([self._ids[part] for part in parts])
        values = np.concatenate([self._values[part] for part in parts]) * np.repeat(np.array(weights), lengths)
        return self._split(np.bincount(ids, values, size).astype(np.float32))

    def holds(self, name: str, table: int, number: int) -> bool:
        """Whether a holder of a table has the feature."""
        code = self._codes.get(name)
        if code is None:
            return False
        ids = self._ids[self._bounds[code] : self._bounds[code + 1]]
        at = int(np.searchsorted(ids, wanted := self.starts[table] + number))
        return at < len(ids) and int(ids[at]) == wanted

    def _split(self, total: Floats) -> list[Floats]:
        return [total[a:b] for a, b in zip(self.starts, self.starts[1:], strict=False)]
