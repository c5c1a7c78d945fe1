"""Surveys as they are kept: published once, opened once, every change of an answer on record."""

from typing import Any

from storage import surveys
from storage.engine import Database
from storage.surveys import Response, Round
from tests.storage.race import together
from tests.storage.rows import DAY, HOUR, NOW, contact, cooperative


def open_round(database: Database, period: str = "2026-H2", opens: Any = NOW) -> tuple[Round, bool]:
    with database.unit() as unit:
        version = surveys.publish(unit, "half_year", 1, {"title": "một"}, NOW)
        return surveys.open_round(unit, version, period, opens, opens + 14 * DAY)


def begin(database: Database, this: Round, home: int) -> Response:
    with database.unit() as unit:
        return surveys.begin_response(unit, this, home, {"at": "members"}, NOW)


def test_version_published_twice_keeps_its_first_words(database: Database) -> None:
    with database.unit() as unit:
        first = surveys.publish(unit, "half_year", 1, {"title": "một"}, NOW)
        again = surveys.publish(unit, "half_year", 1, {"title": "hai"}, NOW + DAY)
        new = surveys.publish(unit, "half_year", 2, {"title": "hai"}, NOW + DAY)
    assert again == first
    assert new.id != first.id
    assert again.definition == {"title": "một"}


def test_round_opened_twice_is_one(database: Database) -> None:
    first, is_new = open_round(database)
    again, is_new_again = open_round(database, opens=NOW + DAY)
    assert (is_new, is_new_again) == (True, False)
    assert again == first


def test_round_opened_by_two_at_once_is_new_to_one(database: Database) -> None:
    opened = together(*[lambda: open_round(database)] * 3)
    assert sorted(is_new for _, is_new in opened) == [False, False, True]
    assert len({this.id for this, _ in opened}) == 1


def test_two_phones_begin_one_response(database: Database) -> None:
    this, home = open_round(database)[0], cooperative(database)
    begun = together(*[lambda: begin(database, this, home)] * 3)
    assert len({response.id for response in begun}) == 1


def test_progress_is_saved_once_for_a_version(database: Database) -> None:
    response = begin(database, open_round(database)[0], cooperative(database))

    def save(at: str) -> bool:
        with database.unit() as unit:
            return surveys.save_progress(unit, response, {"at": at}, NOW)

    saved = together(lambda: save("a"), lambda: save("b"))
    assert sorted(saved) == [False, True]
    with database.reading() as unit:
        stored = surveys.find_response(unit, response.id)
    assert stored is not None
    assert (stored.progress, stored.version) == ({"at": "ab"[saved.index(True)]}, 1)


def test_every_change_of_an_answer_is_on_record(database: Database) -> None:
    response = begin(database, open_round(database)[0], cooperative(database))
    person = contact(database).person_id
    with database.unit() as unit:
        surveys.record_answer(unit, response.id, "members", {"value": 30}, "30", person, NOW)
        surveys.record_answer(unit, response.id, "members", {"value": 30}, "ba mươi", person, NOW + HOUR)
        surveys.record_answer(unit, response.id, "members", {"value": 31}, "31", person, NOW + DAY)
        surveys.remove_answer(unit, response.id, "members", person, NOW + 2 * DAY)
        surveys.remove_answer(unit, response.id, "members", person, NOW + 2 * DAY)
    with database.reading() as unit:
        changes = [(item.old, item.new, item.raw, item.changed_at) for item in surveys.changes_of(unit, response.id)]
        assert surveys.answers_of(unit, response.id) == {}
    assert changes == [
        (None, {"value": 30}, "30", NOW),
        ({"value": 30}, {"value": 31}, "31", NOW + DAY),
        ({"value": 31}, None, "", NOW + 2 * DAY),
    ]


def test_erased_person_is_taken_out_of_answers_that_stay(database: Database) -> None:
    response = begin(database, open_round(database)[0], cooperative(database))
    person = contact(database).person_id
    with database.unit() as unit:
        surveys.record_answer(unit, response.id, "members", {"value": 30}, "30", person, NOW)
        surveys.forget_person(unit, person)
    with database.reading() as unit:
        assert [item.person_id for item in surveys.answers_in(unit, response.round_id)] == [None]
        assert [item.person_id for item in surveys.changes_of(unit, response.id)] == [None]
        assert surveys.answers_of(unit, response.id) == {"members": {"value": 30}}


