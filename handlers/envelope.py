"""Messages as they are stored: an Outgoing or an Incoming as JSON and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers.messages import Address, Attachment, Choice, Incoming, Kind, Outgoing
from storage import files
from storage.unit import Unit


def pack(unit: Unit, outgoing: Outgoing, now: datetime) -> dict[str, Any]:
    """An outbox payload; attachments are kept as files once and referred to."""
    return {
        "text": outgoing.text,
        "choices": [[choice.id, choice.label] for choice in outgoing.choices],
        "free_input": outgoing.free_input,
        "files": [files.keep(unit, item.name, item.media_type, item.content, now) for item in outgoing.attachments],
    }


def unpack(payload: dict[str, Any], attachments: tuple[Attachment, ...] = ()) -> Outgoing:
    """The message of an outbox payload; its files come from `attachments_of`."""
    choices = tuple(Choice(choice_id, label) for choice_id, label in payload["choices"])
    return Outgoing(payload["text"], choices, attachments, payload["free_input"])


def attachments_of(unit: Unit, payload: dict[str, Any]) -> tuple[Attachment, ...]:
    """The files of an outbox payload, read."""
    stored = [files.read(unit, file_id) for file_id in payload["files"]]
    return tuple(Attachment(file.name, file.media_type, file.content) for file in stored)


def pack_incoming(incoming: Incoming) -> dict[str, Any]:
    return {**asdict(incoming), "sent_at": incoming.sent_at.isoformat()}


def unpack_incoming(payload: dict[str, Any]) -> Incoming:
    fields = {
        **payload,
        "address": Address(**payload["address"]),
        "kind": Kind(payload["kind"]),
        "sent_at": datetime.fromisoformat(payload["sent_at"]),
    }
    return Incoming(**fields)
