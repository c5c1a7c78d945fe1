"""What the Official Account's platform says happened -> Incoming. Pure: the clock comes in as `now`.

Only what a person does towards this account counts. A pressed button comes as a text that begins with PRESSED.
"""

import re
from datetime import datetime
from typing import Any

from bot.channels.zalo_events import PICTURE, ignored, read_file, read_text, read_time
from handlers.cleaning import clean_name
from handlers.messages import CHOICE_ID_BYTES, Address, Incoming, IncomingFile, Kind

CHANNEL = "zalo_oa"
PRESSED = "#chon:"
CHOICE = re.compile(rf"{PRESSED}([ -~]{{1,{CHOICE_ID_BYTES}}})")
ID = re.compile(r"[\x21-\x7e]{1,200}")
SENT = "user_send_"
KINDS = {
    "text": Kind.TEXT,
    "link": Kind.TEXT,
    "image": Kind.PHOTO,
    "gif": Kind.STICKER,
    "sticker": Kind.STICKER,
    "audio": Kind.VOICE,
    "video": Kind.FILE,
    "file": Kind.FILE,
    "location": Kind.LOCATION,
    "business_card": Kind.CONTACT,
}
OTHERS = {
    "follow": Kind.START,
    "unfollow": Kind.BLOCKED,
    "user_submit_info": Kind.CONTACT,
    "user_withdraw": Kind.WITHDRAWN,
}
WORDS = frozenset(KINDS.values()) | {Kind.START, Kind.CHOICE, Kind.UNKNOWN}
"""What opens the time in which the platform lets messages through: the person wrote, pressed or began to follow."""


def read_event(event: dict[str, Any], app_id: str, oa_id: str, now: datetime) -> Incoming:
    """The event of a delivery. What no person does towards this account is Kind.IGNORED, without its words."""
    name = str(event.get("event_name") or "no name")[:100]
    kind = _kind_of(name)
    person = _person_of(event)
    if kind is None or not person or not _is_ours(event, app_id, oa_id):
        return ignored(CHANNEL, event, name, now)
    found = event.get("message")
    message: dict[str, Any] = found if isinstance(found, dict) else {}
    text = read_text(message.get("text"))
    pressed = CHOICE.fullmatch(text) if kind is Kind.TEXT else None
    if kind is Kind.TEXT and not text.strip():
        kind = Kind.UNKNOWN  # a link without a word
    known = _id(message.get("msg_id"))
    return Incoming(
        address=Address(CHANNEL, person),
        external_id=known or f"{name}:{person}:{event.get('timestamp')}"[:300],
        kind=Kind.CHOICE if pressed else kind,
        sent_at=read_time(event.get("timestamp"), now),
        text="" if pressed else text,
        choice=pressed[1] if pressed else None,
        message_id=known,
        reply_to=_id(message.get("quote_msg_id")),
        file=_read_file(kind, message),
        **_told(event),
    )


def _read_file(kind: Kind, message: dict[str, Any]) -> IncomingFile | None:
    """The first thing attached that has an address. Pictures have no name; what they are shows when they are opened."""
    attached = message.get("attachments")
    for item in attached if isinstance(attached, list) else ():
        payload = item.get("payload") if isinstance(item, dict) else None
        if not isinstance(payload, dict) or kind not in (Kind.PHOTO, Kind.FILE):
            continue
        if kind is Kind.PHOTO:
            found = read_file(payload.get("url"), *PICTURE)
        else:
            found = read_file(payload.get("url"), payload.get("name"), size=payload.get("size"))
        if found is not None:
            return found
    return None


def _kind_of(name: str) -> Kind | None:
    """None: nobody waits for an answer. Kinds of tomorrow are answered as what cannot be read."""
    if name.startswith(SENT):
        return KINDS.get(name.removeprefix(SENT), Kind.UNKNOWN)
    return OTHERS.get(name)


def _id(given: object) -> str | None:
    return given if isinstance(given, str) and ID.fullmatch(given) else None


def _person_of(event: dict[str, Any]) -> str:
    """Whose doing it is; "" when nobody can be told from it."""
    for place in ("sender", "follower", "user"):
        found = event.get(place)
        given = _id(found.get("id")) if isinstance(found, dict) else None
        if given is not None:
            return given
    return _id(event.get("user_id")) or ""


def _is_ours(event: dict[str, Any], app_id: str, oa_id: str) -> bool:
    """One address serves all accounts of an app; the account is named in one of two places, or not at all."""
    recipient = event.get("recipient")
    account = event.get("oa_id") or (recipient.get("id") if isinstance(recipient, dict) else None)
    return str(event.get("app_id", app_id)) == app_id and str(account or oa_id) == oa_id


def _told(event: dict[str, Any]) -> dict[str, Any]:
    """What a person filled in on the platform's own form."""
    info = event.get("info")
    if event.get("event_name") != "user_submit_info" or not isinstance(info, dict):
        return {}
    phone = info.get("phone")
    return {"sender_name": clean_name(info.get("name")), "phone": str(phone)[:20] if phone else None}
