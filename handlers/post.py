"""Putting messages in the outbox: the only way anything is said."""

from collections.abc import Iterable
from datetime import datetime

from handlers.envelope import pack
from handlers.messages import Outgoing
from handlers.world import QuietHours
from storage import members, outbox
from storage.people import Contact
from storage.unit import Unit


def reply(unit: Unit, contact: Contact, messages: Iterable[Outgoing], now: datetime) -> None:
    """Answer someone who just wrote."""
    outbox.put(unit, [_new(unit, contact, message, now, now, "reply", "reply") for message in messages])


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
    new = _new(unit, contact, message, now, due_at, "bulk" if bulk else "reply", purpose, key)
    return due_at if outbox.put(unit, [new]) else None


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
    rows = [_new(unit, contact, message, now, due_at, "bulk", purpose, key) for contact, message, key in messages]
    return outbox.put(unit, rows)


def tell_staff(unit: Unit, message: Outgoing, now: datetime, quiet: QuietHours, key: str) -> int:
    """Tell everyone who works for the alliance; the number of people it goes to."""
    told = 0
    for staff in members.all_staff(unit):
        contact = members.reachable(unit, staff.person_id)
        if contact is not None:
            send(unit, contact, message, now, quiet, purpose="staff", key=f"{key}:{staff.person_id}", bulk=False)
            told += 1
    return told


def _new(
    unit: Unit,
    contact: Contact,
    message: Outgoing,
    now: datetime,
    due_at: datetime,
    lane: str,
    purpose: str,
    key: str | None = None,
) -> outbox.NewMessage:
    return outbox.NewMessage(
        channel=contact.channel,
        address=contact.address,
        contact_id=contact.id,
        payload=pack(unit, message, now),
        due_at=due_at,
        created_at=now,
        lane=lane,
        purpose=purpose,
        key=key,
    )
