"""Messages on their way out: claimed with a lease, sent, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, or_, select, update
from sqlmodel import col

from storage.tables.traffic import OutboxRow
from storage.unit import Unit, table_of, values_of

LEASE = timedelta(seconds=60)
NOT_RUNNING = "its channel is not running"
BLANK: dict[str, Any] = {"text": "", "choices": [], "free_input": False, "files": []}


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to store. `key`, when given, lets only one message with it ever be stored."""

    channel: str
    address: str
    payload: dict[str, Any]
    due_at: datetime
    created_at: datetime
    contact_id: int | None = None
    lane: str = "reply"
    purpose: str = "reply"
    key: str | None = None
    broadcast_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    id: int
    channel: str
    address: str
    payload: dict[str, Any]
    purpose: str
    contact_id: int | None
    attempts: int
    created_at: datetime
    claimed_by: str | None
    tried: list[int] | None = None


def put(unit: Unit, messages: Sequence[NewMessage]) -> int:
    """Store messages; those whose key is there already are left out. The number stored."""
    rest = {"state": "waiting", "attempts": 0}
    return unit.insert_new(OutboxRow, [values_of(message) | rest for message in messages])


_OUTBOX = table_of(OutboxRow)
_MESSAGE = tuple(_OUTBOX.c[field.name] for field in fields(ClaimedMessage))
_DUE = (
    _OUTBOX.c.state == "waiting",
    _OUTBOX.c.lane == bindparam("its_lane"),
    _OUTBOX.c.channel == bindparam("its_channel"),
    _OUTBOX.c.due_at <= bindparam("now"),
)
_ANY_DUE = select(_OUTBOX.c.id).where(*_DUE).limit(1)
_EARLIER = _OUTBOX.alias("earlier")
_BUSY = exists().where(
    _EARLIER.c.channel == _OUTBOX.c.channel,
    _EARLIER.c.address == _OUTBOX.c.address,
    _EARLIER.c.lane == _OUTBOX.c.lane,
    _EARLIER.c.id < _OUTBOX.c.id,
    or_(
        _EARLIER.c.state == "sending",
        and_(_EARLIER.c.state == "waiting", _EARLIER.c.attempts > 0),
        and_(_EARLIER.c.state == "waiting", _EARLIER.c.lane == "bulk", _EARLIER.c.due_at <= bindparam("now")),
    ),
)
_NEXT = select(_OUTBOX.c.id).where(*_DUE, ~_BUSY).order_by(_OUTBOX.c.due_at, _OUTBOX.c.id).limit(bindparam("most"))
_CLAIM = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id.in_(_NEXT.scalar_subquery()), _OUTBOX.c.state == "waiting")
    .values(
        state="sending",
        claimed_by=bindparam("worker"),
        lease_until=bindparam("until"),
        attempts=_OUTBOX.c.attempts + 1,
    )
    .returning(*_MESSAGE)
)


def any_due(unit: Unit, lane: str, channel: str, now: datetime) -> bool:
    """Whether claiming is worth a try; cheap, and takes no lock."""
    return unit.run(_ANY_DUE, {"its_lane": lane, "its_channel": channel, "now": now}).first() is not None


def claim(unit: Unit, lane: str, channel: str, worker: str, now: datetime, most: int) -> list[ClaimedMessage]:
    """Take up to `most` due messages of a lane and channel for `worker`, those due first before the others.

    They are to be sent at once; the claim holds as long as the lease lasts. A message stays where it is while an
    earlier one to the same address is on its way or waits to be tried again: nobody gets the second before the first.
    Of bulk messages to one address only the first is taken, so that the others can still be cancelled.
    """
    unit.serialise(f"claim-{lane}-{channel}")
    values = {"its_lane": lane, "its_channel": channel, "now": now, "most": most}
    rows = unit.run(_CLAIM, values | {"worker": worker, "until": now + LEASE}).all()
    return sorted((ClaimedMessage(**row._mapping) for row in rows), key=lambda message: message.id)


# Each claim counts as a try, so that nobody goes on under an earlier claim of their own that was lost meanwhile.
_MINE = update(_OUTBOX).where(
    _OUTBOX.c.id == bindparam("its_id"),
    _OUTBOX.c.claimed_by == bindparam("its_worker"),
    _OUTBOX.c.attempts == bindparam("its_try"),
    _OUTBOX.c.state == "sending",
)
_RENEW = _MINE.values(lease_until=bindparam("until"))
_SENT = _MINE.values(state="sent", external_id=bindparam("sent_as"), done_at=bindparam("now"), lease_until=None)
_ENDED = _MINE.values(state=bindparam("ended_as"), reason=bindparam("why"), done_at=bindparam("now"), lease_until=None)
_HELD = _MINE.values(state="held", reason=bindparam("why"), claimed_by=None, lease_until=None)
_BACK = _MINE.values(
    state="waiting", due_at=bindparam("again_at"), reason=bindparam("why"), claimed_by=None, lease_until=None
)


