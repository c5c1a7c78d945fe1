"""Messages on their way out: claimed with a lease, sent, and what became of each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from storage.tables.traffic import OutboxRow
from storage.unit import Unit, plains, table_of

LEASE = timedelta(seconds=60)
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


def put(unit: Unit, messages: Sequence[NewMessage]) -> int:
    """Store messages; those whose key is there already are left out. The number stored."""
    rows = [{**asdict(message), "state": "waiting", "attempts": 0} for message in messages]
    return unit.insert_new(OutboxRow, rows)


_OUTBOX = table_of(OutboxRow)
_ANY_DUE = (
    select(_OUTBOX.c.id)
    .where(_OUTBOX.c.state == "waiting", _OUTBOX.c.lane == bindparam("its_lane"), _OUTBOX.c.due_at <= bindparam("now"))
    .limit(1)
)
_MARK_SENT = (
    update(_OUTBOX)
    .where(
        _OUTBOX.c.id == bindparam("its_id"),
        _OUTBOX.c.claimed_by == bindparam("worker"),
        _OUTBOX.c.state.in_(("claimed", "sending")),
    )
    .values(state="sent", external_id=bindparam("sent_as"), done_at=bindparam("now"), lease_until=None)
)


def any_due(unit: Unit, lane: str, now: datetime) -> bool:
    """Whether claiming is worth a try; cheap, and takes no lock."""
    return unit.run(_ANY_DUE, {"its_lane": lane, "now": now}).first() is not None


def claim(unit: Unit, lane: str, worker: str, now: datetime, limit: int) -> list[ClaimedMessage]:
    """Take up to `limit` due messages of a lane for `worker`, the oldest first, for as long as the lease lasts.

    A message stays where it is while an earlier one to the same address is on its way or waits to be tried again:
    nobody gets the second message before the first.
    """
    unit.serialise(f"claim-{lane}")
    ids = list(unit.session.scalars(_claimable(lane, now).limit(limit)))
    if not ids:
        return []
    # Replies are sent at once; bulk messages wait for their pace in between, and say when they really begin.
    state = "sending" if lane == "reply" else "claimed"
    statement = (
        update(OutboxRow)
        .where(col(OutboxRow.id).in_(ids), col(OutboxRow.state) == "waiting")
        .values(state=state, claimed_by=worker, lease_until=now + LEASE, attempts=col(OutboxRow.attempts) + 1)
        .returning(OutboxRow)
        .execution_options(synchronize_session=False)
    )
    rows = unit.session.scalars(statement).all()
    return sorted(plains(ClaimedMessage, rows), key=lambda message: message.id)


def _claimable(lane: str, now: datetime) -> Any:
    earlier = aliased(OutboxRow)
    busy = and_(
        col(earlier.channel) == col(OutboxRow.channel),
        col(earlier.address) == col(OutboxRow.address),
        col(earlier.lane) == lane,
        col(earlier.id) < col(OutboxRow.id),
        or_(
            col(earlier.state).in_(("claimed", "sending")),
            and_(col(earlier.state) == "waiting", col(earlier.attempts) > 0),
        ),
    )
    return (
        select(col(OutboxRow.id))
        .where(
            col(OutboxRow.state) == "waiting",
            col(OutboxRow.lane) == lane,
            col(OutboxRow.due_at) <= now,
            ~exists().where(busy),
        )
        .order_by(col(OutboxRow.id))
    )


def _mine(message_id: int, worker: str) -> tuple[ColumnElement[bool], ...]:
    return (
        col(OutboxRow.id) == message_id,
        col(OutboxRow.claimed_by) == worker,
        col(OutboxRow.state).in_(("claimed", "sending")),
    )


def begin_sending(unit: Unit, message_id: int, worker: str, now: datetime) -> bool:
    """Say that the network call begins now; False when the claim was lost or the message cancelled."""
    statement = update(OutboxRow).where(*_mine(message_id, worker)).values(state="sending", lease_until=now + LEASE)
    return unit.changed(statement) == 1


def mark_sent(unit: Unit, message_id: int, worker: str, external_id: str, now: datetime) -> None:
    unit.run(_MARK_SENT, {"its_id": message_id, "worker": worker, "sent_as": external_id, "now": now})


def mark_ended(unit: Unit, message_id: int, worker: str, state: str, reason: str, now: datetime) -> None:
    """`state`: failed | uncertain."""
    unit.changed(
        update(OutboxRow)
        .where(*_mine(message_id, worker))
        .values(state=state, reason=reason, done_at=now, lease_until=None)
    )


def put_back(unit: Unit, message_id: int, worker: str, due_at: datetime, reason: str) -> None:
    """Try a message again at `due_at`."""
    unit.changed(
        update(OutboxRow)
        .where(*_mine(message_id, worker))
        .values(state="waiting", due_at=due_at, reason=reason, claimed_by=None, lease_until=None)
    )


def hold(unit: Unit, message_id: int, worker: str, reason: str) -> None:
    """Keep a message until the person writes again: the platform takes it only then."""
    unit.changed(
        update(OutboxRow)
        .where(*_mine(message_id, worker))
        .values(state="held", reason=reason, claimed_by=None, lease_until=None)
    )


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

    Claimed but not begun: waits again. Begun: a reply is sent once more (silence is worse than a reply seen twice),
    anything the bot started itself is *uncertain* and named so to staff.
    """
    expired = (col(OutboxRow.lease_until).is_not(None), col(OutboxRow.lease_until) < now)
    begun = col(OutboxRow.state) == "sending"
    back = update(OutboxRow).where(
        *expired, or_(col(OutboxRow.state) == "claimed", and_(begun, col(OutboxRow.lane) == "reply"))
    )
    unsure = update(OutboxRow).where(*expired, begun, col(OutboxRow.lane) != "reply")
    count = unit.changed(
        unsure.values(state="uncertain", reason="stopped while sending", done_at=now, lease_until=None)
    )
    return count + unit.changed(back.values(state="waiting", claimed_by=None, lease_until=None))


def cancel_waiting(unit: Unit, contact_id: int, reason: str, now: datetime, *, lane: str | None = None) -> int:
    """Drop what waits for a contact who is gone, or only that of one lane; the number of messages."""
    chosen = [col(OutboxRow.contact_id) == contact_id]
    if lane is not None:
        chosen.append(col(OutboxRow.lane) == lane)
    return _cancel(unit, chosen, reason, now)


def cancel_keyed(unit: Unit, prefix: str, reason: str, now: datetime) -> int:
    """Drop what waits and has a key that begins so; the number of messages."""
    return _cancel(unit, [col(OutboxRow.key).startswith(prefix, autoescape=True)], reason, now)


def _cancel(unit: Unit, chosen: Sequence[ColumnElement[bool]], reason: str, now: datetime) -> int:
    # What is claimed but not begun can still be stopped: `begin_sending` then says so to whoever claimed it.
    return unit.changed(
        update(OutboxRow)
        .where(*chosen, col(OutboxRow.state).in_(("waiting", "claimed", "held")))
        .values(state="cancelled", reason=reason, done_at=now, lease_until=None)
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
