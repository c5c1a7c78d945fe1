"""Entries written by staff: drafts, approvals, withdrawals, and the stamp that tells processes to read them again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import col

from storage.tables.learning import LearnedChangeRow, LearnedRow
from storage.unit import Unit, plain, plains, table_of


@dataclass(frozen=True, slots=True)
class Learned:
    """One version of an entry; `state` is draft | approved | refused | dropped | replaced | withdrawn."""

    id: int
    key: str
    version: int
    state: str
    question_id: int | None
    entry: dict[str, Any]
    content: str
    based_on: str | None
    author_id: int | None
    created_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    reason: str | None


_CHANGE = table_of(LearnedChangeRow)
_STAMP = select(func.max(_CHANGE.c.id))


def stamp(unit: Unit) -> int:
    """A number that grows whenever what is served changes; 0 before the first approval. Cheap: asked at each turn."""
    return int(unit.run(_STAMP).scalar() or 0)


def draft(
    unit: Unit,
    key: str,
    entry: dict[str, Any],
    content: str,
    author_id: int,
    now: datetime,
    *,
    question_id: int | None = None,
    based_on: str | None = None,
) -> int:
    """Keep a new version of an entry that nobody approved yet; its number."""
    unit.serialise("learned")
    last = unit.session.scalar(select(func.max(col(LearnedRow.version))).where(col(LearnedRow.key) == key)) or 0
    row = LearnedRow(
        key=key,
        version=last + 1,
        question_id=question_id,
        entry=entry,
        content=content,
        based_on=based_on,
        author_id=author_id,
        created_at=now,
    )
    unit.add(row)
    assert row.id is not None
    return row.id


def find(unit: Unit, learned_id: int) -> Learned | None:
    row = unit.session.get(LearnedRow, learned_id)
    return None if row is None else plain(Learned, row)


def in_state(unit: Unit, state: str) -> list[Learned]:
    """All versions in a state, the oldest first."""
    query = select(LearnedRow).where(col(LearnedRow.state) == state).order_by(col(LearnedRow.id))
    return plains(Learned, unit.session.scalars(query))


def decide(unit: Unit, learned_id: int, state: str, person_id: int, now: datetime, reason: str | None = None) -> bool:
    """Settle a draft (approved | refused | dropped); False when that was done before.

    An approved version takes the place of the one before it, and every process reads the entries again.
    """
    unit.serialise("learned")  # stamps become visible in the order they are given
    found = find(unit, learned_id)
    decided = (
        update(LearnedRow)
        .where(col(LearnedRow.id) == learned_id, col(LearnedRow.state) == "draft")
        .values(state=state, decided_by=person_id, decided_at=now, reason=reason)
    )
    if found is None or unit.changed(decided) != 1:
        return False
    if state == "approved":
        before = (col(LearnedRow.key) == found.key, col(LearnedRow.state) == "approved", col(LearnedRow.id) != found.id)
        unit.changed(update(LearnedRow).where(*before).values(state="replaced"))
        _note_change(unit, learned_id, state, person_id, now)
    return True


def withdraw(unit: Unit, learned_id: int, person_id: int, now: datetime) -> bool:
    """Serve an approved entry no longer; False when it was not served."""
    unit.serialise("learned")
    served = (col(LearnedRow.id) == learned_id, col(LearnedRow.state) == "approved")
    if unit.changed(update(LearnedRow).where(*served).values(state="withdrawn")) != 1:
        return False
    _note_change(unit, learned_id, "withdrawn", person_id, now)
    return True


def _note_change(unit: Unit, learned_id: int, what: str, person_id: int, now: datetime) -> None:
    unit.add(LearnedChangeRow(learned_id=learned_id, what=what, person_id=person_id, at=now))
