"""The stretches of time a round is about: weeks, months, quarters, half-years, years.

As stored: "2026-W47", "2026-11", "2026-Q4", "2026-H2", "2026". Those of one kind sort by time as text.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_SHAPES = {
    PeriodKind.WEEK: re.compile(r"(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])", re.ASCII),
    PeriodKind.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII),
    PeriodKind.QUARTER: re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    PeriodKind.HALF_YEAR: re.compile(r"(\d{4})-H([12])", re.ASCII),
    PeriodKind.YEAR: re.compile(r"(\d{4})()", re.ASCII),
}
_WRITTEN: dict[PeriodKind, Callable[[int, int], str]] = {
    PeriodKind.WEEK: lambda year, number: f"{year:04}-W{number:02}",
    PeriodKind.MONTH: lambda year, number: f"{year:04}-{number:02}",
    PeriodKind.QUARTER: lambda year, number: f"{year:04}-Q{number}",
    PeriodKind.HALF_YEAR: lambda year, number: f"{year:04}-H{number}",
    PeriodKind.YEAR: lambda year, number: f"{year:04}",
}


def period_of(kind: PeriodKind, day: date) -> str:
    """The period of a kind that a day is in: "2026-H2" for 20/11/2026."""
    if kind is PeriodKind.WEEK:
        year, week, _ = day.isocalendar()
        return _WRITTEN[kind](year, week)
    return _WRITTEN[kind](day.year, (day.month - 1) // MONTHS[kind] + 1)


def half_year_of(day: date) -> str:
    """ "2026-H2" for 20/11/2026."""
    return period_of(PeriodKind.HALF_YEAR, day)


def kind_of(period: str) -> PeriodKind:
    """Raises ValueError for what is no period."""
    return _read(period)[0]


def is_period(text: str) -> bool:
    """Whether a text names a period as it is stored."""
    try:
        return bool(first_day(text))
    except ValueError:
        return False


def first_day(period: str) -> date:
    """The day a period begins. Raises ValueError for what is no period, and for a 53rd week of a year with 52."""
    kind, year, number = _read(period)
    if kind is PeriodKind.WEEK:
        return date.fromisocalendar(year, number, 1)
    return date(year, (number - 1) * MONTHS[kind] + 1, 1)


def last_day(period: str) -> date:
    """The day a period ends."""
    return first_day(after(period)) - timedelta(days=1)


def before(period: str) -> str:
    """The period before: "2026-H1" for "2026-H2"."""
    return period_of(kind_of(period), first_day(period) - timedelta(days=1))


def after(period: str) -> str:
    """The period that follows."""
    kind, begins = kind_of(period), first_day(period)
    return period_of(kind, begins + timedelta(days=7 if kind is PeriodKind.WEEK else 31 * MONTHS[kind]))


def year_before(period: str) -> str:
    """The same period of the year before; of a 53rd week the 52nd."""
    kind, year, number = _read(period)
    return _WRITTEN[kind](year - 1, min(number, 52) if kind is PeriodKind.WEEK else number)


def say_period(period: str) -> str:
    """How people read it: "6 tháng cuối năm 2026", "quý 3 năm 2026"."""
    kind, year, number = _read(period)
    if kind is PeriodKind.WEEK:
        begins, ends = first_day(period), first_day(period) + timedelta(days=6)
        return f"tuần {begins.day}/{begins.month} đến {ends.day}/{ends.month}/{ends.year}"
    words = {
        PeriodKind.MONTH: f"tháng {number} năm {year}",
        PeriodKind.QUARTER: f"quý {number} năm {year}",
        PeriodKind.HALF_YEAR: f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}",
        PeriodKind.YEAR: f"năm {year}",
    }
    return words[kind]


def _read(period: str) -> tuple[PeriodKind, int, int]:
    for kind, shape in _SHAPES.items():
        if (found := shape.fullmatch(period)) is not None and int(found[1]) > 0:
            return kind, int(found[1]), int(found[2] or 1)
    raise ValueError(f"not a period like 2026-H1: {period!r}")
