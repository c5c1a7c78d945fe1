"""An alliance's file in any of the forms it may be saved in."""

import contextlib
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from handlers.directory.files import SEPARATORS, Unreadable, as_cell, decode, read_sheets

TEXT = "STT,Tên HTX,Địa chỉ\r\n1,HTX Chè Tuyết,Xã Bản Bo\r\n2,HTX Đoàn Kết,Xã Mường Tè\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_reads_the_same(encoding: str) -> None:
    assert read_sheets(TEXT.encode(encoding)) == read_sheets(TEXT.encode())


def test_windows_1258_is_recognised() -> None:
    # The code page has base letters and combining tone marks: é is there, ế is ê and a mark.
    content = "Te\u0302n HTX;Xa\u0303\r\nHTX Th\u00eam;M\u01b0\u01a1\u0300ng".replace("e\u0302", "\u00ea").encode(
        "cp1258"
    )
    assert decode(content) == "Tên HTX;Xã\r\nHTX Thêm;Mường"


@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_separator_is_found_even_with_commas_in_addresses(separator: str) -> None:
    address = '"thôn 1, xã Bản Bo, Lai Châu"'
    text = "\n".join(separator.join(row) for row in [("Tên HTX", "Địa chỉ"), ("HTX A", address), ("HTX B", address)])
    [sheet] = read_sheets(text.encode())
    assert sheet.rows[1] == ["HTX A", "thôn 1, xã Bản Bo, Lai Châu"]


def test_workbook_gives_all_its_sheets_with_typed_cells() -> None:
    book = Workbook()
    book.create_sheet("Hai").append(
        ["HTX  A ", 912345678.0, 1.5, datetime(2020, 5, 1, tzinfo=UTC).replace(tzinfo=None), None, True]
    )
    file = io.BytesIO()
    book.save(file)
    first, second = read_sheets(file.getvalue())
    assert (first.rows, second.name) == ([], "Hai")
    assert second.rows == [["HTX A", 912345678, 1.5, date(2020, 5, 1), None, None]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .xlsx"),
        (b"PK\x03\x04 broken", "cannot be opened"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_what_is_no_list_says_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_sheets(content)


def test_list_of_endless_rows_is_refused() -> None:
    with pytest.raises(Unreadable, match="Split"):
        read_sheets(b"a,b\n" * 20_001)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    with contextlib.suppress(Unreadable):  # any other exception fails the test
        assert all(isinstance(row, list) for sheet in read_sheets(content) for row in sheet.rows)


@given(st.one_of(st.text(), st.floats(allow_nan=False, allow_infinity=False), st.integers(), st.none(), st.booleans()))
def test_a_cell_is_text_number_day_or_nothing(value: object) -> None:
    cell = as_cell(value)
    assert cell is None or isinstance(cell, str | int | float)
    assert not isinstance(cell, str) or cell == cell.strip() != ""
