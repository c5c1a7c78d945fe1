"""Ranking: what the index says of every item, then a closer look at the best few. Pure, deterministic, explainable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from knowledge.index import Index, Scores
from knowledge.items import Item
from knowledge.postings import Floats, Ids
from knowledge.reading import Features
from knowledge.trust import NO_SIGNS, Signs, confidence, measure

SHORTLIST = 16
_LONGLIST = 64
"""So many items are compared in the latent space; then SHORTLIST of them are looked at closely."""

# Fitted by `python -m scripts.fit_search` (see there): each wording is asked while it is left out of its entry, and a
# logistic regression weighs what tells the right candidate from the others. All values are -1..1. Set by hand
# are "same" (a question that was foreseen word by word stands first), "place" (so does the article named) and
# "stranger" (hardly any held-out wording is about a body that has no entry).
RANKING: Mapping[str, float] = {
    "asking": -0.65, "saying": 2.83, "best": 0.99, "several": 4.34, "question": 2.3, "alike": 3.76,
    "cited": 3.09, "article": -1.89, "named": 1.22, "place": 1.0, "unasked": -1.79, "untold": -0.37,
    "unheld": -0.31, "stranger": -4.0, "aside": -0.34, "latent": 1.34, "covering": 6.69, "focus": 0.38,
    "support": 1.95, "cited_covering": 2.05, "cited_latent": 1.88, "ended": -0.77, "same": 8.0,
}  # fmt: skip
NAMES = tuple(RANKING)
_WEIGHTS = np.array([RANKING[name] for name in NAMES], dtype=np.float32)
_COLUMN = {name: number for number, name in enumerate(NAMES)}

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
    rows, table, nearest = _measure_best(asking, index, scores)
    totals = table @ _WEIGHTS
    order = np.argsort(-totals, kind="stable").tolist()
    numbers, scored, measured = rows.tolist(), totals.tolist(), table.tolist()
    wanted = [at for at in order if index.items[numbers[at]].key != asking.without]
    ranked = [(numbers[at], scored[at], tuple(measured[at]), nearest[at]) for at in wanted]
    if not ranked:
        return Found()
    measures = _measures(ranked, asking, index)
    return Found(tuple(_candidates(ranked, confidence(measures), index)), measures)


def _measure_best(asking: Asking, index: Index, scores: Scores) -> tuple[Ids, Floats, list[str]]:
    """The items worth a closer look, their measures (a row each, columns as NAMES), and their nearest phrases."""
    wide = _wide_measures(asking, index, scores)
    rough = np.zeros(len(index.items), dtype=np.float32)
    for name, values in wide.items():
        rough += values * _WEIGHTS[_COLUMN[name]]
    rows = _top(rough, _LONGLIST)
    rows = rows[scores.covering[rows] > 0]
    latent = index.latent_scores(rows, scores)
    rough = rough[rows] + latent * _WEIGHTS[_COLUMN["latent"]]
    near = _top(rough, SHORTLIST)
    rows, rough, latent = rows[near], rough[near], latent[near]
    table = np.zeros((len(rows), len(NAMES)), dtype=np.float32)
    for name, values in wide.items():
        table[:, _COLUMN[name]] = values[rows]
    table[:, _COLUMN["latent"]] = latent
    nearest = _phrase_measures(table, rows, asking, index, scores)
    table[:, _COLUMN["cited"]] = index.cited_scores(rows, scores)
    table[:, _COLUMN["cited_covering"]] = index.cited_covering(rows, scores)
    table[:, _COLUMN["cited_latent"]] = index.cited_latent(rows, scores)
    for at, number in enumerate(rows.tolist()):
        for name, value in _subject_measures(asking, number, index):
            table[at, _COLUMN[name]] = value
    table[:, _COLUMN["support"]] = _support(rough, [index.articles[n] for n in rows.tolist()])
    return rows, table, nearest


def _wide_measures(asking: Asking, index: Index, scores: Scores) -> dict[str, Floats]:
    """What is known of every item at once."""
    wide = {
        "asking": scores.asking, "saying": scores.saying, "best": index.best_phrases(scores),
        "covering": scores.covering, "article": index.is_article,
        "stranger": index.strangers(asking.subjects & index.entities),
    }  # fmt: skip
    if asking.in_force is not None:
        wide["ended"] = index.ended(asking.in_force)
    if asking.named is not None:
        wide["named"] = index.cites(asking.named)
    if asking.place is not None:
        wide["place"] = index.cites(asking.place)
    return wide


def _top(total: Floats, count: int) -> Ids:
    near = np.argpartition(-total, count)[:count] if len(total) > count else np.arange(len(total))
    return near.astype(np.int32)


def _phrase_measures(table: Floats, rows: Ids, asking: Asking, index: Index, scores: Scores) -> list[str]:
    """Fill in how near the phrases come; gives the nearest phrase of each row."""
    phrases = index.phrase_scores(rows, scores)
    best = phrases.argmax(axis=1).tolist()
    top = -np.sort(-phrases, axis=1)[:, :3]
    table[:, _COLUMN["several"]] = np.maximum(top, 0).sum(axis=1) / 3
    table[:, _COLUMN["question"]] = phrases[:, 0]
    foreseen = np.maximum(top[:, 0] - _SAME_FROM, 0) / (1 - _SAME_FROM)
    table[:, _COLUMN["same"]] = foreseen * (1 - index.is_article[rows])
    typed = " ".join(asking.words)
    nearest = [index.items[number].phrases[at] for number, at in zip(rows.tolist(), best, strict=True)]
    for at, phrase in enumerate(nearest):
        stored = index.spelled(phrase)
        table[at, _COLUMN["alike"]] = fuzz.token_set_ratio(typed, stored) / 100
    return nearest


def _subject_measures(asking: Asking, number: int, index: Index) -> list[tuple[str, float]]:
    """Subjects of the candidate nobody asked about, and those asked about that it does not hold, each 0..1.

    `aside` is 1 when it does not even mention a body asked about (a fund, a cooperative group); `focus` is the share of
    what is wanted that both have.
    """
    own, held = index.subjects[number], index.all_subjects[number]
    asked, told = asking.subjects - index.mild, held | index.mild
    wanted, answered = asking.focus, index.focus[number]
    return [
        ("unasked", min(len(own - asking.subjects), 2) / 2),
        ("untold", min(len(asked - own), 2) / 2),
        ("unheld", min(len(asked - told), 2) / 2),
        ("aside", float(bool((index.entities & asked) - held))),
        ("focus", len(wanted & answered) / len(wanted | answered) if wanted or answered else 0.0),
    ]


def _support(rough: Floats, articles: Sequence[frozenset[str]]) -> list[float]:
    """For each candidate the share of the others, the nearer the more, that cite the article most cited with it."""
    weights = np.exp((rough - rough.max()) * np.float32(_SHARPNESS)).tolist() if len(rough) else []
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
        value = min(first, (1 - first) * float(np.exp(score - ranked[0][1]))) if found else first
        found.append(Candidate(index.items[number], score, value, wording, row))
    return found
