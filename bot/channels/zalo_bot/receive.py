"""What the Zalo Bot platform says happened -> Incoming. Pure: the clock comes in as `now`.

The documents show events inside {"ok", "result"}; real deliveries came without. Both are read.
"""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from handlers.cleaning import clean, clean_name
from handlers.messages import Address, Incoming, Kind

CHANNEL = "zalo_bot"
LONGEST_TEXT = 20_000  # characters; ten times what the platform lets people type
LONGEST_ID = 200
KINDS = {
    "message.text.received": Kind.TEXT,
    "message.image.received": Kind.PHOTO,
    "message.sticker.received": Kind.STICKER,
    "message.voice.received": Kind.VOICE,
    "message.unsupported.received": Kind.UNKNOWN,  # files, links, and people whom the platform protects
}


def read_event(content: dict[str, Any], now: datetime) -> Incoming:
    """The event of a delivery. What is no person's own message in a private chat is Kind.IGNORED, without its words."""
    event = content.get("result") if isinstance(content.get("result"), dict) else content
    assert isinstance(event, dict)
    message = event.get("message")
    name = str(event.get("event_name") or "no name")[:100]
    if not isinstance(message, dict) or not name.startswith("message."):
        return _ignored(content, name, now)
    sender, chat = message.get("from"), message.get("chat")
    if not isinstance(sender, dict) or not isinstance(chat, dict) or sender.get("is_bot") is True:
        return _ignored(content, name, now)
    chat_id, message_id = _id(chat.get("id")), _id(message.get("message_id"))
    if chat.get("chat_type", "PRIVATE") != "PRIVATE" or not chat_id or not message_id:
        return _ignored(content, name, now)
    kind, text = _read_words(KINDS.get(name, Kind.UNKNOWN), message)
    return Incoming(
        address=Address(CHANNEL, chat_id),
        external_id=message_id,
        kind=kind,
        sent_at=read_time(message.get("date"), now),
        text=text,
        sender_name=clean_name(sender.get("display_name")),
        message_id=message_id,
    )


def read_time(milliseconds: object, now: datetime) -> datetime:
    """A moment given in milliseconds since 1970, as a number or as digits; `now` for what is none."""
    try:
        return datetime.fromtimestamp(int(str(milliseconds)) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return now


def _read_words(kind: Kind, message: dict[str, Any]) -> tuple[Kind, str]:
    words = message.get("text") or message.get("caption") or ""
    text = clean(words)[:LONGEST_TEXT] if isinstance(words, str) else ""
    first, _, rest = text.strip().partition(" ")
    return (Kind.START, rest.strip()) if kind is Kind.TEXT and first == "/start" else (kind, text)


def _id(given: object) -> str:
    """An id as the platform writes them; "" for what cannot be one."""
    text = str(given) if isinstance(given, str | int) else ""
    return text if 0 < len(text) <= LONGEST_ID and text.isascii() and text.isprintable() else ""


def _ignored(content: dict[str, Any], name: str, now: datetime) -> Incoming:
    code = sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return Incoming(Address(CHANNEL, ""), f"ignored:{code}", Kind.IGNORED, now, text=clean(name))
