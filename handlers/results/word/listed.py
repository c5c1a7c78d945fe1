"""The figures that need nobody's answer: how many cooperatives the directory has, by sector and by place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.results.hiding import find_hidden
from handlers.results.inputs import Listed
from handlers.texts.results import UNKNOWN_PLACE
from handlers.texts.sectors import SECTORS
from knowledge.vietnamese import fold

COUNTED = ("cooperative", "credit_fund")
"""Kinds that are counted as cooperatives; unions and cooperative groups are counted apart."""


@dataclass(frozen=True, slots=True)
class ListedGroup:
    """Cooperatives of a sector or place that are not dissolved. `members`, `capital` (đồng): of those whose entry says;
    None where they would tell about one or two."""

    name: str
    count: int
    new: int
    suspended: int
    dissolved: int
    members: int | None
    capital: int | None


@dataclass(frozen=True, slots=True)
class Directory:
    """The directory in numbers. `new` is within the report's period."""

    whole: ListedGroup
    sectors: tuple[ListedGroup, ...]
    places: tuple[ListedGroup, ...]
    unions: int
    groups: int


def count_directory(listed: Sequence[Listed], first: date, last: date) -> Directory:
    """Count the directory; `first` and `last` day of the period say what is new."""
    found = [item for item in listed if item.kind in COUNTED]
    standing = [item for item in listed if item.state != "dissolved"]
    names = {item.sector: SECTORS.get(item.sector, item.sector) for item in found}
    by_sector = {
        names[key]: [item for item in found if item.sector == key]
        for key in sorted(names, key=lambda key: (list(SECTORS).index(key) if key in SECTORS else 99, key))
    }
    by_place: dict[str, list[Listed]] = {}
    for item in sorted(found, key=lambda item: (fold(item.place).lower(), item.place)):
        by_place.setdefault(item.place or UNKNOWN_PLACE, []).append(item)
    sectors, places, (whole,) = _groups({"": found}, by_sector, by_place, first, last)
    return Directory(
        whole,
        sectors,
        places,
        unions=sum(item.kind == "union" for item in standing),
        groups=sum(item.kind == "group" for item in standing),
    )


def _groups(
    whole: dict[str, list[Listed]], sectors: dict[str, list[Listed]], places: dict[str, list[Listed]],
    first: date, last: date,
) -> tuple[tuple[ListedGroup, ...], ...]:  # fmt: skip
    """The groups of each, without sums that would tell about one or two cooperatives."""
    every = {"sector": sectors, "place": places, "whole": whole}
    cells = {(kind, name): items for kind, groups in every.items() for name, items in groups.items()}
    hidden = {
        what: find_hidden({cell: _with(items, what) for cell, items in cells.items()})
        for what in ("members", "charter_capital")
    }
    return tuple(
        tuple(
            _group(name, items, first, last, {what for what in hidden if (kind, name) in hidden[what]})
            for name, items in groups.items()
        )
        for kind, groups in every.items()
    )


def _with(items: Sequence[Listed], what: str) -> frozenset[int]:
    return frozenset(item.id for item in items if item.state != "dissolved" and getattr(item, what) is not None)


def _group(name: str, items: Sequence[Listed], first: date, last: date, hidden: set[str]) -> ListedGroup:
    standing = [item for item in items if item.state != "dissolved"]
    return ListedGroup(
        name=name,
        count=len(standing),
        new=sum(item.founded_on is not None and first <= item.founded_on <= last for item in standing),
        suspended=sum(item.state == "suspended" for item in standing),
        dissolved=len(items) - len(standing),
        members=None if "members" in hidden else sum(item.members or 0 for item in standing),
        capital=None if "charter_capital" in hidden else sum(item.charter_capital or 0 for item in standing),
    )
