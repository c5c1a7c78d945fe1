"""Survey definitions: what is shipped holds, and what is wrong in a file is said exactly."""

import json
from pathlib import Path
from typing import Any

import pytest

from handlers.survey.definition import Kind
from handlers.survey.load import WrongDefinition, from_json, load_definition, load_shipped


def small() -> dict[str, Any]:
    return {
        "key": "small",
        "title": "Nhỏ",
        "version": 1,
        "parts": [{"key": "only", "title": "Phần"}],
        "questions": [
            {"key": "a", "part": "only", "kind": "count", "label": "A", "prompt": "A?"},
            {"key": "b", "part": "only", "kind": "yes_no", "label": "B", "prompt": "B?"},
        ],
    }


def test_shipped_definitions_go_to_json_and_back() -> None:
    for definition in load_shipped().values():
        assert from_json(json.loads(json.dumps(definition.to_json()))) == definition


def test_half_year_asks_five_short_questions_first() -> None:
    definition = load_shipped()["half_year"]
    pulse = [question.key for question in definition.questions if question.part == definition.parts[0].key]
    assert pulse == ["state", "members", "workers", "revenue", "difficulty"]
    keys = {question.key for question in definition.questions}
    assert keys >= {"charter_capital", "surplus", "average_income", "budget", "managers", "linked", "ocop", "proposal"}


def test_half_year_texts_fit_a_phone() -> None:
    for question in load_shipped()["half_year"].questions:
        assert len(question.prompt) + len(question.help) <= 250
        assert question.help or question.kind is Kind.YES_NO
        assert all(len(option.label) <= 40 for option in question.choices)


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("version",), 0, "version must be"),
        (("title",), "", "title is missing"),
        (("parts",), [], "needs parts"),
        (("questions",), [], "has no questions"),
        (("extra",), 1, "unknown entry"),
        (("questions", 0, "kind"), "number", "question a: kind must be one of"),
        (("periods",), ["day"], "periods must be of week, month"),
        (("titles",), {"day": "Báo cáo"}, "titles has kinds of period with their titles"),
        (("questions", 0, "key"), "A b", "question A b: key must be"),
        (("questions", 0, "prompt"), " ", "question a: prompt is missing"),
        (("questions", 0, "required"), "yes", "question a: required must be true or false"),
        (("questions", 0, "minimum"), "x", "question a: minimum must be a number"),
        (("questions", 0, "swing"), 1, "question a: swing"),
        (("questions", 0, "part"), "none", "there is no part 'none'"),
        (("questions", 1, "key"), "a", "two questions have the same key: a"),
        (("questions", 1, "maximum"), 3, "question b: ['maximum'] is for numbers only"),
        (("questions", 1, "choices"), 3, "question b: choices must be a list"),
        (("questions", 1, "skip_when"), {"question": "c", "is": ["0"]}, "question b: 'c' is not an earlier question"),
        (("questions", 1, "skip_when"), {"question": "a"}, "question b: skip_when has"),
        (("questions", 1, "kind"), "one_choice", "question b: needs 2 to 10 choices"),
        (("questions", 0, "not_more_than"), "b", "question a: 'b' is not an earlier question"),
        (("questions", 0), 5, "question no. 1: key is missing"),
    ],
)
def test_wrong_definition_is_refused_with_its_place(path: tuple[Any, ...], value: object, problem: str) -> None:
    data = small()
    target: Any = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(WrongDefinition) as refused:
        from_json(data, source="small.toml")
    assert problem in str(refused.value)
    assert str(refused.value).startswith("small.toml")


def test_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("key = ", encoding="utf-8")
    with pytest.raises(WrongDefinition, match=r"broken\.toml: cannot be read"):
        load_definition(path)
