"""Ranking: from the features of a question to candidates with a confidence, each explainable."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from knowledge.index import Floats, Ids, Index, Scores
from knowledge.items import Item
from knowledge.reading import Features

SHORTLIST = 12

# Fitted by `python -m scripts.fit_search` (see there): each wording is asked while it is left out of its entry, and a
# logistic regression on pairs of candidates weighs what tells the right entry from the others. All values are 0..1.
# Three are set by hand: a question that was foreseen word by word stands first ("same"); held-out wordings always
# belong to entries, so they cannot say what an article's summary is worth ("article"), and hardly any of them is about
# a body that has no entry ("stranger").
RANKING: Mapping[str, float] = {
    "asking": 0.637, "saying": 2.0, "best": 0.047, "several": 0.574, "question": 0.492, "alike": 0.238,
    "order": 0.089, "cited": 1.414, "article": -0.25, "named": 0.391, "place": 0.394, "unasked": -0.265,
    "untold": 0.004, "unheld": -0.295, "stranger": -0.4, "same": 1.5,
}  # fmt: skip

# Logistic regression of "the first candidate is right", fitted the same way on held-out wordings, development questions
# and messages that are not ours.
CONFIDENCE: Mapping[str, float] = {
    "bias": -5.36, "asking": -1.54, "saying": 4.78, "best": 1.56, "several": -0.4, "alike": 2.51, "margin": 4.58,
    "known": 1.73, "other": -4.15, "setting": -2.35, "own": 0.52, "article": -1.22, "cited": 3.09, "unasked": -0.26,
    "untold": 0.31, "unheld": -1.78, "stranger": -1.94,
}  # fmt: skip

_SAME_FROM = 0.8
"""From this likeness on a question counts as one that was foreseen."""
_FORESEEN = 0.9
_SURE = 0.97
_OF_FIRST = (
    "asking",
    "cited",
    "saying",
    "best",
    "several",
    "alike",
    "article",
    "unasked",
    "untold",
    "unheld",
    "stranger",
)
PHRASE_SHARE = 1.0
"""For the shortlist the best phrase stands for all measures of phrases."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as the ranking sees it. `place` is an article it names ('17/2023/QH15#83'), `named` a document."""

    features: Features
    words: tuple[str, ...]
    named: str | None = None
    place: str | None = None
    subjects: frozenset[str] = frozenset()
    own: int = 0
    other: int = 0
    setting: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item found: `score` orders the candidates, `confidence` is how likely it is the right one (0..1).

    `measures` are what the score is made of, `wording` the phrase that came nearest.
    """

    item: Item
    score: float
    confidence: float
    wording: str
    measures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates best first, and the measures behind the confidence of the first."""

    candidates: tuple[Candidate, ...] = ()
    measures: Mapping[str, float] | None = None


def search(asking: Asking, index: Index) -> Found:
    """The best candidates for a question, at most a dozen; none when no word of it is known."""
    if not index.items or not asking.features:
        return Found()
    scores = index.score(asking.features)
    rows = [row for row in _shortlist(asking, index, scores) if row.measures["asking"] + row.measures["saying"] > 0]
    if not rows:
        return Found()
    rows.sort(key=lambda row: -row.score)
    measures = measure(rows, asking, index)
    return Found(tuple(_with_confidence(rows, confidence(measures))), measures)


def _shortlist(asking: Asking, index: Index, scores: Scores) -> Iterable[Candidate]:
    extra = _extra(asking, index)
    rough = scores.best * np.float32(PHRASE_SHARE)
    for name, values in {"asking": scores.asking, "saying": scores.saying, **extra}.items():
        rough = rough + values * np.float32(RANKING[name])
    typed = " ".join(asking.words)
    for i in _top(rough, SHORTLIST):
        measures = _subject_measures(asking, i, index) | {name: float(v[i]) for name, v in extra.items()}
        yield _candidate(i, typed, index, scores, measures)


