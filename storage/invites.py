"""Codes as the command line lists them, and the people of the staff with their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlmodel import col

from storage.tables.people import ContactRow, InviteRow, PersonRow, StaffRow
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person of the staff. `channels` are those where they can be written to."""

    person_id: int
    name: str | None
    role: str
    since: datetime
    channels: tuple[str, ...]


def staff_members(unit: Unit) -> list[StaffMember]:
    """Everybody who works for the alliance now, the longest there first."""
    query = (
        select(StaffRow, PersonRow)
        .join(PersonRow, col(PersonRow.id) == col(StaffRow.person_id))
        .where(col(StaffRow.until).is_(None))
        .order_by(col(StaffRow.id))
    )
    rows = list(unit.session.execute(query))
    return [_member(unit, staff, person) for staff, person in rows]


def _member(unit: Unit, staff: StaffRow, person: PersonRow) -> StaffMember:
    query = select(col(ContactRow.channel)).where(
        col(ContactRow.person_id) == staff.person_id, col(ContactRow.state) == "active"
    )
    channels = tuple(sorted(set(unit.session.scalars(query))))
    return StaffMember(staff.person_id, person.name, staff.role, staff.since, channels)


def all_usable(unit: Unit, cooperative_id: int, now: datetime) -> list[str]:
    """Every code of a cooperative that still lets somebody in, the oldest first."""
    query = (
        select(col(InviteRow.code))
        .where(
            col(InviteRow.cooperative_id) == cooperative_id,
            col(InviteRow.uses_left) > 0,
            or_(col(InviteRow.expires_at).is_(None), col(InviteRow.expires_at) > now),
        )
        .order_by(col(InviteRow.created_at), col(InviteRow.code))
    )
    return list(unit.session.scalars(query))


def usable_codes(unit: Unit, cooperative_ids: Sequence[int], now: datetime) -> dict[int, str]:
    """Cooperative's id -> its newest code that still lets somebody in, for those that have one."""
    query = (
        select(col(InviteRow.cooperative_id), col(InviteRow.code))
        .where(
            col(InviteRow.cooperative_id).in_(cooperative_ids),
            col(InviteRow.uses_left) > 0,
            or_(col(InviteRow.expires_at).is_(None), col(InviteRow.expires_at) > now),
        )
        .order_by(col(InviteRow.created_at), col(InviteRow.code).desc())
    )
    return {owner: code for owner, code in unit.session.execute(query) if owner is not None}
