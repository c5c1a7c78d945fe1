"""Tables made by hand, typed from the documents of districts and an alliance, with the mistakes they hold."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from handlers.directory.files import Unreadable
from handlers.results.aggregate import aggregate
from handlers.results.checking.check import check_file
from handlers.results.checking.findings import Finding
from handlers.results.outside import hide_small
from handlers.results.workbook import build_workbook
from scripts.check_table import main
from tests.unit.results_material import phong_tho, round_data

TRIEU_SON = [
    ["Phân loại", "Số HTX", "Tỷ lệ (%)"],
    ["Tốt", 27, "46,6%"],
    ["Khá", 24, "36,2%"],
    ["Trung bình", 7, "12,1%"],
    ["Tổng số", 58, "100%"],
]
BAC_GIANG = [
    ["Lĩnh vực", "Số HTX", "Vốn điều lệ (triệu đồng)", "Thành viên"],
    ["Nông nghiệp", 503, "694.163", "12.000"],
    ["Phi nông nghiệp", 241, "1.018.931", "2.304"],
    ["- Công nghiệp, xây dựng", 114, "545.744", "1.247"],
    ["- Vận tải", 29, "136.293", "304"],
    ["- Thương mại, dịch vụ", 70, "311.664", "687"],
    ["- Môi trường", 28, "25.230", "223"],
]
PHONG_THO = [
    ["STT", "Lĩnh vực", "Số HTX", "Tỷ lệ (%)", "Vốn (triệu đồng)", "Tỷ lệ vốn (%)", "Thành viên", "Tỷ lệ (%)"],
    [1, "Nông, lâm nghiệp", 9, 33, 18590, 29.5, 74, 35],
    [2, "Thương mại", 10, 37, 19000, 30, 78, 37],
    [3, "Xây dựng", 8, 30, 25500, 40.5, 61, 28],
    [None, "Tổng cộng", 27, 100, 63090, 100, 213, 100],
]


def xlsx(rows: list[list[Any]], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bảng"
    for row in rows:
        sheet.append(row)
    for address, number_format in (formats or {}).items():
        sheet[address].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def found(rows: list[list[Any]], **options: Any) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.address, one.written, one.expected) for one in check_file(xlsx(rows, **options))]


def test_24_of_58_is_not_36_2_percent() -> None:
    assert found(TRIEU_SON) == [("percent", "C3", "36,2%", "41,4%")]


def test_members_of_the_non_farm_sectors_do_not_make_2304() -> None:
    assert found(BAC_GIANG) == [("sum", "D3", "2.304", "2.461")]


def test_shares_of_capital_and_members_that_are_a_little_wrong() -> None:
    assert found(PHONG_THO) == [("percent", "F4", "40,5", "40,4%"), ("percent", "H4", "28", "28,6%")]


def test_a_debt_in_billions_that_is_in_millions() -> None:
    rows = [
        ["Chỉ tiêu của quỹ tín dụng", "Số tiền"],
        ["Vốn hoạt động", "2.502.663 triệu đồng"],
        ["Vốn huy động", "2.258.454 triệu đồng"],
        ["Dư nợ", "1.850.582 tỷ đồng"],
    ]
    assert found(rows) == [("unit", "B4", "1.850.582 tỷ đồng", "1.850.582 triệu đồng")]


def test_a_unit_that_is_not_the_columns_is_said_and_counts_at_its_worth() -> None:
    rows = [
        ["Lĩnh vực", "Vốn (triệu đồng)"],
        ["Nông nghiệp", "694.163"],
        ["Phi nông nghiệp", "1 tỷ"],
        ["Cộng", "695.163"],
    ]
    assert [(kind, address) for kind, address, _, _ in found(rows)] == [("unit", "B3")]


@pytest.mark.parametrize("rows", [TRIEU_SON, BAC_GIANG, PHONG_THO])
def test_a_table_put_right_as_it_was_told_fits(rows: list[list[Any]]) -> None:
    right = [list(row) for row in rows]
    for one in check_file(xlsx(rows)):
        column = ord(one.address[0]) - ord("A")
        right[int(one.address[1:]) - 1][column] = one.expected
    assert found(right) == []


def test_a_total_may_stand_over_its_parts() -> None:
    rows = [["Xã", "HTX"], ["Toàn huyện", 10], ["Mường So", 4], ["Bản Lang", 7]]
    assert found(rows) == [("sum", "B2", "10", "11")]
    assert found([*rows[:3], ["Bản Lang", 6]]) == []


def test_subtotals_and_a_grand_total_are_each_checked() -> None:
    rows = [["Xã", "HTX"], ["A", 1], ["B", 2], ["Cộng vùng 1", 3], ["C", 4], ["D", 5], ["Cộng vùng 2", 8], ["Tổng", 12]]
    assert found(rows) == [("sum", "B7", "8", "9")]


def test_a_total_column_is_checked_when_most_lines_agree() -> None:
    rows = [["Xã", "Tổng số", "Nam", "Nữ"], ["A", 5, 2, 3], ["B", 7, 3, 4], ["C", 9, 4, 4]]
    assert found(rows) == [("sum", "B4", "9", "8")]


def test_percentages_that_excel_shows_rounded_are_not_blamed() -> None:
    rows = [["Loại", "Số HTX", "Tỷ lệ"], ["Tốt", 1, 1 / 3], ["Khá", 2, 2 / 3], ["Cộng", 3, 1]]
    assert found(rows, formats={"C2": "0.0%", "C3": "0%", "C4": "0%"}) == []


def test_a_share_of_another_column_of_the_line_is_understood() -> None:
    rows = [
        ["Xã", "Cán bộ", "Đã đào tạo", "Tỷ lệ đào tạo (%)"],
        ["A", 10, 5, 50],
        ["B", 20, 5, "25"],
        ["C", 54, 15, "28,9"],
    ]
    assert found(rows) == [("percent", "D4", "28,9", "27,8%")]


def test_means_and_years_are_not_added_up() -> None:
    rows = [["Lĩnh vực", "Năm", "Doanh thu bình quân"], ["A", 2020, 10], ["B", 2021, 20], ["Tổng cộng", 2022, 15]]
    assert found(rows) == []


def test_a_table_of_words_has_nothing_to_check() -> None:
    assert found([["Tên", "Ghi chú"], ["A", "tốt"]]) == []


def test_our_own_tables_fit() -> None:
    """The sheets for outside, with their sums, shares and hidden cells."""
    results = hide_small(aggregate(round_data(phong_tho())))
    findings = [one for one in check_file(build_workbook(results)) if one.sheet in ("Tổng hợp", "Biểu đồ")]
    assert findings == []


def test_what_is_no_workbook_is_refused_with_a_remedy() -> None:
    with pytest.raises(Unreadable, match=r"save it as \.xlsx"):
        check_file(b"PK but no workbook")


def test_table_saved_as_csv_is_checked_like_a_workbook() -> None:
    told = check_file("Lĩnh vực;Thành viên\nVận tải;304\nKhác;2.157\nTổng;2.304\n".encode())
    assert [(one.address, one.expected) for one in told] == [("B4", "2.461")]


# The command ---------------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_command_names_cells_what_is_written_and_what_should_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bang.xlsx"
    file.write_bytes(xlsx(TRIEU_SON))
    code, out, _ = run(capsys, str(file))
    assert code == 1
    assert "Bảng, ô C3: ghi «36,2%», đúng ra là 41,4%" in out
    code, out, _ = run(capsys, str(file), "--json")
    assert Finding(**json.loads(out)).expected == "41,4%"


def test_command_says_that_all_fits_and_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bang.xlsx"
    file.write_bytes(xlsx([["Xã", "HTX"], ["A", 1]]))
    assert run(capsys, str(file))[:2] == (0, "Bảng cộng đúng: không thấy tổng, tỷ lệ hay đơn vị nào sai.\n")
    assert run(capsys, str(tmp_path / "none.xlsx"))[0] == 2
    file.write_bytes(b"PK nothing")
    assert run(capsys, str(file))[0] == 2
