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
        bounds = np.searchsorted(coded[order], np.arange(len(codes) + 1)).tolist()
        self._slices = {name: slice(bounds[code], bounds[code + 1]) for name, code in codes.items()}

    def add(self, question: Features) -> list[Floats]:
        """For each table the weighted sums of the postings of a question's features, one a holder."""
        size = self.starts[-1]
        held = [(part, weight) for name, weight in question.items() if (part := self._slices.get(name)) is not None]
        if not held:
            return self._split(np.zeros(size, dtype=np.float32))
        ids = np.concatenate([self._ids[part] for part, _ in held])
        values = np.concatenate([self._values[part] for part, _ in held])
        values *= np.repeat(np.array([w for _, w in held], dtype=np.float32), [p.stop - p.start for p, _ in held])
        return self._split(np.bincount(ids, values, size).astype(np.float32))

    def holds(self, name: str, table: int, number: int) -> bool:
        """Whether a holder of a table has the feature."""
        part = self._slices.get(name)
        if part is None:
            return False
        ids = self._ids[part]
        at = int(ids.searchsorted(wanted := self.starts[table] + number))
        return at < len(ids) and int(ids[at]) == wanted

    def _split(self, total: Floats) -> list[Floats]:
        return [total[a:b] for a, b in zip(self.starts, self.starts[1:], strict=False)]
