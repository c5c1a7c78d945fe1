"""The messages of web chats, kept here because no platform keeps them for us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from storage.tables.traffic import StoredFileRow, WebMessageRow
from storage.unit import Unit, plain, plains


@dataclass(frozen=True, slots=True)
class WebMessage:
    """`mine` is true for what the person typed; `payload` is as the outbox holds it."""

    id: int
    reference: str
    mine: bool
    payload: dict[str, Any]
    created_at: datetime


def add(unit: Unit, address: str, reference: str, payload: dict[str, Any], now: datetime, *, mine: bool) -> WebMessage:
    """Keep a message; the one kept before when the reference is known.

    Of one address the ids grow in the order of the commits, also with several processes: a reader that goes on after
    the last id it saw misses nothing.
    """
    unit.serialise(f"webchat:{address}")
    values = {"address": address, "reference": reference, "mine": mine, "payload": payload, "created_at": now}
    unit.insert_new(WebMessageRow, values)
    query = select(WebMessageRow).where(
        col(WebMessageRow.address) == address, col(WebMessageRow.reference) == reference
    )
    return plain(WebMessage, unit.session.scalars(query).one())


def find(unit: Unit, address: str, message_id: int) -> dict[str, Any] | None:
    """The payload of an address's message; None when it has no such message."""
    query = select(WebMessageRow).where(col(WebMessageRow.address) == address, col(WebMessageRow.id) == message_id)
    row = unit.session.scalars(query).first()
    return None if row is None else row.payload


def rewrite(unit: Unit, address: str, message_id: int, payload: dict[str, Any]) -> bool:
    """Give a kept message another content; False when it is not there (any more)."""
    statement = (
        update(WebMessageRow)
        .where(col(WebMessageRow.address) == address, col(WebMessageRow.id) == message_id)
        .values(payload=payload)
    )
    return unit.changed(statement) == 1


def after(unit: Unit, address: str, last_id: int, limit: int = 100) -> list[WebMessage]:
    """Messages that came after one, the oldest first."""
    query = (
        select(WebMessageRow)
        .where(col(WebMessageRow.address) == address, col(WebMessageRow.id) > last_id)
        .order_by(col(WebMessageRow.id))
        .limit(limit)
    )
    return plains(WebMessage, unit.session.scalars(query))


def latest(unit: Unit, address: str, count: int, before: int | None = None) -> list[WebMessage]:
    """The last `count` messages, or the last ones before a message; the oldest of them first."""
    chosen = [col(WebMessageRow.address) == address]
    if before is not None:
        chosen.append(col(WebMessageRow.id) < before)
    query = select(WebMessageRow).where(*chosen).order_by(col(WebMessageRow.id).desc()).limit(count)
    return plains(WebMessage, reversed(unit.session.scalars(query).all()))


def span(unit: Unit, address: str) -> tuple[int, int]:
    """The first and the last id that are kept for an address; (0, 0) when there is none."""
    ids = col(WebMessageRow.id)
    query = select(func.min(ids), func.max(ids)).where(col(WebMessageRow.address) == address)
    first, last = unit.session.execute(query).one()
    return first or 0, last or 0


def newest(unit: Unit, addresses: Sequence[str]) -> dict[str, int]:
    """The last id of each of these addresses that has any."""
    address = col(WebMessageRow.address)
    query = select(address, func.max(col(WebMessageRow.id))).where(address.in_(addresses)).group_by(address)
    return dict(unit.session.execute(query).all())


def file_names(unit: Unit, file_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Name and media type of each file, without reading its content."""
    kept = col(StoredFileRow.id)
    query = select(kept, col(StoredFileRow.name), col(StoredFileRow.media_type)).where(kept.in_(list(file_ids)))
    return {file_id: (name, media_type) for file_id, name, media_type in unit.session.execute(query)}


def may_read_file(unit: Unit, address: str, file_id: int) -> bool:
    """Whether a file was sent to this address."""
    query = select(col(WebMessageRow.payload)).where(col(WebMessageRow.address) == address)
    return any(file_id in payload["files"] for payload in unit.session.scalars(query))


def purge(unit: Unit, before: datetime) -> int:
    """Delete messages older than `before`; the number deleted."""
    return unit.changed(delete(WebMessageRow).where(col(WebMessageRow.created_at) < before))


def forget(unit: Unit, addresses: list[str]) -> None:
    """Delete all messages of these addresses."""
    unit.changed(delete(WebMessageRow).where(col(WebMessageRow.address).in_(addresses)))
