"""Who may report for which cooperative, who works for the alliance, and the codes that let people in."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlmodel import col

from storage.people import Contact
from storage.tables.people import ContactRow, InviteRow, MembershipRow, PersonRow, StaffRow
from storage.unit import Unit, plain, plains

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is misread on paper: no I L O 0 1
CODE_LENGTH = 6
BEST_FIRST = (col(ContactRow.is_preferred).desc(), col(ContactRow.last_seen_at).desc(), col(ContactRow.id))
"""The order in which a person's addresses are written to: the one they chose, then the one used last."""


class Refusal(StrEnum):
    """Why a code does not let a person in."""

    UNKNOWN = "unknown"
    USED_UP = "used_up"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invite:
    code: str
    purpose: str  # cooperative | staff
    cooperative_id: int | None
    role: str | None
    uses_left: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Staff:
    person_id: int
    role: str  # admin | officer


def normal_code(text: str) -> str:
    """A code as it is stored, from how people type it: any case, spaces or dashes between."""
    return "".join(char for char in text.upper() if char.isalnum())


def looks_like_code(text: str) -> bool:
    """Whether a text could be a code: six letters and digits, at least one of each: no word is taken for one."""
    code = normal_code(text)
    return (
        len(code) == CODE_LENGTH
        and len(text) <= CODE_LENGTH + 2
        and set(code) <= set(ALPHABET)
        and not code.isalpha()
        and not code.isdigit()
    )


def new_code() -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if looks_like_code(code):
            return code


def invite(
    unit: Unit,
    purpose: str,
    now: datetime,
    *,
    uses: int,
    cooperative_id: int | None = None,
    role: str | None = None,
    expires_at: datetime | None = None,
) -> str:
    """A new code that lets `uses` people in."""
    code = new_code()
    row = InviteRow(
        code=code,
        purpose=purpose,
        cooperative_id=cooperative_id,
        role=role,
        uses_left=uses,
        created_at=now,
        expires_at=expires_at,
    )
    unit.add(row)
    return code


def find_invite(unit: Unit, code: str) -> Invite | None:
    row = unit.session.get(InviteRow, normal_code(code))
    return None if row is None else plain(Invite, row)


def invite_of(unit: Unit, cooperative_id: int) -> Invite | None:
    """The newest code of a cooperative that still lets somebody in."""
    query = (
        select(InviteRow)
        .where(col(InviteRow.cooperative_id) == cooperative_id, col(InviteRow.uses_left) > 0)
        .order_by(col(InviteRow.created_at).desc(), col(InviteRow.code))
    )
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Invite, row)


def use_invite(unit: Unit, code: str, now: datetime) -> Invite | Refusal:
    """Take one use of a code. Two people at once cannot both take the last one."""
    found = find_invite(unit, code)
    if found is None:
        return Refusal.UNKNOWN
    if found.expires_at is not None and found.expires_at < now:
        return Refusal.EXPIRED
    taken = (
        update(InviteRow)
        .where(col(InviteRow.code) == found.code, col(InviteRow.uses_left) > 0)
        .values(uses_left=col(InviteRow.uses_left) - 1)
    )
    return found if unit.changed(taken) == 1 else Refusal.USED_UP


def join(unit: Unit, person_id: int, cooperative_id: int, now: datetime) -> bool:
    """Let a person report for a cooperative; False when they already may."""
    new = unit.insert_new(
        MembershipRow, {"person_id": person_id, "cooperative_id": cooperative_id, "joined_at": now, "left_at": None}
    )
    if new:
        return True
    again = (
        update(MembershipRow)
        .where(
            col(MembershipRow.person_id) == person_id,
            col(MembershipRow.cooperative_id) == cooperative_id,
            col(MembershipRow.left_at).is_not(None),
        )
        .values(left_at=None, joined_at=now)
    )
    return unit.changed(again) == 1


def leave(unit: Unit, person_id: int, cooperative_id: int, now: datetime) -> None:
    unit.changed(
        update(MembershipRow)
        .where(col(MembershipRow.person_id) == person_id, col(MembershipRow.cooperative_id) == cooperative_id)
        .values(left_at=now)
    )


def cooperatives_of(unit: Unit, person_id: int) -> list[int]:
    """Ids of the cooperatives a person reports for, the first joined first."""
    query = (
        select(col(MembershipRow.cooperative_id))
        .where(col(MembershipRow.person_id) == person_id, col(MembershipRow.left_at).is_(None))
        .order_by(col(MembershipRow.joined_at), col(MembershipRow.id))
    )
    return list(unit.session.scalars(query))


def members_of(unit: Unit, cooperative_id: int) -> list[int]:
    """Ids of the people who report for a cooperative."""
    query = select(col(MembershipRow.person_id)).where(
        col(MembershipRow.cooperative_id) == cooperative_id, col(MembershipRow.left_at).is_(None)
    )
    return list(unit.session.scalars(query))


def reachable(unit: Unit, person_id: int) -> Contact | None:
    """Where to write to a person: of the addresses that take messages the best one; None when there is none."""
    query = (
        select(ContactRow)
        .where(col(ContactRow.person_id) == person_id, col(ContactRow.state) == "active")
        .order_by(*BEST_FIRST)
    )
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Contact, row)


def make_staff(unit: Unit, person_id: int, role: str, now: datetime) -> None:
    """`role`: admin | officer."""
    if not unit.insert_new(StaffRow, {"person_id": person_id, "role": role, "since": now, "until": None}):
        unit.changed(update(StaffRow).where(col(StaffRow.person_id) == person_id).values(role=role, until=None))


def end_staff(unit: Unit, person_id: int, now: datetime) -> bool:
    """Take a person's role away; False when they had none."""
    return (
        unit.changed(
            update(StaffRow)
            .where(col(StaffRow.person_id) == person_id, col(StaffRow.until).is_(None))
            .values(until=now)
        )
        == 1
    )


def staff_role(unit: Unit, person_id: int) -> str | None:
    """admin | officer; None for people who do not work for the alliance."""
    query = select(col(StaffRow.role)).where(col(StaffRow.person_id) == person_id, col(StaffRow.until).is_(None))
    return unit.session.scalar(query)


def all_staff(unit: Unit) -> list[Staff]:
    query = (
        select(StaffRow)
        .join(PersonRow, col(PersonRow.id) == col(StaffRow.person_id))
        .where(col(StaffRow.until).is_(None))
        .order_by(col(StaffRow.id))
    )
    return plains(Staff, unit.session.scalars(query))
