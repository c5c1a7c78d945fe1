"""Plain cells: a value, or the reason why not; never a guess."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.directory.cells import (
    is_blank,
    read_capital,
    read_founding,
    read_members,
    read_phone,
    read_register_number,
    read_state,
)
from handlers.directory.files import Cell
from handlers.directory.findings import Doubt
from handlers.directory.names import fold_name, kind_of, near_name, same_name
from handlers.directory.sectors import read_sectors
from handlers.texts.sectors import SECTORS

TODAY = date(2026, 11, 20)
MILLION = 10**6


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("15/03/2019", date(2019, 3, 15)),
        ("5-3-2019", date(2019, 3, 5)),
        ("05.03.2019", date(2019, 3, 5)),
        ("2019-03-15", date(2019, 3, 15)),
        ("ngày 5 tháng 3 năm 2019", date(2019, 3, 5)),
        ("03/2019", date(2019, 3, 1)),
        ("2019", date(2019, 1, 1)),
        ("năm 2019", date(2019, 1, 1)),
        (2019, date(2019, 1, 1)),
        (43539, date(2019, 3, 15)),
        (date(2019, 3, 15), date(2019, 3, 15)),
    ],
)
def test_founding_date_is_read(cell: Cell, day: date) -> None:
    assert read_founding(cell, TODAY) == day


@pytest.mark.parametrize("cell", ["32/13/2020", "03/15/2019", "15/3/19", "sau Tết", "21/11/2026", "1/1/1900", 12, 1.5])
def test_doubtful_founding_date_is_not_read(cell: Cell) -> None:
    assert isinstance(read_founding(cell, TODAY), Doubt)


@given(st.dates(date(1945, 1, 1), TODAY))
def test_a_day_reads_the_same_however_excel_gives_it(day: date) -> None:
    number = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert {read_founding(form, TODAY) for form in (day, number, f"{day:%d/%m/%Y}", day.isoformat())} == {day}


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("0912345678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("+84 (0) 912 345 678", "0912345678"),
        (912345678, "0912345678"),
        ("912345678", "0912345678"),
        (2133876543, "02133876543"),
        ("0213 3876 543", "02133876543"),
        ("01682345678", "0382345678"),
        ("0912345678; 0987654321", "0912345678"),
        ("0912345678 - 0987654321", "0912345678"),
    ],
)
def test_phone_is_kept_in_one_form(cell: Cell, phone: str) -> None:
    assert read_phone(cell) == phone


@pytest.mark.parametrize("cell", ["123", "09123456789", "0412345678", "hỏi anh Ba", 12, 1.5, "091234567x"])
def test_what_is_no_phone_is_not_kept(cell: Cell) -> None:
    assert isinstance(read_phone(cell), Doubt)


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True), st.sampled_from([" ", ".", "-", ""]))
def test_mobile_number_survives_separators_country_code_and_excel(number: str, mark: str) -> None:
    written = mark.join([number[:4], number[4:7], number[7:]])
    assert {read_phone(cell) for cell in (written, "+84" + number[1:], int(number))} == {number}


@pytest.mark.parametrize(
    ("cell", "count"), [(35, 35), ("35", 35), ("35 người", 35), ("1.250", 1250), ("42 thành viên", 42), (0, 0)]
)
def test_members_are_read(cell: Cell, count: int) -> None:
    assert read_members(cell) == count


@pytest.mark.parametrize("cell", [-5, 2_000_000, 1.5, "khoảng 20", "nhiều", "30-40"])
def test_unclear_members_are_not_read(cell: Cell) -> None:
    assert isinstance(read_members(cell), Doubt)


@pytest.mark.parametrize(
    ("cell", "unit", "amount"),
    [
        (500, MILLION, 500 * MILLION),
        (1.2, 10**9, 1200 * MILLION),
        ("1.500", MILLION, 1500 * MILLION),
        ("1.500,5", MILLION, 1500 * MILLION + 500_000),
        ("1,2", 10**9, 1200 * MILLION),
        ("1,2 tỷ", MILLION, 1200 * MILLION),
        ("500 triệu", None, 500 * MILLION),
        (500_000_000, None, 500 * MILLION),
        ("500.000.000", None, 500 * MILLION),
        ("500,000,000", None, 500 * MILLION),
        (0, None, 0),
    ],
)
def test_capital_is_read_in_dong(cell: Cell, unit: int | None, amount: int) -> None:
    assert read_capital(cell, unit) == amount


@pytest.mark.parametrize(
    ("cell", "unit"),
    [(500, None), ("1,200", MILLION), ("abc", MILLION), (5 * 10**9, MILLION), (-5, MILLION), (0.5, 1), ("5 hoặc 6", 1)],
)
def test_capital_that_may_mean_two_things_is_not_read(cell: Cell, unit: int | None) -> None:
    assert isinstance(read_capital(cell, unit), Doubt)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("Đang hoạt động", "active"),
        ("HĐ", "active"),
        ("Tạm ngừng hoạt động", "suspended"),
        ("Ngưng hoạt động", "suspended"),
        ("không hoạt động", "suspended"),
        ("Đang làm thủ tục giải thể", "suspended"),
        ("chờ giải thể", "suspended"),
        ("Đã giải thể", "dissolved"),
    ],
)
def test_state_is_read(cell: str, state: str) -> None:
    assert read_state(cell) == state


def test_unknown_state_is_not_guessed() -> None:
    assert isinstance(read_state("khá"), Doubt)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("6200 012 345", "6200012345"),
        (6200012345, "6200012345"),
        (100012345, "0100012345"),
        ("12/2014/ĐK-htx", "12/2014/ĐK-HTX"),
    ],
)
def test_register_number_is_kept_in_one_form(cell: Cell, number: str) -> None:
    assert read_register_number(cell) == number


@pytest.mark.parametrize("cell", [None, "", "-", "Không có", "x", "chưa có"])
def test_cells_that_say_nothing_are_blank(cell: Cell) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("Trồng lúa, chăn nuôi", ["agriculture"]),
        ("DV nông nghiệp", ["agriculture"]),
        ("Dịch vụ nông nghiệp tổng hợp", ["agriculture"]),
        ("Chè", ["agriculture"]),
        ("Chế biến gỗ", ["industry"]),
        ("TTCN", ["industry"]),
        ("Vận tải hàng hóa", ["transport"]),
        ("Dịch vụ vận tải", ["transport"]),
        ("Khai thác cát, vật liệu xây dựng", ["construction"]),
        ("Thu gom rác thải", ["environment"]),
        ("Quỹ tín dụng", ["credit"]),
        ("Dịch vụ tổng hợp", ["trade", "other"]),
        ("Thương mại - dịch vụ", ["trade"]),
        ("Nông nghiệp; xây dựng", ["agriculture", "construction"]),
        ("xay dung, nong nghiep", ["construction", "agriculture"]),
        ("Nghề bí mật", []),
    ],
)
def test_sector_is_read_from_words(text: str, sectors: list[str]) -> None:
    assert read_sectors(text) == sectors


@given(st.text(max_size=60))
def test_sectors_are_ones_the_reports_know(text: str) -> None:
    assert set(read_sectors(text)) <= set(SECTORS)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("HTX Bản Lang", "ban lang"),
        ("Hợp tác xã Bản Lang", "ban lang"),
        ("HTX DVNN Bản Lang", "ban lang"),
        ("HTX Nông nghiệp và dịch vụ Bản Lang", "ban lang"),
        ("Hợp tác xã dịch vụ nông nghiệp Bản Lang", "ban lang"),
        ("HTX Vận tải Bản Lang", "van tai ban lang"),
        ("HTX SXKD Chè", "san xuat kinh doanh che"),
        ("HTX", "htx"),
    ],
)
def test_legal_form_is_no_part_of_the_folded_name(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Liên hiệp HTX Tây Bắc", "union"),
        ("QTDND Tân Uyên", "credit_fund"),
        ("Tổ hợp tác Ong", "group"),
        ("HTX A", "cooperative"),
    ],
)
def test_kind_is_read_from_the_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_names_with_other_accents_are_not_the_same() -> None:
    assert same_name("HTX Thanh Bình", "htx thanh binh")
    assert not same_name("HTX Thanh Bình", "HTX Thành Bình")
    assert near_name("HTX Thanh Bình", "HTX Thành Bình")


def test_numbered_namesakes_are_not_near() -> None:
    assert not near_name("HTX Quyết Tiến 1", "HTX Quyết Tiến 2")
