"""Whom or what the items are about and what they tell, as one table, so that a few are measured at once."""

from collections.abc import Sequence

import numpy as np

from knowledge.postings import Doubles, Floats, Numbers

Names = frozenset[str]
_MOST = 2
"""More subjects than this that differ count no more."""
_MOST_REMEMBERED = 512
"""So many questions' subjects are remembered as weights; most messages are about the same few."""


class Subjects:
    """For each item a row of 0 and 1: the subjects its question names, those it holds at all, its focus; and a 1."""

    def __init__(
        self, own: Sequence[Names], held: Sequence[Names], focus: Sequence[Names], mild: Names, entities: Names
    ) -> None:
        self._mild, self._entities = mild, entities
        self._names = [sorted(frozenset().union(*rows)) for rows in (own, held, focus)]
        tables = [_table(rows, names) for rows, names in zip((own, held, focus), self._names, strict=True)]
        self._rows = np.concatenate([*tables, np.ones((len(own), 1), dtype=np.float32)], axis=1)
        self._weights: dict[tuple[Names, Names], Floats] = {}

    def measure(self, items: Numbers, subjects: Names, focus: Names, found: Doubles) -> None:
        """Put five measures of 0..1 into the rows of `found`, a column an item: subjects of its question nobody asked
        about; those asked about that its question does not name; those it does not hold; 1 when it does not even
        mention a body asked about (a fund, a cooperative group); of what either wants to know, the share that both
        do."""
        if (weights := self._weights.get((subjects, focus))) is None:
            if len(self._weights) >= _MOST_REMEMBERED:
                self._weights.clear()
            weights = self._weights[subjects, focus] = self._weigh(subjects, focus)
        sums = weights @ self._rows.take(items, axis=0).T
        np.minimum(sums[:4], 1.0, out=found[:4])
        np.divide(sums[4], np.maximum(sums[5], 1.0), out=found[4])

    def _weigh(self, subjects: Names, focus: Names) -> Floats:
        """A row for each of the measures, and one for how many things either wants to know: what to multiply with."""
        told, bodies = subjects - self._mild, subjects & self._entities
        own, held, wanted = self._names
        rows = [
            *(((name not in subjects) / _MOST, -(name in told) / _MOST, 0, 0, 0, 0) for name in own),
            *((0, 0, -(name in told) / _MOST, -(name in bodies), 0, 0) for name in held),
            *((0, 0, 0, 0, name in focus, name not in focus) for name in wanted),
            (0, len(told) / _MOST, len(told) / _MOST, len(bodies), 0, len(focus)),
        ]
        return np.ascontiguousarray(np.array(rows, dtype=np.float32).T)


def _table(rows: Sequence[Names], names: Sequence[str]) -> Floats:
    """1 where a row has the name."""
    columns = {name: at for at, name in enumerate(names)}
    found = np.zeros((len(rows), len(names)), dtype=np.float32)
    for number, row in enumerate(rows):
        found[number, [columns[name] for name in row]] = 1
    return found
