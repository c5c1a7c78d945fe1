"""The texts of all items read once, and what the items hold, as plain arrays: what the index is built from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.items import Item
from knowledge.postings import Floats, Ids
from knowledge.reading import Reader, is_word
from knowledge.vietnamese import fold

_SATURATION = 1.0
_LENGTH_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Held:
    """Which items hold which features, and how often by weight; each pair once, its key ascending."""

    keys: NDArray[np.int64]
    features: Ids
    items: Ids
    counts: Floats

    def weighed(self, frequencies: Floats, sizes: Floats, among: "Held") -> Floats:
        """As BM25 weighs it, for the rows of `among`, which are these and others; `sizes` are the items' lengths."""
        average = float(sizes.mean()) if len(sizes) else 1.0
        slopes = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * sizes / (average or 1.0))
        found = np.zeros(len(among.keys), dtype=np.float32)
        weighed = frequencies[self.features] * self.counts / (self.counts + slopes[self.items])
        found[np.searchsorted(among.keys, self.keys)] = weighed
        return found


class Texts:
    """Every distinct text of the items read once: its words, its features, and the numbers of all features."""

    def __init__(self, items: Sequence[Item], reader: Reader) -> None:
        self.items = items
        distinct = dict.fromkeys(text for item in items for texts in item.fields.values() for text in texts)
        self.words = {text: reader.plain(text) for text in distinct}
        self.subjects = {text: reader.subjects(meant) for text, meant in self.words.items()}
        self.entities = reader.lists.entities
        self.codes: dict[str, int] = {}
        code = self.codes.setdefault
        self.coded = {
            text: [code(name, len(self.codes)) for name in reader.stored(meant)] for text, meant in self.words.items()
        }
        self.weights = np.array([reader.weight(name) for name in self.codes], dtype=np.float32)
        self._bare = [fold(name) if is_word(name) else "" for name in self.codes]
        letters = [code(reader.letters(n), len(self.codes)) if is_word(n) else -1 for n in list(self.codes)]
        self.letters = np.full(len(self.codes), -1, dtype=np.int32)
        self.letters[: len(letters)] = letters

    def bare_words(self, text: str) -> frozenset[str]:
        """The words of a text that are searched for, without accents."""
        return frozenset([self._bare[code] for code in self.coded[text]]) - {""}

    def all_subjects(self, item: Item) -> frozenset[str]:
        """The subjects any text of an item names."""
        return frozenset().union(*(self.subjects[text] for texts in item.fields.values() for text in texts))

    def item_rows(self, weights: Mapping[str, float] | None) -> Held:
        """Items and features of the fields that have a weight (all, by 1, when None)."""
        codes: list[int] = []
        holders, shares, lengths = [], [], []
        for number, item in enumerate(self.items):
            for field, texts in item.fields.items():
                if (weight := 1.0 if weights is None else weights.get(field, 0.0)) == 0:
                    continue
                for text in texts:
                    coded = self.coded[text]
                    codes += coded
                    holders.append(number)
                    shares.append(weight)
                    lengths.append(len(coded))
        width = max(len(self.codes), 1)
        rows = np.repeat(np.array(holders, dtype=np.int64), lengths) * width + np.array(codes, dtype=np.int64)
        counts = np.repeat(np.array(shares, dtype=np.float32), lengths)
        letters = self.letters[np.array(codes, dtype=np.int32)]
        rows = np.concatenate([rows, (rows - codes + letters)[letters >= 0]])
        keys, inverse = np.unique(rows, return_inverse=True)
        total = np.bincount(inverse, np.concatenate([counts, counts[letters >= 0]]), len(keys))
        items, features = np.divmod(keys, width)
        return Held(keys, features.astype(np.int32), items.astype(np.int32), total.astype(np.float32))

    def sizes(self, weights: Mapping[str, float]) -> Floats:
        """The length of each item in words, by field."""
        rows = [
            sum(w * len(self.words[text]) for field, w in weights.items() for text in item.fields.get(field, ()))
            for item in self.items
        ]
        return np.array(rows, dtype=np.float32)
