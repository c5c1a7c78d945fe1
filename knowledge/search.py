"""Ranking: what the index says of every item, then a closer look at the best few. Pure, deterministic, explainable."""

from collections.abc import Mapping
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.documents import LAW_2012, LAW_2023
from knowledge.index import Index, Weighed
from knowledge.items import Item
from knowledge.postings import Doubles, Floats, Numbers, weighed
from knowledge.reading import Features
from knowledge.trust import NO_SIGNS, Signs, Trust

SHORTLIST = 24
"""So many items are looked at closely."""
OFFERED = 12
"""So many of them are given: the choices are among the best eight, and some before those may be answers or read the
same as another."""

# Fitted by `python -m scripts.fit_search` (see there): each wording is asked while it is left out of its entry, and a
# logistic regression weighs what tells the right candidate from the others. All values are -1..1. Set by hand
# are "same" (a question that was foreseen word by word stands first), "place" (so does the article named) and
# "stranger" (hardly any held-out wording is about a body that has no entry).
RANKING: Mapping[str, float] = {
    "saying": 2.48, "covering": 9.77, "stranger": -4.0, "ended": -1.53, "article": -1.12, "named": 5.14,
    "place": 1.0, "several": 9.76, "question": 0.7, "same": 8.0, "cited": 3.01, "cited_covering": 1.01,
    "unasked": -1.58, "untold": -0.24, "unheld": -1.8, "aside": -1.69, "focus": 0.53, "support": 2.37,
}  # fmt: skip
NAMES = tuple(RANKING)
_TRUST = Trust(NAMES)

_SAME_FROM = 0.8
"""From this likeness on a question counts as one that was foreseen."""


class Asking(NamedTuple):
    """A question as the ranking sees it. `place` is an article it names ('17/2023/QH15#83'), `named` a document.

    `in_force` are the documents of the time asked about (None: any), `without` is the key of an item not wanted.
    """

    features: Features
    named: str | None = None
    place: str | None = None
    subjects: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    signs: Signs = NO_SIGNS
    in_force: frozenset[str] | None = None
    without: str | None = None


class Candidate(NamedTuple):
    """One item found: `score` orders the candidates, `confidence` is how likely it is the right one (0..1)."""

    item: Item
    score: float
    confidence: float


class Looked(NamedTuple):
    """What was measured of the items looked at.

    `table` has a row for each of NAMES and a column for each item, `near` a row for each item: how near each of its
    phrases comes. `order` are the items' columns, best first; `of_first` are the measures behind the confidence.
    """

    table: Doubles
    near: Floats
    order: Numbers
    of_first: list[float]


class Found(NamedTuple):
    """Candidates best first, and what they were found by, put into order only where it is explained or fitted."""

    candidates: tuple[Candidate, ...] = ()
    looked: Looked | None = None

    @property
    def rows(self) -> Doubles:
        """A row for each candidate: what its score is made of, in the order of NAMES."""
        if self.looked is None:
            return np.zeros((0, len(NAMES)))
        return self.looked.table.T[self.looked.order[: len(self.candidates)]]

    @property
    def wordings(self) -> tuple[int, ...]:
        """For each candidate the number of the phrase that comes nearest."""
        if self.looked is None:
            return ()
        return tuple(self.looked.near[self.looked.order[: len(self.candidates)]].argmax(axis=1).tolist())

    @property
    def measures(self) -> dict[str, float] | None:
        """The measures behind the confidence of the first, by name."""
        return dict(zip(_TRUST.names, self.looked.of_first, strict=True)) if self.looked else None


class Weights:
    """What each measure counts, as the ranking needs it."""

    def __init__(self, ranking: Mapping[str, float]) -> None:
        """`ranking` has a weight for each of NAMES."""
        values = [ranking[name] for name in NAMES]
        self.all = np.array(values)
        self.covering = np.array(values[:2], dtype=np.float32)
        self.standing = values[2], values[3], values[4]
        self.named, self.place, self.same = ranking["named"], ranking["place"], ranking["same"]


_FITTED = Weights(RANKING)


def search(asking: Asking, index: Index, most: int = OFFERED, weights: Weights = _FITTED) -> Found:
    """The best candidates for a question, at most `most` and SHORTLIST; none when no word of it is known."""
    if not index.items or not asking.features:
        return Found()
    question = index.weigh(asking.features)
    scores = index.score(question)
    rough, standing = _first_sight(asking, question, index, scores, weights)
    items = _nearest(rough, scores[1], index.number(asking.without))
    if not len(items):
        return Found()
    table = np.zeros((len(NAMES), len(items)))
    table[:2], table[2:5] = scores.take(items, axis=1), standing.take(items, axis=1)
    if asking.named or asking.place:
        _measure_places(table[5:7], asking, items, index)
    near = index.phrase_scores(question, items)
    _measure_phrases(table[7:10], near, items, index)
    table[10:12] = index.cited_scores(items, scores)
    index.about.measure(items, asking.subjects, asking.focus, table[12:17])
    table[17] = _support(rough.take(items), items, index)
    totals = weights.all @ table
    order = (-totals).argsort(kind="stable")
    ranking = _Ranking(items.take(order).tolist(), totals.take(order).tolist())
    distances = _distances(ranking, asking, question, index)
    measures = _TRUST.measure(table[:, order[0]].tolist(), distances, asking.signs)
    candidates = _candidates(ranking, _TRUST.confidence(measures), most, index)
    return Found(candidates, Looked(table, near, order, measures))


