"""The breakdowns of a round: by sector, by place of today, by district before 01/07/2025, by size class."""

from collections.abc import Iterable, Sequence

from handlers.directory.gazetteer import plain_name
from handlers.results.inputs import Report, RoundFacts
from handlers.texts.results import SIZE_NAMES, UNKNOWN_DISTRICT, UNKNOWN_PLACE
from handlers.texts.sectors import SECTORS
from knowledge.calculators.size import Sector, find_size
from knowledge.vietnamese import fold

BREAKDOWNS = ("sector", "place", "district", "size")
"""In the order in which they are shown."""

SIZE_SECTORS: dict[str, Sector] = {"agriculture": "agriculture", "industry": "industry", "construction": "industry"}
"""Decree 113/2024 Điều 5 has one row for farming, one for industry and building; of the others no figures are known."""
UNKNOWN = "unknown"

Member = tuple[str, str]
"""Key and name of the group a cooperative is in."""
Found = tuple[str, str, list[Report]]
"""Key, name, cooperatives."""


def split(breakdown: str, reports: Sequence[Report], facts: RoundFacts) -> list[Found]:
    """The groups of a breakdown in the order in which they are shown; every cooperative is in exactly one."""
    names: dict[str, str] = {}
    groups: dict[str, list[Report]] = {}
    for report in reports:
        key, name = find_group(breakdown, report, facts)
        names[key] = min(name, names.get(key, name))
        groups.setdefault(key, []).append(report)
    listed = [(key, names[key], found) for key, found in groups.items()]
    return sorted(listed, key=lambda group: (_order(breakdown, group[0]), fold(group[1]).lower(), group[0]))


def find_group(breakdown: str, report: Report, facts: RoundFacts) -> Member:
    """The group of a breakdown that a cooperative is in."""
    match breakdown:
        case "sector":
            return report.sector, SECTORS.get(report.sector, report.sector)
        case "place":
            return report.place_key, report.place or UNKNOWN_PLACE
        case "district":
            return _district_key(report), report.district or UNKNOWN_DISTRICT
        case _:
            return _size(report, facts)


def _order(breakdown: str, key: str) -> int:
    fixed = {"sector": list(SECTORS), "size": [*SIZE_NAMES]}.get(breakdown, [])
    return fixed.index(key) if key in fixed else len(fixed) + (key == _district_key(None))


def _district_key(report: Report | None) -> str:
    return f"district:{plain_name(report.district)}" if report is not None and report.district else "district:"


def _size(report: Report, facts: RoundFacts) -> Member:
    """The size class by this report's figures; "unknown" when they leave more than one open.

    Revenue of a part of a year and charter capital are less than the decree asks for (a year's revenue, total
    capital). A revenue that reaches a class by itself still proves it.
    """
    members = _number(report, "members", report.members_listed)
    if members is None:
        return UNKNOWN, SIZE_NAMES[UNKNOWN]
    capital = _number(report, "total_capital")
    is_year = facts.period.isdecimal()
    revenue = _number(report, "revenue") if is_year or capital is None else None
    found = find_size(SIZE_SECTORS.get(report.sector, "other"), members, revenue, capital)
    key = found.sizes[0] if len(found.sizes) == 1 else UNKNOWN
    return key, SIZE_NAMES[key]


def _number(report: Report, question: str, otherwise: int | None = None) -> int | None:
    answer = report.counted(question)
    return otherwise if answer is None or answer.number is None else int(answer.number)


def members_of(reports: Iterable[Report]) -> tuple[int, int]:
    """How many members the cooperatives have together, as far as it is known, and of how many it is not known.

    The directory's figure goes first, so that who sent and who did not are measured alike.
    """
    known = [
        report.members_listed if report.members_listed is not None else _number(report, "members") for report in reports
    ]
    return sum(found for found in known if found is not None), known.count(None)
