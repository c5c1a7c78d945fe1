"""Whether a draft says something else than an entry that is served already.

Only what can be told surely from the words is found: the same question answered twice, another figure with the same
unit, or yes against no, where both rest on the same article. The rest is for the second person who reads the draft.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.documents import Citation
from knowledge.entries import Entry, Rule
from knowledge.knowledge_base import SURE, KnowledgeBase
from knowledge.likeness import Likeness
from knowledge.vietnamese import fold, words

Kind = Literal["same_question", "figure", "opposite"]

ABOUT_THE_SAME = 0.35
"""From this likeness of their questions on, two rules on one article are taken to be about the same thing."""
_FIGURE = re.compile(r"(\d+(?:[.,]\d+)*)\s*(%|[^\W\d_]+)")
_NO = ("không", "chưa", "cấm")
_YES = ("có", "được", "phải", "đúng")


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry that a draft cannot stand beside; `ours` and `theirs` are the two short answers."""

    kind: Kind
    entry: Entry
    ours: str
    theirs: str


def find_conflict(draft: Entry, knowledge: KnowledgeBase, likeness: Likeness, on: date) -> Conflict | None:
    """The first entry the draft contradicts or repeats on day `on`; the entry of the same key is what it corrects."""
    others = [entry for entry in knowledge.entries.values() if entry.key != draft.key]
    if draft.key not in knowledge.entries and (same := _same_question(draft, others, knowledge, on)) is not None:
        return Conflict("same_question", same, draft.rules[0].short, same.rules[0].short)
    return next(_differing(draft, others, likeness), None)


def _same_question(draft: Entry, others: list[Entry], knowledge: KnowledgeBase, on: date) -> Entry | None:
    asked = {_plain(phrase) for phrase in (draft.question, *draft.wordings)}
    for entry in others:
        if not asked.isdisjoint(map(_plain, (entry.question, *entry.wordings))):
            return entry
    reply = knowledge.ask(draft.question, on)
    sure = reply.kind == "law" and reply.outcome == "answer" and reply.confidence >= SURE
    return knowledge.entries.get(reply.entry or "") if sure else None


def _plain(phrase: str) -> str:
    return " ".join(fold(word) for word in words(phrase))


def _differing(draft: Entry, others: list[Entry], likeness: Likeness) -> Iterator[Conflict]:
    asked = likeness.read(draft.question)
    for ours in draft.rules:
        for entry in others:
            for theirs in entry.rules:
                if theirs.document != ours.document or not _share_a_place(ours, theirs):
                    continue
                kind = _difference(ours, theirs)
                phrases = (entry.question, *entry.wordings)
                if kind and max(likeness.between(asked, likeness.read(p)) for p in phrases) >= ABOUT_THE_SAME:
                    yield Conflict(kind, entry, ours.short, theirs.short)


def _share_a_place(one: Rule, other: Rule) -> bool:
    return any(_overlap(a, b) for a in one.citations for b in other.citations)


def _overlap(one: Citation, other: Citation) -> bool:
    """The same article, and where both name a clause the same clause."""
    return one.article == other.article and (None in (one.clause, other.clause) or one.clause == other.clause)


def _difference(ours: Rule, theirs: Rule) -> Kind | None:
    if ours.absent or theirs.absent:
        return None
    mine, other = _figures(ours.short), _figures(theirs.short)
    if any(mine[unit].isdisjoint(other[unit]) for unit in mine.keys() & other.keys()):
        return "figure"
    one, two = _says(ours.short), _says(theirs.short)
    return "opposite" if one is not None and two is not None and one != two else None


def _figures(text: str) -> dict[str, set[str]]:
    """Figures by their unit: {'người': {'5'}, '%': {'30'}}; leading zeros do not count."""
    found: dict[str, set[str]] = {}
    for number, unit in _FIGURE.findall(text.lower()):
        found.setdefault(unit, set()).add(number.lstrip("0") or "0")
    return found


def _says(text: str) -> bool | None:
    """Yes, no, or neither, by the first word."""
    first = (words(text) or [""])[0]
    return False if first in _NO else True if first in _YES else None
