"""How far people are in the guides, kept until they have not looked for a year."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import col

from storage.tables.guides import GuidePaperRow, GuideRow
from storage.unit import Unit


def keep_step(unit: Unit, person_id: int, procedure: str, step: int, now: datetime) -> None:
    """Remember the step somebody looks at."""
    values = {"person_id": person_id, "procedure": procedure, "step": step, "seen_at": now}
    if not unit.insert_new(GuideRow, values):
        unit.changed(update(GuideRow).where(*_of(person_id, procedure)).values(step=step, seen_at=now))


def find_step(unit: Unit, person_id: int, procedure: str) -> int | None:
    """The step looked at last; None for a procedure not begun."""
    return unit.session.scalars(select(col(GuideRow.step)).where(*_of(person_id, procedure))).first()


def steps_of(unit: Unit, person_id: int) -> list[tuple[str, int]]:
    """(procedure, step) of everything begun, the one looked at last first."""
    query = select(GuideRow).where(col(GuideRow.person_id) == person_id).order_by(col(GuideRow.seen_at).desc())
    return [(row.procedure, row.step) for row in unit.session.scalars(query)]


def tick(unit: Unit, person_id: int, procedure: str, paper: str, now: datetime) -> None:
    """The person has this paper. Saying it twice does nothing."""
    values = {"person_id": person_id, "procedure": procedure, "paper": paper, "ticked_at": now}
    unit.insert_new(GuidePaperRow, values)


def untick(unit: Unit, person_id: int, procedure: str, paper: str) -> None:
    where = (col(GuidePaperRow.person_id) == person_id, col(GuidePaperRow.procedure) == procedure)
    unit.changed(delete(GuidePaperRow).where(*where, col(GuidePaperRow.paper) == paper))


def ticked(unit: Unit, person_id: int, procedure: str) -> frozenset[str]:
    """The papers of a procedure a person has."""
    where = (col(GuidePaperRow.person_id) == person_id, col(GuidePaperRow.procedure) == procedure)
    return frozenset(unit.session.scalars(select(col(GuidePaperRow.paper)).where(*where)))


def all_ticked(unit: Unit, person_id: int) -> list[tuple[str, str]]:
    """(procedure, paper) of everything a person has ticked."""
    query = select(GuidePaperRow).where(col(GuidePaperRow.person_id) == person_id).order_by(col(GuidePaperRow.id))
    return [(row.procedure, row.paper) for row in unit.session.scalars(query)]


def forget(unit: Unit, person_id: int) -> None:
    """Take out everything a person kept here."""
    unit.changed(delete(GuidePaperRow).where(col(GuidePaperRow.person_id) == person_id))
    unit.changed(delete(GuideRow).where(col(GuideRow.person_id) == person_id))


def purge(unit: Unit, before: datetime) -> int:
    """Delete what nobody looked at or ticked since a moment; the number of rows."""
    count = unit.changed(delete(GuidePaperRow).where(col(GuidePaperRow.ticked_at) < before))
    return count + unit.changed(delete(GuideRow).where(col(GuideRow.seen_at) < before))


def _of(person_id: int, procedure: str) -> tuple[ColumnElement[bool], ...]:
    return (col(GuideRow.person_id) == person_id, col(GuideRow.procedure) == procedure)
