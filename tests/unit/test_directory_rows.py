"""Whole lists: what a row gives, what is left out and said, what is refused."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.directory.files import Cell, Sheet, Unreadable
from handlers.directory.findings import Level
from handlers.directory.gazetteer import Gazetteer, Ward
from handlers.directory.rows import Reading, read_list

COUNTRY = Gazetteer({12: "Lai Châu"}, (Ward(3, "Xã Bản Bo", 12), Ward(5, "Xã Mường Mô", 12)))
TODAY = date(2026, 11, 20)
TITLES: list[Cell] = [
    "STT", "Tên HTX", "Mã số thuế", "Xã", "Ngành nghề", "Năm thành lập", "SĐT", "Số thành viên",
    "Vốn điều lệ (triệu đồng)", "Tình trạng",
]  # fmt: skip
FULL: list[Cell] = [
    1, "HTX Chè Tuyết", "6200012345", "Bản Bo", "Trồng chè", "15/3/2019", "0912.345.678", 35, 1200, "Đang hoạt động",
]  # fmt: skip


def read(*rows: list[Cell], titles: list[Cell] | None = None) -> Reading:
    return read_list([Sheet("", [titles or TITLES, *rows])], COUNTRY, TODAY, 12)


def changed(**cells: Cell) -> list[Cell]:
    """The full row with some cells changed, by title without accents' first word."""
    places = {
        "name": 1,
        "number": 2,
        "ward": 3,
        "sector": 4,
        "founded": 5,
        "phone": 6,
        "members": 7,
        "capital": 8,
        "state": 9,
    }
    row = list(FULL)
    for name, cell in cells.items():
        row[places[name]] = cell
    return row


def test_full_row_gives_all_facts() -> None:
    reading = read(FULL)
    assert reading.findings == ()
    assert reading.entries[0].values == {
        "name": "HTX Chè Tuyết",
        "folded_name": "che tuyet",
        "kind": "cooperative",
        "register_number": "6200012345",
        "old_place": "Bản Bo",
        "province_code": 12,
        "ward_code": 3,
        "ward_name": "Xã Bản Bo",
        "sector": "agriculture",
        "founded_on": date(2019, 3, 15),
        "phone": "0912345678",
        "members": 35,
        "charter_capital": 1_200_000_000,
        "state": "active",
    }


@pytest.mark.parametrize(
    ("cells", "column", "missing"),
    [
        ({"founded": "32/13/2020"}, "founding date", "founded_on"),
        ({"phone": "123"}, "phone", "phone"),
        ({"members": "khoảng 20"}, "members", "members"),
        ({"capital": "1,200"}, "charter capital", "charter_capital"),
        ({"state": "khá"}, "state", "state"),
        ({"sector": "Nghề bí mật"}, "sector", "sector"),
        ({"ward": "Xã Lạ Hoắc"}, "place", "ward_code"),
        ({"number": "không rõ số"}, "register number", "register_number"),
    ],
)
def test_doubtful_field_is_left_out_and_told(cells: dict[str, Any], column: str, missing: str) -> None:
    reading = read(changed(**cells))
    [finding] = reading.findings
    assert (finding.level, finding.row, finding.column) == (Level.LEFT_OUT, 2, column)
    assert finding.found == str(next(iter(cells.values())))
    assert finding.reason
    assert finding.remedy
    assert missing not in reading.entries[0].values
    assert reading.entries[0].values["name"] == "HTX Chè Tuyết"


def test_text_of_an_unknown_place_is_kept() -> None:
    assert read(changed(ward="Xã Lạ Hoắc")).entries[0].values["old_place"] == "Xã Lạ Hoắc"


@pytest.mark.parametrize("name", [None, "", "-", 12, "123", "x" * 201])
def test_row_without_a_name_is_refused(name: Cell) -> None:
    reading = read(changed(name=name), FULL)
    [finding] = reading.findings
    assert (finding.level, finding.row) == (Level.REFUSED, 2)
    assert len(reading.entries) == 1


