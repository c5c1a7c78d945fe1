"""Half-years: which one it is, how people say it, which came before."""

import re
from datetime import date

PERIOD = re.compile(r"(\d{4})-H([12])$")


def half_year_of(day: date) -> str:
    """ "2026-H2" for 20/11/2026."""
    return f"{day.year}-H{1 if day.month <= 6 else 2}"


def before(period: str) -> str:
    """The half-year before: "2026-H1" for "2026-H2"."""
    year, half = _parts(period)
    return f"{year}-H1" if half == 2 else f"{year - 1}-H2"


def say_period(period: str) -> str:
    """How people read it: "6 tháng cuối năm 2026"."""
    year, half = _parts(period)
    return f"6 tháng {'đầu' if half == 1 else 'cuối'} năm {year}"


def is_period(text: str) -> bool:
    """Whether a text names a half-year as it is stored."""
    return PERIOD.match(text) is not None


def _parts(period: str) -> tuple[int, int]:
    found = PERIOD.match(period)
    if found is None:
        raise ValueError(f"not a half-year like 2026-H1: {period!r}")
    return int(found[1]), int(found[2])
