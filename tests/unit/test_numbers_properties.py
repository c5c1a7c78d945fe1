"""Writing and reading are inverse, and reading takes any text."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers.reader import Outcome, infer_kind, read_number
from knowledge.numbers.tokens import fold
from knowledge.numbers.writing import NumberKind, say_number, say_value, write_number

KINDS: list[NumberKind] = ["count", "money", "decimal", "percent", "area", "weight"]
TOP = 10**15
wholes = st.one_of(
    st.integers(0, 2000),
    st.integers(0, TOP),
    st.integers(0, 999).map(lambda n: n * 10**9),
    st.tuples(st.integers(0, 999), st.sampled_from([10**3, 10**6, 10**9])).map(lambda p: p[0] * p[1] + 5),
)
exact = st.tuples(wholes, st.integers(0, 4)).map(lambda pair: Decimal(pair[0]).scaleb(-pair[1]))
PIECES = """
    một hai ba bốn năm sáu không mười mươi trăm nghìn triệu tỷ rưỡi linh nửa chục k tr ha sào tạ t đồng % m²
    - / , . ~ ( ) khoảng hơn lỗ âm năm 2025 1.500 1,5 12 3 0 20.11.2026 tháng người thành viên nu nam phần phẩy
"""
pieces = st.sampled_from(re.split(r"\s+", PIECES.strip()))


@pytest.mark.parametrize("kind", ["count", "money"])
@given(value=wholes)
def test_written_whole_number_is_read_back(kind: NumberKind, value: int) -> None:
    assert read_number(write_number(value, kind), kind).value == value


@pytest.mark.parametrize("kind", ["decimal", "percent", "area", "weight"])
@given(value=exact)
def test_written_exact_number_is_read_back(kind: NumberKind, value: Decimal) -> None:
    assert read_number(write_number(value, kind), kind).value == value


@pytest.mark.parametrize("kind", ["money", "decimal", "percent"])
@given(value=wholes)
def test_written_negative_is_read_back(kind: NumberKind, value: int) -> None:
    assert read_number(write_number(-value, kind), kind).value == -value


@pytest.mark.parametrize("kind", ["count", "money"])
@given(value=wholes)
def test_said_whole_number_is_read_back(kind: NumberKind, value: int) -> None:
    said = say_value(value, kind)
    assert read_number(said, kind).value == value
    assert read_number(fold(said).upper(), kind).value == value


@pytest.mark.parametrize("kind", ["decimal", "percent"])
@given(value=exact)
def test_said_exact_number_is_read_back(kind: NumberKind, value: Decimal) -> None:
    assert read_number(say_value(value, kind), kind).value == value


@given(value=st.integers(-TOP, TOP))
def test_said_negative_is_read_back(value: int) -> None:
    assert read_number(f"{say_number(value)} đồng", "money").value == value


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.one_of(st.text(max_size=80), st.lists(pieces, max_size=14).map(" ".join), st.lists(pieces).map("".join)))
def test_any_text_is_read_without_error(kind: NumberKind, text: str) -> None:
    reading = read_number(text, kind)
    assert (reading.outcome is Outcome.VALUE) == (len(reading.readings) == 1)
    assert (reading.outcome is Outcome.ASK) == (len(reading.readings) > 1)
    assert (reading.outcome is Outcome.NONE) == (reading.reason is not None)
    assert infer_kind(text) in KINDS
    for meaning in reading.readings:
        assert abs(meaning.value) <= TOP


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.lists(pieces, max_size=10).map(" ".join))
def test_case_and_spaces_change_nothing(kind: NumberKind, text: str) -> None:
    plain = read_number(text, kind)
    assert read_number(f" {text.upper().replace(' ', '  ')} ", kind) == plain


@pytest.mark.parametrize("piece", ["1", "1.", "1 ", "năm ", "a1", "-", "khoảng ba ", "1 000 ", "tỷ ", "🙂", "0.0,"])
def test_ten_thousand_characters_are_read(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert {read_number(text, kind).outcome for kind in KINDS} <= {Outcome.NONE, Outcome.ASK}
