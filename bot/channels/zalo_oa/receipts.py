"""What the Official Account's platform says of messages of ours: on the person's phone, looked at. Pure.

{"event_name": "user_received_message", "sender": {"id": account}, "recipient": {"id": person},
 "message": {"msg_id": …}}
{"event_name": "user_seen_message", …, "message": {"msg_ids": [… several]}}
"""

from datetime import datetime
from typing import Any

from bot.channels.zalo_events import read_time
from bot.channels.zalo_oa.receive import CHANNEL, ID
from handlers.messages import Incoming, Kind
from handlers.receipts import address_of

KINDS = {"user_received_message": Kind.DELIVERED, "user_seen_message": Kind.SEEN}
MOST = 100
"""Messages in one event; whoever looks into the talk after a long time has seen them all."""


def read_receipts(event: dict[str, Any], app_id: str, oa_id: str, now: datetime) -> list[Incoming]:
    """One for each message it names; none for every other event."""
    kind = KINDS.get(str(event.get("event_name")))
    recipient = event.get("recipient")
    person = recipient.get("id") if isinstance(recipient, dict) else None
    if kind is None or not isinstance(person, str) or not ID.fullmatch(person) or not _is_ours(event, app_id, oa_id):
        return []
    sent_at = read_time(event.get("timestamp"), now)
    return [
        Incoming(address_of(CHANNEL, person, message_id), f"{kind}:{message_id}", kind, sent_at, refers_to=message_id)
        for message_id in _named(event.get("message"))
    ]


def _is_ours(event: dict[str, Any], app_id: str, oa_id: str) -> bool:
    """Here the account is the sender, as of the message that was received."""
    sender = event.get("sender")
    account = sender.get("id") if isinstance(sender, dict) else None
    return str(event.get("app_id", app_id)) == app_id and str(account or oa_id) == oa_id


def _named(message: object) -> list[str]:
    if not isinstance(message, dict):
        return []
    several = message.get("msg_ids")
    given = [message.get("msg_id"), *(several if isinstance(several, list) else ())]
    found = [one for one in given if isinstance(one, str) and ID.fullmatch(one)]
    return list(dict.fromkeys(found))[:MOST]
