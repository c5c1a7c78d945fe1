"""Announcements by staff and who gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import col

from storage.people import Contact
from storage.tables.cooperatives import CooperativeRow
from storage.tables.people import ContactRow, MembershipRow, PersonRow
from storage.tables.traffic import BroadcastRow, OutboxRow
from storage.unit import Unit, plain, plains


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`segment` is {} for everybody, or {"sector": key} or {"ward": code}. `state`: draft | confirmed | cancelled."""

    id: int
    text: str
    segment: dict[str, Any]
    state: str
    created_by: int | None
    confirmed_at: datetime | None


def draft(unit: Unit, text: str, segment: dict[str, Any], created_by: int, now: datetime) -> int:
    """Keep an announcement that is not to be sent yet; its number."""
    row = BroadcastRow(text=text, segment=segment, created_by=created_by, created_at=now)
    unit.add(row)
    assert row.id is not None
    return row.id


def find(unit: Unit, broadcast_id: int) -> Broadcast | None:
    row = unit.session.get(BroadcastRow, broadcast_id)
    return None if row is None else plain(Broadcast, row)


def latest(unit: Unit, count: int = 5) -> list[Broadcast]:
    """The announcements sent last, the newest first."""
    query = (
        select(BroadcastRow)
        .where(col(BroadcastRow.state) == "confirmed")
        .order_by(col(BroadcastRow.id).desc())
        .limit(count)
    )
    return plains(Broadcast, unit.session.scalars(query))


def settle(unit: Unit, broadcast_id: int, state: str, now: datetime) -> bool:
    """Confirm or cancel a draft (`state`: confirmed | cancelled); False when that was decided before."""
    statement = (
        update(BroadcastRow)
        .where(col(BroadcastRow.id) == broadcast_id, col(BroadcastRow.state) == "draft")
        .values(state=state, confirmed_at=now)
    )
    return unit.changed(statement) == 1


def contacts_for(unit: Unit, cooperative_ids: Sequence[int]) -> list[Contact]:
    """Where to write to the people of these cooperatives: one address a person, the one used last."""
    wanted = select(col(MembershipRow.person_id)).where(
        col(MembershipRow.cooperative_id).in_(cooperative_ids), col(MembershipRow.left_at).is_(None)
    )
    place = (
        func.row_number()
        .over(
            partition_by=col(ContactRow.person_id),
            order_by=(col(ContactRow.last_seen_at).desc(), col(ContactRow.id)),
        )
        .label("place")
    )
    ranked = (
        select(col(ContactRow.id).label("id"), place)
        .where(col(ContactRow.person_id).in_(wanted), col(ContactRow.state) == "active")
        .subquery()
    )
    query = (
        select(ContactRow)
        .join(ranked, ranked.c.id == col(ContactRow.id))
        .where(ranked.c.place == 1)
        .order_by(col(ContactRow.id))
    )
    return plains(Contact, unit.session.scalars(query))


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody an announcement did not reach (`state` failed), or may not have reached (uncertain)."""

    state: str
    person: str | None
    cooperative: str | None


def missed(unit: Unit, broadcast_id: int, limit: int) -> list[Missed]:
    """Whom an announcement may not have reached, in the order of sending, each with one of their cooperatives."""
    home = (
        select(col(MembershipRow.person_id).label("person_id"), func.min(col(CooperativeRow.name)).label("name"))
        .join(CooperativeRow, col(CooperativeRow.id) == col(MembershipRow.cooperative_id))
        .where(col(MembershipRow.left_at).is_(None))
        .group_by(col(MembershipRow.person_id))
        .subquery()
    )
    query = (
        select(col(OutboxRow.state), col(PersonRow.name), home.c.name)
        .join(ContactRow, col(ContactRow.id) == col(OutboxRow.contact_id))
        .join(PersonRow, col(PersonRow.id) == col(ContactRow.person_id))
        .outerjoin(home, home.c.person_id == col(PersonRow.id))
        .where(col(OutboxRow.broadcast_id) == broadcast_id, col(OutboxRow.state).in_(("failed", "uncertain")))
        .order_by(col(OutboxRow.id))
        .limit(limit)
    )
    return [Missed(state, person, home) for state, person, home in unit.session.execute(query)]


def reachable_cooperatives(unit: Unit, cooperative_ids: Sequence[int]) -> set[int]:
    """Those of the cooperatives with at least one person who can be written to."""
    query = (
        select(col(MembershipRow.cooperative_id))
        .join(ContactRow, col(ContactRow.person_id) == col(MembershipRow.person_id))
        .where(
            col(MembershipRow.cooperative_id).in_(cooperative_ids),
            col(MembershipRow.left_at).is_(None),
            col(ContactRow.state) == "active",
        )
    )
    return set(unit.session.scalars(query))
