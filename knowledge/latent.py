"""What texts are about beyond the words they share: words that stand in the same entries point the same way.

The directions are computed when the index is built, from the entries themselves (a truncated singular value
decomposition with a fixed start); nothing is learnt elsewhere and nothing is stored. Products are summed row by row and
not by a matrix library: its threads cost more than they give at this size, and most on a busy machine.
"""

from dataclasses import dataclass

import numpy as np

from knowledge.postings import Floats, Ids
from knowledge.reading import Features

_DIRECTIONS = 48
_SPARE = 8
_ROUNDS = 1
_MOST_ITEMS = 4000
"""A larger base is decomposed from a sample of this size, so that the work stays the same."""


@dataclass(frozen=True, slots=True)
class _Sparse:
    """A matrix of few entries, in the order of its rows: row, column and value of each, and how many rows it has."""

    rows: Ids
    columns: Ids
    values: Floats
    height: int

    def times(self, dense: Floats) -> Floats:
        """The product with a dense matrix."""
        found = np.zeros((self.height, dense.shape[1]), dtype=np.float32)
        held, starts = np.unique(self.rows, return_index=True)
        for at in range(0, len(held), _MOST_ITEMS):
            begin = starts[at]
            end = starts[at + _MOST_ITEMS] if at + _MOST_ITEMS < len(held) else len(self.rows)
            parts = dense[self.columns[begin:end]] * self.values[begin:end, None]
            found[held[at : at + _MOST_ITEMS]] = np.add.reduceat(parts, starts[at : at + _MOST_ITEMS] - begin, axis=0)
        return found

    def turned(self, width: int) -> "_Sparse":
        """Rows and columns exchanged."""
        order = np.argsort(self.columns, kind="stable")
        return _Sparse(self.columns[order], self.rows[order], self.values[order], width)

    def sample(self, most: int) -> "_Sparse":
        """At most so many of the rows, evenly taken; the others are left empty."""
        if self.height <= most:
            return self
        taken = np.zeros(self.height, dtype=bool)
        taken[np.linspace(0, self.height - 1, most).astype(np.int32)] = True
        kept = taken[self.rows]
        return _Sparse(self.rows[kept], self.columns[kept], self.values[kept], self.height)


class Latent:
    """Directions of words and places of items among them; immutable."""

    def __init__(self, columns: dict[str, int], items: Ids, words: Ids, weights: Floats, size: int) -> None:
        """`weights` are what `words` (numbered as in `columns`) say in `items`, which are ascending."""
        self._columns = columns
        lengths = np.sqrt(np.bincount(items, weights**2, size)).astype(np.float32)
        matrix = _Sparse(items, words, (weights / np.maximum(lengths[items], 1e-6)).astype(np.float32), size)
        self._directions = _decompose(matrix.sample(_MOST_ITEMS), len(columns))
        self._places: Floats = _level(matrix.times(self._directions))

    def place(self, question: Features, idf: dict[str, float]) -> Floats:
        """Where a question stands among the directions, at length 1 (0 when none of its words is known)."""
        known = [(c, weight * idf[n]) for n, weight in question.items() if (c := self._columns.get(n)) is not None]
        weights = np.array([w for _, w in known], dtype=np.float32)
        found = np.einsum("w,wd->d", weights, self._directions[[c for c, _ in known]])
        place: Floats = found / max(float(np.linalg.norm(found)), 1e-6)
        return place

    def likeness(self, place: Floats, rows: Ids) -> Floats:
        """Cosine of a question's place with some items, -1..1."""
        found: Floats = np.einsum("...d,d->...", self._places[rows], place)
        return found


def _level(rows: Floats) -> Floats:
    """Each row at length 1."""
    levelled: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))
    return levelled


def _decompose(matrix: _Sparse, width: int) -> Floats:
    """The strongest directions of the columns, by a randomized decomposition that starts the same every time."""
    count = min(_DIRECTIONS, width, matrix.height)
    if count == 0:
        return np.zeros((width, 1), dtype=np.float32)
    turned = matrix.turned(width)
    start = np.random.default_rng(0).standard_normal((width, count + _SPARE), dtype=np.float32)
    span = matrix.times(start)
    for _ in range(_ROUNDS):
        span = matrix.times(turned.times(_straighten(span)))
    across = turned.times(_straighten(span))
    _, vectors = np.linalg.eigh(_inner(across))
    directions = np.einsum("wa,ab->wb", across, vectors[:, ::-1][:, :count].astype(np.float32))
    found: Floats = directions / np.maximum(np.linalg.norm(directions, axis=0), np.float32(1e-6))
    return np.ascontiguousarray(found, dtype=np.float32)


def _straighten(span: Floats) -> Floats:
    """Directions at right angles to each other that reach the same; those that add nothing become 0."""
    sizes, vectors = np.linalg.eigh(_inner(span))
    scale = np.where(sizes > sizes[-1] * 1e-6, 1 / np.sqrt(np.maximum(sizes, 1e-12)), 0.0)
    found: Floats = np.einsum("na,ab->nb", span, (vectors * scale).astype(np.float32))
    return found


def _inner(span: Floats) -> Floats:
    found: Floats = np.einsum("na,nb->ab", span, span).astype(np.float64)
    return found
