"""Deliveries of a round's results: each a row, claimed with a lease, tried until it arrives or three days pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlmodel import col

from storage.tables.traffic import ForwardRow, ForwardTryRow
from storage.unit import Unit, plain, plains

ASKER = "asker"
"""Target of what somebody on the staff asked for in chat."""

LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))


@dataclass(frozen=True, slots=True)
class Forward:
    """`key` is unique and doubles as the receiver's idempotency key.

    `target` is folder | post | staff | asker | email:address. `wish` of an asker: {"contact": id, "what": …}.
    """

    id: int
    key: str
    round_id: int
    target: str
    state: str
    attempts: int
    reason: str | None
    created_at: datetime
    done_at: datetime | None
    next_at: datetime
    wish: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """One try of a delivery. `answer` is what the receiver said, or why it failed."""

    forward_id: int
    tried_at: datetime
    arrived: bool
    answer: str


def plan(
    unit: Unit, round_id: int, target: str, now: datetime, revision: str = "1", wish: Mapping[str, Any] | None = None
) -> bool:
    """Put a delivery on the list; False when it is there already. A new `revision` sends the round once more."""
    values: dict[str, Any] = {
        "key": f"round-{round_id}-{target}-{revision}",
        "round_id": round_id,
        "target": target,
        "state": "waiting",
        "attempts": 0,
        "next_at": now,
        "created_at": now,
        "wish": None if wish is None else dict(wish),
    }
    return unit.insert_new(ForwardRow, values) == 1


def next_revision(unit: Unit, round_id: int) -> str:
    """The revision that sends a round once more: one higher than any before."""
    keys = unit.session.scalars(select(col(ForwardRow.key)).where(col(ForwardRow.round_id) == round_id))
    ends = [key.rpartition("-")[2] for key in keys]
    return str(max((int(end) for end in ends if end.isdecimal() and len(end) < 9), default=0) + 1)


def _due(now: datetime, *, asked: bool) -> ColumnElement[bool]:
    due = or_(
        and_(col(ForwardRow.state) == "waiting", col(ForwardRow.next_at) <= now),
        and_(col(ForwardRow.state) == "claimed", col(ForwardRow.lease_until) < now),
    )
    return and_(due, (col(ForwardRow.target) == ASKER) == asked)


def any_due(unit: Unit, now: datetime, *, asked: bool = False) -> bool:
    """Whether claiming is worth a try; cheap, and takes no lock. `asked`: of what somebody waits for in chat."""
    return unit.session.scalar(select(col(ForwardRow.id)).where(_due(now, asked=asked)).limit(1)) is not None


def claim_next(unit: Unit, now: datetime, *, asked: bool = False) -> Forward | None:
    """Take the next delivery that is due, also one whose process died; None when there is none."""
    unit.serialise("forward")
    query = select(ForwardRow).where(_due(now, asked=asked)).order_by(col(ForwardRow.id)).limit(1)
    row = unit.session.scalars(query).first()
    if row is None:
        return None
    row.state, row.lease_until, row.attempts = "claimed", now + LEASE, row.attempts + 1
    unit.session.flush()
    return plain(Forward, row)


def mark_done(unit: Unit, forward_id: int, reason: str, now: datetime) -> None:
    """`reason`: what the receiver said, for the log of what went where."""
    unit.add(ForwardTryRow(forward_id=forward_id, tried_at=now, arrived=True, answer=reason))
    unit.changed(
        update(ForwardRow)
        .where(col(ForwardRow.id) == forward_id)
        .values(state="done", reason=reason, done_at=now, lease_until=None)
    )


def mark_failed_try(unit: Unit, forward: Forward, reason: str, now: datetime) -> bool:
    """Plan the next try after a growing pause; True when three days have passed and it is given up."""
    unit.add(ForwardTryRow(forward_id=forward.id, tried_at=now, arrived=False, answer=reason))
    over = now - forward.created_at >= GIVE_UP_AFTER
    pause = PAUSES[min(forward.attempts, len(PAUSES)) - 1]
    values = {"state": "failed", "done_at": now} if over else {"state": "waiting", "next_at": now + pause}
    unit.changed(
        update(ForwardRow).where(col(ForwardRow.id) == forward.id).values(**values, reason=reason, lease_until=None)
    )
    return over


def of_round(unit: Unit, round_id: int) -> list[Forward]:
    query = select(ForwardRow).where(col(ForwardRow.round_id) == round_id).order_by(col(ForwardRow.id))
    return plains(Forward, unit.session.scalars(query))


def find(unit: Unit, forward_id: int) -> Forward | None:
    row = unit.session.get(ForwardRow, forward_id)
    return None if row is None else plain(Forward, row)


def recent(unit: Unit, limit: int) -> list[Forward]:
    """The newest deliveries to the targets of the settings, the newest first."""
    query = select(ForwardRow).where(col(ForwardRow.target) != ASKER).order_by(col(ForwardRow.id).desc()).limit(limit)
    return plains(Forward, unit.session.scalars(query))


def tries_of(unit: Unit, forward_id: int) -> list[Try]:
    """Every try of a delivery, in its order."""
    query = select(ForwardTryRow).where(col(ForwardTryRow.forward_id) == forward_id).order_by(col(ForwardTryRow.id))
    return plains(Try, unit.session.scalars(query))
