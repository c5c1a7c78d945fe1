"""What changed from the Law 2012 to the Law 2023, by topic."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.documents import ContentError
from knowledge.outline import Part, Sourced, read_outline, read_sources

BEFORE, NOW, SO = "Trước", "Nay", "Nên làm"


@dataclass(frozen=True, slots=True)
class Change:
    """One topic: how it was, how it is, and what a manager should make of it."""

    title: str
    before: Sourced
    now: Sourced
    advice: str
    unverified: str
    where: str


def read_changes(path: Path) -> list[Change]:
    """changes.md: one '## topic' each; ContentError names file and line of the first thing wrong."""
    return [_change(part) for top in read_outline(path) for part in top.parts]


def _change(part: Part) -> Change:
    sides = {side.heading: side for side in part.parts}
    if set(sides) != {BEFORE, NOW}:
        raise ContentError(part.where, f"{part.heading!r} lacks a side", f"write '### {BEFORE}' and '### {NOW}'")
    advice, unverified = sides[NOW].find(SO), sides[NOW].find("Chưa kiểm chứng")
    return Change(
        part.heading,
        _side(sides[BEFORE]),
        _side(sides[NOW]),
        advice.text if advice else "",
        unverified.text if unverified else "",
        part.where,
    )


def _side(part: Part) -> Sourced:
    sources = part.find("Căn cứ")
    text = "\n".join(line.text for line in part.without("Căn cứ", SO, "Chưa kiểm chứng"))
    return Sourced(text, read_sources(sources) if sources else (), part.where)
