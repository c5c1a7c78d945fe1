"""The workbook, read back by another library."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from handlers.results.aggregate import aggregate
from handlers.results.book import make_safe
from handlers.results.inputs import Report
from handlers.results.workbook import build_workbook, file_stem
from handlers.texts import results as texts
from tests.unit.results_material import MILLION, NO_DATA, SKIPPED, facts, phong_tho, report, round_data, said

GROUPS = ["Theo ngành", "Theo địa bàn", "Theo huyện cũ", "Theo quy mô"]
SHEETS = ["Tổng hợp", *GROUPS, "Biểu đồ", "Trả lời", "Chưa trả lời", "Ghi chú"]


def build(reports: list[Report], **changes: Any) -> Any:
    return load_workbook(BytesIO(build_workbook(aggregate(round_data(reports, **changes)))))


def lines(sheet: Any, header_row: int = 1) -> list[dict[str, Any]]:
    """The rows under a header, by its labels."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header_row)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def all_cells(book: Any) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def find_row(sheet: Any, label: str) -> list[Any]:
    return next([cell.value for cell in row] for row in sheet.iter_rows() if row[0].value == label)


@pytest.fixture(scope="module")
def book() -> Any:
    return build(phong_tho())


def test_sheets_stand_in_their_order(book: Any) -> None:
    assert book.sheetnames == SHEETS


def test_summary_gives_each_sum_in_dong_and_in_millions(book: Any) -> None:
    sheet = book[texts.SHEET_SUMMARY]
    header = find_row(sheet, texts.INDICATOR)
    capital = dict(zip(header, find_row(sheet, "Vốn điều lệ"), strict=True))
    assert capital[texts.UNIT] == "đồng"
    assert (capital[texts.TOTAL], capital[texts.TOTAL_MILLIONS]) == (63_090 * MILLION, 63_090)
    assert capital[texts.MEAN_MILLIONS] == pytest.approx(63_090 / 27)
    members = dict(zip(header, find_row(sheet, "Thành viên"), strict=True))
    assert (members[texts.TOTAL], members[texts.TOTAL_MILLIONS], members[texts.ANSWERED]) == (213, None, 27)


@pytest.mark.parametrize(
    ("sheet", "group", "members", "percent"),
    [
        (texts.SHEET_SECTORS, "Xây dựng, vật liệu xây dựng", 61, 28.6),
        (texts.SHEET_SECTORS, "Nông, lâm nghiệp, thủy sản", 74, 34.7),
        (texts.SHEET_PLACES, "Xã Mường So", 111, 52.1),
        (texts.SHEET_SECTORS, texts.EVERYBODY, 213, 100),
    ],
)
def test_groups_have_their_sums_and_shares(book: Any, sheet: str, group: str, members: int, percent: float) -> None:
    title = texts.SECTOR if sheet == texts.SHEET_SECTORS else texts.PLACE
    row = next(x for x in lines(book[sheet]) if x[texts.INDICATOR] == "Thành viên" and x[title] == group)
    assert row[texts.TOTAL] == members
    assert round(row[texts.SHARE] * 100, 1) == percent


def test_choices_are_counted_by_group(book: Any) -> None:
    name = texts.option_row("Khó khăn lớn nhất", "Khó bán hàng, giá thấp")
    rows = {row[texts.SECTOR]: row for row in lines(book[texts.SHEET_SECTORS]) if row[texts.INDICATOR] == name}
    assert rows["Thương mại, dịch vụ"][texts.TOTAL] == 5
    assert rows["Thương mại, dịch vụ"][texts.CHOSEN_SHARE] == 0.5
    assert rows[texts.EVERYBODY][texts.TOTAL] == 14


def test_numbers_are_shown_with_marks_between_thousands_and_rates_with_one_digit(book: Any) -> None:
    shown = {cell.number_format for cell in all_cells(book) if isinstance(cell.value, int | float)}
    assert shown == {"#,##0", "#,##0.00", "0.0%"}


def test_headers_stay_in_sight(book: Any) -> None:
    assert {sheet.title: sheet.freeze_panes for sheet in book} == {
        "Tổng hợp": "B3",
        **dict.fromkeys(GROUPS, "D2"),
        "Biểu đồ": "B2",
        "Trả lời": "C2",
        "Chưa trả lời": "C2",
        "Ghi chú": "A2",
    }


