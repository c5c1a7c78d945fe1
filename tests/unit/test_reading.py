"""What makes reading quick changes nothing: trees walked together, stretches weighed alone, values remembered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.knowledge_base import KnowledgeBase
from knowledge.questions import read_message
from knowledge.remembering import Remembered
from knowledge.vietnamese import has_accent, words
from knowledge.wordlists import Phrases, Together, outermost

PHRASES = st.lists(st.tuples(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), st.sampled_from("xyz")))
TEXTS = st.lists(st.sampled_from("abcd"), max_size=12)


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


@given(st.lists(PHRASES, max_size=4), TEXTS)
def test_lists_walked_together_find_what_each_finds_alone(
    lists: list[list[tuple[list[str], str]]], text: list[str]
) -> None:
    alone = [Phrases((" ".join(phrase), name) for phrase, name in rows) for rows in lists]
    assert Together(alone).find(text) == [phrases.find(text) for phrases in alone]


@given(PHRASES, TEXTS)
def test_outermost_leaves_out_just_what_stands_inside_a_longer_one(
    rows: list[tuple[list[str], str]], text: list[str]
) -> None:
    found = Phrases((" ".join(phrase), name) for phrase, name in rows).find(text)
    spans = {(start, start + length) for start, length, _ in found}
    assert outermost(found) == [
        row for row in found if not any(a <= row[0] and row[0] + row[1] <= b and b - a > row[1] for a, b in spans)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "muốn tham gia hợp tác xã thì cần góp bao nhiêu vốn cho năm nay",
        "khi nào phải thay giám đốc do ban kiểm soát chỉ ra",
        "cho con vay tiền qua quỹ do xã giao thu",
        "hop tac xa thanh lap nhu the nao",
        "giấy phep kinh doanh cua htx",
    ],
)
def test_stretches_weighed_alone_give_the_chain_of_the_whole(base: KnowledgeBase, text: str) -> None:
    speller, typed = base.reader.speller, words(text)
    accented = sum(map(has_accent, typed)) * 2 > len(typed)
    choices = [speller._candidates[accented][word] for word in typed]
    assert any(len(options) > 1 for options in choices)
    assert speller._best_chain(choices) == speller._weigh(choices)[0]


def test_no_words_are_read_as_no_words(base: KnowledgeBase) -> None:
    assert base.reader.speller.correct([]) == []
    assert read_message("?!", date(2026, 11, 1), base).sentences == []


def test_what_is_remembered_is_found_once_and_forgotten_when_there_is_too_much() -> None:
    asked: list[str] = []

    def find(key: str) -> int:
        asked.append(key)
        return len(key)

    remembered = Remembered(find, most=2)
    assert [remembered[key] for key in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]
    assert [remembered["ccc"], len(remembered)] == [3, 1]
    assert [remembered["a"], asked] == [1, ["a", "bb", "ccc", "a"]]
