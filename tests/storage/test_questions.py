"""Questions for the staff: many askers, one question; answered by one; who leaves takes their words along."""

from storage import inbox, people, questions
from storage.engine import Database
from storage.people import Contact
from tests.storage.race import together
from tests.storage.rows import DAY, NOW, contact


def ask(database: Database, this: Contact, number: int | None = None, text: str = "htx là gì") -> tuple[int, int]:
    """Somebody asks a new question, or one that is there; the question's number and the asking's."""
    with database.unit() as unit:
        asked = inbox.record_asked(unit, this.id, text, "handoff", None, 0.1, NOW)
        found = number or questions.begin(unit, this.id, text, None, NOW)
        questions.join(unit, found, this.id, asked, text, NOW)
        return found, asked


def answer(database: Database, number: int, this: Contact, words: str) -> bool:
    with database.unit() as unit:
        return questions.answer(unit, number, words, this.person_id, NOW)[1]


def told(database: Database, number: int) -> list[tuple[str, str]]:
    with database.reading() as unit:
        return [(c.address, asker.text) for c, asker in questions.recipients(unit, number)]


def test_question_is_answered_by_one_of_two_and_both_answers_are_kept(database: Database) -> None:
    this = contact(database)
    number, _ = ask(database, this)
    first = together(lambda: answer(database, number, this, "a"), lambda: answer(database, number, this, "b"))
    assert sorted(first) == [False, True]
    with database.reading() as unit:
        (sent,) = questions.sent_answers(unit, number)
        assert sent.text == "ab"[first.index(True)]
        assert questions.most_asked(unit, 10) == []


def test_people_are_counted_and_not_messages(database: Database) -> None:
    an, binh = contact(database), contact(database, "binh")
    first, _ = ask(database, binh, text="một mình")
    number, _ = ask(database, an)
    ask(database, an, number, "htx là j")
    ask(database, binh, number, "htx la gi")
    with database.reading() as unit:
        assert [(item.id, item.people) for item in questions.most_asked(unit, 10)] == [(number, 2), (first, 1)]
        assert [item.id for item in questions.most_asked(unit, 1)] == [number]
        assert questions.count_open(unit) == 2
        assert questions.count_people(unit, number) == 2


def test_same_asking_joins_once(database: Database) -> None:
    this = contact(database)
    number, asked = ask(database, this)
    with database.unit() as unit:
        questions.join(unit, number, this.id, asked, "htx là gì", NOW)
        assert len(questions.askers(unit, number)) == 1


def test_everybody_is_told_once_under_their_own_words(database: Database) -> None:
    an, binh = contact(database), contact(database, "binh")
    number, _ = ask(database, an, text="một")
    ask(database, binh, number, "hai")
    ask(database, an, number, "ba")
    assert told(database, number) == [("binh", "hai"), ("an", "ba")]


def test_who_stopped_is_told_only_when_they_wanted_an_answer(database: Database) -> None:
    an, binh = contact(database), contact(database, "binh")
    number, asked = ask(database, an)
    ask(database, binh, number)
    with database.unit() as unit:
        for this in (an, binh):
            people.set_contact_state(unit, this.id, "stopped")
        questions.want(unit, asked)
    assert [address for address, _ in told(database, number)] == ["an"]


def test_question_of_somebody_erased_stays_in_the_words_of_the_others(database: Database) -> None:
    an, binh = contact(database), contact(database, "binh")
    number, _ = ask(database, an, text="số nhà tôi là 5")
    ask(database, binh, number, "hai")
    with database.unit() as unit:
        questions.forget(unit, [an.id])
        found = questions.find(unit, number)
        assert found is not None
        assert found.text == "hai"
    assert told(database, number) == [("binh", "hai")]
    with database.unit() as unit:
        questions.forget(unit, [binh.id])
        assert questions.find(unit, number) is None


def test_answered_question_of_somebody_erased_goes_with_its_answer(database: Database) -> None:
    this = contact(database)
    number, _ = ask(database, this)
    answer(database, number, this, "là…")
    with database.unit() as unit:
        questions.forget(unit, [this.id])
        assert questions.find(unit, number) is None
        assert questions.sent_answers(unit, number) == []


def test_question_withdrawn_by_its_only_asker_waits_no_more(database: Database) -> None:
    an, binh = contact(database), contact(database, "binh")
    number, asked = ask(database, an)
    _, other = ask(database, binh, number, "hai")
    with database.unit() as unit:
        assert questions.withdraw(unit, asked)
        assert [item.text for item in questions.most_asked(unit, 10)] == ["hai"]
        assert questions.withdraw(unit, other)
        assert questions.most_asked(unit, 10) == []
        assert not questions.withdraw(unit, other)
        assert not questions.withdraw(unit, 999)
    assert not answer(database, number, an, "muộn rồi")


def test_wording_is_split_off_with_all_who_used_it(database: Database) -> None:
    an, binh, chi = (contact(database, name) for name in ("an", "binh", "chi"))
    number, _ = ask(database, an, text="một")
    ask(database, binh, number, "hai")
    ask(database, chi, number, "hai")
    with database.unit() as unit:
        moved = questions.askers(unit, number)[1].id
        new = questions.split(unit, moved, NOW)
        assert new is not None
        assert questions.split(unit, moved, NOW) is None
    assert told(database, number) == [("an", "một")]
    assert told(database, new) == [("binh", "hai"), ("chi", "hai")]


def test_purge_keeps_what_still_waits_for_an_answer(database: Database) -> None:
    this = contact(database)
    number, asked = ask(database, this)
    with database.unit() as unit:
        questions.want(unit, asked)
        assert questions.purge(unit, NOW + DAY) == 0
        assert questions.count_open(unit) == 1
    answer(database, number, this, "là…")
    with database.unit() as unit:
        assert questions.purge(unit, NOW) == 0
        assert questions.purge(unit, NOW + DAY) == 1
        assert questions.askers(unit, number) == []


def test_purge_takes_what_nobody_wanted_a_person_to_answer(database: Database) -> None:
    an, binh = contact(database), contact(database, "binh")
    alone, _ = ask(database, an)
    shared, _ = ask(database, an, text="một")
    _, wanted = ask(database, binh, shared, "hai")
    with database.unit() as unit:
        questions.want(unit, wanted)
        questions.purge(unit, NOW + DAY)
        assert questions.find(unit, alone) is None
        assert [item.text for item in questions.most_asked(unit, 10)] == ["hai"]
