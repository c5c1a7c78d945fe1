"""Messages as they are stored: an Outgoing or an Incoming as JSON and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers.messages import Address, Attachment, Choice, Incoming, IncomingFile, Kind, Outgoing, Rewrite
from storage import files
from storage.unit import Unit


def pack(unit: Unit, outgoing: Outgoing, now: datetime) -> dict[str, Any]:
    """An outbox payload; attachments are kept as files once and referred to."""
    payload: dict[str, Any] = {
        "text": outgoing.text,
        "choices": _pack_choices(outgoing.choices),
        "free_input": outgoing.free_input,
        "files": [files.keep(unit, item.name, item.media_type, item.content, now) for item in outgoing.attachments],
    }
    if outgoing.file_input:
        payload["file_input"] = True
    return payload if outgoing.rewrite is None else add_rewrite(payload, outgoing.rewrite)


def add_rewrite(payload: dict[str, Any], rewrite: Rewrite) -> dict[str, Any]:
    """The payload with a change of an earlier copy: one message is packed once for the many who have a copy."""
    return {**payload, "rewrite": {**asdict(rewrite), "choices": _pack_choices(rewrite.choices)}}


def _pack_choices(choices: tuple[Choice, ...]) -> list[list[str]]:
    return [[choice.id, choice.label] for choice in choices]


def _unpack_choices(stored: list[list[str]]) -> tuple[Choice, ...]:
    return tuple(Choice(choice_id, label) for choice_id, label in stored)


def unpack(payload: dict[str, Any], attachments: tuple[Attachment, ...] = ()) -> Outgoing:
    """The message of an outbox payload; its files come from `attachments_of`."""
    rewrite = payload.get("rewrite")
    return Outgoing(
        payload["text"],
        _unpack_choices(payload["choices"]),
        attachments,
        payload["free_input"],
        payload.get("file_input", False),
        None if rewrite is None else Rewrite(**{**rewrite, "choices": _unpack_choices(rewrite["choices"])}),
    )


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
        "file": IncomingFile(**payload["file"]) if payload.get("file") else None,
    }
    return Incoming(**fields)
