"""What texts are about beyond the words they share: words that stand in the same entries point the same way.

The directions are computed when the index is built, from the entries themselves (a truncated singular value
decomposition with a fixed start); nothing is learnt elsewhere and nothing is stored.
"""

import numpy as np

from knowledge.postings import Floats, Ids
from knowledge.reading import Features

_DIRECTIONS = 64
_SPARE = 8
_ROUNDS = 1
_MOST_ITEMS = 4000
"""A larger base is decomposed from a sample of this size, so that the work stays the same."""


class Latent:
    """Directions of words and places of items among them; immutable."""

    def __init__(self, columns: dict[str, int], items: Ids, words: Ids, weights: Floats, size: int) -> None:
        """`weights` are what the word in column `words` says in item `items`; `columns` number the words."""
        self._columns = columns
        width = len(columns)
        sample = np.linspace(0, size - 1, min(size, _MOST_ITEMS)).astype(np.int32)
        matrix = _dense(items, words, weights, sample, size, width)
        self._directions = _decompose(matrix) if width and size else np.zeros((width, 1), dtype=np.float32)
        places = np.zeros((size, self._directions.shape[1]), dtype=np.float32)
        step = max(_MOST_ITEMS, 1)
        for start in range(0, size, step):
            rows = np.arange(start, min(start + step, size), dtype=np.int32)
            places[rows] = _dense(items, words, weights, rows, size, width) @ self._directions
        self._places: Floats = places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-6)

    def place(self, question: Features, idf: dict[str, float]) -> Floats:
        """Where a question stands among the directions, at length 1 (0 when none of its words is known)."""
        known = [(c, weight * idf[n]) for n, weight in question.items() if (c := self._columns.get(n)) is not None]
        weights = np.array([w for _, w in known], dtype=np.float32)
        found = np.einsum("w,wd->d", weights, self._directions[[c for c, _ in known]])
        place: Floats = found / max(float(np.linalg.norm(found)), 1e-6)
        return place

    def likeness(self, place: Floats, rows: Ids) -> Floats:
        """Cosine of a question's place with some items, -1..1; in one thread, for a few items are no work for more."""
        found: Floats = np.einsum("...d,d->...", self._places[rows], place)
        return found


def _dense(items: Ids, words: Ids, weights: Floats, rows: Ids, size: int, width: int) -> Floats:
    """The rows of some items as a matrix, each of length 1."""
    at = np.full(size, -1, dtype=np.int64)
    at[rows] = np.arange(len(rows))
    kept = at[items] >= 0
    matrix = np.zeros((len(rows), width), dtype=np.float32)
    matrix[at[items[kept]], words[kept]] = weights[kept]
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-6)
    return matrix


def _decompose(matrix: Floats) -> Floats:
    """The strongest directions of the columns, by a randomized decomposition that starts the same every time."""
    count = min(_DIRECTIONS, *matrix.shape)
    start = np.random.default_rng(0).standard_normal((matrix.shape[1], count + _SPARE), dtype=np.float32)
    span = matrix @ start
    for _ in range(_ROUNDS):
        base, _ = np.linalg.qr(span)
        span = matrix @ (matrix.T @ base)
    base, _ = np.linalg.qr(span)
    _, _, directions = np.linalg.svd(base.T @ matrix, full_matrices=False)
    return np.ascontiguousarray(directions[:count].T, dtype=np.float32)