def _key(message: ClaimedMessage) -> dict[str, Any]:
    return {"its_id": message.id, "its_worker": message.claimed_by, "its_try": message.attempts}


def renew(unit: Unit, message: ClaimedMessage, now: datetime) -> bool:
    """Hold a claim for another lease; False when it was lost."""
    return unit.run(_RENEW, _key(message) | {"until": now + LEASE}).rowcount == 1


def mark_sent(unit: Unit, sent: Sequence[tuple[ClaimedMessage, str]], now: datetime) -> None:
    """Each message with the platform's id of it."""
    unit.run(_SENT, [_key(message) | {"sent_as": external_id, "now": now} for message, external_id in sent])


def mark_ended(unit: Unit, message: ClaimedMessage, state: str, reason: str, now: datetime) -> bool:
    """`state`: failed | uncertain. False when the claim was lost: then it is somebody else's to say."""
    return unit.run(_ENDED, _key(message) | {"ended_as": state, "why": reason, "now": now}).rowcount == 1


def put_back(unit: Unit, messages: Sequence[ClaimedMessage], due_at: datetime, reason: str) -> None:
    """Try messages again at `due_at`."""
    unit.run(_BACK, [_key(message) | {"again_at": due_at, "why": reason} for message in messages])


def redirect(unit: Unit, message_id: int, channel: str, address: str, contact_id: int, due_at: datetime) -> None:
    """Send a message to another address of the same person: the same row and key, so that it can arrive once only."""
    row = unit.session.get_one(OutboxRow, message_id)
    row.tried = [*(row.tried or []), *([row.contact_id] if row.contact_id is not None else [])]
    row.channel, row.address, row.contact_id = channel, address, contact_id
    row.payload = {**row.payload, "rewrite": None}  # what is to be changed is a message at the old address
    # The count of tries goes on: it tells claims apart.
    row.state, row.due_at, row.created_at = "waiting", due_at, due_at
    row.claimed_by = row.lease_until = row.done_at = row.external_id = None
    unit.session.flush()


def waiting_of(unit: Unit, contact_id: int, without: Sequence[str]) -> list[tuple[int, list[int]]]:
    """(id, contacts tried before) of what waits for an address, but for these purposes; the oldest first."""
    query = (
        select(OutboxRow)
        .where(
            col(OutboxRow.contact_id) == contact_id,
            col(OutboxRow.state).in_(("waiting", "held")),
            col(OutboxRow.purpose).not_in(without),
        )
        .order_by(col(OutboxRow.id))
    )
    return [(row.id, row.tried or []) for row in unit.session.scalars(query) if row.id is not None]


def hold(unit: Unit, message: ClaimedMessage, reason: str) -> bool:
    """Keep a message until the person writes again: the platform takes it only then. False when the claim was lost."""
    return unit.run(_HELD, _key(message) | {"why": reason}).rowcount == 1


def release_held(unit: Unit, channel: str, address: str, now: datetime) -> int:
    """The person wrote: what was held goes out now, of several reminders only the last; the number of messages."""
    held = (col(OutboxRow.channel) == channel, col(OutboxRow.address) == address, col(OutboxRow.state) == "held")
    ids = unit.session.execute(
        select(col(OutboxRow.id), col(OutboxRow.purpose)).where(*held).order_by(col(OutboxRow.id))
    )
    reminders = [message_id for message_id, purpose in ids if purpose == "reminder"]
    if reminders[:-1]:
        _cancel(unit, [col(OutboxRow.id).in_(reminders[:-1])], "a later reminder waits", now)
    # The time after which a message is given up counts from here, not from when it was first written.
    values = {"state": "waiting", "due_at": now, "created_at": now, "attempts": 0}
    return unit.changed(update(OutboxRow).where(*held).values(**values))


def release_expired(unit: Unit, now: datetime) -> int:
    """Settle what a process that died left behind; the number of messages.

    A reply is sent once more (silence is worse than a reply seen twice); what the bot started itself is *uncertain*
    and named so to staff.
    """
    expired = update(OutboxRow).where(col(OutboxRow.state) == "sending", col(OutboxRow.lease_until) < now)
    unsure = expired.where(col(OutboxRow.lane) != "reply")
    count = unit.changed(
        unsure.values(state="uncertain", reason="stopped while sending", done_at=now, lease_until=None)
    )
    return count + unit.changed(expired.values(state="waiting", claimed_by=None, lease_until=None))


