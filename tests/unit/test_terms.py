"""The glossary: a term is found when it is asked for by itself, and only then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.handbook import shipped
from knowledge.vietnamese import fold


def named(text: str) -> str | None:
    found = shipped().find_term(text)
    return None if found is None else found.name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("vốn điều lệ là gì", "Vốn điều lệ"),
        ("von dieu le la gi?", "Vốn điều lệ"),
        ("cho tôi hỏi túc số nghĩa là gì vậy", "Túc số"),
        ("thế nào là giao dịch nội bộ", "Giao dịch nội bộ"),
        ("HĐQT là gì", "Hội đồng quản trị"),
        ("hdqt", "Hội đồng quản trị"),
        ("ocop la gi", "OCOP"),
        ("giải thích từ kiểm soát viên", "Kiểm soát viên"),
        ("sát nhập là sao", "Sáp nhập"),
    ],
)
def test_term_is_found_with_and_without_accents_and_by_its_other_names(typed: str, name: str) -> None:
    assert named(typed) == name


@pytest.mark.parametrize(
    "typed", ["vốn điều lệ tối thiểu là bao nhiêu", "muốn giải thể phải làm gì", "là gì", "", "trời hôm nay thế nào"]
)
def test_more_than_a_term_is_left_to_the_entries(typed: str) -> None:
    assert named(typed) is None


def test_every_term_is_found_by_each_of_its_names() -> None:
    for term in shipped().terms:
        for name in (term.name, *term.others):
            assert named(name) == term.name
            assert named(f"{name} là gì") == term.name


def test_misspelled_term_is_offered() -> None:
    assert shipped().near_terms("vốn dieu lee")[0].name == "Vốn điều lệ"
    assert shipped().near_terms("zzzz") == []
    assert shipped().near_terms("") == []


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    found = shipped().find_term(text)
    assert found is None or fold(text)
    shipped().near_terms(text)
