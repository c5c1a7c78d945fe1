"""The messages of web chats, kept here because no platform keeps them for us."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import col

from storage.tables.traffic import WebMessageRow
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
    """Keep a message; the one kept before when the reference is known."""
    values = {"address": address, "reference": reference, "mine": mine, "payload": payload, "created_at": now}
    unit.insert_new(WebMessageRow, values)
    query = select(WebMessageRow).where(
        col(WebMessageRow.address) == address, col(WebMessageRow.reference) == reference
    )
    return plain(WebMessage, unit.session.scalars(query).one())


def after(unit: Unit, address: str, last_id: int, limit: int = 100) -> list[WebMessage]:
    """Messages that came after one, the oldest first."""
    query = (
        select(WebMessageRow)
        .where(col(WebMessageRow.address) == address, col(WebMessageRow.id) > last_id)
        .order_by(col(WebMessageRow.id))
        .limit(limit)
    )
    return plains(WebMessage, unit.session.scalars(query))


def latest(unit: Unit, address: str, count: int) -> list[WebMessage]:
    """The last `count` messages, the oldest of them first."""
    query = (
        select(WebMessageRow)
        .where(col(WebMessageRow.address) == address)
        .order_by(col(WebMessageRow.id).desc())
        .limit(count)
    )
    return plains(WebMessage, reversed(unit.session.scalars(query).all()))


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
