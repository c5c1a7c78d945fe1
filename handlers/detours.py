"""A message that does not arrive at one address of a person goes to the next: the same row, so never to two at once."""

from collections.abc import Sequence
from datetime import datetime

from handlers.world import QuietHours
from storage import linking, outbox
from storage.outbox import ClaimedMessage
from storage.unit import Unit

BOUND = ("reply", "link")
"""Purposes of messages that mean nothing at another address: answers, and questions that only this one may decide."""


def go_on(unit: Unit, message: ClaimedMessage, now: datetime, quiet: QuietHours) -> bool:
    """Send a message that surely did not arrive to the person's next address; False when there is none left.

    The caller holds the message's claim, or has ended it in this unit.
    """
    if message.contact_id is None or message.purpose in BOUND:
        return False
    return _redirect(unit, message.id, message.contact_id, message.tried or (), now, quiet)


def leave(unit: Unit, contact_id: int, reason: str, now: datetime, quiet: QuietHours) -> None:
    """An address takes nothing any more: what the bot started itself goes to the next one, the rest is dropped."""
    move_on(unit, contact_id, now, quiet)
    outbox.cancel_waiting(unit, contact_id, reason, now)


def move_on(unit: Unit, contact_id: int, now: datetime, quiet: QuietHours) -> None:
    """What waits at an address and was not asked for there goes to the next one, as far as there is one."""
    for message_id, tried in outbox.waiting_of(unit, contact_id, BOUND):
        _redirect(unit, message_id, contact_id, tried, now, quiet)


def _redirect(
    unit: Unit, message_id: int, contact_id: int, tried: Sequence[int], now: datetime, quiet: QuietHours
) -> bool:
    other = linking.next_address(unit, contact_id, tried)
    if other is not None:
        outbox.redirect(unit, message_id, other.channel, other.address, other.id, quiet.allow(now))
    return other is not None
