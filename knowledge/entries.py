"""Curated entries and article summaries, read from Markdown files that anyone can edit (docs/knowledge.md)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.documents import Citation, ContentError, parse_place
from knowledge.vietnamese import nfc

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ARTICLE = re.compile(r"Điều\s+(\d+[a-zđ]?)\s*[.:]?\s*(.*)", re.IGNORECASE)
_COUNTERPART = re.compile(r"(\S+)\s+(Điều\s+\S+)", re.IGNORECASE)
_ABSENT = "không quy định"
_UNVERIFIED = "Chưa kiểm chứng:"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one document says: a short answer by itself, then what a manager needs to act.

    `absent` means the document has no such rule; it then has no citations. `unverified` says what is not certain.
    """

    document: str
    citations: tuple[Citation, ...]
    short: str
    details: tuple[str, ...] = ()
    absent: bool = False
    unverified: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with everything that is known about it, one rule per document."""

    key: str
    topic: str
    topic_title: str
    question: str
    wordings: tuple[str, ...]
    keywords: tuple[str, ...]
    related: tuple[str, ...]
    review_on: date | None
    rules: tuple[Rule, ...]
    file: str = ""
    line: int = 0
    corrected_on: date | None = None

    @property
    def where(self) -> str:
        """File and line of the entry's heading."""
        return f"{self.file}:{self.line}"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every rule, in the order of the file."""
        return tuple(c for rule in self.rules for c in rule.citations)


@dataclass(frozen=True, slots=True)
class Article:
    """Our plain summary of one article of a document, and what the other law says on the same matter."""

    document: str
    number: str
    heading: str
    lines: tuple[str, ...]
    counterparts: tuple[Citation, ...] = ()
    change: str = ""
    file: str = ""
    line: int = 0

    @property
    def key(self) -> str:
        """How replies and links name the article: '17/2023/QH15#83'."""
        return f"{self.document}#{self.number}"

    @property
    def where(self) -> str:
        """File and line of the article's heading."""
        return f"{self.file}:{self.line}"


@dataclass(slots=True)
class _Draft:
    """An entry while its lines are being read."""

    key: str
    line: int
    question: str = ""
    wordings: list[str] = field(default_factory=list)
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    review_on: date | None = None
    corrected_on: date | None = None
    rules: list[Rule] = field(default_factory=list)
    in_wordings: bool = False


@dataclass(slots=True)
class _RuleDraft:
    document: str
    citations: tuple[Citation, ...]
    absent: bool
    line: int
    texts: list[str] = field(default_factory=list)
    unverified: str = ""


def read_entries(path: Path) -> list[Entry]:
    """Entries of one answers/<topic>.md; ContentError names file and line of the first thing wrong."""
    return list(_EntryReader(path.name, path.stem).read(_lines(path)))


def read_articles(path: Path) -> list[Article]:
    """Summaries of one articles/<document>.md; ContentError names file and line of the first thing wrong."""
    return list(_articles(path.name, _lines(path)))


