"""Answers to a choice, to yes or no and to "how many" in a person's own words."""

import pytest

from handlers.cleaning import write_name
from handlers.survey.answers import Read, read_answer
from handlers.survey.catalogue import with_names
from handlers.survey.definition import Definition, Option
from handlers.survey.load import WrongDefinition, from_json, load_shipped
from handlers.texts import survey as texts

HALF_YEAR = load_shipped()["half_year"]
MONTHLY = load_shipped()["monthly"]


def read(definition: Definition, key: str, text: str) -> Read:
    return read_answer(definition.get(key), text)


def values(found: Read) -> list[object]:
    return [answer.value for answer in found.answers]


@pytest.mark.parametrize(
    ("definition", "key", "text", "meant"),
    [
        (HALF_YEAR, "state", "van lam an binh thuong", "active"),
        (HALF_YEAR, "state", "không hoạt động từ tết", "suspended"),
        (HALF_YEAR, "state", "dang lam giay to giai the", "dissolving"),
        (HALF_YEAR, "difficulty", "giá rẻ quá không ai mua", "market"),
        (HALF_YEAR, "difficulty", "khong vay duoc ngan hang", "capital"),
        (HALF_YEAR, "difficulty", "không có gì khó cả", "none"),
        (MONTHLY, "state", "cũng bình thường thôi", "same"),
        (MONTHLY, "state", "e am lam, giam nhieu", "worse"),
        (HALF_YEAR, "linked", "co ky voi cong ty che", "yes"),
        (HALF_YEAR, "linked", "chua co ai ky ca", "no"),
    ],
)
def test_free_words_for_a_choice_are_read_and_confirmed(
    definition: Definition, key: str, text: str, meant: str
) -> None:
    found = read(definition, key, text)
    assert values(found) == [meant]
    assert found.is_unsure


def test_words_for_two_choices_ask_which() -> None:
    found = read(HALF_YEAR, "difficulty", "thiếu vốn, giá thấp nữa")
    assert values(found) == ["capital", "market"]
    assert found.labels == (("Thiếu vốn, khó vay", ""), ("Khó bán hàng, giá thấp", ""))


@pytest.mark.parametrize("text", ["hoạt động thế nào thì bị giải thể?", "con gà", "35 người"])
def test_a_question_or_other_words_are_no_choice(text: str) -> None:
    assert values(read(HALF_YEAR, "state", text)) == []


@pytest.mark.parametrize("text", ["nhieu lam", "cũng ít thôi", "nhiều người lắm", "khá nhiều"])
def test_much_or_little_asks_for_a_figure(text: str) -> None:
    found = read(HALF_YEAR, "members", text)
    assert (found.problem, found.is_answer) == (texts.VAGUE_NUMBER, True)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("hdqt 3 nguoi giam doc 1 ke toan 1", [3, 5]),
        ("30 nam 12 nu", [30, 12, 42]),
        ("mười hai người nhà với 3 người làm thuê", [12, 3, 15]),
        ("12 người", [12]),
        ("1.200", [1200]),
        ("12 trong 40 người", [40]),
        ("năm 2025 có 35 người", [35]),
    ],
)
def test_several_counts_may_be_added(text: str, meant: list[int]) -> None:
    assert values(read(HALF_YEAR, "members", text)) == meant


@pytest.mark.parametrize(("text", "is_unsure"), [("vợ chồng tôi và 3 người", True), ("3 người", False)])
def test_what_is_added_in_words_is_confirmed(text: str, is_unsure: bool) -> None:
    assert read(HALF_YEAR, "workers", text).is_unsure is is_unsure


@pytest.mark.parametrize(("text", "is_unsure"), [("5 nguoi thoi", True), ("cho vay von re", False)])
def test_a_bare_figure_as_a_proposal_is_confirmed(text: str, is_unsure: bool) -> None:
    assert read(HALF_YEAR, "proposal", text).is_unsure is is_unsure


def test_a_figure_of_something_else_names_what_is_asked_for() -> None:
    assert read(HALF_YEAR, "members", "hôm qua bán 3 tạ").problem == texts.other_unit("số người")
    assert read(HALF_YEAR, "revenue", "5 lít").problem == texts.other_unit("số tiền")
    assert not read(HALF_YEAR, "contracts", "3 tạ là gì?").is_answer


def test_names_of_a_choice_are_kept_with_the_definition() -> None:
    again = from_json(HALF_YEAR.to_json())
    assert again.get("state").choices == HALF_YEAR.get("state").choices
    assert Option("a", "A").to_json() == {"key": "a", "label": "A"}


def test_a_stored_definition_reads_by_the_names_of_the_program() -> None:
    stored = HALF_YEAR.to_json()
    for question in stored["questions"]:
        for choice in question["choices"]:
            choice.pop("names", None)
    assert values(read(from_json(stored), "state", "van lam an binh thuong")) == []
    assert values(read(with_names(from_json(stored)), "state", "van lam an binh thuong")) == ["active"]


def test_names_of_a_choice_must_be_words() -> None:
    data = HALF_YEAR.to_json()
    data["questions"][0]["choices"][0]["names"] = [""]
    with pytest.raises(WrongDefinition, match="names must be words"):
        from_json(data)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("tran van hung", "Tran Van Hung"),
        ("TRẦN VĂN HÙNG", "Trần Văn Hùng"),
        ("toi ten la lò thị đôi", "Lò Thị Đôi"),
        ("Tên tôi là Hùng", "Hùng"),
        ("Nguyễn Văn an", "Nguyễn Văn an"),
        ("Lan McDonald", "Lan McDonald"),
        (None, None),
    ],
)
def test_names_are_written_with_capitals(typed: str | None, written: str | None) -> None:
    assert write_name(typed) == written