def test_closing_marks_what_was_not_sent_as_partial(database: Database) -> None:
    this = open_round(database)[0]
    sent, begun = (begin(database, this, cooperative(database, name)) for name in ("A", "B"))
    with database.unit() as unit:
        surveys.submit(unit, sent.id, "BC1", NOW)
    with database.unit() as unit:
        assert surveys.close_round(unit, this.id, NOW + DAY)
        assert not surveys.close_round(unit, this.id, NOW + 2 * DAY)
    with database.reading() as unit:
        assert {item.id: item.status for item in surveys.responses_in(unit, this.id)} == {
            sent.id: "submitted",
            begun.id: "partial",
        }
        closed = surveys.find_round(unit, this.id)
    assert closed is not None
    assert (closed.state, closed.closed_at) == ("closed", NOW + DAY)


def test_round_is_closed_by_one_of_two(database: Database) -> None:
    this = open_round(database)[0]

    def close() -> bool:
        with database.unit() as unit:
            return surveys.close_round(unit, this.id, NOW)

    assert sorted(together(close, close, close)) == [False, False, True]


def test_receipt_keeps_its_code_when_the_report_is_sent_again(database: Database) -> None:
    response = begin(database, open_round(database)[0], cooperative(database))
    with database.unit() as unit:
        surveys.submit(unit, response.id, "BC1", NOW)
        surveys.submit(unit, response.id, "BC2", NOW + DAY)
        found = surveys.find_by_code(unit, "BC1")
        assert surveys.find_by_code(unit, "BC2") is None
    assert found is not None
    assert found.submitted_at == NOW + DAY


def test_missing_are_those_not_dissolved_that_did_not_send(database: Database) -> None:
    this = open_round(database)[0]
    sent, begun, silent = (cooperative(database, name) for name in "ABC")
    cooperative(database, "D", state="dissolved")
    with database.unit() as unit:
        surveys.submit(unit, surveys.begin_response(unit, this, sent, {}, NOW).id, "BC1", NOW)
        surveys.begin_response(unit, this, begun, {}, NOW)
    with database.reading() as unit:
        assert sorted(surveys.without_response(unit, this.id)) == [begun, silent]


def test_round_before_is_that_of_the_period_before_whenever_it_was_opened(database: Database) -> None:
    later = open_round(database, "2026-H2")[0]
    earlier = open_round(database, "2026-H1", NOW + DAY)[0]
    with database.reading() as unit:
        assert surveys.previous_round(unit, later.id) == earlier
        assert surveys.previous_round(unit, earlier.id) is None


def test_round_of_another_survey_is_not_the_one_before(database: Database) -> None:
    with database.unit() as unit:
        version = surveys.publish(unit, "monthly", 1, {}, NOW)
        surveys.open_round(unit, version, "2026-H1", NOW - DAY, NOW)
    this = open_round(database, "2026-H2")[0]
    with database.reading() as unit:
        assert surveys.previous_round(unit, this.id) is None
        assert [item.survey for item in surveys.rounds(unit, "open")] == ["half_year", "monthly"]


def test_a_round_is_closed_as_of_the_end_it_was_given(database: Database) -> None:
    this = open_round(database)[0]
    with database.unit() as unit:
        assert surveys.close_round(unit, this.id, this.closes_at + 9 * HOUR)
    with database.unit() as unit:
        closed = surveys.find_round(unit, this.id)
    assert closed is not None
    assert closed.closed_at == this.closes_at


def test_nothing_is_saved_after_the_round_closed(database: Database) -> None:
    this = open_round(database)[0]
    response = begin(database, this, cooperative(database))
    with database.unit() as unit:
        surveys.close_round(unit, this.id, NOW)
    with database.unit() as unit:
        assert not surveys.save_progress(unit, response, {"at": "later"}, NOW)
