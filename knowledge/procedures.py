"""Procedures: what to do step by step, with a checklist of papers (docs/procedures.md)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from knowledge.documents import Citation, ContentError
from knowledge.outline import Line, Part, Sourced, read_outline, read_sourced, read_sources
from knowledge.vietnamese import accents_agree, words

STEPS, PAPERS, DEADLINES, BEFORE = "Các bước", "Giấy tờ", "Thời hạn", "Luật 2012"
_SECTIONS = (STEPS, PAPERS, DEADLINES, BEFORE)
_FILE = re.compile(r"\d\d-(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who does what, where, how long. `lines` are shown as they are."""

    title: str
    lines: tuple[str, ...]
    citations: tuple[Citation, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One line of the checklist. `token` names it in buttons and in what people ticked, as long as its words stay."""

    text: str
    citations: tuple[Citation, ...]
    where: str

    @property
    def token(self) -> str:
        return sha256(self.text.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Procedure:
    """One procedure. `before` is how the Law 2012 had it; `unverified` says what is known from secondary sources only.

    `names` are the ways people call it; `related` are keys of entries.
    """

    key: str
    title: str
    names: tuple[str, ...]
    intro: str
    fee: str
    unverified: str
    related: tuple[str, ...]
    review_on: date | None
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    deadlines: tuple[Sourced, ...]
    before: tuple[Sourced, ...]
    where: str

    @property
    def now(self) -> tuple[Citation, ...]:
        """Every citation but those of how it was before."""
        parts: Iterable[Step | Paper | Sourced] = (*self.steps, *self.papers, *self.deadlines)
        return tuple(citation for part in parts for citation in part.citations)


def read_procedure(path: Path) -> Procedure:
    """One procedures/NN-key.md; ContentError names file and line of the first thing wrong."""
    named = _FILE.fullmatch(path.stem)
    if named is None:
        raise ContentError(path.name, "the file name is not NN-key.md", "call it e.g. 01-thanh-lap.md")
    top = read_outline(path)
    if len(top) != 1:
        raise ContentError(path.name, f"the file has {len(top)} titles", "write one '# Title'")
    title = top[0]
    sections = {part.heading: part for part in title.parts}
    for name in sections.keys() - set(_SECTIONS):
        raise ContentError(sections[name].where, f"{name!r} is no section", f"use {', '.join(_SECTIONS)}")
    for name in (STEPS, PAPERS):
        if name not in sections:
            raise ContentError(title.where, f"there is no section {name!r}", f"add '## {name}'")
    return Procedure(
        named["key"],
        title.heading,
        title.listed("Tên gọi khác"),
        _needed(title, "Tóm tắt"),
        _needed(title, "Lệ phí"),
        _text(title.find("Chưa kiểm chứng")),
        title.listed("Liên quan"),
        _day(title.find("Xem lại")),
        tuple(_step(part) for part in sections[STEPS].parts),
        tuple(Paper(s.text, s.citations, s.where) for s in _sourced(sections[PAPERS])),
        _sourced(sections.get(DEADLINES)),
        _sourced(sections.get(BEFORE)),
        title.where,
    )


def _step(part: Part) -> Step:
    sources = part.find("Căn cứ")
    if sources is None:
        raise ContentError(part.where, f"step {part.heading!r} names no source", "add 'Căn cứ: number: Điều 1'")
    lines = tuple(line.text for line in part.without("Căn cứ"))
    return Step(part.heading, lines, read_sources(sources), part.where)


def _sourced(part: Part | None) -> tuple[Sourced, ...]:
    return () if part is None else tuple(read_sourced(line) for line in part.items())


def _needed(part: Part, name: str) -> str:
    found = part.find(name)
    if found is None:
        raise ContentError(part.where, f"there is no line {name!r}", f"add '{name}: …'")
    return found.text


def _text(line: Line | None) -> str:
    return "" if line is None else line.text


def _day(line: Line | None) -> date | None:
    if line is None:
        return None
    try:
        return date.fromisoformat(line.text)
    except ValueError as error:
        raise ContentError(line.where, f"{line.text!r} is not a date", "write YYYY-MM-DD") from error


# Finding a procedure by what people type. On purpose narrow: what says more than the name of a procedure is a question
# of its own and is answered as one. Phrases, not single words: without accents "the" is both "thế" and "thể".


def _phrases(*texts: str) -> list[list[str]]:
    """Phrases as words, the longest first."""
    return sorted((words(text) for text in texts), key=len, reverse=True)


_POLITE = _phrases(
    "cho tôi xin", "cho tôi xem", "cho tôi", "cho em", "cho hỏi", "cho xem", "xin", "tôi cần", "tôi muốn xem",
    "tôi muốn làm", "tôi muốn", "em muốn", "muốn", "xem", "làm", "danh sách", "các", "những",
)  # fmt: skip
_LEADS = _phrases(
    "trình tự thủ tục", "hướng dẫn thủ tục", "hướng dẫn làm thủ tục", "thủ tục", "quy trình", "trình tự", "hướng dẫn",
    "các bước",
)  # fmt: skip
_FILLERS = _phrases(
    "hợp tác xã", "htx", "từng bước một", "từng bước", "các bước", "làm thủ tục", "thủ tục", "như thế nào", "ra sao",
    "gồm những gì", "gồm gì", "là gì", "giúp tôi", "giúp em", "cho tôi", "cho htx", "của tôi", "với ạ", "nhé", "ạ",
    "việc", "về",
)  # fmt: skip


def wants_guide(text: str) -> list[str] | None:
    """The words left of a message that asks for a guide; None when it does not.

    "hướng dẫn giải thể từng bước" leaves ["giải", "thể"]; "thủ tục" leaves nothing: the list is wanted.
    """
    typed = words(text)
    lead = _first(typed, _LEADS)
    while lead is None and (polite := _first(typed, _POLITE)) is not None:
        typed = typed[len(polite) :]
        lead = _first(typed, _LEADS)
    return None if lead is None else _without_fillers(typed[len(lead) :])


def match_procedures(asked: list[str], procedures: Iterable[Procedure]) -> list[Procedure]:
    """The procedures whose name is just these words, leaving out those that say nothing ("hợp tác xã", "từng bước")."""
    bare = _without_fillers(asked)
    if not bare:
        return []
    return [item for item in procedures if any(_same(bare, _bare(name)) for name in (item.title, *item.names))]


@cache
def _bare(name: str) -> list[str]:
    return _without_fillers(words(name))


def _first(typed: list[str], phrases: Iterable[list[str]]) -> list[str] | None:
    """The longest of the phrases that the words begin with."""
    return next((phrase for phrase in phrases if _begins(typed, phrase)), None)


def _without_fillers(typed: list[str]) -> list[str]:
    left: list[str] = []
    while typed:
        filler = _first(typed, _FILLERS)
        if filler is None:
            left.append(typed[0])
        typed = typed[len(filler or typed[:1]) :]
    return left


def _same(typed: list[str], stored: list[str]) -> bool:
    return len(typed) == len(stored) and _begins(typed, stored)


def _begins(typed: list[str], stored: list[str]) -> bool:
    return len(typed) >= len(stored) and all(accents_agree(a, b) for a, b in zip(typed, stored, strict=False))
