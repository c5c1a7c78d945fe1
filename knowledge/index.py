"""The index: for each feature, which wordings and which entries hold it and how much it says there.

Three tables over the same features. The phrase table holds every question and wording by itself and answers "has
somebody put it like this". The two item tables add up the fields of an entry as BM25 does: `asking` how it is asked
for, `saying` what its rules say. All are plain arrays, so a question costs a few additions a feature.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.items import ASKING_FIELDS, SAYING_FIELDS, Item
from knowledge.reading import Features, Reader, is_word

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]
Rows = list[tuple[str, int, float]]
"""Feature, number of the item or phrase that holds it, and how much it says there."""

_SATURATION = 1.0
_LENGTH_SHARE = 0.4
_UNKNOWN_SHARE = 0.8
_TELLING = 0.3
"""Features rarer than this tell one item from another; what nearly every item holds ('hợp tác xã') is not stored."""


class Postings:
    """For each feature the numbers of its holders and its weights there, as slices of two arrays."""

    def __init__(self, rows: Rows) -> None:
        codes: dict[str, int] = {}
        coded = np.array([codes.setdefault(name, len(codes)) for name, _, _ in rows], dtype=np.int32)
        order = np.argsort(coded, kind="stable")
        self._ids = np.array([number for _, number, _ in rows], dtype=np.int32)[order]
        self._values = np.array([value for _, _, value in rows], dtype=np.float32)[order]
        bounds = np.searchsorted(coded[order], np.arange(len(codes) + 1)).tolist()
        self._slices = {name: slice(bounds[code], bounds[code + 1]) for name, code in codes.items()}

    def add(self, question: Features, size: int) -> Floats:
        """The weighted sum, over `size` holders, of the postings of a question's features."""
        slices = [(part, weight) for name, weight in question.items() if (part := self._slices.get(name)) is not None]
        if not slices:
            return np.zeros(size, dtype=np.float32)
        ids = np.concatenate([self._ids[part] for part, _ in slices])
        values = np.concatenate([self._values[part] * np.float32(weight) for part, weight in slices])
        return np.bincount(ids, values, size).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a question. `phrases` and `best` are cosines of 0..1, the others shares of the question's weight."""

    asking: Floats
    saying: Floats
    phrases: Floats
    best: Floats
    mass: float


