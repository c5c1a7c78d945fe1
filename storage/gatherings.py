"""Invitations to trainings and fairs: places, who comes, and who waits for a place.

An answer belongs to the cooperative: two of its people answering at once change the same row. Whoever changes answers
holds the invitation's lock until the unit ends, so that no two of them give the last place away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from storage.tables.announcements import GatheringRow, SeatRow
from storage.tables.cooperatives import CooperativeRow
from storage.tables.people import PersonRow
from storage.unit import Unit, plain, plains


@dataclass(frozen=True, slots=True)
class Gathering:
    """`capacity` is in people; None: as many as come. Answers are taken until `closes_at`."""

    broadcast_id: int
    starts_at: datetime
    closes_at: datetime
    place: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Seat:
    """`state`: coming | waiting | declined; `people` is how many come, or would."""

    cooperative_id: int
    person_id: int
    state: str
    people: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Listed(Seat):
    """An answer with the names that belong to it."""

    cooperative: str = ""
    place: str = ""
    person: str = ""
    phone: str = ""


def hold(unit: Unit, gathering: Gathering) -> None:
    """Keep the invitation as it is said; a second time changes it."""
    values = {name: getattr(gathering, name) for name in Gathering.__slots__}
    if not unit.insert_new(GatheringRow, values):
        chosen = col(GatheringRow.broadcast_id) == gathering.broadcast_id
        unit.changed(update(GatheringRow).where(chosen).values(**values))


def find(unit: Unit, broadcast_id: int) -> Gathering | None:
    query = select(GatheringRow).where(col(GatheringRow.broadcast_id) == broadcast_id)
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Gathering, row)


def drop(unit: Unit, broadcast_id: int) -> None:
    """The announcement invites to nothing any more."""
    unit.changed(delete(GatheringRow).where(col(GatheringRow.broadcast_id) == broadcast_id))


def starting_between(unit: Unit, begin: datetime, end: datetime) -> list[Gathering]:
    query = select(GatheringRow).where(col(GatheringRow.starts_at) > begin, col(GatheringRow.starts_at) <= end)
    return plains(Gathering, unit.session.scalars(query.order_by(col(GatheringRow.id))))


def lock(unit: Unit, broadcast_id: int) -> None:
    """Nobody else changes answers to this invitation until the unit ends."""
    unit.serialise(f"gathering:{broadcast_id}")


def answer_of(unit: Unit, broadcast_id: int, cooperative_id: int) -> Seat | None:
    query = select(SeatRow).where(
        col(SeatRow.broadcast_id) == broadcast_id, col(SeatRow.cooperative_id) == cooperative_id
    )
    row = unit.session.scalars(query.execution_options(populate_existing=True)).first()
    return None if row is None else plain(Seat, row)


def taken(unit: Unit, broadcast_id: int) -> int:
    """How many people have a place."""
    query = select(func.coalesce(func.sum(col(SeatRow.people)), 0)).where(
        col(SeatRow.broadcast_id) == broadcast_id, col(SeatRow.state) == "coming"
    )
    return int(unit.session.scalar(query) or 0)


def answer(unit: Unit, broadcast_id: int, seat: Seat, now: datetime) -> None:
    """Keep what a cooperative answers, in place of what it answered before."""
    values = {name: getattr(seat, name) for name in Seat.__slots__} | {"broadcast_id": broadcast_id, "changed_at": now}
    if not unit.insert_new(SeatRow, values):
        chosen = (col(SeatRow.broadcast_id) == broadcast_id, col(SeatRow.cooperative_id) == seat.cooperative_id)
        unit.changed(update(SeatRow).where(*chosen).values(**values))


def waiting(unit: Unit, broadcast_id: int) -> list[Seat]:
    """Who waits for a place, the first first."""
    query = (
        select(SeatRow)
        .where(col(SeatRow.broadcast_id) == broadcast_id, col(SeatRow.state) == "waiting")
        .order_by(col(SeatRow.asked_at), col(SeatRow.id))
    )
    return plains(Seat, unit.session.scalars(query))


def listed(unit: Unit, broadcast_id: int) -> list[Listed]:
    """All answers with their names: those who come first, then those who wait in their order, then the others."""
    query = (
        select(SeatRow, CooperativeRow, PersonRow)
        .join(CooperativeRow, col(CooperativeRow.id) == col(SeatRow.cooperative_id))
        .join(PersonRow, col(PersonRow.id) == col(SeatRow.person_id))
        .where(col(SeatRow.broadcast_id) == broadcast_id)
        .order_by(col(SeatRow.asked_at), col(SeatRow.id))
    )
    found = [
        Listed(
            seat.cooperative_id, seat.person_id, seat.state, seat.people, seat.asked_at,
            home.name, home.ward_name or home.old_place or "", person.name or "", home.phone or "",
        )
        for seat, home, person in unit.session.execute(query)
    ]  # fmt: skip
    return sorted(found, key=lambda one: ("coming", "waiting", "declined").index(one.state))


def answered_by(unit: Unit, person_id: int) -> list[tuple[int, str, int, datetime]]:
    """(announcement, state, people, when) of every answer a person gave."""
    query = select(SeatRow).where(col(SeatRow.person_id) == person_id).order_by(col(SeatRow.id))
    return [(row.broadcast_id, row.state, row.people, row.changed_at) for row in unit.session.scalars(query)]


def forget_cooperatives(unit: Unit, cooperative_ids: Sequence[int | None]) -> None:
    unit.changed(delete(SeatRow).where(col(SeatRow.cooperative_id).in_(cooperative_ids)))
