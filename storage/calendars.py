"""Calendars: which survey is asked when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlmodel import col

from storage.tables.calendars import CalendarRow
from storage.unit import Unit, plain, plains


@dataclass(frozen=True, slots=True)
class Calendar:
    """`frequency`: once | week | month | quarter | half_year | year. `reminders`: days after opening, or (below 0)
    before closing. `asks` 0: for the period the opening day is in, -1: for the one before. `state`: active | paused |
    ended. `settled_through`: opening days up to here were dealt with."""

    id: int
    survey: str
    frequency: str
    first_day: date
    days_open: int
    reminders: list[int]
    asks: int
    quiet_from: int | None
    quiet_until: int | None
    state: str
    settled_through: date | None


def add(
    unit: Unit,
    survey: str,
    frequency: str,
    first_day: date,
    days_open: int,
    reminders: Sequence[int],
    asks: int,
    created_by: int | None,
    now: datetime,
    quiet: tuple[int, int] | None = None,
) -> Calendar:
    row = CalendarRow(
        survey=survey,
        frequency=frequency,
        first_day=first_day,
        days_open=days_open,
        reminders=list(reminders),
        asks=asks,
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
        created_by=created_by,
        created_at=now,
    )
    unit.add(row)
    return plain(Calendar, row)


def find(unit: Unit, calendar_id: int) -> Calendar | None:
    row = unit.session.get(CalendarRow, calendar_id)
    return None if row is None else plain(Calendar, row)


def standing(unit: Unit) -> list[Calendar]:
    """Those that are active or paused, the oldest first."""
    query = select(CalendarRow).where(col(CalendarRow.state) != "ended").order_by(col(CalendarRow.id))
    return plains(Calendar, unit.session.scalars(query))


def set_state(unit: Unit, calendar_id: int, old: str, new: str) -> bool:
    """False when it was not in the state `old` any more."""
    statement = update(CalendarRow).where(col(CalendarRow.id) == calendar_id, col(CalendarRow.state) == old)
    return unit.changed(statement.values(state=new)) == 1


def settle(unit: Unit, calendar_id: int, day: date) -> bool:
    """Take the opening day: only one of several processes gets True, and only while the calendar is active."""
    statement = update(CalendarRow).where(
        col(CalendarRow.id) == calendar_id,
        col(CalendarRow.state) == "active",
        or_(col(CalendarRow.settled_through).is_(None), col(CalendarRow.settled_through) < day),
    )
    return unit.changed(statement.values(settled_through=day)) == 1


def leave_out(unit: Unit, calendar_id: int, day: date) -> None:
    """Opening days up to `day` are not made up for, whatever the state."""
    statement = update(CalendarRow).where(
        col(CalendarRow.id) == calendar_id,
        or_(col(CalendarRow.settled_through).is_(None), col(CalendarRow.settled_through) < day),
    )
    unit.changed(statement.values(settled_through=day))