class Index:
    """Postings over all items; immutable after building."""

    def __init__(self, items: Sequence[Item], reader: Reader) -> None:
        self.items = tuple(items)
        self._reader = reader
        self._number = {item.key: number for number, item in enumerate(items)}
        self.is_article = np.array([item.is_article for item in items], dtype=np.float32)
        self._citing = _citing(items)
        known = [[n for p in sorted(item.places) if (n := self._number.get(p)) is not None] for item in items]
        self.cited = [np.array(numbers, dtype=np.int32) for numbers in known]
        spelled = {text: reader.plain(text) for item in items for texts in item.fields.values() for text in texts}
        features = {text: reader.features(words, stored=True) for text, words in spelled.items()}
        self._spelled = {p: " ".join(s.word for s in spelled[p]) for item in items for p in item.phrases}
        self.idf = _inverse_frequencies(
            {name for texts in item.fields.values() for text in texts for name in features[text]} for item in items
        )
        self.entities, self.mild = reader.lists.entities, reader.lists.mild
        self.subjects = [reader.subjects([s.word for s in spelled[item.fields["question"][0]]]) for item in items]
        self.all_subjects = [
            reader.subjects([s.word for texts in item.fields.values() for t in texts for s in spelled[t]])
            for item in items
        ]
        self.unknown = max(self.idf.values(), default=1.0) * _UNKNOWN_SHARE
        self.first = np.cumsum([0, *(len(item.phrases) for item in items)])[:-1].astype(np.int32)
        self._phrases = self._phrase_postings([features[p] for item in items for p in item.phrases])
        self._phrase_count = sum(len(item.phrases) for item in items)
        lengths = {text: len(words) for text, words in spelled.items()}
        self._asking = self._item_postings(ASKING_FIELDS, features, lengths)
        self._saying = self._item_postings(SAYING_FIELDS, features, lengths)

    def score(self, question: Features) -> Scores:
        """Scores of all items and phrases for a question."""
        mass = max(self.mass(question), 0.1)
        phrases = self._phrases.add(question, self._phrase_count) / np.float32(math.sqrt(mass))
        best = np.maximum.reduceat(phrases, self.first) if len(self.first) else phrases
        asking = self._asking.add(question, len(self.items)) / np.float32(mass)
        saying = self._saying.add(question, len(self.items)) / np.float32(mass)
        return Scores(asking, saying, phrases, best, mass)

    def mass(self, features: Features) -> float:
        """The weight of a question; words nobody here uses count almost as the rarest."""
        return sum(weight * self._telling(name) for name, weight in features.items())

    def _telling(self, name: str) -> float:
        """What a feature tells: nothing when nearly every item has it, nor a pair or meaning that none has."""
        idf = self.idf.get(name, self.unknown if is_word(name) else 0.0)
        return idf if idf >= _TELLING else 0.0

    def known_share(self, features: Features) -> float:
        """Share of the question's words that some item uses, 0..1."""
        single = [name for name in features if is_word(name)]
        return sum(name in self.idf for name in single) / len(single) if single else 0.0

    def phrase_scores(self, item: int, scores: Scores) -> Floats:
        """The scores of one item's phrases, its question first."""
        start = int(self.first[item])
        return scores.phrases[start : start + len(self.items[item].phrases)]

    def cites(self, document: str) -> Floats:
        """1 for each item that cites the document, or the article ('17/2023/QH15#83'), else 0."""
        return self._citing.get(document, np.zeros(len(self.items), dtype=np.float32))

    def item(self, key: str) -> Item:
        """The item of that key; KeyError when there is none."""
        return self.items[self._number[key]]

    def spelled(self, phrase: str) -> str:
        """A stored phrase in the spelling that is searched."""
        return self._spelled[phrase]

    def matched_fields(self, item: Item, question: Features) -> dict[str, list[str]]:
        """Which words of a question stand in which field of an item, for explaining."""
        found = {}
        for field, texts in item.fields.items():
            held = {name for text in texts for name in self._reader.features(self._reader.plain(text), stored=True)}
            if shared := sorted(name for name in question if name in held and name[0] != "~"):
                found[field] = shared
        return found

    def _phrase_postings(self, phrases: list[Features]) -> Postings:
        rows: Rows = []
        for number, features in enumerate(phrases):
            mass = self.mass({name: value for name, value in features.items() if name[0] != "~"})
            scale = 1 / math.sqrt(mass or 1.0)
            rows += [(name, number, self.idf[name] * scale) for name in features if self.idf[name] >= _TELLING]
        return Postings(rows)

    def _item_postings(
        self, weights: dict[str, float], features: dict[str, Features], lengths: dict[str, int]
    ) -> Postings:
        texts = [[(t, w) for field, w in weights.items() for t in item.fields.get(field, ())] for item in self.items]
        sizes = [sum(w * lengths[t] for t, w in rows) for rows in texts]
        average = sum(sizes) / max(len(sizes), 1) or 1.0
        postings: Rows = []
        for number, (rows, size) in enumerate(zip(texts, sizes, strict=True)):
            slope = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * size / average)
            for name, count in _counts(rows, features).items():
                if (idf := self.idf[name]) >= _TELLING:
                    postings.append((name, number, idf * count / (count + slope)))
        return Postings(postings)


def _counts(rows: list[tuple[str, float]], features: dict[str, Features]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for text, weight in rows:
        for name in features[text]:
            counts[name] += weight
    return counts


def _inverse_frequencies(items: Iterable[set[str]]) -> dict[str, float]:
    holders: Counter[str] = Counter()
    total = 0
    for names in items:
        total += 1
        holders.update(names)
    return {name: math.log(1 + (total - n + 0.5) / (n + 0.5)) for name, n in holders.items()}


def _citing(items: Sequence[Item]) -> dict[str, Floats]:
    places = {place for item in items for place in item.places}
    holders = {place: np.zeros(len(items), dtype=np.float32) for place in places}
    for number, item in enumerate(items):
        for place in item.places:
            holders[place][number] = 1.0
    return holders
