"""When a calendar opens its rounds. Pure: days of the Vietnamese calendar in, days and moments out."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, islice

from handlers.survey.periods import MONTHS, PeriodKind, before, period_of
from handlers.world import ZONE
from storage.calendars import Calendar

ONCE = "once"
OPENING_HOUR = 8
"""Rounds open at eight in the morning."""
LAST_YEAR = 9990


@dataclass(frozen=True, slots=True)
class Planned:
    """A round that is to come, or due: its period, the day it opens, the last day it is open, the days it reminds."""

    period: str
    opens: date
    closes: date
    reminds: tuple[date, ...]


def opening_days(frequency: str, first: date) -> Iterator[date]:
    """Every opening day from the first on: each 31st is the last day of a shorter month and the 31st again later."""
    for number in count() if frequency != ONCE else range(1):
        day = _step(frequency, first, number)
        if day.year > LAST_YEAR:
            return
        yield day


def _step(frequency: str, first: date, number: int) -> date:
    """Counted from the first day, never from the one before: nothing drifts."""
    if frequency == ONCE:
        return first
    if frequency == PeriodKind.WEEK:
        return first + timedelta(weeks=number)
    months = first.year * 12 + first.month - 1 + number * MONTHS[PeriodKind(frequency)]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def period_for(frequency: str, usual: PeriodKind, opens: date, asks: int) -> str:
    """What a round that opens on a day asks for: the period that day is in, or (asks -1) the one before."""
    kind = usual if frequency == ONCE else PeriodKind(frequency)
    period = period_of(kind, opens)
    return period if asks == 0 else before(period)


def plan(calendar: Calendar, usual: PeriodKind, opens: date) -> Planned:
    """The round that opens on a day."""
    closes = opens + timedelta(days=calendar.days_open)
    period = period_for(calendar.frequency, usual, opens, calendar.asks)
    return Planned(period, opens, closes, tuple(reminder_days(calendar.reminders, opens, closes)))


def coming(calendar: Calendar, usual: PeriodKind, today: date, how_many: int = 3) -> list[Planned]:
    """The next rounds, not those dealt with."""
    after = calendar.settled_through or date.min
    days = (day for day in opening_days(calendar.frequency, calendar.first_day) if day > after and day >= today)
    return [plan(calendar, usual, day) for day in islice(days, how_many)]


def due(calendar: Calendar, usual: PeriodKind, now: datetime) -> Planned | None:
    """The round to open now: the newest whose day has come, if it would still be open.

    Older ones that were missed while the program was off are not opened one after the other.
    """
    after = calendar.settled_through or date.min
    latest = None
    for day in opening_days(calendar.frequency, calendar.first_day):
        if opening_moment(day) > now:
            break
        latest = day if day > after else latest
    if latest is None:
        return None
    planned = plan(calendar, usual, latest)
    return planned if closing_moment(planned.closes) > now else None


def reminder_days(steps: list[int], opens: date, closes: date) -> list[date]:
    """The days reminders fall on, each once, in order: after the opening day and before or on the last."""
    days = {opens + timedelta(days=step) if step > 0 else closes + timedelta(days=step) for step in steps}
    return sorted(day for day in days if opens < day <= closes)


def opening_moment(day: date) -> datetime:
    return datetime.combine(day, time(OPENING_HOUR), ZONE)


def closing_moment(day: date) -> datetime:
    """The end of the last day."""
    return datetime.combine(day, time(23, 59), ZONE)
