"""Corrected entries, and who got the old answer."""

from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlmodel import col

from storage.people import Contact
from storage.tables.inbox import AskedRow, QuestionRow
from storage.tables.learning import AskerRow, CorrectionRow, LearnedRow
from storage.tables.people import ContactRow, PersonRow
from storage.unit import Unit, plain


def note(unit: Unit, entry: str, mark: str, version: str, now: datetime) -> int | None:
    """Keep that an entry was corrected; its number, or None when this correction (`mark`) was noted before."""
    values = {"entry": entry, "mark": mark, "version": version, "found_at": now}
    if not unit.insert_new(CorrectionRow, values):
        return None
    query = select(col(CorrectionRow.id)).where(col(CorrectionRow.entry) == entry, col(CorrectionRow.mark) == mark)
    return unit.session.scalars(query).one()


def noted(unit: Unit) -> set[tuple[str, str]]:
    """(entry, mark) of every correction noted."""
    query = select(col(CorrectionRow.entry), col(CorrectionRow.mark))
    return {(entry, mark) for entry, mark in unit.session.execute(query)}


def misled(unit: Unit, entry: str, version: str, since: datetime) -> list[tuple[Contact, str, datetime]]:
    """Whom an older version of an entry was said to since a moment: where they asked last, what, and when.

    Also those whom staff sent the answer that the older version was made of. One row a person. Who stopped or blocked,
    or withdrew consent, is left out; who erased themselves left no question.
    """
    last: dict[int, tuple[ContactRow, str, datetime]] = {}
    for query in (_answered_by_staff(entry, version, since), _answered_by_entry(entry, version, since)):
        last |= {contact.person_id: (contact, text, at) for contact, text, at in unit.session.execute(query)}
    return [(plain(Contact, contact), text, at) for contact, text, at in last.values()]


_REACHABLE = (
    col(ContactRow.state) == "active",
    or_(col(PersonRow.consent).is_(None), col(PersonRow.consent) != "withdrawn"),
)


def _answered_by_entry(entry: str, version: str, since: datetime) -> Select[ContactRow, str, datetime]:
    return (
        select(ContactRow, col(AskedRow.text), col(AskedRow.asked_at))
        .join(AskedRow, col(AskedRow.contact_id) == col(ContactRow.id))
        .join(PersonRow, col(PersonRow.id) == col(ContactRow.person_id))
        .where(
            col(AskedRow.entry) == entry,
            or_(col(AskedRow.entry_version).is_(None), col(AskedRow.entry_version) != version),
            col(AskedRow.asked_at) >= since,
            *_REACHABLE,
        )
        .order_by(col(AskedRow.id))
    )


def _answered_by_staff(entry: str, version: str, since: datetime) -> Select[ContactRow, str, datetime]:
    return (
        select(ContactRow, col(AskerRow.text), col(AskerRow.asked_at))
        .join(AskerRow, col(AskerRow.contact_id) == col(ContactRow.id))
        .join(PersonRow, col(PersonRow.id) == col(ContactRow.person_id))
        .join(QuestionRow, col(QuestionRow.id) == col(AskerRow.question_id))
        .join(LearnedRow, col(LearnedRow.question_id) == col(QuestionRow.id))
        .where(
            col(LearnedRow.key) == entry,
            col(LearnedRow.state).in_(("approved", "replaced")),
            col(LearnedRow.content) != version,
            col(QuestionRow.state) == "answered",
            col(QuestionRow.answered_at) >= since,
            *_REACHABLE,
        )
        .order_by(col(AskerRow.id))
    )
