"""Places, phones and photos as answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.survey.definition import Definition
from handlers.survey.engine import begin, step
from handlers.survey.events import Attached, Context, Recorded, Typed
from handlers.survey.load import from_json
from handlers.survey.phones import read_phone, write_phone
from handlers.survey.places import read_place
from handlers.survey.state import State

WARDS = ("Xã Mường So", "Xã Mường Khoa", "Phường Tân Phong", "Xã Phong Thổ")


def survey(kind: str, **more: object) -> Definition:
    questions = [
        {"key": "a", "part": "p", "kind": kind, "label": "A", "prompt": "A?", **more},
        {"key": "b", "part": "p", "kind": "count", "label": "B", "prompt": "B?"},
    ]
    return from_json(
        {"key": "s", "title": "S", "version": 1, "parts": [{"key": "p", "title": "P"}], "questions": questions}
    )


def answer(kind: str, *events: Typed | Attached, **more: object) -> State:
    definition = survey(kind, **more)
    state = begin(definition)
    for event in events:
        state, _ = step(definition, State.from_json(state.to_json()), event, Context(places=WARDS))
    return state


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("so cua toi la 0912-345-678 nhe", "0912345678"),
        ("02133876543", "02133876543"),
    ],
)
def test_phone_is_read_as_it_is_typed(text: str, number: str) -> None:
    assert read_phone(text) == (number, True)


def test_phone_without_its_first_zero_is_asked_about() -> None:
    assert read_phone("912345678") == ("0912345678", False)
    assert answer("phone", Typed("912345678")).pending is not None


@pytest.mark.parametrize("text", ["", "123", "0912345", "0112345678", "0912345678 hoac 0987654321", "1" * 30])
def test_what_cannot_be_dialled_is_no_phone(text: str) -> None:
    assert read_phone(text) is None


@given(st.sampled_from("35789"), st.integers(0, 99_999_999))
def test_written_phone_reads_as_the_same(second: str, rest: int) -> None:
    number = f"0{second}{rest:08}"
    assert read_phone(write_phone(number)) == (number, True)


def test_known_ward_is_taken_and_several_alike_are_asked_about() -> None:
    assert answer("place", Typed("muong so")).answers["a"].value == "Xã Mường So"
    assert read_place("mường sô", WARDS)[0] == "Xã Mường So"
    asked = answer("place", Typed("Mường Khoa So"))
    assert asked.pending is not None


def test_unknown_place_is_taken_after_a_yes() -> None:
    assert "a" not in answer("place", Typed("Bản Lướt xa lắm")).answers
    assert answer("place", Typed("Bản Lướt xa lắm"), Typed("đúng")).answers["a"].value == "Bản Lướt xa lắm"


def test_photo_is_an_answer_where_it_is_asked_for_and_nowhere_else() -> None:
    state = answer("photo", Attached("stored:7", "ảnh"))
    assert (state.at, state.answers["a"].value) == ("b", "stored:7")
    definition = survey("photo")
    after, effects = step(definition, state, Attached("stored:8", "ảnh"), Context())
    assert after == state
    assert not any(isinstance(effect, Recorded) for effect in effects)


def test_words_where_a_photo_is_asked_for_record_nothing() -> None:
    assert answer("photo", Typed("tôi gửi sau nhé")).answers == {}
    for text in ("khong", "toi khong co anh", "chưa có"):
        assert answer("photo", Typed(text), required=False).answers["a"].plain == "skipped"
        assert answer("photo", Typed(text)).answers["a"].plain == "no_data"


@given(st.sampled_from(["place", "phone", "photo"]), st.text(max_size=100))
def test_any_text_at_any_of_them_is_taken_without_a_fault(kind: str, text: str) -> None:
    answer(kind, Typed(text))
