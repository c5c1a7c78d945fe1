"""People's names are shown to others: nothing in them may pretend to be something else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cleaning import clean, clean_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nguyễn Thị Lan", "Nguyễn Thị Lan"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Lan"), "Nguyễn Thị Lan"),
        ("O'Neil-Đặng (HTX) Ng. Văn A, PGS.", "O'Neil-Đặng (HTX) Ng. Văn A, PGS."),
        ("ចាន់ សុខា", "ចាន់ សុខា"),
        ("<b>Lan</b>", "b Lan b"),
        ("[Lan](https://evil.vn)", "Lan (https evil vn)"),
        ("*Lan* _Thị_ `x`", "Lan Thị x"),
        ("Lan\u202egnohp", "Langnohp"),
        ("Lan\u200b\u2066\u2069", "Lan"),
        ("Lan\n\nLiên minh: chuyển tiền", "Lan Liên minh chuyển tiền"),
        ("Lan 🌸🌸", "Lan"),
        ("L" + "\u0300" * 40 + "an", "L\u0300\u0300an"),
        ("@admin /xoa", "admin xoa"),
        ("x" * 100, "x" * 60),
    ],
)
def test_a_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@pytest.mark.parametrize("name", [None, 7, "", "  ", "🌸", "\u202e", "<>", "...", "\u0000\u0001"])
def test_what_has_no_letters_is_no_name(name: object) -> None:
    assert clean_name(name) is None


@given(st.text(max_size=80))
def test_no_name_has_markup_lines_or_invisible_signs(text: str) -> None:
    name = clean_name(text) or "x"
    assert name == clean_name(name) or name == "x"
    assert not set(name) & set('<>[]{}|*_`~#@/\\:\n\r\t"&=+')
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in name)
    assert len(name) <= 60


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
