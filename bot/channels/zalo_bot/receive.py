"""What the Zalo Bot platform says happened -> Incoming. Pure: the clock comes in as `now`.

The documents show events inside {"ok", "result"}; real deliveries came without. Both are read.
"""

from datetime import datetime
from typing import Any

from bot.channels.zalo_events import PICTURE, ignored, read_file, read_text, read_time
from handlers.cleaning import clean_name
from handlers.messages import Address, Incoming, IncomingFile, Kind

CHANNEL = "zalo_bot"
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
        return ignored(CHANNEL, content, name, now)
    sender, chat = message.get("from"), message.get("chat")
    if not isinstance(sender, dict) or not isinstance(chat, dict) or sender.get("is_bot") is True:
        return ignored(CHANNEL, content, name, now)
    chat_id, message_id = _id(chat.get("id")), _id(message.get("message_id"))
    if chat.get("chat_type", "PRIVATE") != "PRIVATE" or not chat_id or not message_id:
        return ignored(CHANNEL, content, name, now)
    kind, text = _read_words(KINDS.get(name, Kind.UNKNOWN), message)
    return Incoming(
        address=Address(CHANNEL, chat_id),
        external_id=message_id,
        kind=kind,
        sent_at=read_time(message.get("date"), now),
        text=text,
        sender_name=clean_name(sender.get("display_name")),
        message_id=message_id,
        file=_read_picture(message) if kind is Kind.PHOTO else None,
    )


def _read_picture(message: dict[str, Any]) -> IncomingFile | None:
    """The documents name its address `photo`; real deliveries came with `photo_url`."""
    return read_file(message.get("photo_url") or message.get("photo"), *PICTURE)


def _read_words(kind: Kind, message: dict[str, Any]) -> tuple[Kind, str]:
    text = read_text(message.get("text") or message.get("caption"))
    first, _, rest = text.strip().partition(" ")
    return (Kind.START, rest.strip()) if kind is Kind.TEXT and first == "/start" else (kind, text)


def _id(given: object) -> str:
    """An id as the platform writes them; "" for what cannot be one."""
    text = str(given) if isinstance(given, str | int) else ""
    return text if 0 < len(text) <= LONGEST_ID and text.isascii() and text.isprintable() else ""
