"""Ranking: what the index says of every item, then a closer look at the best few. Pure, deterministic, explainable."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

import numpy as np
from rapidfuzz import fuzz

from knowledge.index import Index, Scores
from knowledge.items import Item
from knowledge.postings import Floats, Ids
from knowledge.reading import Features
from knowledge.trust import NO_SIGNS, Signs, confidence, measure

SHORTLIST = 24
"""So many items are looked at closely."""

# Fitted by `python -m scripts.fit_search` (see there): each wording is asked while it is left out of its entry, and a
# logistic regression weighs what tells the right candidate from the others. All values are -1..1. Set by hand
# are "same" (a question that was foreseen word by word stands first), "place" (so does the article named) and
# "stranger" (hardly any held-out wording is about a body that has no entry).
RANKING: Mapping[str, float] = {
    "saying": 3.74, "covering": 5.98, "stranger": -4.0, "ended": -0.11, "article": -1.81, "named": 1.76, "place": 1.0,
    "several": 5.75, "question": 1.99, "alike": 4.04, "same": 8.0, "cited": 3.32, "cited_covering": 2.35,
    "unasked": -1.72, "untold": -0.95, "unheld": -0.85, "aside": -0.9, "focus": 0.37, "support": 1.86,
}  # fmt: skip
NAMES = tuple(RANKING)
_AT_ONCE = NAMES[:7]
"""What is known of every item before it is looked at closely."""

_SAME_FROM = 0.8
"""From this likeness on a question counts as one that was foreseen."""
_SHARPNESS = 1.0
"""How much nearer candidates count for more where candidates that cite the same article speak for each other."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as the ranking sees it. `place` is an article it names ('17/2023/QH15#83'), `named` a document.

    `words` are those of the sentences that ask, `in_force` the documents of the time asked about (None: any), `without`
    the key of an item that is not wanted.
    """

    features: Features
    words: tuple[str, ...]
    named: str | None = None
    place: str | None = None
    subjects: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    signs: Signs = NO_SIGNS
    in_force: frozenset[str] | None = None
    without: str | None = None

    @property
    def typed(self) -> str:
        """The words of the sentences that ask, as one text."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item found: `score` orders the candidates, `confidence` is how likely it is the right one (0..1).

    `row` are the measures the score is made of, in the order of NAMES; `wording` is the phrase that came nearest.
    """

    item: Item
    score: float
    confidence: float
    wording: str
    row: tuple[float, ...] = ()

    @property
    def measures(self) -> Mapping[str, float]:
        """The measures by name."""
        return dict(zip(NAMES, self.row, strict=False))


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates best first, and the measures behind the confidence of the first."""

    candidates: tuple[Candidate, ...] = ()
    measures: Mapping[str, float] | None = None


def search(asking: Asking, index: Index) -> Found:
    """The best candidates for a question, at most SHORTLIST; none when no word of it is known."""
    if not index.items or not asking.features:
        return Found()
    scores = index.score(asking.features)
    numbers, rough, known = _shortlist(asking, index, scores)
    if not len(numbers):
        return Found()
    support = _support(rough, [index.articles[number] for number in numbers.tolist()])
    cited, cited_covering = index.cited_scores(numbers, scores)
    weights, typed = tuple(RANKING.values()), asking.typed
    ranked = []
    phrases = index.phrase_scores(asking.features, numbers.tolist(), scores.mass)
    for at, number in enumerate(numbers.tolist()):
        asked, wording = _phrase_measures(number, typed, index, phrases[at])
        about = _subject_measures(asking, number, index)
        row = (*known[at], *asked, cited[at], cited_covering[at], *about, support[at])
        ranked.append((number, sum(map(mul, row, weights)), row, wording))
    ranked.sort(key=lambda row: -row[1])
    measures = _measures(ranked, asking, index)
    return Found(tuple(_candidates(ranked, confidence(measures), index)), measures)


