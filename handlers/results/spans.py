"""From which day to which a period goes, by the way it is written: 2026, 2026-H1, 2026-Q3, 2026-07, 2026-W30."""

import re
from datetime import date, timedelta

_SHAPE = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|W(\d\d)|(\d\d)))?", re.ASCII)


def find_span(period: str) -> tuple[date, date]:
    """First and last day. Raises ValueError for what is no period."""
    found = _SHAPE.fullmatch(period)
    if found is None:
        raise ValueError(f"not a period: {period!r}")
    year, half, quarter, week, month = (int(part) if part else 0 for part in found.groups())
    if week:
        first = date.fromisocalendar(year, week, 1)
        return first, first + timedelta(days=6)
    months = 6 if half else 3 if quarter else 1 if month else 12
    begins = (half or quarter or month or 1) * months - months + 1
    return date(year, begins, 1), _last_day(year, begins + months - 1)


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
