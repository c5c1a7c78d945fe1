"""Reading the places of the law a person names, and what is wrong with them: "Điều 9 khoản 2 NĐ 92/2024"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.documents import LAW_2012, LAW_2023, Citation, Document, Registry
from knowledge.vietnamese import fold, nfc
from knowledge.when import find_documents

_BEFORE = r"(?:(?:diem)\s*(?P<p1>[a-z]{1,2})\b\s*,?\s*)?(?:(?<![a-z])(?:khoan|k)\.?\s*(?P<c1>\d+[a-z]?)\b\s*,?\s*)?"
_AFTER = r"(?:\s*,?\s*(?:khoan|k)\.?\s*(?P<c2>\d+[a-z]?)\b)?(?:\s*,?\s*diem\s*(?P<p2>[a-z]{1,2})\b)?"
_PLACE = re.compile(rf"{_BEFORE}(?<![a-z])(?:dieu|d)\.?\s*(?:so\s*)?(?P<article>\d+[a-z]?)\b{_AFTER}")
_LAW = re.compile(r"\bluat(?: hop tac xa| htx)?(?: so| nam)? ?(2012|2023)\b")
_BARE = re.compile(r"(?<![\d/])\d{1,4}/\d{4}(?![\d/])")
_LAWS = {"2012": LAW_2012, "2023": LAW_2023}

Wrong = Literal["ended", "not_yet", "article", "clause", "point"]
"""What is wrong with a citation: its document has ended or not begun, or has no such article, clause or point."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A citation that cannot be used. `successors` are the documents that took the place of one that ended."""

    wrong: Wrong
    citation: Citation
    document: Document
    successors: tuple[Document, ...] = ()


def read_citations(text: str, registry: Registry) -> list[Citation]:
    """The places named in a text, each with the document that stands next to it; none without a known document.

    Either order is read (khoản 2 Điều 9, Điều 9 khoản 2), short forms (Đ9 K2, NĐ 92/2024) and words without accents.
    """
    typed = nfc(text)
    bare = fold(typed)
    mentions = sorted(_mentions(bare, typed, registry), key=lambda mention: mention[0])
    places = [m for m in _PLACE.finditer(bare) if not any(s <= m.start("article") < e for s, e, _ in mentions)]
    found: list[Citation] = []
    for at, place in enumerate(places):
        end = places[at + 1].start() if at + 1 < len(places) else len(bare)
        if (document := _document_of(place.start(), end, mentions)) is not None:
            found.append(_citation(place, document, typed.lower()))
    return list(dict.fromkeys(found))


def _mentions(bare: str, typed: str, registry: Registry) -> Iterator[tuple[int, int, Document]]:
    yield from find_documents(typed, registry)
    for match in _LAW.finditer(bare):
        yield match.start(), match.end(), registry[_LAWS[match[1]]]
    for match in _BARE.finditer(bare):
        if (named := registry.find(match[0])) is not None:
            yield match.start(), match.end(), named
    for document in registry:
        name = fold(document.name)
        if " " in name and (start := bare.find(name)) >= 0:
            yield start, start + len(name), document


def _document_of(start: int, end: int, mentions: list[tuple[int, int, Document]]) -> Document | None:
    """The document named right after a place, else the one named last before it, else the first one after it."""
    after = [document for at, _, document in mentions if at >= start]
    near = [document for at, _, document in mentions if start <= at < end]
    before = [document for at, _, document in mentions if at < start]
    return next((rows[pick] for rows, pick in ((near, 0), (before, -1), (after, 0)) if rows), None)


def _citation(place: re.Match[str], document: Document, typed: str) -> Citation:
    """The letters come from what was typed: đ is a point of its own."""

    def part(*names: str) -> str | None:
        return next((typed[place.start(name) : place.end(name)] for name in names if place[name]), None)

    return Citation(document.number, part("article") or "", part("c1", "c2"), part("p1", "p2"))


def find_problem(citation: Citation, registry: Registry, on: date) -> Problem | None:
    """Why a citation cannot stand for what holds on day `on`; None when it can. Its document is a known one."""
    document = registry[citation.document]
    if document.effective_to is not None and document.effective_to < on:
        successors = tuple(registry[number] for number in document.successors if number in registry)
        return Problem("ended", citation, document, successors)
    if document.effective_from > on:
        return Problem("not_yet", citation, document)
    if registry.missing(citation) is None:
        return None
    if registry.missing(Citation(citation.document, citation.article)) is not None:
        return Problem("article", citation, document)
    with_clause = Citation(citation.document, citation.article, citation.clause)
    return Problem("clause" if registry.missing(with_clause) is not None else "point", citation, document)