def give_up(unit: Unit, running: Sequence[str], before: datetime, now: datetime) -> list[ClaimedMessage]:
    """Fail what waits since `before` for channels that are not running; those messages."""
    statement = (
        update(_OUTBOX)
        .where(
            _OUTBOX.c.state == "waiting",
            _OUTBOX.c.channel.not_in(running),
            _OUTBOX.c.created_at < before,
            _OUTBOX.c.due_at < before,
        )
        .values(state="failed", reason=NOT_RUNNING, done_at=now)
        .returning(*_MESSAGE)
    )
    return [ClaimedMessage(**row._mapping) for row in unit.run(statement)]


def cancel_waiting(unit: Unit, contact_id: int, reason: str, now: datetime, *, lane: str | None = None) -> int:
    """Drop what waits for a contact who is gone, or only that of one lane; the number of messages."""
    chosen = [col(OutboxRow.contact_id) == contact_id]
    if lane is not None:
        chosen.append(col(OutboxRow.lane) == lane)
    return _cancel(unit, chosen, reason, now)


def cancel_keyed(unit: Unit, prefix: str, reason: str, now: datetime) -> int:
    """Drop what waits and has a key that begins so; the number of messages."""
    return _cancel(unit, [col(OutboxRow.key).startswith(prefix, autoescape=True)], reason, now)


def cancel_keys(unit: Unit, keys: Sequence[str], reason: str, now: datetime) -> int:
    """Drop what waits under just these keys; the number of messages."""
    return _cancel(unit, [col(OutboxRow.key).in_(keys)], reason, now) if keys else 0


def _cancel(unit: Unit, chosen: Sequence[ColumnElement[bool]], reason: str, now: datetime) -> int:
    return unit.changed(
        update(OutboxRow)
        .where(*chosen, col(OutboxRow.state).in_(("waiting", "held")))
        .values(state="cancelled", reason=reason, done_at=now, lease_until=None)
    )


def rewrite_waiting(unit: Unit, broadcast_id: int, payload: dict[str, Any]) -> int:
    """Give what nobody has taken to send yet another content; the number of messages."""
    return unit.changed(
        update(OutboxRow)
        .where(col(OutboxRow.broadcast_id) == broadcast_id, col(OutboxRow.state).in_(("waiting", "held")))
        .values(payload=payload)
    )


def blank(unit: Unit, contact_ids: Sequence[int]) -> None:
    """Take the words out of what these contacts were sent; what still waits for them is left as it is."""
    unit.changed(
        update(OutboxRow)
        .where(col(OutboxRow.contact_id).in_(contact_ids), col(OutboxRow.done_at).is_not(None))
        .values(payload=BLANK)
    )


def purge(unit: Unit, before: datetime) -> int:
    """Delete what ended, or began to wait for a person's word, before a moment; the number of messages."""
    forgotten = and_(col(OutboxRow.state) == "held", col(OutboxRow.created_at) < before)
    return unit.changed(delete(OutboxRow).where(or_(col(OutboxRow.done_at) < before, forgotten)))


def counts_by_state(unit: Unit, broadcast_id: int) -> dict[str, int]:
    """How many of an announcement's messages are in each state."""
    query = (
        select(col(OutboxRow.state), func.count())
        .where(col(OutboxRow.broadcast_id) == broadcast_id)
        .group_by(col(OutboxRow.state))
    )
    return {state: count for state, count in unit.session.execute(query)}  # noqa: C416  (typed so)


def count_in_state(unit: Unit, state: str) -> int:
    """How many messages of all purposes are in a state."""
    return unit.session.scalar(select(func.count()).where(col(OutboxRow.state) == state)) or 0


def choices_of(unit: Unit, channel: str, address: str, external_id: str) -> list[str]:
    """The ids of the choices under a message that was sent, by the platform's id of it; none for what is not ours."""
    query = (
        select(col(OutboxRow.payload))
        .where(
            col(OutboxRow.channel) == channel,
            col(OutboxRow.address) == address,
            col(OutboxRow.external_id) == external_id,
        )
        .order_by(col(OutboxRow.id).desc())
    )
    payload = unit.session.scalars(query).first()
    return [choice_id for choice_id, _ in payload["choices"]] if payload else []
