"""The copies of an announcement: one outbox row a person, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, literal, select, update
from sqlmodel import col

from storage.people import Contact
from storage.tables.announcements import ReceiptRow
from storage.tables.cooperatives import CooperativeRow
from storage.tables.people import ContactRow, MembershipRow, PersonRow
from storage.tables.traffic import BroadcastRow, OutboxRow
from storage.unit import Unit

STOPPED = "stopped by staff"
STATES = ("waiting", "held", "sent", "delivered", "read", "failed", "refused", "uncertain", "cancelled")
"""What a copy can be, as staff are told. Delivered: the person did something at that address later, or the platform
said so. Refused: the person blocked us, closed the account, or said stop before it went out."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One person's copy. `contact_id` and `external_id` say where it is; `cooperative` is one of the person's."""

    id: int
    state: str
    reason: str | None
    person_id: int
    person: str | None
    cooperative: str | None
    contact_id: int
    channel: str
    address: str
    external_id: str | None
    payload: dict[str, Any]


def _state() -> Any:
    """The state of a copy in STATES, from the message's own, the receipt and the contact."""
    own, reason = col(OutboxRow.state), func.coalesce(col(OutboxRow.reason), "")
    later = and_(own == "sent", col(ContactRow.last_seen_at) > col(OutboxRow.done_at))
    return case(
        (col(ReceiptRow.read_at).is_not(None), literal("read")),
        (own.in_(("waiting", "sending")), literal("waiting")),
        (and_(own == "sent", col(ReceiptRow.delivered_at).is_not(None)), literal("delivered")),
        (later, literal("delivered")),
        (and_(own == "failed", col(ContactRow.state) != "active"), literal("refused")),
        (and_(own == "cancelled", reason != STOPPED), literal("refused")),
        else_=own,
    )


def _copies(broadcast_id: int, *columns: Any) -> Any:
    receipt = and_(
        col(ReceiptRow.broadcast_id) == col(OutboxRow.broadcast_id),
        col(ReceiptRow.person_id) == col(ContactRow.person_id),
    )
    return (
        select(*columns)
        .select_from(OutboxRow)
        .join(ContactRow, col(ContactRow.id) == col(OutboxRow.contact_id))
        .outerjoin(ReceiptRow, receipt)
        .where(col(OutboxRow.broadcast_id) == broadcast_id, col(OutboxRow.purpose) == "announcement")
    )


def count(unit: Unit, broadcast_id: int) -> dict[str, int]:
    """How many copies are in each state of STATES; those with none are left out."""
    state = _state().label("state")
    found = unit.session.execute(_copies(broadcast_id, state, func.count()).group_by(state))
    return {state: number for state, number in found}  # noqa: C416  (typed so)


def waiting_reasons(unit: Unit, broadcast_id: int) -> list[tuple[str, int]]:
    """(why, how many) of the copies that a channel could not take yet and that are tried again."""
    reason = col(OutboxRow.reason)
    waits = col(OutboxRow.state).in_(("waiting", "sending"))
    query = _copies(broadcast_id, reason, func.count()).where(waits, reason.is_not(None)).group_by(reason)
    return [(why, number) for why, number in unit.session.execute(query)]


def copies(unit: Unit, broadcast_id: int, states: Sequence[str] = STATES, limit: int | None = None) -> list[Copy]:
    """The copies in these states, in the order of sending; without those of people who had their data erased."""
    state = _state()
    home = (
        select(col(MembershipRow.person_id).label("person_id"), func.min(col(CooperativeRow.name)).label("name"))
        .join(CooperativeRow, col(CooperativeRow.id) == col(MembershipRow.cooperative_id))
        .where(col(MembershipRow.left_at).is_(None))
        .group_by(col(MembershipRow.person_id))
        .subquery()
    )
    out = [col(getattr(OutboxRow, name)) for name in ("id", "reason", "channel", "address", "external_id", "payload")]
    query = (
        _copies(
            broadcast_id,
            *out,
            col(OutboxRow.contact_id),
            col(ContactRow.person_id),
            col(PersonRow.name).label("person"),
            home.c.name.label("cooperative"),
            state.label("state"),
        )
        .join(PersonRow, col(PersonRow.id) == col(ContactRow.person_id))
        .outerjoin(home, home.c.person_id == col(PersonRow.id))
        .where(state.in_(states), col(PersonRow.erased_at).is_(None))
        .order_by(col(OutboxRow.id))
        .limit(limit)
    )
    named: list[Any] = list(unit.session.execute(query))
    found = [(row, row._mapping["state"]) for row in named]
    return [_copy(row, its_state) for row, its_state in found]


