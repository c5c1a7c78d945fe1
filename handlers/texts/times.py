"""Times and dates as people read them, in Vietnam's time."""

from datetime import date, datetime

from handlers.world import ZONE


def clock_time(moment: datetime) -> str:
    """07:00 ngày 21/11."""
    local = moment.astimezone(ZONE)
    return f"{local:%H:%M} ngày {local.day:02d}/{local.month:02d}"


def day(moment: datetime | date) -> str:
    """21/11/2026."""
    local = moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment
    return f"{local.day:02d}/{local.month:02d}/{local.year}"


WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def weekday(moment: datetime | date) -> str:
    """thứ Bảy, 21/11/2026."""
    local = moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment
    return f"{WEEKDAYS[local.weekday()]}, {day(local)}"


def full_time(moment: datetime) -> str:
    """08:00 thứ Bảy, 21/11/2026."""
    return f"{moment.astimezone(ZONE):%H:%M} {weekday(moment)}"
