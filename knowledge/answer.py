"""Turning an entry into the text a person reads: the rule of the day first, the others labelled with their dates."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.documents import LAW_2012, LAW_2023, Citation, Document, Registry
from knowledge.entries import Article, Entry, Rule

Lead = Literal["auto", "2012", "2023"]
MAX_LENGTH = 1200
"""The longest answer, in characters: about one phone screen and a half."""

ENDED = "Quy định dưới đây không còn hiệu lực."
"""Said first when nothing of an entry is in force and nobody asked for the past."""

_LAW = "luat"
_RANK = {_LAW: 0, "nghi_quyet": 1, "nghi_dinh": 2, "quyet_dinh": 3, "thong_tu": 4}


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as shown, and whether its document is in force on the day of the answer."""

    citation: Citation
    in_force: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, ready to show: plain text of at most MAX_LENGTH characters. `related` are keys of entries."""

    entry: str
    question: str
    text: str
    citations: tuple[Cited, ...]
    related: tuple[str, ...] = ()


def resolve_date(registry: Registry, on: date, as_of: date | None, named: str | None, lead: Lead = "auto") -> date:
    """The day whose rules lead: that of a named document, else the day asked about, else today (`on`)."""
    if named is None and as_of is None and lead != "auto":
        named = LAW_2012 if lead == "2012" else LAW_2023
    if named is None or named not in registry:
        return as_of or on
    document, day = registry[named], as_of or on
    if document.effective_to is not None and day > document.effective_to:
        return document.effective_to
    return max(day, document.effective_from)


def render(
    entry: Entry,
    registry: Registry,
    on: date,
    as_of: date | None = None,
    named: str | None = None,
    lead: Lead = "auto",
) -> Answer:
    """The answer of an entry on day `on`; `as_of` and `named` are the time and the document asked about."""
    day = resolve_date(registry, on, as_of, named, lead)
    rules = order_rules(entry.rules, registry, day)
    first, *others = rules
    ended = day == on and not registry[first.document].in_force(on)
    blocks = [ENDED if ended else "", *_leading_blocks(first, registry, on)]
    blocks += [_other_block(rule, registry, on) for rule in others]
    text = "\n\n".join(block for block in blocks if block)
    cited = tuple(Cited(c, registry[c.document].in_force(on)) for rule in rules for c in rule.citations)
    return Answer(entry.key, entry.question, text, cited, entry.related)


def order_rules(rules: tuple[Rule, ...], registry: Registry, day: date) -> list[Rule]:
    """Rules in force on the day first, then the others, nearest in time first.

    Of those in force a law that answers stands before what details it, else the order of the file holds; a document
    that has no such rule never stands before one that has.
    """

    def rank(rule: Rule) -> tuple[int, int, int]:
        document = registry[rule.document]
        if document.in_force(day):
            return (1 if rule.absent else 0, 0 if document.kind == _LAW else 1, 0)
        return (2, _days_away(document, day), _RANK.get(document.kind, 5))

    return sorted(rules, key=rank)


def _days_away(document: Document, day: date) -> int:
    if day < document.effective_from:
        return (document.effective_from - day).days
    return (day - document.effective_to).days if document.effective_to else 0


def label(document: Document, on: date) -> str:
    """How a rule is introduced: the document, its dates, and whether it still holds on day `on`."""
    start = _day(document.effective_from)
    if document.in_force(on):
        return f"Hiện nay – {document.name} (từ {start})"
    if on < document.effective_from:
        return f"{document.name} (từ {start}, chưa có hiệu lực)"
    assert document.effective_to is not None
    return f"{document.name} ({start}–{_day(document.effective_to)}, đã hết hiệu lực)"


def _day(day: date) -> str:
    """01/7/2024, as Vietnamese documents write it: January and February keep their zero."""
    return f"{day.day:02d}/{day.month if day.month > 2 else f'{day.month:02d}'}/{day.year}"


def _leading_blocks(rule: Rule, registry: Registry, on: date) -> list[str]:
    """The short answer by itself, then what it rests on; in one block when there is nothing to put under the label."""
    document = registry[rule.document]
    lines = [*rule.details, *_source(rule, document)]
    if rule.absent or not lines:
        return [_other_block(rule, registry, on)]
    return [rule.short, "\n".join([f"{label(document, on)}:", *lines])]


def _other_block(rule: Rule, registry: Registry, on: date) -> str:
    document = registry[rule.document]
    return "\n".join([f"{label(document, on)}: {rule.short}", *rule.details, *_source(rule, document)])


def _source(rule: Rule, document: Document) -> list[str]:
    """The citation line, what is not certain, and what the registry says about the document."""
    lines = []
    if rule.citations:
        lines.append("— " + "; ".join(c.place() for c in rule.citations) + f" {document.name}")
    if rule.unverified:
        lines.append(f"Chưa kiểm chứng: {rule.unverified}")
    if document.note:
        lines.append(f"Lưu ý: {document.note}")
    return lines


def render_article(article: Article, registry: Registry, on: date) -> Answer:
    """The summary of an article, with its dates, what changed, and where the other law treats the matter."""
    document = registry[article.document]
    head = f"Điều {article.number} {document.name}. {article.heading}".rstrip(". ")
    blocks = [head, "\n".join(article.lines), f"{label(document, on)}"]
    tail = []
    if article.change:
        tail.append(f"Thay đổi: {article.change}")
    if article.counterparts:
        tail.append("Đối chiếu: " + _counterparts(article, registry))
    if document.note:
        tail.append(f"Lưu ý: {document.note}")
    text = "\n\n".join([*blocks, *(["\n".join(tail)] if tail else [])])
    cited = Cited(Citation(article.document, article.number), document.in_force(on))
    related = tuple(f"{c.document}#{c.article}" for c in article.counterparts)
    return Answer(article.key, head, text, (cited,), related)


def _counterparts(article: Article, registry: Registry) -> str:
    names = [f"{c.place()} {registry[c.document].name}" for c in article.counterparts if c.document in registry]
    return "; ".join(names)
