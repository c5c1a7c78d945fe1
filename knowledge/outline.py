"""Plain text files with headings, read as a tree: what procedures, terms and changes are written in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.documents import Citation, ContentError, Registry, parse_place
from knowledge.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, and where it stands ('file:line')."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Sourced:
    """A sentence or a paper, and the places of the law it comes from."""

    text: str
    citations: tuple[Citation, ...]
    where: str


@dataclass(slots=True)
class Part:
    """A heading with the lines under it and the smaller headings below."""

    heading: str
    where: str
    level: int
    lines: list[Line] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def find(self, name: str) -> Line | None:
        """The value of a line 'name: value', or None when there is no such line."""
        begins = f"{name}:"
        found = next((line for line in self.lines if line.text.startswith(begins)), None)
        return None if found is None else Line(found.text.removeprefix(begins).strip(), found.where)

    def listed(self, name: str) -> tuple[str, ...]:
        """The values of a line 'name: one; two'."""
        found = self.find(name)
        return () if found is None else tuple(part.strip() for part in found.text.split(";") if part.strip())

    def items(self) -> tuple[Line, ...]:
        """The lines that begin with a dash, without it."""
        return tuple(Line(line.text[2:].strip(), line.where) for line in self.lines if line.text.startswith("- "))

    def without(self, *names: str) -> tuple[Line, ...]:
        """All lines but those that begin with one of the names."""
        begins = tuple(f"{name}:" for name in names)
        return tuple(line for line in self.lines if not line.text.startswith(begins))


def read_outline(path: Path) -> list[Part]:
    """The top headings of a file; ContentError for text that stands under none."""
    top: list[Part] = []
    open_parts: list[Part] = []
    for line in _lines(path):
        level = len(line.text) - len(line.text.lstrip("#"))
        if not level:
            if not open_parts:
                raise ContentError(line.where, "text stands before any heading", "start the file with '# Title'")
            open_parts[-1].lines.append(line)
            continue
        part = Part(line.text.lstrip("# ").strip(), line.where, level)
        while open_parts and open_parts[-1].level >= level:
            open_parts.pop()
        (open_parts[-1].parts if open_parts else top).append(part)
        open_parts.append(part)
    return top


def _lines(path: Path) -> Iterator[Line]:
    text = nfc(path.read_text(encoding="utf-8-sig"))
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield Line(line.strip(), f"{path.name}:{number}")


def read_sources(line: Line) -> tuple[Citation, ...]:
    """Citations of 'number: khoản 1 Điều 2; Điều 3 | number: Điều 4'."""
    return tuple(citation for part in line.text.split("|") if part.strip() for citation in _places(part, line.where))


def read_sourced(line: Line) -> Sourced:
    """A line 'text | number: places | number: places'."""
    text, _, sources = line.text.partition("|")
    return Sourced(text.strip(), read_sources(Line(sources, line.where)), line.where)


def _places(text: str, where: str) -> Iterator[Citation]:
    document, colon, places = text.partition(":")
    if not colon or not places.strip():
        raise ContentError(where, f"{text.strip()!r} names no citation", "write 'number: khoản 1 Điều 2'")
    for place in places.split(";"):
        try:
            yield parse_place(place, document.strip())
        except ValueError as error:
            remedy = "write 'Điều 4', 'khoản 7 Điều 4' or 'điểm d khoản 1 Điều 103', separated by ';'"
            raise ContentError(where, str(error), remedy) from error


def say_sources(citations: tuple[Citation, ...], registry: Registry) -> str:
    """Citations as a person reads them, those of one document together; '' when there are none."""
    places: dict[str, list[str]] = {}
    for citation in citations:
        places.setdefault(citation.document, []).append(citation.place())
    return "; ".join(f"{', '.join(found)} {registry[number].name}" for number, found in places.items())