def _extra(asking: Asking, index: Index) -> dict[str, Floats]:
    extra = {"article": index.is_article}
    if asking.named is not None:
        extra["named"] = index.cites(asking.named)
    if asking.place is not None:
        extra["place"] = index.cites(asking.place)
    return extra


def _top(total: Floats, count: int) -> list[int]:
    near = np.argpartition(-total, count)[:count] if len(total) > count else np.arange(len(total))
    return [int(i) for i in near]


def _candidate(i: int, typed: str, index: Index, scores: Scores, extra: Mapping[str, float]) -> Candidate:
    item, phrases = index.items[i], index.phrase_scores(i, scores)
    each = phrases.tolist()
    top = sorted(each, reverse=True)[:3]
    wording = item.phrases[each.index(top[0])]
    stored = index.spelled(wording)
    measures = {
        "asking": float(scores.asking[i]), "saying": float(scores.saying[i]), "best": top[0],
        "several": sum(top) / 3, "question": each[0],
        "alike": fuzz.token_set_ratio(typed, stored) / 100, "order": fuzz.ratio(typed, stored) / 100,
        "cited": _best_cited(index.cited[i], scores),
        "same": max(top[0] - _SAME_FROM, 0.0) / (1 - _SAME_FROM),
        **extra,
    }  # fmt: skip
    score = sum(RANKING[name] * value for name, value in measures.items())
    return Candidate(item, score, 0.0, wording, measures)


def _best_cited(articles: Ids, scores: Scores) -> float:
    """The best score among the summaries of the articles an item cites."""
    return float((scores.asking[articles] + scores.saying[articles]).max()) / 2 if len(articles) else 0.0


def _subject_measures(asking: Asking, i: int, index: Index) -> dict[str, float]:
    """Subjects of the candidate nobody asked about, and those asked about that it does not hold, each 0..1.

    `stranger` is 1 when the candidate is about another body than the one asked about (a fund, not a cooperative).
    """
    own, held = index.subjects[i], index.all_subjects[i]
    asked, told = asking.subjects - index.mild, held | index.mild
    entities = index.entities
    return {
        "unasked": min(len(own - asking.subjects), 2) / 2,
        "untold": min(len(asked - own), 2) / 2,
        "unheld": min(len(asked - told), 2) / 2,
        "stranger": float(bool(entities & (asked - held)) or bool(entities & (own - asking.subjects))),
    }


def measure(rows: Sequence[Candidate], asking: Asking, index: Index) -> dict[str, float]:
    """What the confidence of the first candidate is computed from; every value 0..1."""
    if not rows:
        return {}
    first = rows[0]
    rival = next((r.score for r in rows[1:] if r.item.question != first.item.question), 0.0)
    return {
        **{name: min(first.measures[name], 1.0) for name in _OF_FIRST},
        "margin": min((first.score - rival) / max(first.score, 0.01), 1.0),
        "known": index.known_share(asking.features),
        "other": min(asking.other, 3) / 3, "setting": min(asking.setting, 2) / 2, "own": min(asking.own, 2) / 2,
    }  # fmt: skip


def confidence(measures: Mapping[str, float]) -> float:
    """How likely the first candidate is right, 0..1."""
    if measures.get("best", 0.0) >= _FORESEEN:
        return _SURE
    total = CONFIDENCE["bias"] + sum(weight * measures.get(name, 0.0) for name, weight in CONFIDENCE.items())
    return 1 / (1 + math.exp(-total))


def _with_confidence(rows: list[Candidate], first: float) -> Iterable[Candidate]:
    """Later candidates share what the first leaves, by how near their scores come."""
    top = max(rows[0].score, 0.01)
    for number, row in enumerate(rows):
        near = max(row.score / top, 0.0) ** 6
        value = first if number == 0 else min(first, (1 - first) * near)
        yield Candidate(row.item, row.score, value, row.wording, row.measures)
