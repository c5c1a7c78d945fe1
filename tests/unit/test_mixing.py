"""A round answered in several versions: nothing an older version was told is lost or taken for something else."""

from dataclasses import replace

from handlers.results.mixing import describe, mix, uses
from handlers.survey.definition import Definition, Kind, Option, Part, Question, SkipRule
from handlers.survey.state import Answer, AnswerKind


def question(key: str, kind: Kind = Kind.COUNT, **more: object) -> Question:
    return Question(key=key, part="p", kind=kind, prompt=key, label=key.title(), **more)  # type: ignore[arg-type]


def choices(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, key.title()) for key in keys)


def version(number: int, *questions: Question) -> Definition:
    return Definition("s", "S", number, (Part("p", "P"),), questions)


def value(given: int | str) -> Answer:
    return Answer(AnswerKind.VALUE, given)


OLD = version(
    1,
    question("members"),
    question("workers", unit="người"),
    question("land"),
    question("trouble", Kind.ONE, choices=choices("money", "flood")),
    question("sold"),
    question("price", skip_when=(SkipRule("sold", ("0",)),)),
)
NEW = version(
    2,
    question("people", was=("members",)),
    question("workers", unit="hộ"),
    question("trouble", Kind.ONE, choices=choices("money", "staff")),
    question("sold"),
    question("price"),
    question("web"),
)
MIXED = mix(NEW, {1: OLD}, 2)


def test_renamed_question_is_counted_with_the_new_one() -> None:
    assert MIXED.counting(1, {"members": value(35)}) == {"people": value(35)}
    assert MIXED.counting(2, {"people": value(36)}) == {"people": value(36)}


def test_dropped_question_stays_as_one_of_its_own() -> None:
    assert MIXED.counting(1, {"land": value(3)}) == {"land_v1": value(3)}
    assert MIXED.definition.get("land_v1").label == "Land (mẫu số 1)"


def test_question_that_counts_something_else_now_is_not_added_to_it() -> None:
    assert MIXED.counting(1, {"workers": value(12)}) == {"workers_v1": value(12)}
    assert MIXED.counting(2, {"workers": value(4)}) == {"workers": value(4)}


def test_dropped_choice_is_still_counted() -> None:
    assert [option.key for option in MIXED.definition.get("trouble").choices] == ["money", "staff", "flood"]


def test_each_response_goes_by_the_skip_rules_of_its_own_version() -> None:
    given = {"sold": value(0), "price": value(5)}
    assert MIXED.counting(1, given) == {"sold": value(0)}
    assert MIXED.counting(2, given) == given


def test_notes_say_what_was_asked_of_whom_and_nothing_where_all_answered_one() -> None:
    said = "\n".join(describe(MIXED, uses(MIXED, {1: 3, 2: 5}, 2), 2))
    assert "mẫu số 2: 5 nơi, mẫu số 1: 3 nơi" in said
    assert "không hỏi: Workers; Web." in said
    assert "Workers (mẫu số 1); Land (mẫu số 1)" in said
    assert describe(MIXED, uses(MIXED, {2: 5}, 2), 2) == ()
    alone = mix(NEW, {}, 2)
    assert describe(alone, uses(alone, {2: 5}, 2), 2) == ()


def test_every_version_that_was_answered_is_told_with_what_it_asks() -> None:
    newest, older = uses(MIXED, {1: 3, 2: 5}, 2)
    assert (newest.version, newest.reports, older.version, older.reports) == (2, 5, 1, 3)
    assert {"people", "workers"} <= set(newest.asks)
    assert {"people", "workers_v1", "land_v1"} <= set(older.asks)
    assert [one.version for one in uses(MIXED, {2: 5}, 2)] == [2]
    assert [(one.version, one.reports) for one in uses(MIXED, {1: 3}, 2)] == [(2, 0), (1, 3)]


def test_one_version_alone_is_left_as_it_is() -> None:
    assert mix(NEW, {}, 2).definition == NEW
    older = mix(NEW, {1: replace(NEW, version=1)}, 2)
    assert older.definition == NEW
