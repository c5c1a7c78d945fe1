"""What people said to an invitation: remind me later, or not me."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import col

from storage.tables.calendars import FollowUpRow
from storage.tables.surveys import RoundRow
from storage.unit import Unit, plains


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`state`: snoozed until `due_at` | reminded (the snooze is over) | declined."""

    id: int
    round_id: int
    cooperative_id: int
    person_id: int
    state: str
    due_at: datetime | None


def note(
    unit: Unit, round_id: int, cooperative_id: int, person_id: int, state: str, due_at: datetime | None, now: datetime
) -> None:
    """Keep what a person said last. `state`: snoozed | declined."""
    key = {"round_id": round_id, "cooperative_id": cooperative_id, "person_id": person_id}
    values = {"state": state, "due_at": due_at, "noted_at": now}
    if not unit.insert_new(FollowUpRow, {**key, **values}):
        unit.changed(update(FollowUpRow).where(*_of(**key)).values(**values))


def _of(round_id: int, cooperative_id: int, person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(FollowUpRow.round_id) == round_id,
        col(FollowUpRow.cooperative_id) == cooperative_id,
        col(FollowUpRow.person_id) == person_id,
    )


def forget(unit: Unit, round_id: int, cooperative_id: int, person_id: int) -> None:
    """The person went on: nothing is waited for any more."""
    unit.changed(delete(FollowUpRow).where(*_of(round_id, cooperative_id, person_id)))


def of_round(unit: Unit, round_id: int) -> list[FollowUp]:
    query = select(FollowUpRow).where(col(FollowUpRow.round_id) == round_id).order_by(col(FollowUpRow.id))
    return plains(FollowUp, unit.session.scalars(query))


def due(unit: Unit, now: datetime) -> list[FollowUp]:
    """Snoozes of open rounds whose time has come."""
    query = (
        select(FollowUpRow)
        .join(RoundRow, col(RoundRow.id) == col(FollowUpRow.round_id))
        .where(col(RoundRow.state) == "open", col(FollowUpRow.state) == "snoozed", col(FollowUpRow.due_at) <= now)
        .order_by(col(FollowUpRow.id))
    )
    return plains(FollowUp, unit.session.scalars(query))


def mark_reminded(unit: Unit, follow_up_id: int) -> bool:
    """False when another process reminded, or the person said something else meanwhile."""
    statement = update(FollowUpRow).where(col(FollowUpRow.id) == follow_up_id, col(FollowUpRow.state) == "snoozed")
    return unit.changed(statement.values(state="reminded")) == 1


def forget_person(unit: Unit, person_id: int) -> None:
    unit.changed(delete(FollowUpRow).where(col(FollowUpRow.person_id) == person_id))
