"""What Telegram says happened -> Incoming. Pure: the clock comes in as `now`.

Only private chats count: what is said in a group is no one person's answer. A contact's number is kept only when
Telegram says that it is the sender's own, because anyone can forward someone else's.
"""

import logging
from datetime import UTC, datetime
from typing import Any

from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update, User

from handlers.cleaning import clean, clean_name
from handlers.messages import Address, Incoming, IncomingFile, Kind

log = logging.getLogger(__name__)

CHANNEL = "telegram"
LONGEST_KIND = 200
INSIDE = ("member", "administrator", "restricted", "creator")
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


def read_update(update: Update, now: datetime) -> Incoming | None:
    """The event in an update; None when it is not ours to keep (a group, a change without words).

    `now` (aware, UTC) is the time of events that Telegram gives no time for: button presses.
    """
    event_id = f"u{update.update_id}"
    if update.message:
        return _read_message(update.message, event_id)
    if update.edited_message:
        return _read_edit(update.edited_message, event_id)
    if update.callback_query:
        return _read_press(update.callback_query, event_id, now)
    if update.my_chat_member:
        return _read_membership(update.my_chat_member, event_id)
    return _read_other(update.model_dump(exclude_none=True, exclude={"update_id"}), event_id, now)


def read_unreadable(raw: dict[str, Any], now: datetime) -> Incoming | None:
    """The sender of an update whose form the library does not know, so that the person is not met with silence."""
    content: dict[str, Any] = next((raw[kind] for kind in ALLOWED_UPDATES if isinstance(raw.get(kind), dict)), {})
    if not content:
        return _read_other(raw, f"u{raw['update_id']}", now)
    sender = content.get("from") or {}
    chat = content.get("chat") or (content.get("message") or {}).get("chat") or {}
    if chat.get("type") != "private" or "id" not in sender:
        return None
    return Incoming(Address(CHANNEL, str(sender["id"])), f"u{raw['update_id']}", Kind.UNKNOWN, now)


def _read_other(raw: dict[str, Any], event_id: str, now: datetime) -> Incoming:
    """An update of no kind that was asked for: its kind is kept, what it says is not."""
    kinds = " ".join(sorted(key for key in raw if key != "update_id"))[:LONGEST_KIND]
    log.info("Update %s is of no kind that was asked for (%s)", event_id, kinds)
    return Incoming(Address(CHANNEL, ""), event_id, Kind.IGNORED, now, text=kinds)


def group_joined(update: Update) -> int | None:
    """The group somebody has just brought the bot into; None for everything else."""
    change = update.my_chat_member
    if change is None or change.chat.type == "private" or change.new_chat_member.status not in INSIDE:
        return None
    return None if change.old_chat_member.status in INSIDE else change.chat.id


def _read_message(message: Message, event_id: str) -> Incoming | None:
    if message.from_user is None or not _is_private(message.chat.type, event_id):
        return None
    kind = _kind_of(message)
    text = message.text or message.caption or ""
    return Incoming(
        address=Address(CHANNEL, str(message.chat.id)),
        external_id=event_id,
        kind=kind,
        sent_at=message.date,
        text=_payload(text) if kind is Kind.START else clean(text),
        message_id=str(message.message_id),
        reply_to=str(message.reply_to_message.message_id) if message.reply_to_message else None,
        phone=_own_phone(message),
        file=_file_of(message),
        **_about(message.from_user),
    )


def _read_edit(message: Message, event_id: str) -> Incoming | None:
    text = message.text or message.caption
    if message.from_user is None or not text or not _is_private(message.chat.type, event_id):
        return None  # without words: a live location moving on, every few seconds
    edited_at = datetime.fromtimestamp(message.edit_date, UTC) if message.edit_date else message.date
    return Incoming(
        address=Address(CHANNEL, str(message.chat.id)),
        external_id=event_id,
        kind=Kind.EDIT,
        sent_at=edited_at,
        text=clean(text),
        refers_to=str(message.message_id),
        **_about(message.from_user),
    )


def _read_press(query: CallbackQuery, event_id: str, now: datetime) -> Incoming | None:
    if query.message is None or not _is_private(query.message.chat.type, event_id):
        return None
    return Incoming(
        address=Address(CHANNEL, str(query.message.chat.id)),
        external_id=event_id,
        kind=Kind.CHOICE if query.data else Kind.UNKNOWN,
        sent_at=now,
        choice=query.data,
        refers_to=str(query.message.message_id),
        **_about(query.from_user),
    )


def _read_membership(change: ChatMemberUpdated, event_id: str) -> Incoming | None:
    if not _is_private(change.chat.type, event_id):
        return None
    left = change.new_chat_member.status in ("kicked", "left")
    return Incoming(
        address=Address(CHANNEL, str(change.chat.id)),
        external_id=event_id,
        kind=Kind.BLOCKED if left else Kind.UNBLOCKED,
        sent_at=change.date,
        **_about(change.from_user),
    )


def _kind_of(message: Message) -> Kind:
    if message.text is not None:
        return Kind.START if _first_word(message.text).split("@")[0] == "/start" else Kind.TEXT
    kinds = {
        Kind.STICKER: message.sticker,
        Kind.VOICE: message.voice or message.video_note,
        Kind.PHOTO: message.photo,
        Kind.FILE: message.document or message.audio or message.video,
        Kind.CONTACT: message.contact,
        Kind.LOCATION: message.location,
    }
    return next((kind for kind, content in kinds.items() if content), Kind.UNKNOWN)


def _file_of(message: Message) -> IncomingFile | None:
    """What was attached, by Telegram's id of it; of a photo the largest size."""
    if message.photo:
        largest = message.photo[-1]
        return IncomingFile("anh.jpg", "image/jpeg", largest.file_size or 0, largest.file_id)
    found = message.document or message.audio or message.video
    if found is None:
        return None
    return IncomingFile(found.file_name or "", found.mime_type or "", found.file_size or 0, found.file_id)


def _own_phone(message: Message) -> str | None:
    contact, sender = message.contact, message.from_user
    is_own = contact and sender and contact.user_id == sender.id
    return contact.phone_number if contact and is_own else None


def _payload(text: str) -> str:
    return text[len(_first_word(text)) :].strip()


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.strip() else ""


def _about(user: User) -> dict[str, Any]:
    return {"sender_name": clean_name(user.full_name), "language": user.language_code}


def _is_private(chat_type: str, event_id: str) -> bool:
    if chat_type != "private":
        log.info("Update %s is from a %s; only private chats are answered", event_id, chat_type)
    return chat_type == "private"
