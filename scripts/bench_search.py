"""Compare the search with what could be used instead, on the same entries and questions in one run.

    python -m scripts.bench_search [--questions FILE] [--out-of-scope FILE] [--growth 1,10,100] [--only ours]

Ours, rank-bm25, bm25s, SQLite FTS5 (unicode61, remove_diacritics 2) and rapidfuzz over all wordings: right first, right
among three, false answers, p50 and p99, build time, memory. Question files hold lines with question and gold:
[{doc, dieu}]; without one, every third wording is left out of its entry and asked. Growth repeats the entries, each
copy with words of its own; --only keeps to some of the searchers where the slow ones would take hours. Under the table
stands how reliable ours is: of what was stated with a confidence in each tenth, the share that was right.
"""

import argparse
import gc
import json
import sqlite3
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from rapidfuzz import fuzz, process

from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import read_message
from knowledge.search import search
from knowledge.vietnamese import fold, words
from scripts.fit_search import Case, held_out, read_cases, short_place

DAY = date(2026, 11, 1)
Found = list[str]
"""Keys of the first three."""


class Searcher(Protocol):
    """What is compared: asked for the three best keys, and whether it would answer at all."""

    def find(self, question: str) -> Found:
        """Keys of the best entries, best first; empty when it would not answer."""


@dataclass(frozen=True)
class Row:
    """One line of the table; times in milliseconds, build in seconds, memory in megabytes."""

    name: str
    entries: int
    first: float
    top3: float
    false_answers: float
    p50: float
    p99: float
    build: float
    memory: float


def texts_of(entry: Entry) -> str:
    """Everything an entry says, as one text: what the other searchers index."""
    rules = (line for rule in entry.rules for line in (rule.short, *rule.details))
    return " ".join((entry.question, *entry.wordings, *entry.keywords, entry.topic_title, *rules))


def folded(text: str) -> list[str]:
    return [fold(word) for word in words(text)]


class Ours:
    """The knowledge base as it serves."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        self.base = KnowledgeBase(base.registry, entries, base.articles.values(), base.lists)

    def find(self, question: str) -> Found:
        reply = self.base.ask(question, DAY)
        if reply.outcome == "handoff" or reply.kind != "law":
            return []
        return [*(a.entry for a in reply.answers), *(c.entry for c in reply.choices)][:3]

    def answers(self, question: str) -> bool:
        return bool(self.base.ask(question, DAY).citations)


class RankBm25:
    """rank-bm25 over the folded words of each entry."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]

        self.keys = [entry.key for entry in entries]
        self.bm25 = BM25Okapi([folded(texts_of(entry)) for entry in entries])

    def find(self, question: str) -> Found:
        scores = self.bm25.get_scores(folded(question))
        return [self.keys[i] for i in scores.argsort()[::-1][:3]]


class Bm25s:
    """bm25s over the folded words of each entry."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        import bm25s  # type: ignore[import-untyped]

        self.keys = [entry.key for entry in entries]
        self.bm25 = bm25s.BM25()
        self.bm25.index([folded(texts_of(entry)) for entry in entries], show_progress=False)

    def find(self, question: str) -> Found:
        found, _ = self.bm25.retrieve([folded(question)], k=min(3, len(self.keys)), show_progress=False)
        return [self.keys[int(i)] for i in found[0]]


class Fts5:
    """SQLite FTS5 with its own tokenizer, any word of the question."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.execute(
            "create virtual table e using fts5(key unindexed, text, tokenize='unicode61 remove_diacritics 2')"
        )
        self.db.executemany("insert into e values (?, ?)", ((e.key, texts_of(e)) for e in entries))

    def find(self, question: str) -> Found:
        query = " OR ".join(f'"{word}"' for word in words(question))
        if not query:
            return []
        rows = self.db.execute("select key from e where e match ? order by rank limit 3", (query,))
        return [key for (key,) in rows]


