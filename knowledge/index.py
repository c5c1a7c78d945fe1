"""The index: for each feature, which wordings and which entries hold it and how much it says there.

Four tables over the same features. The phrase table holds every question and wording by itself and answers "has
somebody put it like this". Two item tables add up the fields of an entry as BM25 does: `asking` how it is asked for,
`saying` what its rules say; `covering` only says what an item holds at all. All are plain arrays, so a question costs a
few additions a feature.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.items import ASKING_FIELDS, SAYING_FIELDS, Item
from knowledge.latent import Latent
from knowledge.postings import Column, Floats, Ids, Postings
from knowledge.reading import Features, Reader, is_word

_SATURATION = 1.0
_LENGTH_SHARE = 0.4
_UNKNOWN_SHARE = 0.8
_TELLING = 0.3
"""Features rarer than this tell one item from another; what nearly every item holds ('hợp tác xã') is not stored."""
_COVERING = 3
"""Number of the table that says what an item holds."""
_MOST_CITED = 8
_MOST_DAYS = 64
"""Sets of documents in force that are remembered; few days differ."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a question: `phrases` are cosines of 0..1, the next three shares of its weight (`mass`).

    `place` is where it stands in the latent space.
    """

    phrases: Floats
    asking: Floats
    saying: Floats
    covering: Floats
    place: Floats
    mass: float


class Index:
    """Postings over all items; immutable after building but for what it remembers."""

    def __init__(self, items: Sequence[Item], reader: Reader) -> None:
        self.items = tuple(items)
        self._reader = reader
        self._number = {item.key: number for number, item in enumerate(items)}
        self.is_article = np.array([item.is_article for item in items], dtype=np.float32)
        self.entities, self.mild = reader.lists.entities, reader.lists.mild
        self._strangers: dict[frozenset[str], Floats] = {}
        self._ended: dict[frozenset[str], Floats] = {}
        self._read_places()
        read = _Texts(items, reader)
        self._spelled = {p: " ".join(read.words[p]) for item in items for p in item.phrases}
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
        asking, saying, covering = (read.item_rows(weights) for weights in (ASKING_FIELDS, SAYING_FIELDS, None))
        holders = np.bincount(covering.features, minlength=len(read.codes))
        frequencies = np.log(1 + (size - holders + 0.5) / (holders + 0.5)).astype(np.float32)
        self.idf = dict(zip(read.codes, frequencies.tolist(), strict=True))
        self.unknown = max(self.idf.values(), default=1.0) * _UNKNOWN_SHARE
        counts = [len(item.phrases) for item in self.items]
        self._first = np.cumsum([0, *counts])[:-1].astype(np.int32)
        self._own_phrases = _padded(self._first, counts)
        tables = [
            (sum(counts), self._phrase_column(read, frequencies)),
            (size, asking.weighed(frequencies, read.sizes(ASKING_FIELDS))),
            (size, saying.weighed(frequencies, read.sizes(SAYING_FIELDS))),
            (size, covering.plain(frequencies)),
        ]
        self._postings = Postings(read.codes, tables)
        self._latent = _latent(asking, saying, frequencies, read.codes, size)

    def score(self, question: Features) -> Scores:
        """Scores of all items and phrases for a question."""
        mass = max(self.mass(question), 0.1)
        phrases, asking, saying, covering = self._postings.add(question)
        share = np.float32(1 / mass)
        place = self._latent.place(question, self.idf)
        return Scores(
            phrases * np.float32(1 / math.sqrt(mass)), asking * share, saying * share, covering * share, place, mass
        )

    def latent_scores(self, rows: Ids, scores: Scores) -> Floats:
        """For some items how near they come in the latent space, -1..1."""
        return self._latent.likeness(scores.place, rows)

    def best_phrases(self, scores: Scores) -> Floats:
        """For each item the score of the phrase of it that comes nearest."""
        best: Floats = np.maximum.reduceat(scores.phrases, self._first) if len(self._first) else scores.phrases
        return best

    def phrase_scores(self, rows: Ids, scores: Scores) -> Floats:
        """The scores of some items' phrases, a row each, the item's question first; -1 where there is none."""
        found: Floats = np.append(scores.phrases, np.float32(-1))[self._own_phrases[rows]]
        return found

    def cited_scores(self, rows: Ids, scores: Scores) -> Floats:
        """For some items the best score among the summaries of the articles they cite."""
        both = np.append(scores.asking + scores.saying, np.float32(0)) / 2
        best: Floats = both[self.cited[rows]].max(axis=1)
        return best

    def cited_covering(self, rows: Ids, scores: Scores) -> Floats:
        """For some items how much of the question the summary of an article they cite holds, at best."""
        best: Floats = np.append(scores.covering, np.float32(0))[self.cited[rows]].max(axis=1)
        return best

    def cited_latent(self, rows: Ids, scores: Scores) -> Floats:
        """For some items how near the summary of an article they cite comes, at best."""
        cited = self.cited[rows]
        found = self._latent.likeness(scores.place, np.minimum(cited, len(self.items) - 1))
        best: Floats = np.where(cited < len(self.items), found, np.float32(0)).max(axis=1)
        return best

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
            if not (self._postings.holds(name, _COVERING, item) or self._holds_letters(name, features, item)):
                lost += value
                rarest = max(rarest, value)
        return (min(rarest / max(self.unknown, 0.1), 1.0), lost / total) if total else (0.0, 0.0)

    def _holds_letters(self, name: str, features: Features, item: int) -> bool:
        """A word whose accents are not sure is also held by its letters."""
        letters = self._reader.letters(name)
        return letters in features and self._postings.holds(letters, _COVERING, item)

    def cites(self, place: str) -> Floats:
        """1 for each item that cites the document, or the article ('17/2023/QH15#83'), else 0."""
        found = np.zeros(len(self.items), dtype=np.float32)
        found[self._citing.get(place, [])] = 1.0
        return found

    def strangers(self, bodies: frozenset[str]) -> Floats:
        """1 for each item that is about another body than those asked about (none: the cooperative itself)."""
        if (found := self._strangers.get(bodies)) is None:
            about = zip(self.subjects, self.asked_subjects, strict=True)
            rows = [bool(bodies and not bodies & often) or bool((own & self.entities) - bodies) for own, often in about]
            found = self._strangers[bodies] = np.array(rows, dtype=np.float32)
        return found

    def ended(self, in_force: frozenset[str]) -> Floats:
        """1 for each item none of whose documents is among those in force."""
        if (found := self._ended.get(in_force)) is None:
            rows = [bool(item.places) and item.places.isdisjoint(in_force) for item in self.items]
            if len(self._ended) >= _MOST_DAYS:
                self._ended.clear()
            found = self._ended[in_force] = np.array(rows, dtype=np.float32)
        return found

    def item(self, key: str) -> Item:
        """The item of that key; KeyError when there is none."""
        return self.items[self._number[key]]

    def number(self, key: str) -> int:
        """The number of the item of that key."""
        return self._number[key]

    def spelled(self, phrase: str) -> str:
        """A stored phrase in the spelling that is searched."""
        return self._spelled[phrase]

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
    """Which items hold which features, and how often by weight; each pair once."""

    features: Ids
    items: Ids
    counts: Floats

    def weighed(self, frequencies: Floats, sizes: Floats) -> Column:
        """As BM25 weighs it; `sizes` are the items' lengths in words."""
        average = float(sizes.mean()) if len(sizes) else 1.0
        slopes = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * sizes / (average or 1.0))
        idf = frequencies[self.features]
        weighed = idf * self.counts / (self.counts + slopes[self.items])
        return self._telling(idf, weighed.astype(np.float32))

    def plain(self, frequencies: Floats) -> Column:
        """Each held feature by how rare it is."""
        idf = frequencies[self.features]
        return self._telling(idf, idf)

    def _telling(self, idf: Floats, values: Floats) -> Column:
        kept = idf >= _TELLING
        return self.features[kept], self.items[kept], values[kept]


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
        return _Rows(features.astype(np.int32), items.astype(np.int32), total.astype(np.float32))

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


