"""The size class of a cooperative (Law 2023 Điều 16, Decree 113/2024 Điều 5), as far as its thresholds are known.

The decree's text was not seen: the figures come from published summaries, and only for the sectors below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge.documents import LAW_2023, Citation

Sector = Literal["agriculture", "industry", "other"]
Size = Literal["micro", "small", "medium", "large"]
Figure = Literal["revenue", "capital"]
SIZES: tuple[Size, ...] = ("micro", "small", "medium", "large")
BILLION = 10**9
SOURCES = (Citation("113/2024/NĐ-CP", "5"), Citation(LAW_2023, "16"))


@dataclass(frozen=True, slots=True)
class Threshold:
    """A class needs so many official members, and so much yearly revenue or so much total capital (đồng)."""

    size: Size
    members: int
    revenue: int
    capital: int


THRESHOLDS: dict[Sector, tuple[Threshold, ...]] = {
    "agriculture": (
        Threshold("large", 300, 50 * BILLION, 10 * BILLION),
        Threshold("medium", 200, 10 * BILLION, 5 * BILLION),
        Threshold("small", 50, 2 * BILLION, 1 * BILLION),
    ),
    "industry": (Threshold("large", 100, 80 * BILLION, 20 * BILLION),),
    "other": (),
}
"""Largest class first; a sector whose list does not go down to small is known in part only."""


@dataclass(frozen=True, slots=True)
class Found:
    """The classes that are possible, smallest first: one when it is sure. `missing`: figures that would tell more."""

    sizes: tuple[Size, ...]
    missing: tuple[Figure, ...] = ()


def find_size(sector: Sector, members: int, revenue: int | None, capital: int | None) -> Found:
    """The class by official members, yearly revenue and total capital in đồng; None for a figure that is not known."""
    undecided: list[Size] = []
    steps = THRESHOLDS[sector]
    for step in steps:
        reached = _reaches(step, members, revenue, capital)
        if reached:
            return _found([*undecided, step.size], revenue, capital, bool(undecided))
        if reached is None:
            undecided.append(step.size)
    return _found([*undecided, *_below(steps)], revenue, capital, bool(undecided))


def _found(possible: Sequence[Size], revenue: int | None, capital: int | None, is_undecided: bool) -> Found:
    figures: tuple[tuple[Figure, int | None], ...] = (("revenue", revenue), ("capital", capital))
    missing = tuple(name for name, figure in figures if figure is None) if is_undecided else ()
    return Found(tuple(size for size in SIZES if size in possible), missing)


def _reaches(step: Threshold, members: int, revenue: int | None, capital: int | None) -> bool | None:
    """Whether a class is reached; None when a figure that is not known decides."""
    if members < step.members:
        return False
    if (revenue or 0) >= step.revenue or (capital or 0) >= step.capital:
        return True
    return None if revenue is None or capital is None else False


def _below(steps: Sequence[Threshold]) -> tuple[Size, ...]:
    """The classes left when no known step is reached."""
    known = {step.size for step in steps}
    return ("micro",) if "small" in known else tuple(size for size in SIZES if size not in known)
