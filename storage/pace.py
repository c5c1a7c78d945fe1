"""The pace of one token, kept for all processes: from when on it is free. Who sends takes the next stretch of time.

Nothing is held: a process that dies with a stretch of its own leaves a gap of that length, and that is all.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import col

from storage.tables.sending import PaceRow
from storage.unit import Unit


def take(unit: Unit, name: str, length: timedelta, now: datetime) -> datetime:
    """The beginning of the next free stretch of this length, at the earliest now; it is the caller's from here on."""
    row = _locked(unit, name, now)
    begins = max(row.free_at, now)
    row.free_at = begins + length
    return begins


def put_off(unit: Unit, name: str, by: timedelta, most: timedelta, now: datetime) -> None:
    """Something else used the token: it is free so much later, but at most so far ahead of now."""
    row = _locked(unit, name, now)
    row.free_at = max(row.free_at, min(max(row.free_at, now) + by, now + most))


def pause(unit: Unit, name: str, until: datetime, now: datetime) -> None:
    """Nobody begins before this moment."""
    row = _locked(unit, name, now)
    row.free_at = max(row.free_at, until)


def _locked(unit: Unit, name: str, now: datetime) -> PaceRow:
    query = select(PaceRow).where(col(PaceRow.name) == name).with_for_update()
    row = unit.session.scalars(query).first()
    if row is None:
        unit.insert_new(PaceRow, {"name": name, "free_at": now})
        row = unit.session.scalars(query).one()
    return row
