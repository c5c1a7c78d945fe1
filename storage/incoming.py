"""Events from the channels: stored once, handled once, in order for each address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlmodel import col

from storage.tables.traffic import IncomingRow
from storage.unit import Unit, table_of, values_of

RETRY_SECONDS = (2, 10)  # pauses before the second and third try
TRIES = 3


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it waits; `payload` is what the receiver put in. `is_last`: no other of its address waits behind."""

    id: int
    channel: str
    address: str
    payload: dict[str, Any]
    attempts: int
    received_at: datetime
    is_last: bool


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to store; the channel gives the same `external_id` again when it delivers the same event again."""

    channel: str
    external_id: str
    address: str
    payload: dict[str, Any]


def store(unit: Unit, events: Sequence[NewEvent], now: datetime, *, state: str = "waiting") -> int:
    """Keep events (`state`: waiting | ignored) but those that the channel delivered before. The number stored."""
    rest = {"state": state, "attempts": 0, "next_at": now, "received_at": now}
    return unit.insert_new(IncomingRow, [values_of(event) | rest for event in events])


_INCOMING = table_of(IncomingRow)
_OLDEST = (
    select(*(_INCOMING.c[name] for name in ("id", "channel", "address", "payload", "attempts", "received_at")))
    .where(
        _INCOMING.c.state == "waiting",
        _INCOMING.c.channel == bindparam("its_channel"),
        _INCOMING.c.address == bindparam("its_address"),
    )
    .order_by(_INCOMING.c.id)
    .limit(2)
)
_TAKE = (
    update(_INCOMING)
    .where(
        _INCOMING.c.id == bindparam("its_id"),
        _INCOMING.c.state == "waiting",
        _INCOMING.c.next_at <= bindparam("now"),
    )
    .values(state="handled", handled_at=bindparam("now"))
)
_PUT_OFF = (
    update(_INCOMING)
    .where(_INCOMING.c.id == bindparam("its_id"))
    .values(state="waiting", handled_at=None, next_at=bindparam("until"))
)
_READ_OVER = update(_INCOMING).where(_INCOMING.c.id == bindparam("its_id")).values(state="read_over")


def take_next(unit: Unit, channel: str, address: str, now: datetime) -> StoredEvent | None:
    """The oldest waiting event of an address, marked handled in this unit; None when there is none, or not yet.

    The conditional UPDATE makes it ours: a second process waits for this unit's end and then changes no row.
    """
    waiting = unit.run(_OLDEST, {"its_channel": channel, "its_address": address}).all()
    if not waiting or unit.run(_TAKE, {"its_id": waiting[0].id, "now": now}).rowcount == 0:
        return None
    return StoredEvent(**waiting[0]._mapping, is_last=len(waiting) == 1)


def record_failure(unit: Unit, event_id: int, reason: str, now: datetime) -> bool:
    """Put an event back after a failed try; True when it has failed for good."""
    row = unit.session.get_one(IncomingRow, event_id)
    row.attempts += 1
    row.reason = reason
    if row.attempts >= TRIES:
        row.state = "failed"
        return True
    row.next_at = now + timedelta(seconds=RETRY_SECONDS[row.attempts - 1])
    return False


def put_off(unit: Unit, event_id: int, until: datetime) -> None:
    """An event that this unit took is looked at again at `until`; this is no failed try."""
    unit.run(_PUT_OFF, {"its_id": event_id, "until": until})


def mark_read_over(unit: Unit, event_id: int) -> None:
    """An event that this unit took is kept, but was not answered: its sender writes faster than anyone reads."""
    unit.run(_READ_OVER, {"its_id": event_id})


def file_of(unit: Unit, event_id: int) -> dict[str, Any]:
    """What the channel said of an event's file."""
    named: dict[str, Any] = unit.session.get_one(IncomingRow, event_id).payload["file"]
    return named


def note_file(unit: Unit, event_id: int, facts: dict[str, Any]) -> None:
    """Add what became of fetching its file (`stored` or `trouble`) to an event that still waits."""
    row = unit.session.get_one(IncomingRow, event_id)
    row.payload = {**row.payload, "file": {**row.payload["file"], **facts}}


def waiting_addresses(unit: Unit, now: datetime, limit: int = 200) -> list[tuple[str, str]]:
    """(channel, address) of those with an event that is due, the longest waiting first."""
    query = (
        select(col(IncomingRow.channel), col(IncomingRow.address))
        .where(col(IncomingRow.state) == "waiting", col(IncomingRow.next_at) <= now)
        .group_by(col(IncomingRow.channel), col(IncomingRow.address))
        .order_by(func.min(col(IncomingRow.id)))
        .limit(limit)
    )
    return [(channel, address) for channel, address in unit.session.execute(query)]


def count_waiting(unit: Unit) -> int:
    query = select(func.count()).select_from(IncomingRow).where(col(IncomingRow.state) == "waiting")
    return unit.session.scalar(query) or 0


def count_all(unit: Unit) -> int:
    """How many events are kept, whatever became of them."""
    return unit.session.scalar(select(func.count()).select_from(IncomingRow)) or 0


def count_ignored(unit: Unit) -> dict[str, int]:
    """How many events of no use each channel delivered and were kept."""
    query = (
        select(col(IncomingRow.channel), func.count())
        .where(col(IncomingRow.state) == "ignored")
        .group_by(col(IncomingRow.channel))
    )
    return {channel: count for channel, count in unit.session.execute(query)}  # noqa: C416  (typed so)


def blank(unit: Unit, channel: str, address: str) -> None:
    """Take the words out of an address's handled events. The rows stay: what is delivered again is still known."""
    unit.changed(
        update(IncomingRow)
        .where(
            col(IncomingRow.channel) == channel,
            col(IncomingRow.address) == address,
            col(IncomingRow.state) != "waiting",
        )
        .values(payload={})
    )


def purge(unit: Unit, before: datetime) -> int:
    """Delete handled events older than `before`; their texts are needed no longer. The number deleted."""
    return unit.changed(
        delete(IncomingRow).where(col(IncomingRow.state) != "waiting", col(IncomingRow.received_at) < before)
    )
