"""Announcements by staff and who gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import col

from storage.members import BEST_FIRST
from storage.people import Contact
from storage.tables.people import ContactRow, MembershipRow
from storage.tables.traffic import BroadcastRow
from storage.unit import Unit, plain, plains


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`segment` is a tree of conditions (see handlers.announcements.segments), {} for everybody.

    `kind`: notice | invitation.
    `state`: draft | scheduled | confirmed | stopped | cancelled. `files` are ids of stored files.
    """

    id: int
    text: str
    segment: dict[str, Any]
    state: str
    kind: str
    files: list[int]
    topic: str | None
    asks_read: bool
    version: int
    created_by: int | None
    changed_by: int | None
    created_at: datetime
    due_at: datetime | None
    expected: int | None
    confirmed_at: datetime | None
    corrected_at: datetime | None
    recalled_at: datetime | None


def draft(unit: Unit, text: str, segment: dict[str, Any], created_by: int | None, now: datetime) -> int:
    """Keep an announcement that is not to be sent yet; its number."""
    row = BroadcastRow(text=text, segment=segment, created_by=created_by, changed_by=created_by, created_at=now)
    unit.add(row)
    assert row.id is not None
    return row.id


def revise(unit: Unit, broadcast_id: int, version: int, changed_by: int | None, **values: Any) -> bool:
    """Change a draft as it was at `version`; False when it was changed or decided since."""
    statement = (
        update(BroadcastRow)
        .where(
            col(BroadcastRow.id) == broadcast_id,
            col(BroadcastRow.state) == "draft",
            col(BroadcastRow.version) == version,
        )
        .values(**values, changed_by=changed_by, version=version + 1)
    )
    return unit.changed(statement) == 1


def mark(unit: Unit, broadcast_id: int, **values: Any) -> None:
    """Note something about an announcement that was sent: `corrected_at`, `recalled_at`, `text`."""
    unit.changed(update(BroadcastRow).where(col(BroadcastRow.id) == broadcast_id).values(**values))


def find(unit: Unit, broadcast_id: int) -> Broadcast | None:
    row = unit.session.get(BroadcastRow, broadcast_id)
    return None if row is None else plain(Broadcast, row)


def latest(unit: Unit, count: int = 5) -> list[Broadcast]:
    """The announcements sent last, the newest first; those that were stopped too."""
    return _in_states(unit, ("confirmed", "stopped"), count)


def unfinished(unit: Unit, count: int = 5) -> list[Broadcast]:
    """Drafts, and announcements that wait for their time; the newest first."""
    return _in_states(unit, ("draft", "scheduled"), count)


def _in_states(unit: Unit, states: Sequence[str], count: int) -> list[Broadcast]:
    query = (
        select(BroadcastRow)
        .where(col(BroadcastRow.state).in_(states))
        .order_by(col(BroadcastRow.id).desc())
        .limit(count)
    )
    return plains(Broadcast, unit.session.scalars(query))


def due(unit: Unit, now: datetime) -> list[Broadcast]:
    """Announcements whose time has come, the oldest first."""
    query = (
        select(BroadcastRow)
        .where(col(BroadcastRow.state) == "scheduled", col(BroadcastRow.due_at) <= now)
        .order_by(col(BroadcastRow.due_at), col(BroadcastRow.id))
    )
    return plains(Broadcast, unit.session.scalars(query))


def settle(
    unit: Unit,
    broadcast_id: int,
    state: str,
    now: datetime,
    *,
    was: Sequence[str] = ("draft",),
    version: int | None = None,
    **values: Any,
) -> bool:
    """Move an announcement on; False when somebody else decided it, or changed it since `version`.

    `state`: scheduled | confirmed | cancelled | stopped | draft (back from scheduled).
    """
    chosen = [col(BroadcastRow.id) == broadcast_id, col(BroadcastRow.state).in_(was)]
    if version is not None:
        chosen.append(col(BroadcastRow.version) == version)
    if state in ("confirmed", "cancelled"):
        values["confirmed_at"] = now
    statement = update(BroadcastRow).where(*chosen).values(state=state, version=col(BroadcastRow.version) + 1, **values)
    return unit.changed(statement) == 1


def best_contacts() -> Any:
    """A query of where to write to each person who can be reached (`id`, `person_id`, `channel`): the best address."""
    place = (
        func.row_number()
        .over(
            partition_by=col(ContactRow.person_id),
            order_by=BEST_FIRST,
        )
        .label("place")
    )
    ranked = (
        select(col(ContactRow.id), col(ContactRow.person_id), col(ContactRow.channel), place)
        .where(col(ContactRow.state) == "active")
        .subquery()
    )
    return select(ranked.c.id, ranked.c.person_id, ranked.c.channel).where(ranked.c.place == 1).subquery()


def contacts_for(unit: Unit, cooperative_ids: Sequence[int]) -> list[Contact]:
    """Where to write to the people of these cooperatives: one address a person, the best one."""
    wanted = select(col(MembershipRow.person_id)).where(
        col(MembershipRow.cooperative_id).in_(cooperative_ids), col(MembershipRow.left_at).is_(None)
    )
    best = best_contacts()
    query = (
        select(ContactRow)
        .join(best, best.c.id == col(ContactRow.id))
        .where(best.c.person_id.in_(wanted))
        .order_by(col(ContactRow.id))
    )
    return plains(Contact, unit.session.scalars(query))


def contacts(unit: Unit, contact_ids: Sequence[int]) -> list[Contact]:
    """The contacts with these ids, in their order."""
    found: list[Contact] = []
    for begin in range(0, len(contact_ids), 10_000):  # databases take so many values in one statement, not more
        few = contact_ids[begin : begin + 10_000]
        query = select(ContactRow).where(col(ContactRow.id).in_(few)).order_by(col(ContactRow.id))
        found += plains(Contact, unit.session.scalars(query))
    return found


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
