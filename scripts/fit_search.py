"""Fit the constants of knowledge/search.py: ranking weights and confidence.

    python -m scripts.fit_search [--questions FILE.jsonl] [--out-of-scope FILE.jsonl] [--folds 3]

Every wording of every entry is asked once while it is left out of its entry, as typed and without accents; given
question files (lines with question and gold: [{doc, dieu}], or plain text lines) are asked of the whole base. A
logistic regression on pairs (right candidate, wrong candidate) gives RANKING, one on first candidates gives CONFIDENCE.
Nothing is written: the constants are printed, to be looked at, copied and measured again (ranking first, then
confidence).
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import read_message
from knowledge.search import CONFIDENCE, RANKING, Candidate, Found, measure, search
from knowledge.vietnamese import fold

Array = NDArray[np.float64]
_DAY = date(2026, 11, 1)


@dataclass(frozen=True)
class Case:
    """A question, the keys and articles that answer it (none: it is not ours), and how much it counts."""

    question: str
    right: frozenset[str]
    weight: float
    loose: frozenset[str] = frozenset()

    def is_right(self, candidate: Candidate) -> bool:
        return candidate.item.key in self.right or bool(candidate.item.places & self.right)

    def is_near(self, candidate: Candidate) -> bool:
        return bool(candidate.item.places & self.loose)


def held_out(base: KnowledgeBase, fold_number: int, folds: int) -> tuple[KnowledgeBase, list[Case]]:
    """A base without every `folds`-th wording, and those wordings as cases; entries keep at least two."""
    entries, cases = [], []
    for entry in base.entries.values():
        out = {w for i, w in enumerate(entry.wordings) if i % folds == fold_number and len(entry.wordings) > 2}
        entries.append(replace(entry, wordings=tuple(w for w in entry.wordings if w not in out)))
        for wording in sorted(out):
            cases += [_case(entry, wording, 1.0), _case(entry, fold(wording), 0.5)]
    smaller = KnowledgeBase(base.registry, entries, base.articles.values(), base.lists)
    return smaller, cases


def _case(entry: Entry, question: str, weight: float) -> Case:
    loose = frozenset(f"{c.document}#{c.article}" for c in entry.citations)
    return Case(question, frozenset({entry.key}), weight, loose)


def read_cases(path: Path | None, weight: float) -> list[Case]:
    """Cases of a question file; lines of another scope than core are left out."""
    if path is None:
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.suffix == ".txt":
        return [Case(line, frozenset(), weight) for line in lines]
    rows = [json.loads(line) for line in lines]
    return [
        Case(row["question"], frozenset(f"{g['doc']}#{g['dieu']}" for g in row.get("gold", [])), weight)
        for row in rows
        if row.get("scope", "core") == "core"
    ]


def found_for(cases: Iterable[Case], base: KnowledgeBase) -> Iterator[tuple[Case, Found, Mapping[str, float]]]:
    """What the search finds for each case, and the signs that confidence also takes."""
    for case in cases:
        message = read_message(case.question, _DAY, base)
        found = search(message.asking, base.index)
        yield case, found, measure(found.candidates, message.asking, base.index)


def ranking_pairs(results: Iterable[tuple[Case, Found, Any]]) -> tuple[Array, Array]:
    """Differences of measures between the right candidate and each wrong one, and their weights."""
    rows, weights = [], []
    for case, found, _ in results:
        right = [c for c in found.candidates if case.is_right(c)]
        wrong = [c for c in found.candidates if not case.is_right(c) and not case.is_near(c)]
        if right and wrong:
            best = right[0]
            rows += [[best.measures.get(n, 0.0) - w.measures.get(n, 0.0) for n in RANKING] for w in wrong]
            weights += [case.weight / len(wrong)] * len(wrong)
    return np.array(rows), np.array(weights)


def confidence_rows(results: Iterable[tuple[Case, Found, Mapping[str, float]]]) -> tuple[Array, Array, Array]:
    """Measures of each first candidate, whether it is right, and its weight."""
    rows, labels, weights = [], [], []
    for case, found, measures in results:
        if found.candidates:
            first = found.candidates[0]
            rows.append([1.0 if n == "bias" else measures.get(n, 0.0) for n in CONFIDENCE])
            labels.append(float(case.is_right(first) or case.is_near(first)))
            weights.append(case.weight)
    return np.array(rows), np.array(labels), np.array(weights)


def fit_logistic(rows: Array, labels: Array, weights: Array, start: Array, ridge: float) -> Array:
    """Weighted logistic regression by Newton steps, held near zero by `ridge`."""
    theta = start.copy()
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(rows @ theta, -30, 30)))
        gradient = rows.T @ (weights * (chance - labels)) + ridge * theta
        hessian = (rows * (weights * chance * (1 - chance))[:, None]).T @ rows + ridge * np.eye(len(theta))
        theta -= np.linalg.solve(hessian, gradient)
    return theta


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--out-of-scope", type=Path, action="append", default=[])
    parser.add_argument("--folds", type=int, default=3)
    args = parser.parse_args()
    base = KnowledgeBase.load()
    results = list(found_for(read_cases(args.questions, 4.0), base))
    for number in range(args.folds):
        smaller, cases = held_out(base, number, args.folds)
        results += found_for(cases, smaller)
    rows, weights = ranking_pairs(results)
    theta = fit_logistic(rows, np.ones(len(rows)), weights, np.zeros(rows.shape[1]), 1.0)
    scale = 2.0 / max(abs(theta).max(), 1e-9)
    print("RANKING", {n: round(float(v * scale), 3) for n, v in zip(RANKING, theta, strict=True)})
    for path in args.out_of_scope:
        results += found_for(read_cases(path, 4.0), base)
    rows, labels, weights = confidence_rows(results)
    theta = fit_logistic(rows, labels, weights, np.zeros(rows.shape[1]), 1.0)
    print("CONFIDENCE", {n: round(float(v), 2) for n, v in zip(CONFIDENCE, theta, strict=True)})
    _print_reliability(rows, labels, weights, theta)


def _print_reliability(rows: Array, labels: Array, weights: Array, theta: Array) -> None:
    """Of the first candidates stated with a confidence in each tenth, the share that is right."""
    chance = 1 / (1 + np.exp(-(rows @ theta)))
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1)
        if inside.any():
            share = float(np.average(labels[inside], weights=weights[inside]))
            print(f"  stated {low:.1f}-{low + 0.1:.1f}: right {share:.2f} of {int(inside.sum())}")


if __name__ == "__main__":
    main()
