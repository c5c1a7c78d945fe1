"""Compare the search with what could be used instead, on the same entries and questions in one run.

    python -m scripts.bench_search [--questions FILE] [--out-of-scope FILE] [--growth 1,10,100] [--only ours]

Ours, rank-bm25, bm25s, SQLite FTS5 (unicode61, remove_diacritics 2) and rapidfuzz over all wordings: right first, right
among three, false answers, p50 and p99, build time, memory. Question files hold lines with question and gold:
[{doc, dieu}]; without one, every third wording is left out of its entry and asked. Growth repeats the entries, each
copy with words of its own; --only keeps to some of the searchers where the slow ones would take hours. Under the table
stands how reliable ours is: of what was stated with a confidence in each tenth, the share that was right.

What is timed is the same for all: from the text as it was typed to the keys of the best three. So that the others could
be used for Vietnamese at all, they are given what any user would add: words folded, so that accents do not matter, and
short forms written out ("htx"); that is in their time, as reading the message is in ours. All hold the same entries and
summaries of articles. Each question is asked of all of them in turn, another one first each time: as in a process that
does other work between two questions, nobody finds the processor's caches full of its own work, all have the same share
of a busy machine, and whoever meets a word first pays for reading it. Asked a thousand questions in a row each by
itself, all are faster, the smallest most of all: bm25s by half.
"""

import argparse
import gc
import json
import sqlite3
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from rapidfuzz import fuzz, process

from knowledge.abbreviations import expand
from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import read_message, understand
from knowledge.search import search
from knowledge.trust import stated
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


def folded(text: str, base: KnowledgeBase) -> list[str]:
    """The words of a text as the other searchers get them: short forms written out, without accents."""
    return [fold(word) for word in expand(words(text), base.lists)]


def texts_to_index(entries: Sequence[Entry], base: KnowledgeBase) -> dict[str, str]:
    """What the other searchers index, by key: all entries, and the summaries of articles."""
    articles = ((a.key, " ".join((a.heading, *a.lines, a.change or ""))) for a in base.articles.values())
    return {entry.key: texts_of(entry) for entry in entries} | dict(articles)


class Ours:
    """The knowledge base as it serves."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        self.base = KnowledgeBase(base.registry, entries, base.articles.values(), base.lists)

    def find(self, question: str) -> Found:
        outlook = understand(question, DAY, self.base)
        if outlook.kind != "law":
            return []
        return list(dict.fromkeys(c.item.key for c in (*outlook.answers, *outlook.offered)))[:3]

    def answers(self, question: str) -> bool:
        return bool(self.base.ask(question, DAY).citations)


class RankBm25:
    """rank-bm25 over the folded words of each text."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        from rank_bm25 import BM25Okapi  # type: ignore[import-untyped]

        self.base, texts = base, texts_to_index(entries, base)
        self.keys = list(texts)
        self.bm25 = BM25Okapi([folded(text, base) for text in texts.values()])

    def find(self, question: str) -> Found:
        scores = self.bm25.get_scores(folded(question, self.base))
        return [self.keys[i] for i in scores.argsort()[::-1][:3]]


class Bm25s:
    """bm25s over the folded words of each text."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        import bm25s  # type: ignore[import-untyped]

        self.base, texts = base, texts_to_index(entries, base)
        self.keys = list(texts)
        self.bm25 = bm25s.BM25()
        self.bm25.index([folded(text, base) for text in texts.values()], show_progress=False)

    def find(self, question: str) -> Found:
        found, _ = self.bm25.retrieve([folded(question, self.base)], k=min(3, len(self.keys)), show_progress=False)
        return [self.keys[int(i)] for i in found[0]]


class Fts5:
    """SQLite FTS5 with its own tokenizer, any word of the question."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        self.base, self.db = base, sqlite3.connect(":memory:")
        self.db.execute(
            "create virtual table e using fts5(key unindexed, text, tokenize='unicode61 remove_diacritics 2')"
        )
        texts = texts_to_index(entries, base)
        self.db.executemany(
            "insert into e values (?, ?)", ((key, " ".join(folded(text, base))) for key, text in texts.items())
        )

    def find(self, question: str) -> Found:
        query = " OR ".join(f'"{word}"' for word in folded(question, self.base))
        if not query:
            return []
        rows = self.db.execute("select key from e where e match ? order by rank limit 3", (query,))
        return [key for (key,) in rows]


