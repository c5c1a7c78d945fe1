"""Ranking: what the index says of every item, then a closer look at the best few. Pure, deterministic, explainable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from knowledge.documents import LAW_2012, LAW_2023
from knowledge.index import Index, Weighed
from knowledge.items import Item
from knowledge.postings import Doubles, Numbers
from knowledge.reading import Features
from knowledge.trust import NO_SIGNS, Signs, confidence, measure

SHORTLIST = 24
"""So many items are looked at closely."""

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
_AT_ONCE = NAMES[:7]
"""What is known of every item before it is looked at closely."""

_SAME_FROM = 0.8
"""From this likeness on a question counts as one that was foreseen."""
_SHARPNESS = 1.0
"""How much nearer candidates count for more where candidates that cite the same article speak for each other."""


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


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates best first, and the measures behind the confidence of the first.

    `rows` has one row a candidate: what its score is made of, in the order of NAMES. `wordings` are the numbers of
    the phrases that come nearest.
    """

    candidates: tuple[Candidate, ...] = ()
    measures: Mapping[str, float] | None = None
    rows: Doubles = field(default_factory=lambda: np.zeros((0, len(NAMES))))
    wordings: tuple[int, ...] = ()


def search(asking: Asking, index: Index) -> Found:
    """The best candidates for a question, at most SHORTLIST; none when no word of it is known."""
    if not index.items or not asking.features:
        return Found()
    question = index.weigh(asking.features)
    scores = index.score(question)
    rough, standing = _first_sight(asking, index, scores)
    items = _nearest(rough, scores[1], index.number(asking.without))
    if not len(items):
        return Found()
    # A column for each of NAMES, in their order.
    table = np.zeros((len(items), len(NAMES)))
    table[:, :2], table[:, 2:5] = scores[:, items].T, standing[:, items].T
    _measure_places(table[:, 5:7], asking, items, index)
    wordings = _measure_phrases(table[:, 7:10], index.phrase_scores(question, items), items, index)
    table[:, 10:12] = index.cited_scores(items, scores).T
    index.about.measure(items, asking.subjects, asking.focus, table[:, 12:17])
    table[:, 17] = _support(rough[items], items, index)
    totals = table @ np.array([*RANKING.values()])
    order = (-totals).argsort(kind="stable")
    ranking = _Ranking(items[order].tolist(), totals[order], table[order])
    measures = _measures(ranking, asking, question, index)
    candidates = _candidates(ranking, confidence(measures), index)
    return Found(candidates, measures, ranking.rows, tuple(wordings[order].tolist()))


class _Ranking(NamedTuple):
    """The items looked at, best first, with their scores and measures."""

    items: list[int]
    scores: Doubles
    rows: Doubles


def _first_sight(asking: Asking, index: Index, scores: Doubles) -> tuple[Doubles, Doubles]:
    """How near all items come at first sight, and what is known of them beforehand."""
    standing = index.standing(asking.subjects & index.entities, asking.in_force)
    if asking.named and asking.named not in (LAW_2012, LAW_2023):
        # Who names a decree on funds need not say that a fund is meant.
        standing = standing.copy()
        standing[0, index.citing(asking.named)] = 0
    weights = [RANKING[name] for name in _AT_ONCE]
    rough = np.array(weights[:2]) @ scores
    rough += np.array(weights[2:5]) @ standing
    for place, weight in ((asking.named, weights[5]), (asking.place, weights[6])):
        if place:
            rough[index.citing(place)] += weight
    if foreseen := index.foreseen(asking.features):
        rough[foreseen] += RANKING["same"]
    return rough, standing


def _nearest(rough: Doubles, covering: Doubles, without: int) -> Numbers:
    """The items worth a closer look, in their order: those nearest at first sight that hold any of the question."""
    size = len(rough) - 1
    items = rough[:size].argpartition(-SHORTLIST)[-SHORTLIST:] if size > SHORTLIST else np.arange(size)
    items.sort()
    is_held = covering[items] > 0
    if without >= 0:
        is_held &= items != without
    return items if is_held.all() else items[is_held]


def _measure_places(found: Doubles, asking: Asking, items: Numbers, index: Index) -> None:
    """Put into a row an item whether it cites the document and the article named (named, place)."""
    for column, place in enumerate((asking.named, asking.place)):
        if place:
            found[:, column] = np.isin(items, index.citing(place))


def _measure_phrases(found: Doubles, near: Doubles, items: Numbers, index: Index) -> Numbers:
    """Put into a row an item how near its phrases come (several, question, same); gives which is the nearest."""
    nearest: Numbers = near.argmax(axis=1)
    found[:, 1] = near[:, 0]
    near.sort(axis=1)
    best = near[:, -1]
    found[:, 0] = near[:, -3:].sum(axis=1) / 3
    if best.max() > _SAME_FROM:
        found[:, 2] = np.maximum(best - _SAME_FROM, 0) / (1 - _SAME_FROM) * (1 - index.is_article[items])
    return nearest


def _support(rough: Doubles, items: Numbers, index: Index) -> Doubles:
    """For each candidate the share of the others, the nearer the more, that cite the article most cited with it."""
    places = index.places.take(items, axis=0)
    weights = np.exp((rough - rough.max()) * _SHARPNESS)
    held = np.bincount(places.ravel(), weights.repeat(places.shape[1]), index.no_place + 1)
    held[-1] = 0.0
    most = np.maximum(held.take(places).max(axis=1), weights)
    found: Doubles = (most - weights) / np.maximum(weights.sum() - weights, 1e-6)
    return found


def _measures(ranking: _Ranking, asking: Asking, question: Weighed, index: Index) -> dict[str, float]:
    """What the confidence of the first is computed from; its rival is the next that cites none of its articles."""
    first, *others = ranking.scores.tolist()
    places = index.articles[ranking.items[0]]
    rivals = (at for at, item in enumerate(ranking.items[1:]) if places.isdisjoint(index.articles[item]))
    rival = next((others[at] for at in rivals), first - _NO_RIVAL)
    second = others[0] if others else first - _NO_RIVAL
    rarest, lost = index.missing(question, asking.features, ranking.items[0])
    return measure(
        dict(zip(NAMES, ranking.rows[0].tolist(), strict=True)),
        asking.signs,
        {
            "margin": min((first - rival) / _NO_RIVAL, 1.0), "gap": min((first - second) / _NO_RIVAL, 1.0),
            "score": first / _NO_RIVAL / 4, "rarest": rarest, "lost": lost, "known": question.known_share,
        },
    )  # fmt: skip


_NO_RIVAL = 4.0
"""A candidate this far ahead has no rival."""


def _candidates(ranking: _Ranking, first: float, index: Index) -> tuple[Candidate, ...]:
    """Later candidates share what the first leaves, by how near their scores come."""
    values = np.minimum((1 - first) * np.exp(ranking.scores - ranking.scores[0]), first)
    values[0] = first
    items = [index.items[item] for item in ranking.items]
    return tuple(map(Candidate, items, ranking.scores.tolist(), values.tolist()))