def _lines(path: Path) -> list[tuple[int, str]]:
    text = nfc(path.read_text(encoding="utf-8-sig"))
    return [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


class _EntryReader:
    """Reads one topic file line by line; each heading closes what stood before it."""

    def __init__(self, file: str, topic: str) -> None:
        self.file, self.topic, self.title = file, topic, ""
        self.entry: _Draft | None = None
        self.rule: _RuleDraft | None = None

    def fail(self, line: int, problem: str, remedy: str) -> ContentError:
        return ContentError(f"{self.file}:{line}", problem, remedy)

    def read(self, lines: Iterable[tuple[int, str]]) -> Iterator[Entry]:
        for number, text in lines:
            if text.startswith("### "):
                self.close_rule()
                self.rule = self.open_rule(number, text[4:].strip())
            elif text.startswith("## "):
                yield from self.close_entry()
                self.entry = self.open_entry(number, text[3:].strip())
            elif text.startswith("# "):
                self.title = text[2:].strip()
            else:
                self.take(number, text)
        yield from self.close_entry()

    def open_entry(self, number: int, key: str) -> _Draft:
        if not self.title:
            raise self.fail(number, "the topic has no title", "start the file with '# Title'")
        if not _KEY.fullmatch(key):
            raise self.fail(number, f"{key!r} is not a key", "use lowercase letters without accents, digits and dashes")
        return _Draft(key, number)

    def open_rule(self, number: int, heading: str) -> _RuleDraft:
        if self.entry is None:
            raise self.fail(number, "a rule stands before any entry", "put '## key' above it")
        document, colon, places = heading.partition(":")
        if not colon or not places.strip():
            raise self.fail(number, f"{heading!r} names no citation", "write '### number: khoản 1 Điều 2'")
        document, places = document.strip(), places.strip()
        if places.lower().rstrip(".") == _ABSENT:
            return _RuleDraft(document, (), True, number)
        return _RuleDraft(document, self.places(number, document, places), False, number)

    def places(self, number: int, document: str, places: str) -> tuple[Citation, ...]:
        try:
            return tuple(parse_place(place, document) for place in places.split(";") if place.strip())
        except ValueError as error:
            remedy = "write 'Điều 4', 'khoản 7 Điều 4' or 'điểm d khoản 1 Điều 103', separated by ';'"
            raise self.fail(number, str(error), remedy) from error

    def take(self, number: int, text: str) -> None:
        if self.rule is not None:
            self.take_rule_line(text)
        elif self.entry is not None:
            self.take_entry_line(self.entry, number, text)

    def take_rule_line(self, text: str) -> None:
        assert self.rule is not None
        if text.startswith(_UNVERIFIED):
            self.rule.unverified = text.removeprefix(_UNVERIFIED).strip()
        else:
            self.rule.texts.append(text)

    def take_entry_line(self, entry: _Draft, number: int, text: str) -> None:
        if text.startswith("- ") and entry.in_wordings:
            entry.wordings.append(text[2:].strip())
            return
        name, colon, value = text.partition(":")
        value = value.strip()
        entry.in_wordings = colon == ":" and name == "Cách hỏi khác"
        if name == "Hỏi":
            entry.question = value
        elif name in ("Từ khóa", "Từ khoá"):
            entry.keywords = _listed(value)
        elif name == "Liên quan":
            entry.related = _listed(value)
        elif name == "Xem lại":
            entry.review_on = self.day(number, value)
        elif name == "Đã sửa":
            entry.corrected_on = self.day(number, value)
        elif not entry.in_wordings:
            remedy = "start it with Hỏi:, Cách hỏi khác:, Từ khóa:, Liên quan:, Xem lại: or Đã sửa:"
            raise self.fail(number, f"line not understood: {text[:60]!r}", remedy)

    def day(self, number: int, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.fail(number, f"{value!r} is not a date", "write YYYY-MM-DD") from error

    def close_rule(self) -> None:
        draft, self.rule = self.rule, None
        if draft is None:
            return
        assert self.entry is not None
        if not draft.texts:
            raise self.fail(draft.line, "the rule says nothing", "write the short answer on the line below")
        short, *details = draft.texts
        self.entry.rules.append(
            Rule(draft.document, draft.citations, short, tuple(details), draft.absent, draft.unverified, draft.line)
        )

    def close_entry(self) -> Iterator[Entry]:
        self.close_rule()
        draft, self.entry = self.entry, None
        if draft is None:
            return
        if not draft.question:
            raise self.fail(draft.line, f"entry {draft.key} has no question", "add 'Hỏi: …'")
        if not draft.rules:
            raise self.fail(draft.line, f"entry {draft.key} has no rule", "add '### number: Điều …' and the answer")
        yield Entry(
            draft.key,
            self.topic,
            self.title,
            draft.question,
            tuple(draft.wordings),
            draft.keywords,
            draft.related,
            draft.review_on,
            tuple(draft.rules),
            self.file,
            draft.line,
            draft.corrected_on,
        )


def _listed(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split("[,;]", value) if part.strip())


def _articles(file: str, lines: Iterable[tuple[int, str]]) -> Iterator[Article]:
    document = ""
    heading: tuple[int, str] | None = None
    texts: list[str] = []
    for number, text in lines:
        if not text.startswith("#"):
            texts.append(text)
            continue
        if heading is not None:
            yield _article(file, document, heading, texts)
        elif text.startswith("## ") and not document:
            raise ContentError(f"{file}:{number}", "no document is named", "start the file with '# number'")
        heading, texts = None, []
        if text.startswith("## "):
            heading = (number, text[3:].strip())
        else:
            document = text.lstrip("# ").strip()
    if heading is not None:
        yield _article(file, document, heading, texts)


def _article(file: str, document: str, heading: tuple[int, str], texts: list[str]) -> Article:
    line, title = heading
    found = _ARTICLE.fullmatch(title)
    if found is None:
        raise ContentError(f"{file}:{line}", f"{title!r} names no article", "write '## Điều 83. Heading'")
    body = [t for t in texts if not t.startswith(("Đối chiếu:", "Thay đổi:"))]
    if not body:
        raise ContentError(f"{file}:{line}", "the summary is empty", "write two to six short lines")
    change = next((t.partition(":")[2].strip() for t in texts if t.startswith("Thay đổi:")), "")
    other = next((t.partition(":")[2] for t in texts if t.startswith("Đối chiếu:")), "")
    return Article(
        document, found[1].lower(), found[2].strip(), tuple(body), _counterparts(file, line, other), change, file, line
    )


def _counterparts(file: str, line: int, text: str) -> tuple[Citation, ...]:
    found = []
    for part in (p.strip() for p in text.split(";")):
        match = _COUNTERPART.fullmatch(part)
        if match:
            found.append(parse_place(match[2].rstrip("."), match[1]))
        elif part:
            raise ContentError(f"{file}:{line}", f"cannot read the counterpart {part!r}", "write 'number Điều 8'")
    return tuple(found)
