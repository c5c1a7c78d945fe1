"""The index: for each feature, which wordings and which entries hold it and how much it says there.

Of every item `saying` adds up, as BM25 does, the fields that say what its rules are, and `covering` says what it holds
at all; both are plain arrays, so a question costs a few additions a feature. The phrase table holds every question and
wording by itself, answers "has somebody put it like this", and is asked for the items that come near.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.items import SAYING_FIELDS, Item
from knowledge.postings import Column, Floats, Ids, Phrases, Postings
from knowledge.reading import Features, Reader, is_word
from knowledge.vietnamese import fold

_SATURATION = 1.0
_LENGTH_SHARE = 0.4
_UNKNOWN_SHARE = 0.8
_TELLING = 0.3
"""Features rarer than this tell one item from another; what nearly every item holds ('hợp tác xã') is not stored."""
_MOST_CITED = 8
_MOST_REMEMBERED = 64
"""So many pairs of bodies asked about and documents in force are remembered; few differ."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a question, shares of its weight: one an item, and a last 0 that stands for none."""

    saying: Floats
    covering: Floats
    mass: float


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the items before the words of a question are: 1 or 0 for each."""

    strangers: Floats
    ended: Floats


class Index:
    """Postings over all items; immutable after building but for what it remembers."""

    def __init__(self, items: Sequence[Item], reader: Reader) -> None:
        self.items = tuple(items)
        self._reader = reader
        self._number = {item.key: number for number, item in enumerate(items)}
        self.is_article = np.array([item.is_article for item in items], dtype=np.float32)
        self.entities, self.mild = reader.lists.entities, reader.lists.mild
        self._standing: dict[tuple[frozenset[str], frozenset[str] | None], Standing] = {}
        self._read_places()
        read = _Texts(items, reader)
        self.phrases = [(p, " ".join(read.words[p])) for item in items for p in item.phrases]
        self._foreseen: dict[frozenset[str], list[int]] = {}
        for number, item in enumerate(items):
            for phrase in item.phrases:
                self._foreseen.setdefault(_signature(reader.stored(read.words[phrase])), []).append(number)
        self.subjects = [_main_subjects(item, read) for item in items]
        self.focus = [reader.focus(read.words[item.fields["question"][0]]) for item in items]
        self.asked_subjects = [
            main | _often([read.subjects[p] for p in item.phrases])
            for item, main in zip(items, self.subjects, strict=True)
        ]
        self.all_subjects = [
            frozenset().union(*(read.subjects[t] for texts in item.fields.values() for t in texts)) for item in items
        ]
        self._build(read)

    def _read_places(self) -> None:
        """Which items cite what, and whose summaries stand behind an item's citations."""
        size = len(self.items)
        self._citing: dict[str, list[int]] = {}
        for number, item in enumerate(self.items):
            for place in item.places:
                self._citing.setdefault(place, []).append(number)
        self.articles = [frozenset(p for p in item.places if "#" in p) for item in self.items]
        self.cited = np.full((size, _MOST_CITED), size, dtype=np.int32)
        for number, places in enumerate(self.articles):
            known = [n for p in sorted(places) if (n := self._number.get(p)) is not None][:_MOST_CITED]
            self.cited[number, : len(known)] = known

    def _build(self, read: "_Texts") -> None:
        size = len(self.items)
        saying, covering = read.item_rows(SAYING_FIELDS), read.item_rows(None)
        holders = np.bincount(covering.features, minlength=len(read.codes))
        frequencies = np.log(1 + (size - holders + 0.5) / (holders + 0.5)).astype(np.float32)
        self.idf = dict(zip(read.codes, frequencies.tolist(), strict=True))
        self.unknown = max(self.idf.values(), default=1.0) * _UNKNOWN_SHARE
        told = frequencies[covering.features] >= _TELLING
        said = saying.weighed(frequencies, read.sizes(SAYING_FIELDS), covering)
        self._postings = Postings(
            read.codes,
            size,
            covering.features[told],
            covering.items[told],
            [said[told], frequencies[covering.features][told]],
        )
        counts = [len(item.phrases) for item in self.items]
        self._phrases = Phrases(read.codes, counts, self._phrase_column(read, frequencies))
        self.first_phrase = self._phrases.first

    def score(self, question: Features) -> Scores:
        """Scores of all items for a question."""
        mass = max(self.mass(question), 0.1)
        saying, covering = self._postings.add(question)
        return Scores(saying * np.float32(1 / mass), covering * np.float32(1 / mass), mass)

    def phrase_scores(self, question: Features, items: Sequence[int], mass: float) -> list[list[float]]:
        """For each of some items how near its phrases come, its question first: cosines of 0..1."""
        return self._phrases.add(question, items, 1 / math.sqrt(mass))

    def cited_scores(self, rows: Ids, scores: Scores) -> tuple[list[float], list[float]]:
        """For some items, among the summaries of the articles they cite: the best score, and how much of the question
        one holds at best."""
        cited = self.cited[rows]
        return scores.saying[cited].max(axis=1).tolist(), scores.covering[cited].max(axis=1).tolist()

    def mass(self, features: Features) -> float:
        """The weight of a question; words nobody here uses count almost as the rarest."""
        return sum([weight * self._telling(name) for name, weight in features.items()])

    def _telling(self, name: str) -> float:
        """What a feature tells: nothing when nearly every item has it, nor a pair or meaning that none has."""
        idf = self.idf.get(name)
        if idf is None:
            return self.unknown if is_word(name) else 0.0
        return idf if idf >= _TELLING else 0.0

    def known_share(self, features: Features) -> float:
        """Share of the question's words that some item uses, 0..1."""
        single = [name for name in features if is_word(name)]
        return sum([name in self.idf for name in single]) / len(single) if single else 0.0

    def missing(self, features: Features, item: int) -> tuple[float, float]:
        """Of the question's words, what the item does not hold: the rarest one, and the share of all; each 0..1."""
        rarest = lost = total = 0.0
        for name, weight in features.items():
            if not is_word(name) or (value := self._telling(name) * weight) <= 0:
                continue
            total += value
            if not (self._postings.holds(name, item) or self._holds_letters(name, features, item)):
                lost += value
                rarest = max(rarest, value)
        return (min(rarest / max(self.unknown, 0.1), 1.0), lost / total) if total else (0.0, 0.0)

    def _holds_letters(self, name: str, features: Features, item: int) -> bool:
        """A word whose accents are not sure is also held by its letters."""
        letters = self._reader.letters(name)
        return letters in features and self._postings.holds(letters, item)

    def foreseen(self, question: Features) -> list[int]:
        """The items that hold a phrase of just the words of the question, in any order and with any accents."""
        signature = _signature(question)
        return self._foreseen.get(signature, []) if signature else []

    def citing(self, place: str) -> list[int]:
        """The items that cite a document, or an article ('17/2023/QH15#83')."""
        return self._citing.get(place, [])

    def standing(self, bodies: frozenset[str], in_force: frozenset[str] | None) -> "Standing":
        """Which items are about another body than those asked about, and which rest on nothing in force."""
        if (found := self._standing.get((bodies, in_force))) is None:
            if len(self._standing) >= _MOST_REMEMBERED:
                self._standing.clear()
            found = Standing(self._strangers(bodies), self._ended(in_force))
            self._standing[bodies, in_force] = found
        return found

    def _strangers(self, bodies: frozenset[str]) -> Floats:
        """1 for each item that is about another body than those asked about (none: the cooperative itself)."""
        about = zip(self.subjects, self.asked_subjects, strict=True)
        rows = [bool(bodies and not bodies & often) or bool((own & self.entities) - bodies) for own, often in about]
        return np.array(rows, dtype=np.float32)

    def _ended(self, in_force: frozenset[str] | None) -> Floats:
        """1 for each item none of whose documents is among those in force."""
        if in_force is None:
            return np.zeros(len(self.items), dtype=np.float32)
        rows = [bool(item.places) and item.places.isdisjoint(in_force) for item in self.items]
        return np.array(rows, dtype=np.float32)

    def item(self, key: str) -> Item:
        """The item of that key; KeyError when there is none."""
        return self.items[self._number[key]]

    def number(self, key: str | None) -> int:
        """The number of the item of that key; -1 when there is none."""
        return self._number.get(key, -1) if key is not None else -1

    def matched_fields(self, item: Item, question: Features) -> dict[str, list[str]]:
        """Which words of a question stand in which field of an item, for explaining."""
        found = {}
        for field, texts in item.fields.items():
            held = {name for text in texts for name in self._reader.stored(self._reader.plain(text))}
            if shared := sorted(name for name in question if name in held and name[0] != "~"):
                found[field] = shared
        return found

    def _phrase_column(self, read: "_Texts", frequencies: Floats) -> Column:
        """Each phrase by itself, scaled so that a phrase meets itself with 1."""
        coded = [read.coded[phrase] for item in self.items for phrase in item.phrases]
        codes = np.array([code for row in coded for code in row], dtype=np.int32)
        holders = np.repeat(np.arange(len(coded), dtype=np.int32), [len(row) for row in coded])
        idf = np.where(frequencies >= _TELLING, frequencies, np.float32(0))
        mass = np.bincount(holders, idf[codes] * read.weights[codes], len(coded))
        scale = (1 / np.sqrt(np.where(mass > 0, mass, 1.0))).astype(np.float32)
        letters = read.letters[codes]
        codes = np.concatenate([codes, letters[letters >= 0]])
        holders = np.concatenate([holders, holders[letters >= 0]])
        told = idf[codes] > 0
        return codes[told], holders[told], (idf[codes] * scale[holders])[told]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Which items hold which features, and how often by weight; each pair once, its key ascending."""

    keys: NDArray[np.int64]
    features: Ids
    items: Ids
    counts: Floats

    def weighed(self, frequencies: Floats, sizes: Floats, among: "_Rows") -> Floats:
        """As BM25 weighs it, for the rows of `among`, which are these and others; `sizes` are the items' lengths."""
        average = float(sizes.mean()) if len(sizes) else 1.0
        slopes = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * sizes / (average or 1.0))
        found = np.zeros(len(among.keys), dtype=np.float32)
        weighed = frequencies[self.features] * self.counts / (self.counts + slopes[self.items])
        found[np.searchsorted(among.keys, self.keys)] = weighed
        return found


