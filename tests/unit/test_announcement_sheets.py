"""Lists that staff take along: every name as text, never as a formula."""

from datetime import UTC, datetime
from io import BytesIO

import openpyxl

from handlers.announcements import sheets
from handlers.results.book import Book
from handlers.texts import announce_reports, invitations
from storage.copies import Copy
from storage.gatherings import Listed

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
EVIL = '=HYPERLINK("http://127.0.0.1","x")'


def cells(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_recipients_come_with_state_and_reason_in_words() -> None:
    copy = Copy(1, "failed", "too long or too large for Telegram", 2, EVIL, "HTX Rau", 3, "telegram", "7", None, {})
    header, row = cells(sheets.recipients([copy], NOW))
    assert header == list(announce_reports.HEADER)
    assert row == [f"'{EVIL}", "HTX Rau", "Telegram", "không gửi được", "tin dài quá với ứng dụng"]


def test_answers_keep_phones_as_they_are_written() -> None:
    one = Listed(1, 2, "coming", 3, NOW, "HTX Rau", "Xã Mường So", "Lan", "0912345678")
    header, row = cells(sheets.answers([one], NOW))
    assert header == list(invitations.HEADER)
    assert row == ["HTX Rau", "Xã Mường So", "Tham gia", 3, "Lan", "0912345678", "09:00 ngày 20/11"]


def test_a_long_name_goes_over_several_lines_and_is_not_cut_off() -> None:
    book = Book()
    sheet = book.sheet("Danh sách", [20, 10])
    sheet.wrapped(0, ["HTX Dịch vụ nông nghiệp tổng hợp Bản Bo", 5])
    sheet.wrapped(1, ["HTX Chè", 5])
    read = openpyxl.load_workbook(BytesIO(book.close())).active
    assert read is not None
    assert read.row_dimensions[1].height > 30
    assert read.row_dimensions[2].height is None
    assert read["A1"].alignment.wrap_text