def _shortlist(asking: Asking, index: Index, scores: Scores) -> tuple[Ids, list[float], list[list[float]]]:
    """The items worth a closer look, how near they come at first sight, and their measures of _AT_ONCE."""
    size = len(index.items)
    saying, covering = scores.saying[:size], scores.covering[:size]
    standing = index.standing(asking.subjects & index.entities, asking.in_force)
    columns = [saying, covering, standing.strangers, standing.ended, index.is_article]
    rough = columns[0] * np.float32(RANKING[_AT_ONCE[0]])
    for name, values in zip(_AT_ONCE[1:], columns[1:], strict=False):
        rough += values * np.float32(RANKING[name])
    named = index.citing(asking.named) if asking.named else ()
    place = index.citing(asking.place) if asking.place else ()
    rough[list(named)] += RANKING["named"]
    rough[list(place)] += RANKING["place"]
    rough[index.foreseen(asking.features)] += RANKING["same"]
    numbers = _top(rough, SHORTLIST)
    numbers = numbers[(covering[numbers] > 0) & (numbers != index.number(asking.without))]
    known = [values[numbers].tolist() for values in columns]
    known += [[float(number in places) for number in numbers.tolist()] for places in (named, place)]
    return numbers, rough[numbers].tolist(), [list(row) for row in zip(*known, strict=True)]


def _top(total: Floats, count: int) -> Ids:
    near = np.argpartition(total, -count)[-count:] if len(total) > count else np.arange(len(total))
    return near.astype(np.int32)


def _phrase_measures(number: int, typed: str, index: Index, near: list[float]) -> tuple[tuple[float, ...], str]:
    """How near the phrases of an item come (several, question, alike, same), and the nearest of them."""
    nearest = sorted(near, reverse=True)[:3]
    wording, spelled = index.phrases[index.first_phrase[number] + near.index(nearest[0])]
    alike = fuzz.token_set_ratio(typed, spelled) / 100
    is_same = nearest[0] > _SAME_FROM and not index.items[number].is_article
    foreseen = (nearest[0] - _SAME_FROM) / (1 - _SAME_FROM) if is_same else 0.0
    return (sum(nearest) / 3, near[0], alike, foreseen), wording


def _subject_measures(asking: Asking, number: int, index: Index) -> tuple[float, ...]:
    """Subjects of the candidate nobody asked about, and those asked about that it does not hold, each 0..1.

    `aside` is 1 when it does not even mention a body asked about (a fund, a cooperative group); `focus` is the share of
    what is wanted that both have.
    """
    own, held = index.subjects[number], index.all_subjects[number]
    told = asking.subjects - index.mild
    wanted, answered = asking.focus, index.focus[number]
    either = len(wanted | answered)
    return (
        min(len(own - asking.subjects), 2) / 2,
        min(len(told - own), 2) / 2,
        min(len(told - held), 2) / 2,
        float(not held >= (index.entities & asking.subjects)),
        len(wanted & answered) / either if either else 0.0,
    )


def _support(rough: list[float], articles: Sequence[frozenset[str]]) -> list[float]:
    """For each candidate the share of the others, the nearer the more, that cite the article most cited with it."""
    best = max(rough)
    weights = [math.exp((value - best) * _SHARPNESS) for value in rough]
    total = sum(weights)
    held: dict[str, float] = {}
    for weight, places in zip(weights, articles, strict=True):
        for place in places:
            held[place] = held.get(place, 0.0) + weight
    return [
        (max([held[place] for place in places], default=weight) - weight) / max(total - weight, 1e-6)
        for weight, places in zip(weights, articles, strict=True)
    ]


_Ranked = tuple[int, float, tuple[float, ...], str]


def _measures(ranked: list[_Ranked], asking: Asking, index: Index) -> dict[str, float]:
    """What the confidence of the first is computed from; its rival is the next that cites none of its articles."""
    number, first, row, _ = ranked[0]
    places = index.articles[number]
    rival = next((score for n, score, _, _ in ranked[1:] if places.isdisjoint(index.articles[n])), first - _NO_RIVAL)
    second = ranked[1][1] if len(ranked) > 1 else first - _NO_RIVAL
    rarest, lost = index.missing(asking.features, number)
    return measure(
        dict(zip(NAMES, row, strict=True)),
        asking.signs,
        {
            "margin": min((first - rival) / _NO_RIVAL, 1.0), "gap": min((first - second) / _NO_RIVAL, 1.0),
            "score": first / _NO_RIVAL / 4, "rarest": rarest, "lost": lost, "known": index.known_share(asking.features),
        },
    )  # fmt: skip


_NO_RIVAL = 4.0
"""A candidate this far ahead has no rival."""


def _candidates(ranked: list[_Ranked], first: float, index: Index) -> list[Candidate]:
    """Later candidates share what the first leaves, by how near their scores come."""
    found: list[Candidate] = []
    for number, score, row, wording in ranked:
        value = min(first, (1 - first) * math.exp(score - ranked[0][1])) if found else first
        found.append(Candidate(index.items[number], score, value, wording, row))
    return found
