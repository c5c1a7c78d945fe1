"""The index: for each feature, which wordings and which entries hold it and how much it says there.

Of every item `saying` adds up, as BM25 does, the fields that say what its rules are, and `covering` says what it holds
at all; both are plain arrays, so a question costs a few additions a feature. The phrase table holds every question and
wording by itself, answers "has somebody put it like this", and is asked for the items that come near.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from knowledge.items import SAYING_FIELDS, Item
from knowledge.postings import Floats, Numbers, Phrases, Postings, Rows, weighed
from knowledge.reading import Features, Reader
from knowledge.subjects import Subjects
from knowledge.texts import Texts
from knowledge.vietnamese import fold

_UNKNOWN_SHARE = 0.8
_TELLING = 0.3
"""Features rarer than this tell one item from another; what nearly every item holds ('hợp tác xã') is not stored."""
_MOST_CITED = 8
_MOST_REMEMBERED = 64
"""So many pairs of bodies asked about and documents in force are remembered; few differ."""


class Weighed(NamedTuple):
    """A question as the index sees it. `codes`, `weights` and what they tell together (`values`) are of the features
    that tell items apart; `words` are its words with codes (None: no item has it) and what each tells; `mass` is the
    weight of it all, at least 0.1; `has_letters` when a word may have other accents."""

    codes: list[int]
    weights: list[float]
    values: list[float]
    words: list[tuple[str, int | None, float]]
    mass: float
    has_letters: bool

    @property
    def known_share(self) -> float:
        """Share of the words that some item uses, 0..1."""
        return sum([code is not None for _, code, _ in self.words]) / len(self.words) if self.words else 0.0


Weights = tuple[float, float, float]
"""What the three rows of `Standing` count."""


class Standing(NamedTuple):
    """What is known of the items before the words of a question are, 1 or 0, in three rows: whether each is about
    another body than those asked about, rests on nothing in force, is an article; `total` is what that weighs. A last 0
    stands for no item."""

    rows: Floats
    total: Floats


class Index:
    """Postings over all items; immutable after building but for what it remembers."""

    def __init__(self, items: Sequence[Item], reader: Reader) -> None:
        self.items = tuple(items)
        self._reader = reader
        self._number = {item.key: number for number, item in enumerate(items)}
        self.is_article = np.array([item.is_article for item in items], dtype=np.float32)
        self.entities, self.mild = reader.lists.entities, reader.lists.mild
        self._standing: dict[tuple[frozenset[str], frozenset[str] | None, Weights], Standing] = {}
        self._read_places()
        read = Texts(items, reader)
        self._foreseen: dict[frozenset[str], list[int]] = {}
        for number, item in enumerate(items):
            for phrase in item.phrases:
                self._foreseen.setdefault(read.bare_words(phrase), []).append(number)
        self.subjects = [_main_subjects(item, read) for item in items]
        focus = [reader.focus(read.words[item.fields["question"][0]]) for item in items]
        self.asked_subjects = [
            main | _often([read.subjects[p] for p in item.phrases])
            for item, main in zip(items, self.subjects, strict=True)
        ]
        held = [read.all_subjects(item) for item in items]
        self.about = Subjects(self.subjects, held, focus, self.mild, self.entities)
        self._build(read)

    def _read_places(self) -> None:
        """Which items cite what, and whose summaries stand behind an item's citations."""
        size = len(self.items)
        self._citing: dict[str, list[int]] = {}
        for number, item in enumerate(self.items):
            for place in item.places:
                self._citing.setdefault(place, []).append(number)
        self.articles = [frozenset(p for p in item.places if "#" in p) for item in self.items]
        self._cited = np.full((_MOST_CITED, size), size, dtype=np.int32)
        for number, places in enumerate(self.articles):
            known = [n for p in sorted(places) if (n := self._number.get(p)) is not None][:_MOST_CITED]
            self._cited[: len(known), number] = known
        # Of each item in a column the places it cites by number, filled up with the last number, which stands for none.
        numbers = {place: number for number, place in enumerate(dict.fromkeys(p for row in self.articles for p in row))}
        self.places = np.full((max(map(len, self.articles), default=0) or 1, size), len(numbers), dtype=np.int32)
        for number, places in enumerate(self.articles):
            self.places[: len(places), number] = [numbers[place] for place in places]
        self.no_place = len(numbers)

    def _build(self, read: Texts) -> None:
        size = len(self.items)
        saying, covering = read.item_rows(SAYING_FIELDS), read.item_rows(None)
        holders = np.bincount(covering.features, minlength=len(read.codes))
        frequencies = np.log(1 + (size - holders + 0.5) / (holders + 0.5)).astype(np.float32)
        self.idf = dict(zip(read.codes, frequencies.tolist(), strict=True))
        self.unknown = max(self.idf.values(), default=1.0) * _UNKNOWN_SHARE
        told = frequencies[covering.features] >= _TELLING
        said = saying.weighed(frequencies, read.sizes(SAYING_FIELDS), covering)
        rows = covering.features[told], covering.items[told], said[told]
        self._codes = read.codes
        # As plain memory: a list would also be a number elsewhere for each of its own.
        self._telling = np.where(frequencies >= _TELLING, frequencies, np.float32(0)).data
        self._postings = Postings(frequencies, size, rows)
        counts = [len(item.phrases) for item in self.items]
        self._phrases, self._phrase_letters = (
            Phrases(len(read.codes), counts, rows) for rows in self._phrase_rows(read, frequencies)
        )

    def weigh(self, features: Features) -> Weighed:
        """What a question's features tell. Words nobody here uses count almost as the rarest; what nearly every item
        has counts nothing, nor does a pair or a meaning that none has."""
        codes, telling = self._codes, self._telling
        told: list[int] = []
        weights: list[float] = []
        values: list[float] = []
        words: list[tuple[str, int | None, float]] = []
        unknown, has_letters = 0.0, False
        for name, weight in features.items():
            code = codes.get(name)
            value = weight * (telling[code] if code is not None else self.unknown)
            if name[0] not in "~#" and " " not in name:  # is_word, without calling it
                words.append((name, code, value))
                if code is None:
                    unknown += value
            elif name[0] == "~":
                has_letters = True
            if code is not None and value:
                told.append(code)
                weights.append(weight)
                values.append(value)
        return Weighed(told, weights, values, words, max(sum(values) + unknown, 0.1), has_letters)

    def score(self, question: Weighed) -> Floats:
        """Scores of all items for a question, as shares of its weight: what their rules say of it, and how much they
        hold of it at all, in two rows; a last 0 stands for no item."""
        return self._postings.add(question.codes, question.weights, 1 / question.mass)

    def phrase_scores(self, question: Weighed, items: Numbers) -> Floats:
        """For each of some items how near its phrases come, its question first: cosines of 0..1, filled up with 0."""
        asked = question.codes, question.values, 1 / math.sqrt(question.mass), items
        found = self._phrases.add(*asked)
        if question.has_letters:
            found += self._phrase_letters.add(*asked)
        return found

    def cited_scores(self, items: Numbers, scores: Floats) -> Floats:
        """For some items, among the summaries of the articles they cite: the best score, and how much of the question
        one holds at best; in two rows."""
        found: Floats = scores.take(self._cited.take(items, axis=1), axis=1).max(axis=1)
        return found

    def missing(self, question: Weighed, features: Features, item: int) -> tuple[float, float]:
        """Of the question's words, what the item does not hold: the rarest one, and the share of all; each 0..1."""
        words = question.words
        gone = [told for name, code, told in words if told and not self._holds(name, code, features, item)]
        if not gone:
            return 0.0, 0.0
        return min(max(gone) / max(self.unknown, 0.1), 1.0), sum(gone) / sum([told for _, _, told in words])

    def _holds(self, name: str, code: int | None, features: Features, item: int) -> bool:
        """Whether an item holds a word; one whose accents are not sure is also held by its letters."""
        if code is not None and self._postings.holds(code, item):
            return True
        if (letters := self._reader.letters(name)) not in features:
            return False
        return (code := self._codes.get(letters)) is not None and self._postings.holds(code, item)

    def foreseen(self, question: Weighed) -> list[int]:
        """The items that hold a phrase of just the words of the question, in any order and with any accents."""
        bare = frozenset([fold(name) for name, _, _ in question.words])
        return self._foreseen.get(bare, []) if bare else []

    def citing(self, place: str) -> list[int]:
        """The items that cite a document, or an article ('17/2023/QH15#83')."""
        return self._citing.get(place, [])

    def standing(self, bodies: frozenset[str], in_force: frozenset[str] | None, weights: Weights) -> Standing:
        """What is known of the items of a question about these bodies, and what that weighs by a weight for each row;
        not to be changed."""
        if (found := self._standing.get((bodies, in_force, weights))) is None:
            if len(self._standing) >= _MOST_REMEMBERED:
                self._standing.clear()
            rows = np.zeros((3, len(self.items) + 1), dtype=np.float32)
            rows[:, :-1] = self._strangers(bodies), self._ended(in_force), self.is_article
            found = Standing(rows, weighed(np.array(weights, dtype=np.float32), rows))
            self._standing[bodies, in_force, weights] = found
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

    def _phrase_rows(self, read: Texts, frequencies: Floats) -> tuple[Rows, Rows]:
        """The features of each phrase, and what scales its sum so that a phrase meets itself with 1; those that are
        letters, which few questions ask for, by themselves."""
        coded = [read.coded[phrase] for item in self.items for phrase in item.phrases]
        codes = np.array([code for row in coded for code in row], dtype=np.int32)
        holders = np.repeat(np.arange(len(coded), dtype=np.int32), [len(row) for row in coded])
        idf = np.where(frequencies >= _TELLING, frequencies, np.float32(0))
        mass = np.bincount(holders, idf[codes] * read.weights[codes], len(coded))
        scale = (1 / np.sqrt(np.where(mass > 0, mass, 1.0))).astype(np.float32)
        letters = read.letters[codes]
        words, lettered = idf[codes] > 0, (letters >= 0) & (idf[letters] > 0)
        return (
            (codes[words], holders[words], scale[holders[words]]),
            (letters[lettered], holders[lettered], scale[holders[lettered]]),
        )


def _main_subjects(item: Item, read: Texts) -> frozenset[str]:
    """What the question names; an article's heading names too little, so the body its document is about counts too."""
    named = read.subjects[item.fields["question"][0]]
    if not item.is_article:
        return named
    about = frozenset[str]().union(*(read.subjects[text] for text in item.fields.get("topic", ())))
    return named | (about & read.entities)


def _often(found: list[frozenset[str]]) -> frozenset[str]:
    """The subjects that at least half of an item's phrases name."""
    return frozenset(s for s in set().union(*found) if sum(s in names for names in found) * 2 >= len(found))
