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
Postings = dict[str, tuple[Ids, Floats]]
Rows = dict[str, tuple[list[int], list[float]]]

_SATURATION = 1.0
_LENGTH_SHARE = 0.4
_UNKNOWN_SHARE = 0.8


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
        spelled = {text: reader.plain(text) for item in items for texts in item.fields.values() for text in texts}
        features = {text: reader.features(words, stored=True) for text, words in spelled.items()}
        self._spelled = {p: " ".join(s.word for s in spelled[p]) for item in items for p in item.phrases}
        self.idf = _inverse_frequencies(
            {name for texts in item.fields.values() for text in texts for name in features[text]} for item in items
        )
        self.subjects = [reader.subjects([s.word for s in spelled[item.fields["question"][0]]]) for item in items]
        self.all_subjects = [
            reader.subjects([s.word for texts in item.fields.values() for t in texts for s in spelled[t]]) for item in items
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
        phrases = _add(self._phrases, question, self._phrase_count) / np.float32(math.sqrt(mass))
        best = np.maximum.reduceat(phrases, self.first) if len(self.first) else phrases
        asking = _add(self._asking, question, len(self.items)) / np.float32(mass)
        saying = _add(self._saying, question, len(self.items)) / np.float32(mass)
        return Scores(asking, saying, phrases, best, mass)

    def mass(self, features: Features) -> float:
        """The weight of a question; words nobody here uses count almost as the rarest."""
        idf, unknown = self.idf, self.unknown
        return sum(w * (idf.get(name) or (unknown if is_word(name) else 0.0)) for name, w in features.items())

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
        rows: Rows = defaultdict(lambda: ([], []))
        for number, features in enumerate(phrases):
            mass = sum(value * self.idf[name] for name, value in features.items() if name[0] != "~")
            for name, value in features.items():
                ids, values = rows[name]
                ids.append(number)
                values.append(value * self.idf[name] / math.sqrt(mass or 1.0))
        return _arrays(rows)

    def _item_postings(
        self, weights: dict[str, float], features: dict[str, Features], lengths: dict[str, int]
    ) -> Postings:
        texts = [[(t, w) for field, w in weights.items() for t in item.fields.get(field, ())] for item in self.items]
        sizes = [sum(w * lengths[t] for t, w in rows) for rows in texts]
        average = sum(sizes) / max(len(sizes), 1) or 1.0
        postings: Rows = defaultdict(lambda: ([], []))
        for number, (rows, size) in enumerate(zip(texts, sizes, strict=True)):
            slope = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * size / average)
            for name, count in _counts(rows, features).items():
                ids, values = postings[name]
                ids.append(number)
                values.append(self.idf[name] * count / (count + slope))
        return _arrays(postings)


def _counts(rows: list[tuple[str, float]], features: dict[str, Features]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for text, weight in rows:
        for name in features[text]:
            counts[name] += weight
    return counts


def _add(postings: Postings, question: Features, size: int) -> Floats:
    """The weighted sum of the postings of a question's features."""
    total = np.zeros(size, dtype=np.float32)
    for name, weight in question.items():
        found = postings.get(name)
        if found is not None:
            total[found[0]] += found[1] * np.float32(weight)
    return total


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


def _arrays(rows: Rows) -> Postings:
    return {
        name: (np.array(ids, dtype=np.int32), np.array(values, dtype=np.float32)) for name, (ids, values) in rows.items()
    }