class _Ranking(NamedTuple):
    """The items looked at, best first, with their scores."""

    items: list[int]
    scores: list[float]


def _first_sight(
    asking: Asking, question: Weighed, index: Index, scores: Floats, weights: Weights
) -> tuple[Floats, Floats]:
    """How near all items come at first sight, and what is known of them beforehand."""
    standing, total = index.standing(asking.subjects & index.entities, asking.in_force, weights.standing)
    if asking.named and asking.named not in (LAW_2012, LAW_2023):
        # Who names a decree on funds need not say that a fund is meant.
        standing = standing.copy()
        standing[0, index.citing(asking.named)] = 0
        total = weighed(np.array(weights.standing, dtype=np.float32), standing)
    rough = weighed(weights.covering, scores)
    rough += total
    for place, weight in ((asking.named, weights.named), (asking.place, weights.place)):
        if place:
            rough[index.citing(place)] += weight
    if foreseen := index.foreseen(question):
        rough[foreseen] += weights.same
    return rough, standing


def _nearest(rough: Floats, covering: Floats, without: int) -> Numbers:
    """The items worth a closer look, in their order: those nearest at first sight that hold any of the question."""
    size = len(rough) - 1
    items: Numbers = rough[:size].argpartition(-SHORTLIST)[-SHORTLIST:] if size > SHORTLIST else np.arange(size)
    items.sort()
    held = covering.take(items)
    if without >= 0 or held.min() <= 0:
        is_wanted: NDArray[np.bool_] = (held > 0) & (items != without)
        items = items[is_wanted]
    return items


def _measure_places(found: Doubles, asking: Asking, items: Numbers, index: Index) -> None:
    """Put into a column an item whether it cites the document and the article named (named, place)."""
    for row, place in zip(found, (asking.named, asking.place), strict=True):
        if place:
            row[:] = np.isin(items, index.citing(place))


def _measure_phrases(found: Doubles, near: Floats, items: Numbers, index: Index) -> None:
    """Put into a column an item how near its phrases come (several, question, same)."""
    nearest = np.sort(near, axis=1)[:, -3:]
    best = nearest[:, -1]
    found[0] = nearest.sum(axis=1) / 3
    found[1] = near[:, 0]
    if best.max() > _SAME_FROM:
        found[2] = np.maximum(best - _SAME_FROM, 0) / (1 - _SAME_FROM) * (1 - index.is_article[items])


def _support(rough: Floats, items: Numbers, index: Index) -> Doubles:
    """For each candidate the share of the others, the nearer the more, that cite the article most cited with it."""
    places = index.places.take(items, axis=1)
    weights = np.exp(rough - rough.max(), dtype=np.float64)
    held = np.bincount(places.ravel(), weights[None].repeat(len(places), axis=0).ravel(), index.no_place + 1)
    held[-1] = 0.0
    most = np.maximum(held.take(places).max(axis=0), weights)
    found: Doubles = (most - weights) / np.maximum(weights.sum() - weights, 1e-6)
    return found


def _distances(ranking: _Ranking, asking: Asking, question: Weighed, index: Index) -> tuple[float, ...]:
    """How far the first is from the others and from the question, as `Trust` wants it (margin, gap, score, rarest,
    lost, known); its rival is the next that cites none of its articles."""
    items, (first, *others) = ranking
    places = index.articles[items[0]]
    rivals = (score for item, score in zip(items[1:], others, strict=True) if places.isdisjoint(index.articles[item]))
    margin, gap = first - next(rivals, first - _NO_RIVAL), first - others[0] if others else _NO_RIVAL
    rarest, lost = index.missing(question, asking.features, items[0])
    return (
        min(margin / _NO_RIVAL, 1.0), min(gap / _NO_RIVAL, 1.0), first / _NO_RIVAL / 4,
        rarest, lost, question.known_share,
    )  # fmt: skip


_NO_RIVAL = 4.0
"""A candidate this far ahead has no rival."""


def _candidates(ranking: _Ranking, first: float, most: int, index: Index) -> tuple[Candidate, ...]:
    """Later candidates share what the first leaves, by how near their scores come."""
    items, scores = ranking.items[:most], ranking.scores[:most]
    shares = [min((1 - first) * exp(score - scores[0]), first) for score in scores[1:]]
    return tuple(map(Candidate, [index.items[item] for item in items], scores, [first, *shares]))