def test_answers_are_one_row_a_cooperative_with_no_data_apart_from_zero() -> None:
    reports = [
        report(1, {"members": said(0), "land": said("2500.5"), "proposal": said("cần vốn")}, code="AB12CD"),
        report(2, {"members": NO_DATA, "proposal": SKIPPED, "difficulty": said("other", note="thiếu nước")}),
        report(3, {"members": said(9)}, status="partial"),
        report(4),
    ]
    rows = lines(build(reports)[texts.SHEET_ANSWERS])
    assert [row["Thành viên (người)"] for row in rows] == [0, "không có số liệu", 9]
    assert [row["Diện tích sản xuất (m²)"] for row in rows] == [2500.5, None, None]
    assert [row["Đề nghị"] for row in rows] == ["cần vốn", "bỏ qua", None]
    assert rows[1]["Khó khăn lớn nhất"] == "Khó khăn khác: thiếu nước"
    assert rows[0][texts.CODE] == "AB12CD"
    assert rows[2][texts.STATUS] == "Làm dở, chưa gửi (không tính vào số liệu)"


def test_a_confirmed_odd_figure_is_marked_with_its_reason() -> None:
    sheet = build([report(1, {"members": said(900, was_doubted=True, note="mới sáp nhập")})])[texts.SHEET_ANSWERS]
    cell = next(cell for cell in sheet[2] if cell.value == 900)
    assert "mới sáp nhập" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFFF2B3"


def test_missing_are_listed_with_how_to_reach_them() -> None:
    reports = [
        report(1, {"members": said(1)}),
        report(2, {"members": said(1)}, status="partial"),
        report(3, is_reachable=False, phone="0912345678"),
    ]
    rows = lines(build(reports, is_open=True, closed_at=None)[texts.SHEET_MISSING])
    assert [(row[texts.COOPERATIVE], row[texts.STATUS], row[texts.ANSWERS_GIVEN]) for row in rows] == [
        ("HTX số 02", "Đang làm dở", 1),
        ("HTX số 03", "Chưa làm", 0),
    ]
    assert rows[1][texts.REACH] == texts.REACHABLE_NAMES[False]
    assert rows[1][texts.PHONE] == "0912345678"


def test_a_round_nobody_answered_still_makes_a_workbook() -> None:
    assert build([]).sheetnames == SHEETS
    assert lines(build([report(1)])[texts.SHEET_ANSWERS]) == []


@pytest.mark.parametrize("text", ["=1+1", "+84912", "-cần vốn", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_no_text_is_a_formula(text: str) -> None:
    reports = [report(1, {"proposal": said(text)}, name=text, place=text, phone=text), report(2, name=text, phone=text)]
    book = build(reports)
    assert {cell.data_type for cell in all_cells(book)} <= {"s", "n"}
    texts_there = [cell.value for cell in all_cells(book) if isinstance(cell.value, str)]
    assert [found for found in texts_there if found.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert sum(found.lstrip("'").replace("_x000D_", "\r") == text for found in texts_there) >= 6


@pytest.mark.parametrize("text", ["", "HTX Rau", "1-2", "a=b"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert make_safe(text) == text


def test_text_beyond_what_a_cell_holds_or_xml_allows_is_cut_not_lost() -> None:
    assert len(make_safe("=" * 40_000)) == 32_767
    assert make_safe("a\ud800b") == "a?b"


def test_a_number_too_long_for_a_spreadsheet_is_written_out_whole() -> None:
    reports = [report(number, {"revenue": said(10**14 + number)}) for number in range(20)]
    row = find_row(build(reports)[texts.SHEET_SUMMARY], "Doanh thu")
    assert "2.000.000.000.000.190" in row


def test_same_results_give_the_same_bytes() -> None:
    results = aggregate(round_data(phong_tho()))
    assert build_workbook(results) == build_workbook(results)
    with ZipFile(BytesIO(build_workbook(results))) as packed:
        assert packed.testzip() is None


@pytest.mark.parametrize(("period", "stem"), [("2026-H1", "half_year-2026-H1"), ("../é", "half_year-..--")])
def test_file_names_are_plain(period: str, stem: str) -> None:
    results = aggregate(round_data([], period=period))
    assert results.facts == facts(period=period)
    assert file_stem(results) == stem
