"""Slips of the thumb: undone where the words around say so, left alone where nothing does."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.knowledge_base import KnowledgeBase
from knowledge.mistyping import slip_cost
from knowledge.spacing import Spacing
from knowledge.spelling import Speller
from knowledge.vietnamese import words
from knowledge.wordlists import WordLists
from scripts.slips import KINDS, mistype, slip

DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


@pytest.fixture(scope="module")
def speller(base: KnowledgeBase) -> Speller:
    return base.reader.speller


def read(base: KnowledgeBase, text: str) -> list[str]:
    return [word for sentence in base.reader.sentences(text) for word in sentence.words]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thàh viên", "thành viên"), ("thhành viên", "thành viên"), ("tahnh vien", "thành viên"),
        ("thàng viên", "thành viên"), ("hồ xơ đăng ký", "hồ sơ đăng ký"), ("vốn điều nệ", "vốn điều lệ"),
        ("họp tác xã", "hợp tác xã"), ("hợp tá xã", "hợp tác xã"), ("đại hội thàn viên", "đại hội thành viên"),
    ],
)  # fmt: skip
def test_a_slip_is_undone_by_the_words_around(speller: Speller, typed: str, meant: str) -> None:
    assert [s.word for s in speller.correct(words(typed))] == words(meant)


@pytest.mark.parametrize("text", ["họp đại hội", "người họp", "con trâu vàng", "hai quả trứng", "vốn vay"])
def test_words_that_stand_are_not_changed_into_others(speller: Speller, text: str) -> None:
    read = speller.correct(words(text))
    assert [s.word for s in read] == words(text)
    assert all(s.sure for s in read)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hợptácxã có baonhiêu thànhviên", "hợp tác xã có bao nhiêu thành viên"),
        ("hoptacxa", "hop tac xa"), ("th ành viên", "thành viên"), ("hợpt ác xã", "hợp tác xã"),
        ("hợ p tác xã", "hợp tác xã"), ("7người", "7 người"), ("hơp tac xa", "hơp tac xa"), ("vietgap", "vietgap"),
    ],
)  # fmt: skip
def test_spaces_are_put_where_words_end(speller: Speller, typed: str, meant: str) -> None:
    assert Spacing(WordLists(), speller).words(typed) == words(meant)


@given(typed=st.text("hoptacxavien 7", max_size=40))
@settings(max_examples=50)
def test_new_spaces_change_no_letter(speller: Speller, typed: str) -> None:
    found = Spacing(WordLists(), speller).words(typed)
    assert "".join(found) == typed.replace(" ", "")


@given(typed=st.text(max_size=60))
@settings(max_examples=50)
def test_any_text_is_read(base: KnowledgeBase, typed: str) -> None:
    assert all(read(base, typed))


def test_a_likelier_slip_costs_less() -> None:
    costs = [slip_cost(typed, "thành") for typed in ("thành", "thanh", "thhành", "tành", "lành")]
    assert costs == sorted(costs)
    assert slip_cost("cơ", "sơ") > slip_cost("xơ", "sơ")
    assert slip_cost("nghĩ", "nghỉ") < slip_cost("nghí", "nghỉ")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_slip_changes_a_text_once_at_least(kind: str) -> None:
    text = "thủ tục đăng ký thành lập hợp tác xã nông nghiệp gồm những giấy tờ nào"
    assert slip(text, kind, random.Random(1)) != text
    assert slip(text, kind, random.Random(1)) == slip(text, kind, random.Random(1))


def test_mistyped_questions_lose_little(base: KnowledgeBase) -> None:
    """At most 4 points of the right first answers, over all kinds of slips."""
    path = Path(__file__).parent / "data" / "own_questions.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    ours = [(question, base.ask(question, DAY).entry) for _, right, question in rows if right]
    slips = random.Random(7)
    same = [base.ask(mistype(question, slips), DAY).entry == entry for question, entry in ours if entry]
    assert sum(same) >= 0.9 * len(same)


def test_words_of_other_fields_are_hardly_ever_read_as_ours(base: KnowledgeBase) -> None:
    path = Path(__file__).parent / "data" / "not_ours.txt"
    typed = [word for line in path.read_text(encoding="utf-8").splitlines() for word in words(line)]
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = [s for line in lines for sentence in base.reader.sentences(line) for s in sentence.spelled if not s.sure]
    assert len([s for s in changed if s.typed != s.word and not s.typed.isascii()]) <= 0.03 * len(typed)
