"""Deliveries of a round's results: each a row, claimed with a lease, tried until it arrives or three days pass."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlmodel import col

from storage.tables.traffic import ForwardRow
from storage.unit import Unit, plain, plains

LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))


@dataclass(frozen=True, slots=True)
class Forward:
    """`key` is unique and doubles as the receiver's idempotency key. `target` is folder | post | staff."""

    id: int
    key: str
    round_id: int
    target: str
    state: str
    attempts: int
    reason: str | None
    created_at: datetime
    done_at: datetime | None


def plan(unit: Unit, round_id: int, target: str, now: datetime, revision: str = "1") -> bool:
    """Put a delivery on the list; False when it is there already. A new `revision` sends the round once more."""
    values = {
        "key": f"round-{round_id}-{target}-{revision}",
        "round_id": round_id,
        "target": target,
        "state": "waiting",
        "attempts": 0,
        "next_at": now,
        "created_at": now,
    }
    return unit.insert_new(ForwardRow, values) == 1


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(col(ForwardRow.state) == "waiting", col(ForwardRow.next_at) <= now),
        and_(col(ForwardRow.state) == "claimed", col(ForwardRow.lease_until) < now),
    )


def any_due(unit: Unit, now: datetime) -> bool:
    """Whether claiming is worth a try; cheap, and takes no lock."""
    return unit.session.scalar(select(col(ForwardRow.id)).where(_due(now)).limit(1)) is not None


def claim_next(unit: Unit, now: datetime) -> Forward | None:
    """Take the next delivery that is due, also one whose process died; None when there is none."""
    unit.serialise("forward")
    row = unit.session.scalars(select(ForwardRow).where(_due(now)).order_by(col(ForwardRow.id)).limit(1)).first()
    if row is None:
        return None
    row.state, row.lease_until, row.attempts = "claimed", now + LEASE, row.attempts + 1
    unit.session.flush()
    return plain(Forward, row)


def mark_done(unit: Unit, forward_id: int, reason: str, now: datetime) -> None:
    """`reason`: what the receiver said, for the log of what went where."""
    unit.changed(
        update(ForwardRow)
        .where(col(ForwardRow.id) == forward_id)
        .values(state="done", reason=reason, done_at=now, lease_until=None)
    )


def mark_failed_try(unit: Unit, forward: Forward, reason: str, now: datetime) -> bool:
    """Plan the next try after a growing pause; True when three days have passed and it is given up."""
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
