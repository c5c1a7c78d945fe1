"""What was asked, how it was answered, and what the person thought of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlmodel import col

from storage import questions
from storage.tables.inbox import AskedRow
from storage.unit import Unit, plain, plains, table_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what became of it.

    `outcome` is answer | choices | handoff | other; `entry_version` (knowledge.versions) and `citations`, as people
    read them, are those of the answer given; `reason` is wrong | missing | old | unclear.
    """

    id: int
    contact_id: int | None
    text: str
    outcome: str
    entry: str | None
    entry_version: str | None
    citations: Sequence[str] | None
    confidence: float
    useful: bool | None
    reason: str | None
    reason_text: str | None
    asked_at: datetime


_ASKED = table_of(AskedRow)
_RECORD_ASKED = insert(_ASKED).returning(_ASKED.c.id)


def record_asked(
    unit: Unit,
    contact_id: int | None,
    text: str,
    outcome: str,
    entry: str | None,
    confidence: float,
    now: datetime,
    *,
    entry_version: str | None = None,
    citations: Sequence[str] = (),
) -> int:
    """Keep a question and what became of it (see Asked); its id."""
    values = {
        "contact_id": contact_id,
        "text": text,
        "outcome": outcome,
        "entry": entry,
        "entry_version": entry_version,
        "citations": list(citations),
        "confidence": confidence,
        "asked_at": now,
    }
    return int(unit.run(_RECORD_ASKED, values).scalar_one())


def find_asked(unit: Unit, asked_id: int) -> Asked | None:
    row = unit.session.get(AskedRow, asked_id)
    return None if row is None else plain(Asked, row)


def latest_answers(unit: Unit, contact_id: int, limit: int) -> list[Asked]:
    """What was answered to somebody last, the newest first."""
    query = (
        select(AskedRow)
        .where(col(AskedRow.contact_id) == contact_id, col(AskedRow.outcome) == "answer")
        .order_by(col(AskedRow.id).desc())
        .limit(limit)
    )
    return plains(Asked, unit.session.scalars(query))


def record_useful(unit: Unit, asked_id: int, useful: bool) -> None:
    unit.changed(update(AskedRow).where(col(AskedRow.id) == asked_id).values(useful=useful))


def record_reason(unit: Unit, asked_id: int, reason: str) -> None:
    """Why an answer was of no use: wrong | missing | old | unclear."""
    unit.changed(update(AskedRow).where(col(AskedRow.id) == asked_id).values(useful=False, reason=reason))


def record_reason_text(unit: Unit, asked_id: int, words: str) -> None:
    """The same in the person's own words."""
    unit.changed(update(AskedRow).where(col(AskedRow.id) == asked_id).values(useful=False, reason_text=words))


def forget_questions(unit: Unit, contact_ids: list[int]) -> None:
    """Take out what a person asked and what became of it; what waits for the staff too (storage.questions)."""
    questions.forget(unit, contact_ids)
    unit.changed(delete(AskedRow).where(col(AskedRow.contact_id).in_(contact_ids)))


def purge(unit: Unit, before: datetime) -> int:
    """Delete what was asked before a moment, also what staff answered of it; the number of rows."""
    return questions.purge(unit, before) + unit.changed(delete(AskedRow).where(col(AskedRow.asked_at) < before))


def questions_by(unit: Unit, contact_ids: list[int]) -> list[Asked]:
    query = select(AskedRow).where(col(AskedRow.contact_id).in_(contact_ids)).order_by(col(AskedRow.id))
    return plains(Asked, unit.session.scalars(query))
