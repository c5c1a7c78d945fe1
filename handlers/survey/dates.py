"""Days and months as people type them. Only complete ones are read; a missing year is never guessed."""

import re
from datetime import date

from knowledge.numbers.tokens import fold

_DAY = re.compile(r"(?:ngay )?(\d{1,2})\s*(?:[/.\-]|thang)\s*(\d{1,2})\s*(?:[/.\-]|nam)\s*(\d{4})")
_MONTH = re.compile(r"(?:thang )?(\d{1,2})\s*(?:[/.\-]|nam)\s*(\d{4})")


def read_day(text: str) -> str | None:
    """ "30/6/2026", "ngày 30 tháng 6 năm 2026" as 2026-06-30; None when it is no full and real day."""
    match = _DAY.fullmatch(" ".join(fold(text).split()))
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_month(text: str) -> str | None:
    """ "6/2026", "tháng 6 năm 2026" as 2026-06; None when it is no full month."""
    match = _MONTH.fullmatch(" ".join(fold(text).split()))
    if match is None or not 1 <= int(match[1]) <= 12 or not 1900 <= int(match[2]) <= 2100:
        return None
    return f"{int(match[2]):04}-{int(match[1]):02}"
