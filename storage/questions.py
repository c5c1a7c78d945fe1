"""Questions for the staff: who asks each, what was answered, and who still has to hear it.

One question has many askers, each with their own words; people are counted, not messages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, distinct, func, select, update
from sqlmodel import col

from storage.people import Contact
from storage.tables.inbox import QuestionRow
from storage.tables.learning import AskerRow, StaffAnswerRow
from storage.tables.people import ContactRow
from storage.unit import Unit, plain, plains

MOST_COMPARED = 2000
"""So many askers' words, the newest, are compared with a new question."""


@dataclass(frozen=True, slots=True)
class Question:
    """`text` are the words of who asked first; `state` is open | answered | withdrawn | closed."""

    id: int
    text: str
    state: str
    entry: str | None
    answered_by: int | None
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A question that waits, and how many people ask it."""

    id: int
    text: str
    people: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asked, in their own words; `wanted` when they pressed the button for it."""

    id: int
    question_id: int
    contact_id: int
    asked_id: int | None
    text: str
    wanted: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """`sent_at` is None for an answer that came after a colleague's and was kept only."""

    id: int
    question_id: int
    person_id: int | None
    text: str
    given_at: datetime
    sent_at: datetime | None


def find(unit: Unit, question_id: int) -> Question | None:
    row = unit.session.get(QuestionRow, question_id)
    return None if row is None else plain(Question, row)


def asker_of(unit: Unit, asked_id: int) -> Asker | None:
    """The asker that one asked question became; None when it is not with the staff."""
    row = unit.session.scalars(select(AskerRow).where(col(AskerRow.asked_id) == asked_id)).first()
    return None if row is None else plain(Asker, row)


def open_askers(unit: Unit) -> list[Asker]:
    """The askers of the questions that wait, in the order of asking; at most MOST_COMPARED, the newest."""
    query = (
        select(AskerRow)
        .join(QuestionRow, col(QuestionRow.id) == col(AskerRow.question_id))
        .where(col(QuestionRow.state) == "open")
        .order_by(col(AskerRow.id).desc())
        .limit(MOST_COMPARED)
    )
    return plains(Asker, unit.session.scalars(query))[::-1]


def begin(unit: Unit, contact_id: int, text: str, entry: str | None, now: datetime) -> int:
    """A new question without askers yet; its number. `entry` is the one whose answer was of no use."""
    row = QuestionRow(contact_id=contact_id, text=text, state="open", entry=entry, asked_at=now)
    unit.add(row)
    assert row.id is not None
    return row.id


def join(unit: Unit, question_id: int, contact_id: int, asked_id: int, text: str, now: datetime) -> None:
    """Somebody asks this too. The same asking twice is one."""
    values = {"question_id": question_id, "contact_id": contact_id, "asked_id": asked_id, "text": text, "wanted": False}
    unit.insert_new(AskerRow, values | {"asked_at": now})


def want(unit: Unit, asked_id: int) -> None:
    """The person pressed the button: the answer comes even if they say stop."""
    unit.changed(update(AskerRow).where(col(AskerRow.asked_id) == asked_id).values(wanted=True))


_PEOPLE = func.count(distinct(col(ContactRow.person_id)))


def most_asked(unit: Unit, limit: int) -> list[Counted]:
    """The questions that wait, those that most people ask first, then the oldest."""
    query = (
        select(col(QuestionRow.id), col(QuestionRow.text), _PEOPLE, col(QuestionRow.asked_at))
        .join(AskerRow, col(AskerRow.question_id) == col(QuestionRow.id))
        .join(ContactRow, col(ContactRow.id) == col(AskerRow.contact_id))
        .where(col(QuestionRow.state) == "open")
        .group_by(col(QuestionRow.id), col(QuestionRow.text), col(QuestionRow.asked_at))
        .order_by(_PEOPLE.desc(), col(QuestionRow.id))
        .limit(limit)
    )
    return [Counted(*row) for row in unit.session.execute(query)]


def count_people(unit: Unit, question_id: int) -> int:
    """How many people ask a question."""
    query = (
        select(_PEOPLE)
        .join(AskerRow, col(AskerRow.contact_id) == col(ContactRow.id))
        .where(col(AskerRow.question_id) == question_id)
    )
    return unit.session.scalar(query) or 0


def count_open(unit: Unit) -> int:
    return unit.session.scalar(select(func.count()).where(col(QuestionRow.state) == "open")) or 0


def askers(unit: Unit, question_id: int) -> list[Asker]:
    """Everybody who asked a question, the first first."""
    query = select(AskerRow).where(col(AskerRow.question_id) == question_id).order_by(col(AskerRow.id))
    return plains(Asker, unit.session.scalars(query))


def recipients(unit: Unit, question_id: int) -> list[tuple[Contact, Asker]]:
    """Where each person who asked gets the answer: one address a person, the one they asked from last.

    Those who stopped or blocked are left out unless they asked for a person's answer.
    """
    query = (
        select(ContactRow, AskerRow)
        .join(AskerRow, col(AskerRow.contact_id) == col(ContactRow.id))
        .where(col(AskerRow.question_id) == question_id)
        .order_by(col(AskerRow.wanted), col(AskerRow.id))
    )
    last = {contact.person_id: (contact, asker) for contact, asker in unit.session.execute(query)}
    chosen = sorted(last.values(), key=lambda pair: pair[1].id)
    return [(plain(Contact, c), plain(Asker, a)) for c, a in chosen if c.state == "active" or a.wanted]


