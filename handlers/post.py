"""Putting messages in the outbox: the only way anything is said."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from handlers.envelope import pack
from handlers.messages import Outgoing
from handlers.world import QuietHours
from storage import members, outbox
from storage.copies import Copy
from storage.outbox import NewMessage
from storage.people import Contact
from storage.unit import Unit


def reply(unit: Unit, contact: Contact, messages: Iterable[Outgoing], now: datetime) -> None:
    """Answer someone who just wrote."""
    put(unit, [address(contact, pack(unit, message, now), now, now, "reply", lane="reply") for message in messages])


def send(
    unit: Unit,
    contact: Contact,
    message: Outgoing,
    now: datetime,
    quiet: QuietHours,
    *,
    purpose: str,
    key: str | None = None,
    bulk: bool = True,
) -> datetime | None:
    """Say something the person did not ask for just now: not in quiet hours, and only once for a key.

    Returns when it will go out, or None when a message with that key is there already.
    """
    due_at = quiet.allow(now)
    lane = "bulk" if bulk else "reply"
    return due_at if put(unit, [address(contact, pack(unit, message, now), now, due_at, purpose, key, lane)]) else None


def send_many(
    unit: Unit,
    messages: Iterable[tuple[Contact, Outgoing, str]],
    now: datetime,
    quiet: QuietHours,
    *,
    purpose: str,
) -> int:
    """The same for many people at once, each message with its key; the number that were not there already."""
    due_at = quiet.allow(now)
    return put(
        unit,
        [address(contact, pack(unit, message, now), now, due_at, purpose, key) for contact, message, key in messages],
    )


def tell_staff(unit: Unit, message: Outgoing, now: datetime, quiet: QuietHours, key: str) -> int:
    """Tell everyone who works for the alliance; the number of people it goes to."""
    told = 0
    for staff in members.all_staff(unit):
        contact = members.reachable(unit, staff.person_id)
        if contact is not None:
            send(unit, contact, message, now, quiet, purpose="staff", key=f"{key}:{staff.person_id}", bulk=False)
            told += 1
    return told


def address(
    to: Contact | Copy,
    payload: dict[str, Any],
    now: datetime,
    due_at: datetime,
    purpose: str,
    key: str | None = None,
    lane: str = "bulk",
    broadcast_id: int | None = None,
) -> NewMessage:
    """A packed message with where it goes and when, to be `put`; for what is packed once for many people."""
    return NewMessage(
        channel=to.channel,
        address=to.address,
        contact_id=to.contact_id if isinstance(to, Copy) else to.id,
        payload=payload,
        due_at=due_at,
        created_at=now,
        lane=lane,
        purpose=purpose,
        key=key,
        broadcast_id=broadcast_id,
    )


def put(unit: Unit, messages: Sequence[NewMessage]) -> int:
    """Store addressed messages; the number that were not there already, by their keys."""
    return outbox.put(unit, messages)
