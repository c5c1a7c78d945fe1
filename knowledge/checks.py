"""Checks of the content: what is wrong with an entry or an article summary, with file and line and what to do."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz import fuzz, process

from knowledge.answer import MAX_LENGTH, order_rules, render, render_article
from knowledge.documents import LAW_2012, LAW_2023, Citation, Registry
from knowledge.entries import Article, Entry, Rule
from knowledge.vietnamese import fold, words

MIN_WORDINGS = 3
MAX_KEY = 48
"""Longest key in characters: it travels in a button, which holds 64 bytes."""
MAX_SENTENCE = 25
"""Longest sentence in words that still reads plainly."""
_ALIKE = 96
_KNOWN_CAPITALS = frozenset({"OCOP", "VNĐ", "QR", "SMS", "PDF"})
_CAPITALS = re.compile(r"\b[A-ZĐ]{2,}\b")
_SENTENCE = re.compile(r"[.;:!?]\s|\n")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to correct: an error refuses the content, a warning asks a person to look."""

    level: Literal["error", "warning"]
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.level}: {self.where}: {self.message}"


def _error(where: str, message: str) -> Finding:
    return Finding("error", where, message)


def _warning(where: str, message: str) -> Finding:
    return Finding("warning", where, message)


def check_content(
    entries: Sequence[Entry], articles: Sequence[Article], registry: Registry, on: date
) -> Iterator[Finding]:
    """Everything that can be said without searching, on day `on`."""
    yield from check_keys(entries, articles)
    for entry in entries:
        yield from check_entry(entry, registry, on)
    for article in articles:
        yield from check_article(article, registry, on)
    yield from check_links(entries)
    yield from check_coverage(entries, registry)
    yield from check_likeness(entries)


def check_keys(entries: Iterable[Entry], articles: Iterable[Article]) -> Iterator[Finding]:
    """No key twice, none too long for a button."""
    seen: dict[str, str] = {}
    items: list[Entry | Article] = [*entries, *articles]
    for item in items:
        if item.key in seen:
            yield _error(item.where, f"{item.key} is already in {seen[item.key]}; rename or merge")
        if len(item.key) > MAX_KEY:
            yield _error(item.where, f"key {item.key} is longer than {MAX_KEY} characters; shorten it")
        seen.setdefault(item.key, item.where)


def check_entry(entry: Entry, registry: Registry, on: date) -> Iterator[Finding]:
    """One entry by itself: wordings, both laws, citations, dates, length in every order, plain language."""
    if len(entry.wordings) < MIN_WORDINGS:
        yield _error(entry.where, f"{entry.key} has {len(entry.wordings)} wordings; give at least {MIN_WORDINGS}")
    repeated = [f for f, n in Counter(fold(w) for w in (entry.question, *entry.wordings)).items() if n > 1]
    for wording in repeated:
        yield _warning(entry.where, f"{entry.key} has the wording {wording!r} twice")
    yield from _check_rules(entry, registry)
    if all(rule.document in registry for rule in entry.rules):
        yield from _check_dates(entry, registry, on)
        yield from _check_length(entry, registry, on)
    for rule in entry.rules:
        yield from check_language(f"{entry.file}:{rule.line}", (rule.short, *rule.details))


def _check_rules(entry: Entry, registry: Registry) -> Iterator[Finding]:
    documents = [rule.document for rule in entry.rules]
    for document in {d for d in documents if documents.count(d) > 1}:
        yield _error(entry.where, f"{entry.key} has two rules of {document}; write one, its citations separated by ';'")
    laws = {LAW_2012, LAW_2023} & set(documents)
    if len(laws) == 1:
        other = LAW_2023 if LAW_2012 in laws else LAW_2012
        yield _error(entry.where, f"{entry.key} says nothing on {other}; add its rule or '### {other}: không quy định'")
    for rule in entry.rules:
        yield from _check_citations(entry, rule, registry)


def _check_citations(entry: Entry, rule: Rule, registry: Registry) -> Iterator[Finding]:
    where = f"{entry.file}:{rule.line}"
    if rule.document not in registry:
        yield _error(where, f"document {rule.document} is not in documents.toml; add it with its dates or correct it")
    for citation in rule.citations:
        if rule.document in registry and (missing := registry.missing(citation)):
            yield _error(where, f"{missing}; correct the citation")


