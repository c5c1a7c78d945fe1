"""Sending an announcement: one outbox row a person, whatever the number of times anything here is called."""

from datetime import datetime

from handlers import post
from handlers.announcements.audience import Audience, gather
from handlers.announcements.composing import compose
from handlers.envelope import pack
from handlers.messages import Outgoing
from handlers.texts import announce as texts
from handlers.world import World
from storage import broadcasts, copies, members
from storage.broadcasts import Broadcast
from storage.unit import Unit


def enqueue(unit: Unit, broadcast: Broadcast, due_at: datetime, now: datetime) -> int:
    """A row for each person of the segment as it is now; how many are new."""
    return enqueue_for(unit, broadcast, gather(unit, broadcast.segment, broadcast.topic), due_at, now)


def enqueue_for(unit: Unit, broadcast: Broadcast, audience: Audience, due_at: datetime, now: datetime) -> int:
    payload = pack(unit, compose(unit, broadcast), now)
    return post.put(
        unit,
        [
            post.address(
                contact,
                payload,
                now,
                due_at,
                "announcement",
                f"broadcast:{broadcast.id}:{contact.person_id}",
                broadcast_id=broadcast.id,
            )
            for contact in broadcasts.contacts(unit, audience.contacts)
        ],
    )


def send_due(unit: Unit, world: World, now: datetime) -> None:
    """Send what was to go at a time that has come. A second tick, or a second process, finds it decided."""
    for broadcast in broadcasts.due(unit, now):
        if broadcasts.settle(unit, broadcast.id, "confirmed", now, was=("scheduled",)):
            count = enqueue(unit, broadcast, world.quiet.allow(now), now)
            _tell_author(unit, world, broadcast, count, now)


def _tell_author(unit: Unit, world: World, broadcast: Broadcast, count: int, now: datetime) -> None:
    contact = None if broadcast.created_by is None else members.reachable(unit, broadcast.created_by)
    if contact is not None:
        message = Outgoing(texts.sent_as_planned(broadcast.id, count, broadcast.expected))
        key = f"broadcast-sent:{broadcast.id}"
        post.send(unit, contact, message, now, world.quiet, purpose="staff", key=key, bulk=False)


def resend_failed(unit: Unit, broadcast: Broadcast, due_at: datetime, now: datetime) -> int:
    """Try again for those it failed for and who can be reached now, at the address they use now; how many."""
    again = 0
    for copy in copies.copies(unit, broadcast.id, ("failed", "refused")):
        contact = members.reachable(unit, copy.person_id)
        if contact is not None:
            again += copies.resend(unit, copy, contact, due_at, now)
    return again
