"""Kinds of question that the shipped survey does not use: several choices, dates, months, exact figures."""

from handlers.survey.events import Pressed
from handlers.survey.load import from_json
from tests.unit.survey_talk import Talk

CHOICES = [{"key": key, "label": label} for key, label in (("rice", "Lúa"), ("fruit", "Cây ăn quả"), ("fish", "Cá"))]
DEFINITION = from_json(
    {
        "key": "kinds",
        "title": "Các loại câu",
        "version": 1,
        "parts": [{"key": "only", "title": "Phần"}],
        "questions": [
            {"key": "crops", "part": "only", "kind": "several", "label": "Cây", "prompt": "Cây?", "choices": CHOICES},
            {"key": "day", "part": "only", "kind": "date", "label": "Ngày", "prompt": "Ngày?"},
            {"key": "month", "part": "only", "kind": "month", "label": "Tháng", "prompt": "Tháng?"},
            {"key": "share", "part": "only", "kind": "percent", "label": "Tỷ lệ", "prompt": "Tỷ lệ?", "maximum": 100},
            {"key": "yield", "part": "only", "kind": "weight", "label": "Sản lượng", "prompt": "Sản lượng?"},
        ],
    }
)


def test_several_choices_are_ticked_and_confirmed() -> None:
    talk = Talk(definition=DEFINITION).press("Lúa", "Cá")
    assert "☑ Lúa" in [button.label for button in talk.ask.choices]
    assert talk.press("Xong").value("crops") == ("rice", "fish")


def test_two_taps_tick_once() -> None:
    talk = Talk(definition=DEFINITION).press("Lúa").send(Pressed("crops", "on.rice"))
    assert talk.press("Xong").value("crops") == ("rice",)


def test_several_choices_can_be_typed() -> None:
    assert Talk(definition=DEFINITION).type("1, cá").value("crops") == ("rice", "fish")


def test_days_and_months_are_read_whole() -> None:
    talk = Talk(definition=DEFINITION).type("1", "ngày 30 tháng 6 năm 2026", "6/2026")
    assert (talk.value("day"), talk.value("month")) == ("2026-06-30", "2026-06")


def test_day_without_a_year_or_that_does_not_exist_is_asked_again() -> None:
    talk = Talk(definition=DEFINITION).type("1", "30/6", "31/2/2026")
    assert talk.state.at == "day"


def test_exact_figures_stay_exact() -> None:
    talk = Talk(definition=DEFINITION).type("1", "30/6/2026", "6/2026", "46,5%", "2 tấn 5")
    assert (talk.value("share"), talk.value("yield")) == ("46.5", "2500")


def test_percent_above_its_limit_is_refused() -> None:
    talk = Talk(definition=DEFINITION).type("1", "30/6/2026", "6/2026", "120%")
    assert "100%" in talk.said


def test_survey_of_one_part_goes_to_the_review_without_an_offer() -> None:
    talk = Talk(definition=DEFINITION).type("1", "30/6/2026", "6/2026", "46,5%", "2 tấn 5")
    assert talk.state.at == "@review"
    assert "30/6/2026" in talk.ask.text
