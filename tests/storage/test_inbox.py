"""Questions: kept with what became of them, handed over once, answered once, taken out on request."""

from storage import inbox
from storage.engine import Database
from storage.people import Contact
from tests.storage.race import together
from tests.storage.rows import DAY, NOW, contact


def ask(database: Database, this: Contact, text: str = "htx là gì") -> int:
    with database.unit() as unit:
        return inbox.record_asked(unit, this.id, text, "handoff", None, 0.1, NOW)


def hand_over(database: Database, this: Contact, asked: int) -> tuple[int, bool]:
    with database.unit() as unit:
        return inbox.hand_over(unit, this.id, asked, "htx là gì", NOW)


def test_question_handed_over_twice_is_one(database: Database) -> None:
    this = contact(database)
    asked = ask(database, this)
    handed = together(*[lambda: hand_over(database, this, asked)] * 3)
    assert sorted(is_new for _, is_new in handed) == [False, False, True]
    assert len({number for number, _ in handed}) == 1


def test_question_is_answered_by_one_of_two(database: Database) -> None:
    this = contact(database)
    number, _ = hand_over(database, this, ask(database, this))

    def answer(words: str) -> bool:
        with database.unit() as unit:
            return inbox.answer_question(unit, number, words, this.person_id, NOW)

    answered = together(lambda: answer("a"), lambda: answer("b"))
    assert sorted(answered) == [False, True]
    with database.reading() as unit:
        found = inbox.find_question(unit, number)
        assert found is not None
        assert (found.state, found.answer) == ("answered", "ab"[answered.index(True)])
        assert inbox.open_questions(unit) == []


def test_open_questions_come_oldest_first(database: Database) -> None:
    this = contact(database)
    numbers = [hand_over(database, this, ask(database, this))[0] for _ in range(3)]
    with database.reading() as unit:
        assert [item.id for item in inbox.open_questions(unit)] == numbers
        assert [item.id for item in inbox.open_questions(unit, limit=2)] == numbers[:2]


def test_forgotten_questions_are_gone_and_others_stay(database: Database) -> None:
    this, other = contact(database), contact(database, "binh")
    hand_over(database, this, ask(database, this))
    kept = ask(database, other)
    with database.unit() as unit:
        inbox.forget_questions(unit, [this.id])
    with database.reading() as unit:
        assert inbox.questions_by(unit, [this.id]) == []
        assert inbox.open_questions(unit) == []
        assert [item.id for item in inbox.questions_by(unit, [other.id])] == [kept]


def test_purge_keeps_what_still_waits_for_an_answer(database: Database) -> None:
    this = contact(database)
    number, _ = hand_over(database, this, ask(database, this))
    with database.unit() as unit:
        assert inbox.purge(unit, NOW + DAY) == 1
        assert [item.id for item in inbox.open_questions(unit)] == [number]
        inbox.answer_question(unit, number, "là…", this.person_id, NOW)
        assert inbox.purge(unit, NOW + DAY) == 1
