"""What platforms say of messages of ours: that they arrived, that they were looked at.

Nobody did anything, so no talk begins or goes on by it: it is noted on the copy of the announcement it is about and
that is all. Each receipt has an address of its own and waits for nobody, nor does anybody's word wait for it.
"""

from datetime import datetime, timedelta

from handlers.messages import Address, Incoming, Kind
from storage import copies
from storage.unit import Unit

KINDS = (Kind.DELIVERED, Kind.SEEN)
PREFIX = "receipt:"
AGAIN_AFTER = timedelta(seconds=2)
EARLY = timedelta(seconds=30)
"""A platform may be quicker than our own note of what it took: for so long a message that nobody knows may still be one
of ours."""


def address_of(channel: str, person: str, message_id: str) -> Address:
    """Where receipts of a message to a person's address wait; nobody writes from such an address."""
    return Address(channel, f"{PREFIX}{person}:{message_id}")


def note(unit: Unit, incoming: Incoming, received_at: datetime, now: datetime) -> bool:
    """Note a receipt; False when it is to be looked at again a little later."""
    message_id = incoming.refers_to or ""
    person = incoming.address.id.removeprefix(PREFIX).removesuffix(f":{message_id}")
    read = incoming.kind is Kind.SEEN
    known = copies.receive(unit, incoming.address.channel, person, message_id, now, read=read)
    return known is not None or now - received_at >= EARLY