class _Texts:
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
        letters = [code(reader.letters(n), len(self.codes)) if is_word(n) else -1 for n in list(self.codes)]
        self.letters = np.full(len(self.codes), -1, dtype=np.int32)
        self.letters[: len(letters)] = letters

    def item_rows(self, weights: Mapping[str, float] | None) -> _Rows:
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
        return _Rows(keys, features.astype(np.int32), items.astype(np.int32), total.astype(np.float32))

    def sizes(self, weights: Mapping[str, float]) -> Floats:
        """The length of each item in words, by field."""
        rows = [
            sum(w * len(self.words[text]) for field, w in weights.items() for text in item.fields.get(field, ()))
            for item in self.items
        ]
        return np.array(rows, dtype=np.float32)


def _main_subjects(item: Item, read: _Texts) -> frozenset[str]:
    """What the question names; an article's heading names too little, so the body its document is about counts too."""
    named = read.subjects[item.fields["question"][0]]
    if not item.is_article:
        return named
    about = frozenset[str]().union(*(read.subjects[text] for text in item.fields.get("topic", ())))
    return named | (about & read.entities)


def _signature(names: Iterable[str]) -> frozenset[str]:
    return frozenset([fold(name) for name in names if is_word(name)])


def _often(found: list[frozenset[str]]) -> frozenset[str]:
    """The subjects that at least half of an item's phrases name."""
    return frozenset(s for s in set().union(*found) if sum(s in names for names in found) * 2 >= len(found))