def answer(unit: Unit, question_id: int, text: str, person_id: int, now: datetime) -> tuple[int, bool]:
    """Keep a staff member's answer; its number, and whether it is the first: later ones are not sent by themselves."""
    decided = (
        update(QuestionRow)
        .where(col(QuestionRow.id) == question_id, col(QuestionRow.state) == "open")
        .values(state="answered", answer=text, answered_by=person_id, answered_at=now)
    )
    is_first = unit.changed(decided) == 1
    sent_at = now if is_first else None
    row = StaffAnswerRow(question_id=question_id, person_id=person_id, text=text, given_at=now, sent_at=sent_at)
    unit.add(row)
    assert row.id is not None
    return row.id, is_first


def find_answer(unit: Unit, answer_id: int) -> StaffAnswer | None:
    row = unit.session.get(StaffAnswerRow, answer_id)
    return None if row is None else plain(StaffAnswer, row)


def sent_answers(unit: Unit, question_id: int) -> list[StaffAnswer]:
    """What was sent to the askers of a question, the first first."""
    query = (
        select(StaffAnswerRow)
        .where(col(StaffAnswerRow.question_id) == question_id, col(StaffAnswerRow.sent_at).is_not(None))
        .order_by(col(StaffAnswerRow.id))
    )
    return plains(StaffAnswer, unit.session.scalars(query))


def mark_sent(unit: Unit, answer_id: int, now: datetime) -> bool:
    """Say that a kept answer is sent after all; False when it was sent before."""
    statement = (
        update(StaffAnswerRow)
        .where(col(StaffAnswerRow.id) == answer_id, col(StaffAnswerRow.sent_at).is_(None))
        .values(sent_at=now)
    )
    return unit.changed(statement) == 1


def close(unit: Unit, question_id: int) -> bool:
    """Take a question off the list without an answer; False when it was not waiting."""
    statement = (
        update(QuestionRow)
        .where(col(QuestionRow.id) == question_id, col(QuestionRow.state) == "open")
        .values(state="closed")
    )
    return unit.changed(statement) == 1


def split(unit: Unit, asker_id: int, now: datetime) -> int | None:
    """Make what somebody asked a question of its own, with all who used the very same words; None when it is alone."""
    row = unit.session.get(AskerRow, asker_id)
    if row is None:
        return None
    moved = [a.id for a in askers(unit, row.question_id) if a.text == row.text]
    if len(moved) == len(askers(unit, row.question_id)):
        return None
    old, contact_id, text = row.question_id, row.contact_id, row.text
    new = begin(unit, contact_id, text, None, now)
    unit.changed(update(AskerRow).where(col(AskerRow.id).in_(moved)).values(question_id=new))
    _settle_heads(unit, [old])
    return new


def withdraw(unit: Unit, asked_id: int) -> bool:
    """The asker does not want it any more; False when it was not with the staff, or is answered."""
    asker = asker_of(unit, asked_id)
    found = None if asker is None else find(unit, asker.question_id)
    if asker is None or found is None or found.state != "open":
        return False
    if len(askers(unit, found.id)) == 1:
        unit.changed(update(QuestionRow).where(col(QuestionRow.id) == found.id).values(state="withdrawn"))
    else:
        unit.changed(delete(AskerRow).where(col(AskerRow.id) == asker.id))
        _settle_heads(unit, [found.id])
    return True


def forget(unit: Unit, contact_ids: Sequence[int]) -> None:
    """Take a person's questions out, answered or not. What others ask too stays, in the words of the others."""
    touched = _ids(unit, select(col(AskerRow.question_id)).where(col(AskerRow.contact_id).in_(contact_ids)))
    headed = _ids(unit, select(col(QuestionRow.id)).where(col(QuestionRow.contact_id).in_(contact_ids)))
    unit.changed(delete(AskerRow).where(col(AskerRow.contact_id).in_(contact_ids)))
    _settle_heads(unit, sorted({*touched, *headed}))


def _settle_heads(unit: Unit, question_ids: Sequence[int]) -> None:
    """Each question in the words of its first asker; those without any are deleted with what was answered."""
    for question_id in question_ids:
        left = askers(unit, question_id)
        where = col(QuestionRow.id) == question_id
        if left:
            values = {"contact_id": left[0].contact_id, "asked_id": None, "text": left[0].text}
            unit.changed(update(QuestionRow).where(where).values(values))
        else:
            unit.changed(delete(StaffAnswerRow).where(col(StaffAnswerRow.question_id) == question_id))
            unit.changed(delete(QuestionRow).where(where))


def purge(unit: Unit, before: datetime) -> int:
    """Delete what was asked before a moment and waits for nobody; the number of questions.

    A question waits for those who asked for a person's answer, however long.
    """
    old = (col(AskerRow.asked_at) < before, col(AskerRow.wanted).is_(False))
    touched = _ids(unit, select(col(AskerRow.question_id)).where(*old))
    unit.changed(delete(AskerRow).where(*old))
    _settle_heads(unit, touched)
    ended = (col(QuestionRow.asked_at) < before, col(QuestionRow.state) != "open")
    gone = _ids(unit, select(col(QuestionRow.id)).where(*ended))
    for table in (AskerRow, StaffAnswerRow):
        unit.changed(delete(table).where(col(table.question_id).in_(gone)))
    return unit.changed(delete(QuestionRow).where(col(QuestionRow.id).in_(gone)))


def _ids(unit: Unit, query: Any) -> list[int]:
    return sorted({found for found in unit.session.scalars(query) if found is not None})
