"""Drafts of the staff: versions counted, decided once, one approved version at a time, a stamp that always grows."""

from datetime import timedelta

from storage import corrections, inbox, learned, people, questions
from storage.engine import Database
from tests.storage.race import together
from tests.storage.rows import DAY, NOW, contact


def draft(database: Database, person: int, content: str = "v1", question: int | None = None) -> int:
    with database.unit() as unit:
        return learned.draft(unit, "lien-minh-1", {"question": "?"}, content, person, NOW, question_id=question)


def approve(database: Database, number: int, person: int) -> bool:
    with database.unit() as unit:
        return learned.decide(unit, number, "approved", person, NOW)


def stamp(database: Database) -> int:
    with database.reading() as unit:
        return learned.stamp(unit)


def test_draft_is_decided_by_one_of_two(database: Database) -> None:
    person = contact(database).person_id
    number = draft(database, person)
    assert sorted(together(*[lambda: approve(database, number, person)] * 2)) == [False, True]
    assert not approve(database, 999, person)


def test_approved_version_takes_the_place_of_the_one_before(database: Database) -> None:
    person = contact(database).person_id
    first, second = draft(database, person), draft(database, person, "v2")
    assert stamp(database) == 0
    approve(database, first, person)
    before = stamp(database)
    approve(database, second, person)
    assert stamp(database) > before > 0
    with database.reading() as unit:
        assert [(row.id, row.version) for row in learned.in_state(unit, "approved")] == [(second, 2)]
        assert [row.id for row in learned.in_state(unit, "replaced")] == [first]


def test_withdrawn_entry_is_served_no_more_and_raises_the_stamp_once(database: Database) -> None:
    person = contact(database).person_id
    number = draft(database, person)
    with database.unit() as unit:
        assert not learned.withdraw(unit, number, person, NOW)
    approve(database, number, person)
    before = stamp(database)
    with database.unit() as unit:
        assert learned.withdraw(unit, number, person, NOW)
        assert not learned.withdraw(unit, number, person, NOW)
        assert learned.in_state(unit, "approved") == []
    assert stamp(database) == before + 1


def test_only_those_who_got_an_older_version_lately_are_told(database: Database) -> None:
    def ask(who: str, version: str, ago: timedelta = DAY) -> None:
        with database.unit() as unit:
            _, this = people.meet(unit, "terminal", who, NOW)
            inbox.record_asked(unit, this.id, "?", "answer", "muc", 1.0, NOW - ago, entry_version=version)

    for who in ("an", "an", "binh", "chi", "dung"):
        ask(who, "old")
    ask("em", "new")
    ask("giang", "old", 91 * DAY)
    with database.unit() as unit:
        people.set_contact_state(unit, people.meet(unit, "terminal", "binh", NOW)[1].id, "stopped")
        people.record_consent(unit, people.meet(unit, "terminal", "chi", NOW)[0].id, "withdrawn", "t", NOW)
        told = corrections.misled(unit, "muc", "new", NOW - 90 * DAY)
    assert [c.address for c, _, _ in told] == ["an", "dung"]


def test_those_whom_staff_sent_the_old_answer_are_told_too(database: Database) -> None:
    this = contact(database)
    with database.unit() as unit:
        number = questions.begin(unit, this.id, "?", None, NOW)
        asked = inbox.record_asked(unit, this.id, "?", "handoff", None, 0.1, NOW)
        questions.join(unit, number, this.id, asked, "?", NOW)
        questions.answer(unit, number, "một", this.person_id, NOW)
    approve(database, draft(database, this.person_id, "v1", number), this.person_id)
    with database.reading() as unit:
        told = [c.address for c, _, _ in corrections.misled(unit, "lien-minh-1", "v2", NOW)]
        assert told == ["an"]
        assert corrections.misled(unit, "lien-minh-1", "v1", NOW) == []


def test_correction_is_noted_once(database: Database) -> None:
    with database.unit() as unit:
        assert corrections.note(unit, "muc", "content:2026-11-01", "v2", NOW) is not None
        assert corrections.note(unit, "muc", "content:2026-11-01", "v3", NOW) is None
        assert corrections.note(unit, "muc", "content:2026-12-01", "v3", NOW) is not None
        assert corrections.noted(unit) == {("muc", "content:2026-11-01"), ("muc", "content:2026-12-01")}