def _often(found: list[frozenset[str]]) -> frozenset[str]:
    """The subjects that at least half of an item's phrases name."""
    return frozenset(s for s in set().union(*found) if sum(s in names for names in found) * 2 >= len(found))


def _padded(first: Ids, counts: Iterable[int]) -> Ids:
    """For each item the numbers of its phrases in a row, filled up with -1."""
    sizes = list(counts)
    rows = np.full((len(first), max(sizes, default=1)), -1, dtype=np.int32)
    for number, (start, count) in enumerate(zip(first.tolist(), sizes, strict=True)):
        rows[number, :count] = np.arange(start, start + count)
    return rows


def _latent(asking: _Rows, saying: _Rows, frequencies: Floats, codes: dict[str, int], size: int) -> Latent:
    """The latent space over words and meanings; pairs and letters would only repeat them."""
    columns: dict[str, int] = {}
    place = np.full(max(len(codes), 1), -1, dtype=np.int64)
    for name, code in codes.items():
        if (is_word(name) or name[0] == "#") and frequencies[code] >= _TELLING:
            place[code] = columns.setdefault(name, len(columns))
    features = np.concatenate([asking.features, saying.features])
    items = np.concatenate([asking.items, saying.items])
    counts = np.concatenate([asking.counts, saying.counts])
    kept = place[features] >= 0
    keys = items[kept].astype(np.int64) * max(len(codes), 1) + features[kept]
    pairs, inverse = np.unique(keys, return_inverse=True)
    total = np.bincount(inverse, counts[kept], len(pairs)) / 2
    numbers, held = np.divmod(pairs, max(len(codes), 1))
    weights = (frequencies[held] * total / (total + 1)).astype(np.float32)
    return Latent(columns, numbers.astype(np.int32), place[held].astype(np.int32), weights, size)