class Rapidfuzz:
    """rapidfuzz token_set_ratio over all folded wordings, and the headings of articles."""

    def __init__(self, entries: Sequence[Entry], base: KnowledgeBase) -> None:
        asked = [(p, e.key) for e in entries for p in (e.question, *e.wordings)]
        asked += [(a.heading, a.key) for a in base.articles.values()]
        self.base, self.keys = base, [key for _, key in asked]
        self.texts = [" ".join(folded(text, base)) for text, _ in asked]

    def find(self, question: str) -> Found:
        asked = " ".join(folded(question, self.base))
        found = process.extract(asked, self.texts, scorer=fuzz.token_set_ratio, limit=12)
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


@dataclass
class Timed:
    """A searcher, what building it took (seconds, megabytes), and what it did: milliseconds a question, keys found."""

    searcher: Searcher
    build: float
    memory: float
    spent: list[float] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def ask(self, question: str) -> None:
        started = time.perf_counter()
        found = self.searcher.find(question)
        self.spent.append((time.perf_counter() - started) * 1000)
        self.found.append(found)


def build(name: str, entries: Sequence[Entry], base: KnowledgeBase) -> Timed:
    """Build a searcher twice, once for its memory and once for its time."""
    gc.collect()
    tracemalloc.start()
    SEARCHERS[name](entries, base)
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    started = time.perf_counter()
    searcher = SEARCHERS[name](entries, base)
    return Timed(searcher, time.perf_counter() - started, memory)


def measure(
    only: Sequence[str], entries: Sequence[Entry], base: KnowledgeBase, cases: Sequence[Case], others: Sequence[Case]
) -> Iterable[Row]:
    """Build the searchers, and ask each question of all of them in turn, another one first each time."""
    timed = {name: build(name, entries, base) for name in only}
    for number, case in enumerate(cases):
        turn = number % len(only)
        for name in (*only[turn:], *only[:turn]):
            timed[name].ask(case.question)
    places = {e.key: {short_place(f"{c.document}#{c.article}") for c in e.citations} for e in entries}
    for name, one in timed.items():
        right = [
            [key in case.right or bool(places.get(key, {short_place(key)}) & case.right) for key in found]
            for case, found in zip(cases, one.found, strict=True)
        ]
        false = sum(_answers(one.searcher, case.question) for case in others) / max(len(others), 1)
        spent, count = sorted(one.spent), max(len(cases), 1)
        p99 = spent[min(len(spent) - 1, int(len(spent) * 0.99))]
        first, top3 = sum(row[:1] == [True] for row in right) / count, sum(map(any, right)) / count
        yield Row(name, len(entries), first, top3, false, spent[len(spent) // 2], p99, one.build, one.memory)


def _answers(searcher: Searcher, question: str) -> bool:
    """Whether a searcher answers; one that cannot refuse answers whatever it finds."""
    return searcher.answers(question) if isinstance(searcher, Ours) else bool(searcher.find(question))


def compare(
    base: KnowledgeBase, cases: Sequence[Case], others: Sequence[Case], growth: Iterable[int], only: Sequence[str]
) -> Iterable[Row]:
    """A row for each searcher at each size; only a part of the questions is asked when large."""
    for times in growth:
        entries = grow(list(base.entries.values()), times)
        asked = cases if times == 1 else cases[:: max(len(cases) // 60, 1)]
        yield from measure(only, entries, base, asked, others if times == 1 else others[:10])


def reliability(base: KnowledgeBase, cases: Sequence[Case]) -> Iterable[str]:
    """A line for each tenth of stated confidence: how many questions, and the share whose first candidate is right."""
    bins: dict[int, list[bool]] = {}
    for case in cases:
        found = search(read_message(case.question, DAY, base).asking, base.index).candidates
        if found:
            right = case.is_right(found[0]) or case.is_near(found[0])
            bins.setdefault(min(int(stated(found[0].confidence) * 10), 9), []).append(right)
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
