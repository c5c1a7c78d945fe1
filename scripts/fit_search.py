"""Fit the constants of knowledge/search.py (ranking) and knowledge/trust.py (confidence).

    python -m scripts.fit_search [--questions FILE.tsv]... [--out-of-scope FILE.txt]... [--folds 3] [--check 5]

Every wording of every entry is asked once while it is left out of its entry, as typed and without accents. Question
files hold lines of style, right articles ('17/2023#57;23/2012#31', none: must not be answered) and question, with tabs
between, or JSON lines of question and gold: [{doc, dieu}]; they are asked of the whole base. A logistic regression over
the candidates of each question gives RANKING, one on first candidates gives CONFIDENCE. With --check N only the
confidence is fitted, N times, each time without an Nth of the questions (all that have the same right articles
together), and what it says of those is printed. Nothing is written: the constants are printed, to be looked at, copied
and measured again.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.documents import short_number
from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import read_message
from knowledge.search import NAMES, RANKING, SHORTLIST, Candidate, Found, Weights, search
from knowledge.trust import CONFIDENCE
from knowledge.vietnamese import fold

Array = NDArray[np.float64]
_DAY = date(2026, 11, 1)
_SURE_FROM = 0.5
_BY_HAND = ("same", "place", "stranger")
_OWN_WEIGHT, _STRANGER_WEIGHT, _MADE_SHARE = 10.0, 8.0, 0.1


@dataclass(frozen=True)
class Case:
    """A question, the keys and articles that answer it (none: it is not ours), and how much it counts."""

    question: str
    right: frozenset[str]
    weight: float
    loose: frozenset[str] = frozenset()

    def is_right(self, candidate: Candidate) -> bool:
        return candidate.item.key in self.right or bool(_articles(candidate) & self.right)

    def is_near(self, candidate: Candidate) -> bool:
        return bool(_articles(candidate) & self.loose)


def _articles(candidate: Candidate) -> set[str]:
    return {short_place(place) for place in candidate.item.places if "#" in place}


def short_place(place: str) -> str:
    """'17/2023/QH15#57' as '17/2023#57', as question files write it."""
    document, _, article = place.partition("#")
    return f"{short_number(document)}#{article}"


def held_out(base: KnowledgeBase, fold_number: int, folds: int) -> tuple[KnowledgeBase, list[Case]]:
    """A base without every `folds`-th wording, and those wordings as cases; entries keep at least two."""
    entries, cases = [], []
    for entry in base.entries.values():
        out = {w for i, w in enumerate(entry.wordings) if i % folds == fold_number and len(entry.wordings) > 2}
        entries.append(replace(entry, wordings=tuple(w for w in entry.wordings if w not in out)))
        for wording in sorted(out):
            cases += [_case(entry, wording, 0.7), _case(entry, fold(wording), 0.3)]
    smaller = KnowledgeBase(base.registry, entries, base.articles.values(), base.lists)
    return smaller, cases


def _case(entry: Entry, question: str, weight: float) -> Case:
    loose = frozenset(short_place(f"{c.document}#{c.article}") for c in entry.citations)
    return Case(question, frozenset({entry.key}), weight, loose)


def read_cases(path: Path | None, weight: float) -> list[Case]:
    """Cases of a question file; lines of another scope than core are left out."""
    if path is None:
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.suffix == ".tsv":
        return [_own_case(line, weight) for line in lines]
    if path.suffix == ".txt":
        return [Case(line, frozenset(), weight) for line in lines]
    rows = [json.loads(line) for line in lines]
    return [
        Case(row["question"], frozenset(short_place(f"{g['doc']}#{g['dieu']}") for g in row.get("gold", [])), weight)
        for row in rows
        if row.get("scope", "core") == "core"
    ]


def _own_case(line: str, weight: float) -> Case:
    """Messages outside our field count more: answering one as law is the worse mistake. What was made out of headings
    and clauses by the hundred counts less."""
    style, right, question = line.split("\t")
    places = frozenset(short_place(place) for place in right.split(";") if place)
    weight *= _MADE_SHARE if style in ("heading", "clause") else 1.0
    return Case(question, places, weight if places else weight * _STRANGER_WEIGHT / _OWN_WEIGHT)


@dataclass(frozen=True)
class Asked:
    """A case and what was found: measures of each candidate, which of them are right, and those of confidence."""

    case: Case
    table: Array
    right: NDArray[np.bool_]
    strict: NDArray[np.bool_]
    found: Found


def ask_all(cases: Iterable[Case], base: KnowledgeBase, values: Mapping[str, float] = RANKING) -> list[Asked]:
    """Search every case, ranked by these weights; all that were looked at."""
    rows, weights = [], Weights(values)
    for case in cases:
        found = search(read_message(case.question, _DAY, base).asking, base.index, SHORTLIST, weights)
        strict = np.array([case.is_right(c) for c in found.candidates], dtype=bool)
        right = strict | np.array([case.is_near(c) for c in found.candidates], dtype=bool)
        rows.append(Asked(case, found.rows, right, strict, found))
    return rows


def newton(count: int, ridge: float, step: Callable[[Array], tuple[Array, Array]]) -> Array:
    """The constants where the gradient is zero; `step` gives gradient and curvature."""
    theta = np.zeros(count)
    for _ in range(40):
        gradient, curvature = step(theta)
        move = np.linalg.solve(curvature + ridge * np.eye(count), gradient + ridge * theta)
        theta -= move * min(1.0, 2.0 / max(abs(move).max(), 1e-9))
        if abs(move).max() < 1e-3:
            break
    return theta


def fit_ranking(rows: Sequence[Asked], ridge: float = 1.0) -> Array:
    """Weights under which the right candidates of each question take the largest share of all."""
    usable = [r for r in rows if r.strict.any()]
    table, right, weights = _stacked(usable)
    real = table.any(axis=2)

    def step(theta: Array) -> tuple[Array, Array]:
        scores = np.where(real, table @ theta, -1e9)
        share = np.exp(scores - scores.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        good = share * right
        good /= good.sum(axis=1, keepdims=True) + 1e-300
        mean = np.einsum("nk,nkf->nf", share, table)
        spread = (table * np.sqrt(share * weights[:, None])[:, :, None]).reshape(-1, len(theta))
        curvature = spread.T @ spread - (mean * weights[:, None]).T @ mean
        return weights @ (mean - np.einsum("nk,nkf->nf", good, table)), curvature

    return newton(len(NAMES), ridge, step)


def _stacked(rows: Sequence[Asked]) -> tuple[Array, Array, Array]:
    """The candidates of all questions in one table (question, candidate, measure), which are right, and the weights."""
    table = np.zeros((len(rows), SHORTLIST, len(NAMES)))
    right = np.zeros((len(rows), SHORTLIST))
    for at, row in enumerate(rows):
        table[at, : len(row.table)], right[at, : len(row.right)] = row.table, row.right
    return table, right, np.array([row.case.weight for row in rows])


def fit_confidence(rows: Sequence[Asked], ridge: float = 1.0) -> Array:
    """Weighted logistic regression of 'the first candidate is right'."""
    table, labels, weights = confidence_rows(rows)

    def step(theta: Array) -> tuple[Array, Array]:
        chance = 1 / (1 + np.exp(-np.clip(table @ theta, -30, 30)))
        curvature = (table * (weights * chance * (1 - chance))[:, None]).T @ table
        return table.T @ (weights * (chance - labels)), curvature

    return newton(len(CONFIDENCE), ridge, step)


def confidence_rows(rows: Sequence[Asked]) -> tuple[Array, Array, Array]:
    """Measures of each first candidate, whether it is right, and its weight."""
    asked = [r for r in rows if r.found.measures is not None]
    table = [[1.0 if n == "bias" else (r.found.measures or {}).get(n, 0.0) for n in CONFIDENCE] for r in asked]
    labels = [float(r.right[0]) for r in asked]
    return np.array(table), np.array(labels), np.array([r.case.weight for r in asked])


def named(theta: Array) -> dict[str, float]:
    """The weights of the ranking by name, but for what is set by hand."""
    return {n: RANKING[n] if n in _BY_HAND else round(float(v), 2) for n, v in zip(NAMES, theta, strict=True)}


def first_right(rows: Sequence[Asked]) -> float:
    """Share of the questions with an answer whose first candidate is right."""
    ours = [r for r in rows if r.case.right]
    return sum(bool(len(r.right) and r.right[0]) for r in ours) / max(len(ours), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path, action="append", default=[])
    parser.add_argument("--out-of-scope", type=Path, action="append", default=[])
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--check", type=int, default=0, metavar="N")
    args = parser.parse_args()
    base = KnowledgeBase.load()
    folds = [held_out(base, number, args.folds) for number in range(args.folds)]
    own = [case for path in args.questions for case in read_cases(path, _OWN_WEIGHT)]
    others = [case for path in args.out_of_scope for case in read_cases(path, _STRANGER_WEIGHT)]
    if args.check:
        held = [row for smaller, cases in folds for row in ask_all(cases, smaller)]
        check(ask_all(own, base), held + ask_all(others, base), args.check)
        return
    fitted = _fit(folds, base, own, others)
    for name, values in fitted.items():
        print(name, json.dumps(values))


_Folds = Sequence[tuple[KnowledgeBase, list[Case]]]


def _fit(folds: _Folds, base: KnowledgeBase, own: list[Case], others: list[Case]) -> dict[str, dict[str, float]]:
    """Fit the ranking twice (what supports a candidate depends on it), then the confidence of its first."""
    values = dict(RANKING)
    for _ in range(2):
        rows = [r for smaller, cases in folds for r in ask_all(cases, smaller, values)] + ask_all(own, base, values)
        values = named(fit_ranking(rows))
    held = [r for smaller, cases in folds for r in ask_all(cases, smaller, values)]
    asked = ask_all(own, base, values)
    print(f"first right: held-out wordings {first_right(held):.3f}, questions {first_right(asked):.3f}", flush=True)
    rows = held + asked + ask_all(others, base, values)
    theta = fit_confidence(rows)
    trust = {n: round(float(v), 2) for n, v in zip(CONFIDENCE, theta, strict=True)}
    _print_reliability(rows, theta)
    return {"RANKING": values, "CONFIDENCE": trust}


def check(own: Sequence[Asked], always: Sequence[Asked], parts: int) -> None:
    """Print what confidences say of questions they were not fitted on; `always` are fitted on each time."""
    own = [row for row in own if row.found.measures is not None and row.case.right]
    groups = list(dict.fromkeys(row.case.right for row in own))
    part_of = {right: number % parts for number, right in enumerate(groups)}
    stated, right = [], []
    for part in range(parts):
        theta = fit_confidence([row for row in own if part_of[row.case.right] != part] + list(always))
        left = [row for row in own if part_of[row.case.right] == part]
        stated += (1 / (1 + np.exp(-(confidence_rows(left)[0] @ theta)))).tolist()
        right += [bool(row.right[0]) for row in left]
    for line in reliability(np.array(stated), np.array(right)):
        print(line)


def reliability(stated: Array, right: NDArray[np.bool_]) -> list[str]:
    """Shares of the questions that are right, stated surely and yet wrong, the Brier score, and each tenth."""
    sure = stated >= _SURE_FROM
    lines = [
        f"{len(right)} questions: first right {right.mean():.3f}, sure {sure.mean():.3f}, sure and wrong"
        f" {(sure & ~right).mean():.3f}, Brier {((stated - right) ** 2).mean():.3f}"
    ]
    for tenth in range(10):
        inside = (stated * 10).astype(int).clip(0, 9) == tenth
        if inside.any():
            lines.append(
                f"  stated {tenth / 10:.1f}-{(tenth + 1) / 10:.1f}: right {right[inside].mean():.2f} of {inside.sum()}"
            )
    return lines


def _print_reliability(rows: Sequence[Asked], theta: Array) -> None:
    """Of the first candidates stated with a confidence in each tenth, the share that is right."""
    table, labels, weights = confidence_rows(rows)
    chance = 1 / (1 + np.exp(-(table @ theta)))
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            share = float(np.average(labels[inside], weights=weights[inside]))
            print(f"  stated {low:.1f}-{low + 0.1:.1f}: right {share:.2f} of {int(inside.sum())}")


if __name__ == "__main__":
    main()
