"""Spelling: folding, tone placement, syllables, Telex and VNI keys, short forms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.abbreviations import expand
from knowledge.english import translate
from knowledge.knowledge_base import CONTENT
from knowledge.telex import repair
from knowledge.vietnamese import accents_agree, canonical, fold, has_accent, is_plain_syllable, is_syllable, words
from knowledge.wordlists import load_words

LISTS = load_words(CONTENT / "words")
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ "


def test_folding_removes_every_accent_and_the_bar_of_d() -> None:
    assert fold("Đại hội THÀNH VIÊN, quỹ đất") == "dai hoi thanh vien, quy dat"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=LETTERS))
def test_folding_does_not_depend_on_composition(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(alphabet=LETTERS))
def test_folded_vietnamese_is_ascii_of_the_same_length(text: str) -> None:
    assert fold(text).isascii()
    assert len(fold(text)) == len(text)


@given(st.text())
def test_words_are_canonical_and_hold_no_space(text: str) -> None:
    for word in words(text):
        assert word
        assert word == canonical(word)
        assert not any(char.isspace() for char in word)


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("thuý", "thúy"), ("khoẻ", "khỏe"), ("uỷ", "ủy"), ("hoàn", "hoàn"), ("quý", "quý"),
     ("giữa", "giữa"), ("xoá", "xóa")],
)  # fmt: skip
def test_old_and_new_tone_placement_are_one_word(new: str, old: str) -> None:
    assert canonical(new) == canonical(old) == old


@given(st.text(alphabet=LETTERS.strip(), min_size=1, max_size=8))
def test_canonical_form_is_stable_and_folds_alike(word: str) -> None:
    assert canonical(canonical(word)) == canonical(word)


@pytest.mark.parametrize("word", ["hợp", "xã", "quyết", "giấy", "gì", "nghĩa", "thuế", "ưu", "yêu", "khuyến", "huỷ"])
def test_vietnamese_syllables_are_recognised(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["howjp", "xax", "htx", "zalo", "hợpp", "tràc", "bks"])
def test_what_cannot_be_vietnamese_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_plain_syllables_are_those_that_accents_would_make_whole() -> None:
    assert is_plain_syllable("duoc")
    assert not is_plain_syllable("hopwj")


def test_accents_count_when_typed_and_are_forgiven_when_not() -> None:
    assert not accents_agree("đường", "đương")
    assert accents_agree("duong", "đường")
    assert accents_agree("duong", "đương")
    assert accents_agree("hoà", "hòa")


@pytest.mark.parametrize(
    ("keys", "word"),
    [("howjp", "hợp"), ("tacs", "tác"), ("xax", "xã"), ("ddieeuf", "điều"), ("ddieefu", "điều"), ("nguwowif", "người"),
     ("nguowif", "người"), ("khoong", "không"), ("vieecj", "việc"), ("tac1", "tác"), ("xa4", "xã"), ("ho75p", "hợp"),
     ("hop75p", "hợp"), ("d9ie62u", "điều"), ("quyx", "quỹ"), ("muaw", "mưa")],
)  # fmt: skip
def test_telex_and_vni_keys_become_the_word_meant(keys: str, word: str) -> None:
    assert repair(keys) == word


@pytest.mark.parametrize(
    "word", ["ban", "hoa", "cho", "htx", "zalo", "app", "2023", "ocop", "email", "k", "a", "nguoi"]
)
def test_words_that_stand_as_typed_are_not_repaired(word: str) -> None:
    assert repair(word) == word


@given(st.text(max_size=20))
def test_repair_takes_anything(word: str) -> None:
    assert isinstance(repair(word), str)


def test_short_forms_are_written_out_in_any_case_and_with_telex_bar() -> None:
    assert expand(words("HTX, đhtv, DHTV, ddhtv"), LISTS) == ["hợp", "tác", "xã"] + ["đại", "hội", "thành", "viên"] * 3


def test_chat_spellings_become_words() -> None:
    assert expand(words("htx cần mấy ng k z"), LISTS) == ["hợp", "tác", "xã", "cần", "mấy", "người", "không", "vậy"]


def test_a_unit_after_a_number_is_no_short_form() -> None:
    assert expand(["10", "kg"], LISTS) == ["10", "kg"]
    assert expand(["500", "k"], LISTS) == ["500", "k"]


def test_a_short_form_that_is_no_unit_is_written_out_after_a_number_too() -> None:
    assert expand(["2", "htx"], LISTS) == ["2", "hợp", "tác", "xã"]


def test_an_ambiguous_short_form_is_decided_by_the_word_before() -> None:
    assert expand(["nhờ", "tv"], LISTS) == ["nhờ", "tư", "vấn"]
    assert expand(["làm", "tv"], LISTS) == ["làm", "thành", "viên"]


def test_words_of_the_south_are_read_as_those_of_the_law_but_not_inside_other_words() -> None:
    assert expand(["muốn", "vô", "xã"], LISTS) == ["muốn", "vào", "xã"]
    assert expand(["bị", "vô", "hiệu"], LISTS) == ["bị", "vô", "hiệu"]
    assert expand(["ở", "mô", "rứa"], LISTS)[:2] == ["ở", "đâu"]
    assert expand(["quy", "mô", "hợp"], LISTS) == ["quy", "mô", "hợp"]


@given(st.lists(st.sampled_from(["htx", "tv", "nhờ", "10", "kg", "vô", "hiệu", "bn", "các"]), max_size=6))
def test_what_is_remembered_of_short_forms_changes_nothing(typed: list[str]) -> None:
    assert expand(typed, LISTS) == expand(typed, load_words(CONTENT / "words"))


def test_english_words_of_our_field_become_vietnamese() -> None:
    assert translate(words("How many members"), LISTS) == "bao nhiêu thành viên"
    assert translate(["weather"], LISTS) is None


def test_has_accent_sees_the_bar_of_d() -> None:
    assert has_accent("đi")
    assert not has_accent("di")
