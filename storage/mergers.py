"""A cooperative that becomes part of another one: its people and codes go over, and of open rounds what is wanted.

What was answered in closed rounds stays under its own name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, select, update
from sqlmodel import SQLModel, col

from storage import cooperatives, invites, members
from storage.tables.announcements import CooperativeTagRow, SeatRow
from storage.tables.calendars import FollowUpRow
from storage.tables.mergers import CooperativeMergerRow
from storage.tables.people import InviteRow, MembershipRow
from storage.tables.surveys import AnswerChangeRow, ResponseRow
from storage.unit import Unit, plains, table_of

Fate = Literal["moved", "apart", "aside"]
"""Of answers in an open round: they are the other's now; they stay and count for themselves; kept, not counted."""

SET_ASIDE = "merged"
"""The status of a response that is kept and counts nowhere."""


@dataclass(frozen=True, slots=True)
class Merger:
    """What is to become of a cooperative.

    `rounds`: what becomes of its answers in each open round; those not named stay as they are. `reopened`: round ->
    the survey engine's state of moved answers that had been sent and must be looked at before they are sent again.
    """

    gone: int
    into: int
    rounds: Mapping[int, Fate] = field(default_factory=dict)
    reopened: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """A merger that was made, as it is on record."""

    id: int
    gone_id: int
    into_id: int
    rounds: dict[str, str]
    people: int
    codes: int
    person_id: int | None
    merged_at: datetime


def merge(unit: Unit, wanted: Merger, by: int | None, now: datetime) -> int:
    """Merge; the number on record. `by`: the person of the staff, None for the command line."""
    cooperatives.change(unit, wanted.gone, {"state": "dissolved", "merged_into": wanted.into}, now)
    for round_id, fate in wanted.rounds.items():
        _settle(unit, wanted, round_id, fate, now)
    row = CooperativeMergerRow(
        gone_id=wanted.gone,
        into_id=wanted.into,
        rounds={str(round_id): fate for round_id, fate in wanted.rounds.items()},
        people=_move_people(unit, wanted, now),
        codes=_move_codes(unit, wanted, now),
        person_id=by,
        merged_at=now,
    )
    _move_rest(unit, wanted)
    unit.add(row)
    assert row.id is not None
    return row.id


def _settle(unit: Unit, wanted: Merger, round_id: int, fate: Fate, now: datetime) -> None:
    """A turn that is stepping such a response just now is done again: its version rises."""
    values: dict[str, Any] = {"version": col(ResponseRow.version) + 1, "updated_at": now}
    if fate == "aside":
        values["status"] = SET_ASIDE
    elif fate == "moved":
        _drop_empty(unit, round_id, wanted.into)
        values["cooperative_id"] = wanted.into
        if round_id in wanted.reopened:
            values |= {"status": "open", "submitted_at": None, "progress": dict(wanted.reopened[round_id])}
    own = (col(ResponseRow.round_id) == round_id, col(ResponseRow.cooperative_id) == wanted.gone)
    unit.changed(update(ResponseRow).where(*own).values(**values))


def _drop_empty(unit: Unit, round_id: int, cooperative_id: int) -> None:
    """A response that was opened and in which nothing was ever answered makes room."""
    answered = select(col(AnswerChangeRow.response_id)).where(col(AnswerChangeRow.response_id) == col(ResponseRow.id))
    own = (col(ResponseRow.round_id) == round_id, col(ResponseRow.cooperative_id) == cooperative_id)
    unit.changed(delete(ResponseRow).where(*own, ~answered.exists()))


def _move_people(unit: Unit, wanted: Merger, now: datetime) -> int:
    """How many report for the other one who did not before."""
    people = members.members_of(unit, wanted.gone)
    for person_id in people:
        members.leave(unit, person_id, wanted.gone, now)
    return sum(members.join(unit, person_id, wanted.into, now) for person_id in people)


def _move_codes(unit: Unit, wanted: Merger, now: datetime) -> int:
    codes = invites.all_usable(unit, wanted.gone, now)
    return unit.changed(update(InviteRow).where(col(InviteRow.code).in_(codes)).values(cooperative_id=wanted.into))


def _move_rest(unit: Unit, wanted: Merger) -> None:
    """Wishes to be reminded, places at a training, tags; where the other one has its own, that counts."""
    _move_wishes(unit, wanted)
    for table, same in ((SeatRow, SeatRow.broadcast_id), (CooperativeTagRow, CooperativeTagRow.tag)):
        _move_but_taken(unit, wanted, table, same)


def _move_but_taken(unit: Unit, wanted: Merger, table: type[SQLModel], same: Any) -> None:
    home = table_of(table).c.cooperative_id
    taken = list(unit.session.scalars(select(col(same)).where(home == wanted.into)))
    moving = update(table).where(home == wanted.gone, col(same).not_in(taken))
    unit.changed(moving.values(cooperative_id=wanted.into))


def _move_wishes(unit: Unit, wanted: Merger) -> None:
    """ "Remind me at seven" goes with whoever said it; what they said for the other one itself counts before it."""
    said = select(FollowUpRow).where(col(FollowUpRow.cooperative_id) == wanted.into)
    taken = {(row.round_id, row.person_id) for row in unit.session.scalars(said)}
    own = select(FollowUpRow).where(col(FollowUpRow.cooperative_id) == wanted.gone)
    for row in list(unit.session.scalars(own)):
        if (row.round_id, row.person_id) in taken:
            unit.session.delete(row)
        else:
            row.cooperative_id = wanted.into
    unit.session.flush()


def mergers_of(unit: Unit, into: int) -> list[Merged]:
    """Every cooperative that became part of this one, the first first."""
    query = select(CooperativeMergerRow).where(col(CooperativeMergerRow.into_id) == into)
    return plains(Merged, unit.session.scalars(query.order_by(col(CooperativeMergerRow.id))))


def came_from(unit: Unit, person_id: int) -> list[int]:
    """Cooperatives a person reported for until they became part of another one, the first left first."""
    query = (
        select(col(MembershipRow.cooperative_id))
        .join(CooperativeMergerRow, col(CooperativeMergerRow.gone_id) == col(MembershipRow.cooperative_id))
        .where(
            col(MembershipRow.person_id) == person_id,
            col(MembershipRow.left_at) == col(CooperativeMergerRow.merged_at),
        )
        .order_by(col(CooperativeMergerRow.id))
    )
    return list(unit.session.scalars(query))


def joined_since(unit: Unit, moment: datetime) -> set[int]:
    """Cooperatives that another one became part of after a moment."""
    query = select(col(CooperativeMergerRow.into_id)).where(col(CooperativeMergerRow.merged_at) > moment)
    return set(unit.session.scalars(query))


def forget_cooperatives(unit: Unit, ids: list[int | None]) -> None:
    unit.changed(delete(CooperativeMergerRow).where(col(CooperativeMergerRow.gone_id).in_(ids)))
