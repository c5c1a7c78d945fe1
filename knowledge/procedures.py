"""Procedures: what to do step by step, with a checklist of papers (docs/procedures.md)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
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
# of its own and is answered as one.

_LEADS = [
    words(text)
    for text in ("thủ tục", "quy trình", "trình tự", "hướng dẫn", "các bước", "hướng dẫn thủ tục", "trình tự thủ tục")
]
_AROUND_LIST = """tôi cho xin xem cần muốn giúp em anh chị ơi ạ với nhé làm về để của từng bước một các danh sách
    hợp tác xã htx hợp tác như thế nào ra sao gồm là gì những"""
_AROUND = frozenset(_AROUND_LIST.split())


def wants_guide(text: str) -> list[str] | None:
    """The words left of a message that asks for a guide; None when it does not.

    "hướng dẫn giải thể từng bước" leaves ["giải", "thể"]; "thủ tục" leaves nothing: the list is wanted.
    """
    typed = words(text)
    while typed and _among(typed[0], _AROUND):
        typed = typed[1:]
    lead = next((lead for lead in sorted(_LEADS, key=len, reverse=True) if _begins(typed, lead)), None)
    if lead is None:
        return None
    return [word for word in typed[len(lead) :] if not any(_begins([word], other) for other in _LEADS)]


def match_procedures(asked: list[str], procedures: Iterable[Procedure]) -> list[Procedure]:
    """The procedures whose name is just these words, leaving out those that say nothing ("của", "hợp tác xã")."""
    bare = _bare(asked)
    named = [(item, [_bare(words(name)) for name in (item.title, *item.names)]) for item in procedures]
    return [item for item, names in named if bare and any(_same(bare, name) for name in names)]


def _among(word: str, known: frozenset[str]) -> bool:
    return any(accents_agree(word, one) for one in known)


def _bare(typed: list[str]) -> list[str]:
    """Without words that stand in many names; a name that has no others keeps them."""
    return [word for word in typed if not _among(word, _AROUND)] or typed


def _same(typed: list[str], stored: list[str]) -> bool:
    return len(typed) == len(stored) and _begins(typed, stored)


def _begins(typed: list[str], stored: list[str]) -> bool:
    return len(typed) >= len(stored) and all(accents_agree(a, b) for a, b in zip(typed, stored, strict=False))