def _check_dates(entry: Entry, registry: Registry, on: date) -> Iterator[Finding]:
    if entry.review_on is not None and entry.review_on < on:
        yield _warning(
            entry.where, f"{entry.key} was to be reviewed by {entry.review_on}; look at it and set a new date"
        )
    leading = order_rules(entry.rules, registry, on)[0]
    if not registry[leading.document].in_force(on):
        yield _warning(entry.where, f"{entry.key} leads with {leading.document}, repealed on {on}; say what holds now")


def _check_length(entry: Entry, registry: Registry, on: date) -> Iterator[Finding]:
    """The answer in each order it can be shown in: today, and as of each law."""
    for named in (None, LAW_2012, LAW_2023):
        length = len(render(entry, registry, on, named=named).text)
        if length > MAX_LENGTH:
            yield _error(entry.where, f"{entry.key} is {length} characters long; shorten it to {MAX_LENGTH}")
            return


def check_article(article: Article, registry: Registry, on: date) -> Iterator[Finding]:
    """One article summary: the article exists, so do its counterparts, and it fits a phone."""
    for citation in (Citation(article.document, article.number), *article.counterparts):
        if missing := registry.missing(citation):
            yield _error(article.where, f"{missing}; correct the number")
    if article.document in registry and all(c.document in registry for c in article.counterparts):
        length = len(render_article(article, registry, on).text)
        if length > MAX_LENGTH:
            yield _error(article.where, f"the summary is {length} characters long; shorten it to {MAX_LENGTH}")
    yield from check_language(article.where, article.lines)


def check_language(where: str, lines: Iterable[str]) -> Iterator[Finding]:
    """Sentences a person reads at once, and no short forms left unexplained."""
    for line in lines:
        longest = max((len(words(part)) for part in _SENTENCE.split(line)), default=0)
        if longest > MAX_SENTENCE:
            yield _warning(where, f"a sentence of {longest} words; split it: {line[:50]!r}")
        short = sorted(set(_CAPITALS.findall(_without_names(line))) - _KNOWN_CAPITALS)
        if short:
            yield _warning(where, f"short forms {', '.join(short)}; write them out")


def _without_names(line: str) -> str:
    """Without document numbers, quoted words and Roman numerals, whose capitals are part of a name."""
    return re.sub(r"\d+(/\d+)?/[\w-]+|[“\"][^”\"]*[”\"]|\b[IVX]+\b", "", line)


def check_links(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Related keys lead somewhere else."""
    keys = {entry.key for entry in entries}
    for entry in entries:
        for key in entry.related:
            if key not in keys or key == entry.key:
                yield _error(entry.where, f"{entry.key} names {key!r} as related, which is no other entry; correct it")


def check_coverage(entries: Iterable[Entry], registry: Registry) -> Iterator[Finding]:
    """Every article of the Law 2012 is cited by some entry."""
    cited = {(c.document, c.article) for entry in entries for c in entry.citations}
    for article in registry.articles(LAW_2012):
        if (LAW_2012, article) not in cited:
            yield _error(f"{LAW_2012} Điều {article}", "no entry cites this article; write one")


def check_likeness(entries: Sequence[Entry]) -> Iterator[Finding]:
    """No wording stands in two entries, and none is nearly the same as one in another entry."""
    rows = [(" ".join(fold(w) for w in words(p)), e) for e in entries for p in (e.question, *e.wordings)]
    texts = [text for text, _ in rows]
    first: dict[str, Entry] = {}
    for text, entry in rows:
        other = first.setdefault(text, entry)
        if other is not entry:
            yield _error(entry.where, f"{text!r} is also a wording of {other.key} ({other.where}); keep it in one")
    yield from _near(rows, texts)


def _near(rows: list[tuple[str, Entry]], texts: list[str]) -> Iterator[Finding]:
    for number, (text, entry) in enumerate(rows):
        for near, _, at in process.extract(text, texts[:number], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3):
            if rows[at][1] is not entry and near != text:
                yield _warning(
                    entry.where, f"{text!r} is nearly {near!r} of {rows[at][1].key}; tell them apart or merge"
                )
