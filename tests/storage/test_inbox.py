"""What was asked is kept with what became of it, and taken out on request or after a time."""

from storage import inbox
from storage.engine import Database
from storage.people import Contact
from tests.storage.rows import DAY, NOW, contact


def ask(database: Database, this: Contact, text: str = "htx là gì") -> int:
    with database.unit() as unit:
        return inbox.record_asked(
            unit, this.id, text, "answer", "khai-niem", 0.9, NOW, entry_version="abc", citations=["Điều 4 Luật"]
        )


def test_answer_is_kept_with_version_citations_and_what_was_thought_of_it(database: Database) -> None:
    number = ask(database, contact(database))
    with database.unit() as unit:
        inbox.record_useful(unit, number, False)
        inbox.record_reason(unit, number, "old")
        inbox.record_reason_text(unit, number, "luật mới rồi")
    with database.reading() as unit:
        found = inbox.find_asked(unit, number)
        assert found is not None
        assert (found.entry, found.entry_version, found.citations) == ("khai-niem", "abc", ["Điều 4 Luật"])
        assert (found.useful, found.reason, found.reason_text) == (False, "old", "luật mới rồi")


def test_forgotten_questions_are_gone_and_others_stay(database: Database) -> None:
    this, other = contact(database), contact(database, "binh")
    ask(database, this)
    kept = ask(database, other)
    with database.unit() as unit:
        inbox.forget_questions(unit, [this.id])
    with database.reading() as unit:
        assert inbox.questions_by(unit, [this.id]) == []
        assert [item.id for item in inbox.questions_by(unit, [other.id])] == [kept]


def test_latest_answers_come_newest_first(database: Database) -> None:
    this = contact(database)
    numbers = [ask(database, this) for _ in range(3)]
    with database.reading() as unit:
        assert [item.id for item in inbox.latest_answers(unit, this.id, 2)] == [numbers[2], numbers[1]]


def test_purge_takes_what_is_old_only(database: Database) -> None:
    this = contact(database)
    ask(database, this)
    with database.unit() as unit:
        assert inbox.purge(unit, NOW) == 0
        assert inbox.purge(unit, NOW + DAY) == 1