class Rapidfuzz:
    """rapidfuzz token_set_ratio over all folded wordings."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        rows = [(" ".join(folded(p)), e.key) for e in entries for p in (e.question, *e.wordings)]
        self.texts, self.keys = [text for text, _ in rows], [key for _, key in rows]

    def find(self, question: str) -> Found:
        found = process.extract(" ".join(folded(question)), self.texts, scorer=fuzz.token_set_ratio, limit=12)
        return list(dict.fromkeys(self.keys[i] for _, _, i in found))[:3]


SEARCHERS: dict[str, Callable[[Sequence[Entry], KnowledgeBase], Searcher]] = {
    "ours": Ours, "rank-bm25": RankBm25, "bm25s": Bm25s, "SQLite FTS5": Fts5, "rapidfuzz": Rapidfuzz,
}  # fmt: skip


def grow(entries: Sequence[Entry], times: int) -> list[Entry]:
    """The entries and `times` - 1 copies, each told from the others by words of its own."""
    copies = list(entries)
    for number in range(1, times):
        mark = f"bản{number}"
        copies += [
            replace(
                e,
                key=f"{e.key}-{number}",
                question=f"{e.question} {mark}",
                wordings=tuple(f"{w} {mark}" for w in e.wordings),
            )
            for e in entries
        ]  # fmt: skip
    return copies


def measure(
    name: str, entries: Sequence[Entry], base: KnowledgeBase, cases: Sequence[Case], others: Sequence[Case]
) -> Row:
    """Build one searcher, ask it everything, and time it."""
    gc.collect()
    tracemalloc.start()
    SEARCHERS[name](entries, base)
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    started = time.perf_counter()
    searcher = SEARCHERS[name](entries, base)
    build = time.perf_counter() - started
    places = {e.key: {short_place(f"{c.document}#{c.article}") for c in e.citations} for e in entries}
    first = top3 = 0.0
    spent = []
    for case in cases:
        started = time.perf_counter()
        found = searcher.find(case.question)
        spent.append((time.perf_counter() - started) * 1000)
        right = [key in case.right or bool(places.get(key, {short_place(key)}) & case.right) for key in found]
        first += bool(right[:1] == [True])
        top3 += any(right)
    false = sum(_answers(searcher, case.question) for case in others) / max(len(others), 1)
    spent.sort()
    count = max(len(cases), 1)
    p99 = spent[min(len(spent) - 1, int(len(spent) * 0.99))]
    return Row(name, len(entries), first / count, top3 / count, false, spent[len(spent) // 2], p99, build, memory)


def _answers(searcher: Searcher, question: str) -> bool:
    """Whether a searcher answers; one that cannot refuse answers whatever it finds."""
    return searcher.answers(question) if isinstance(searcher, Ours) else bool(searcher.find(question))


def compare(
    base: KnowledgeBase, cases: Sequence[Case], others: Sequence[Case], growth: Iterable[int], only: Iterable[str]
) -> Iterable[Row]:
    """A row for each searcher at each size; only a part of the questions is asked when large."""
    for times in growth:
        entries = grow(list(base.entries.values()), times)
        for name in only:
            asked = cases if times == 1 else cases[:: max(len(cases) // 60, 1)]
            yield measure(name, entries, base, asked, others if times == 1 else others[:10])


def reliability(base: KnowledgeBase, cases: Sequence[Case]) -> Iterable[str]:
    """A line for each tenth of stated confidence: how many questions, and the share whose first candidate is right."""
    bins: dict[int, list[bool]] = {}
    for case in cases:
        found = search(read_message(case.question, DAY, base).asking, base.index).candidates
        if found:
            right = case.is_right(found[0]) or case.is_near(found[0])
            bins.setdefault(min(int(found[0].confidence * 10), 9), []).append(right)
    for tenth, rights in sorted(bins.items()):
        yield f"stated {tenth / 10:.1f}-{(tenth + 1) / 10:.1f}: right {sum(rights) / len(rights):.2f} of {len(rights)}"


def table(rows: Iterable[Row]) -> Iterable[str]:
    """The rows as aligned text."""
    yield (
        f"{'':12} {'entries':>8} {'first':>6} {'top 3':>6} {'false':>6} {'p50 ms':>8} {'p99 ms':>8} {'build s':>8}"
        f" {'MB':>7}"
    )
    for r in rows:
        yield (
            f"{r.name:12} {r.entries:8} {r.first:6.3f} {r.top3:6.3f} {r.false_answers:6.3f} {r.p50:8.3f} {r.p99:8.3f}"
            f" {r.build:8.3f} {r.memory:7.1f}"
        )


def main() -> None:
    """Print the table, or the rows as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--out-of-scope", type=Path)
    parser.add_argument("--growth", default="1")
    parser.add_argument("--only", default=",".join(SEARCHERS))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    base: KnowledgeBase = KnowledgeBase.load()
    cases = [case for case in read_cases(args.questions, 1.0) if case.right]
    if not cases:
        base, cases = held_out(base, 0, 3)
        cases = [case for case in cases if not case.question.isascii()]
    sizes, only = [int(n) for n in args.growth.split(",")], args.only.split(",")
    rows = compare(base, cases, read_cases(args.out_of_scope, 1.0), sizes, only)
    if args.json:
        found: list[Any] = [vars(row) for row in rows]
        print(json.dumps(found))
    else:
        for line in table(rows):
            print(line, flush=True)
        for line in reliability(base, cases):
            print(line)


if __name__ == "__main__":
    main()