def test_blank_cells_state_nothing() -> None:
    reading = read([1, "HTX Chè Tuyết", "-", None, "", "x", "không có", None, None, "chưa có"], FULL)
    assert reading.findings[0].reason == "stands alone in its row, as a heading does"
    reading = read(changed(number="-", founded="", phone="không có", members=None))
    assert not {"register_number", "founded_on", "phone", "members"} & set(reading.entries[0].values)
    assert reading.findings == ()


@pytest.mark.parametrize(
    "row",
    [
        [],
        [None] * 10,
        [7],
        list(range(1, 11)),
        ["A", "B", 1, 2, 3, 4, 5, 6, 7, 8],
        ["(1)", "(2)", "(3)", "(4)"],
        [None, "TỔNG CỘNG", None, None, None, None, None, 150, 9000],
        ["Tổng số:", None, None, None, None, None, None, 150],
    ],
)
def test_rows_around_the_list_are_passed_over(row: list[Cell]) -> None:
    reading = read(row, FULL)
    assert len(reading.entries) == 1
    assert reading.findings == ()


def test_headings_tell_the_place_and_sector_of_the_rows_below() -> None:
    bare = changed(ward=None, sector=None)
    reading = read(["I", "XÃ BẢN BO"], bare, [None, "Lĩnh vực vận tải"], bare, ["II", "Xã Mường Mô (1 HTX)"], bare)
    found = [(entry.values.get("ward_code"), entry.values.get("sector")) for entry in reading.entries]
    assert found == [(3, None), (3, "transport"), (5, "transport")]
    assert reading.headings == 3


def test_a_cell_of_its_own_goes_before_the_heading() -> None:
    reading = read([None, "Xã Mường Mô"], FULL)
    assert reading.entries[0].values["ward_code"] == 3


def test_sector_of_a_new_one_may_come_from_its_name() -> None:
    entry = read(changed(name="HTX Vận tải Đèo Gió", sector=None)).entries[0]
    assert "sector" not in entry.values
    assert entry.likely_sector == "transport"


def test_several_sectors_and_phones_are_to_be_checked() -> None:
    reading = read(changed(sector="Nông nghiệp, xây dựng", phone="0912345678; 0987654321"))
    assert [(one.level, one.column) for one in reading.findings] == [(Level.CHECK, "sector"), (Level.CHECK, "phone")]


def test_unit_above_the_table_counts_where_the_title_has_none() -> None:
    rows: list[list[Cell]] = [["Đơn vị tính: triệu đồng"], ["Tên HTX", "Vốn điều lệ"], ["HTX Chè Tuyết", 500]]
    reading = read_list([Sheet("", rows)], COUNTRY, TODAY, 12)
    assert reading.entries[0].values["charter_capital"] == 500_000_000


def test_years_alone_are_counted() -> None:
    assert read(changed(founded=2019), changed(founded="2018"), FULL).only_years == 2


def test_the_sheet_most_like_a_list_is_read() -> None:
    sheets = [Sheet("Bìa", [["Tên HTX", "SĐT"]]), Sheet("Danh sách", [["x"], TITLES, FULL])]
    assert read_list(sheets, COUNTRY, TODAY, 12).sheet == "Danh sách"


def test_file_without_titles_says_what_is_missing() -> None:
    with pytest.raises(Unreadable, match="Tên HTX"):
        read_list([Sheet("", [["HTX A", "0912345678"]])], COUNTRY, TODAY, 12)


CELLS = st.one_of(
    st.none(), st.text(max_size=30), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.dates()
)


@given(st.lists(st.lists(CELLS, max_size=12), max_size=6))
def test_every_row_is_loaded_refused_or_no_cooperative_at_all(rows: list[list[Cell]]) -> None:
    reading = read(*rows)
    loaded = [entry.row for entry in reading.entries]
    refused = [finding.row for finding in reading.findings if finding.level is Level.REFUSED]
    assert len(set(loaded)) == len(loaded)
    assert not set(loaded) & set(refused)
    assert all(entry.name.strip() for entry in reading.entries)
    assert set(loaded) | set(refused) <= set(range(2, len(rows) + 2))