def _copy(row: Any, state: str) -> Copy:
    values = row._mapping
    return Copy(**{**{name: values[name] for name in Copy.__slots__ if name != "state"}, "state": state})


def stop(unit: Unit, broadcast_id: int, now: datetime) -> int:
    """Cancel the copies nobody has taken to send yet; the number. What is taken already goes out."""
    return unit.changed(
        update(OutboxRow)
        .where(col(OutboxRow.broadcast_id) == broadcast_id, col(OutboxRow.state).in_(("waiting", "held")))
        .values(state="cancelled", reason=STOPPED, done_at=now, lease_until=None)
    )


def resend(unit: Unit, copy: Copy, to: Contact, due_at: datetime, now: datetime) -> bool:
    """Let a copy that failed wait again, at an address the person has now; False when it did not fail."""
    statement = (
        update(OutboxRow)
        .where(col(OutboxRow.id) == copy.id, col(OutboxRow.state).in_(("failed", "cancelled")))
        .values(
            state="waiting",
            reason=None,
            attempts=0,
            due_at=due_at,
            created_at=now,  # its 24 hours of tries begin anew
            done_at=None,
            claimed_by=None,
            lease_until=None,
            channel=to.channel,
            address=to.address,
            contact_id=to.id,
        )
    )
    return unit.changed(statement) == 1


def copy_of(unit: Unit, broadcast_id: int, person_id: int) -> bool:
    """Whether a person was sent an announcement."""
    query = _copies(broadcast_id, col(OutboxRow.id)).where(col(ContactRow.person_id) == person_id).limit(1)
    return unit.session.scalar(query) is not None


def latest_of(unit: Unit, person_id: int, kind: str) -> int | None:
    """The announcement a person was sent last: of invitations ("invitation"), or of those that ask to be read."""
    asked = col(BroadcastRow.kind) == kind if kind == "invitation" else col(BroadcastRow.asks_read)
    query = (
        select(func.max(col(OutboxRow.broadcast_id)))
        .join(ContactRow, col(ContactRow.id) == col(OutboxRow.contact_id))
        .join(BroadcastRow, col(BroadcastRow.id) == col(OutboxRow.broadcast_id))
        .where(col(ContactRow.person_id) == person_id, col(OutboxRow.purpose) == "announcement", asked)
        .where(col(OutboxRow.state).in_(("sent", "uncertain")))
    )
    return unit.session.scalar(query)


def receive(
    unit: Unit, channel: str, address: str, external_id: str, now: datetime, *, read: bool = False
) -> bool | None:
    """Note what a platform says of a message by its own id: delivered, or seen.

    False for a message that is no announcement, None for one that nobody knows (yet).
    """
    query = (
        select(col(OutboxRow.broadcast_id), col(ContactRow.person_id))
        .join(ContactRow, col(ContactRow.id) == col(OutboxRow.contact_id))
        .where(
            col(OutboxRow.channel) == channel,
            col(OutboxRow.address) == address,
            col(OutboxRow.external_id) == external_id,
        )
    )
    found = unit.session.execute(query).first()
    if found is None or found[0] is None:
        return None if found is None else False
    note(unit, found[0], found[1], now, read=read)
    return True


def note(unit: Unit, broadcast_id: int, person_id: int, now: datetime, *, read: bool) -> bool:
    """Keep that a person has, or has read, an announcement; True when that is new. The first time counts."""
    new = {"broadcast_id": broadcast_id, "person_id": person_id, "delivered_at": now, "read_at": now if read else None}
    if unit.insert_new(ReceiptRow, new):
        return True
    if not read:
        return False
    statement = (
        update(ReceiptRow)
        .where(
            col(ReceiptRow.broadcast_id) == broadcast_id,
            col(ReceiptRow.person_id) == person_id,
            col(ReceiptRow.read_at).is_(None),
        )
        .values(read_at=now)
    )
    return unit.changed(statement) == 1
