"""Titles of columns, in the many ways lists write them."""

import random

import pytest

from handlers.directory.cells import find_unit
from handlers.directory.columns import find_header
from handlers.directory.files import Cell
from knowledge.vietnamese import fold

TITLES = {
    "name": ["Tên HTX", "Tên hợp tác xã", "TÊN HỢP TÁC XÃ", "Đơn vị", "ten htx", "Tên HTX, QTDND", "Tên hợp tác xa"],
    "register_number": ["Mã số HTX", "Mã số thuế", "Số GCN ĐKKD", "MST", "Số giấy chứng nhận ĐKHTX"],
    "ward": ["Xã", "Phường", "Xã/Phường", "Xã, phường, thị trấn", "Xa/phuong"],
    "district": ["Huyện", "Quận/Huyện", "Huyện, thị xã, thành phố"],
    "province": ["Tỉnh", "Tỉnh/Thành phố"],
    "address": ["Địa chỉ", "Địa chỉ trụ sở chính", "Đ/c"],
    "sector": ["Ngành nghề", "Lĩnh vực", "Ngành nghề SXKD chính", "Linh vuc hoat dong"],
    "founded_on": ["Ngày thành lập", "Năm thành lập", "Ngày ĐKKD", "Ngày TL", "Thời gian thành lập"],
    "phone": ["Điện thoại", "SĐT", "Số điện thoại", "SĐT giám đốc", "Số ĐT liên hệ"],
    "members": ["Số thành viên", "Xã viên", "Số TV", "Số thành viên đến 31/12/2025", "Tổng số thành viên (người)"],
    "charter_capital": ["Vốn điều lệ", "Vốn đăng ký", "Vốn điều lệ (triệu đồng)", "Vốn ĐL (tỷ)"],
    "state": ["Tình trạng", "Tình trạng hoạt động", "Trạng thái"],
}
PLAIN = {"name": "Tên HTX", "phone": "Điện thoại", "members": "Số thành viên"}
OTHERS = [
    "STT",
    "Họ tên giám đốc",
    "Số thành viên nữ",
    "Doanh thu",
    "Ghi chú",
    "Vốn góp thêm",
    "Số lao động",
    "Email",
]


@pytest.mark.parametrize(("field", "title"), [(field, title) for field in TITLES for title in TITLES[field]])
def test_a_field_is_found_by_each_of_its_titles(field: str, title: str) -> None:
    rest = [other for name, other in PLAIN.items() if name != field]
    header = find_header([["STT", *rest, title], []])
    assert header is not None
    assert header.columns[field] == 1 + len(rest)
    assert header.titles[field] == title


@pytest.mark.parametrize("field", [field for field in TITLES if field != "ward"])
def test_titles_without_accents_are_found(field: str) -> None:
    header = find_header([[fold("Tên HTX") if field != "name" else "sdt", fold(TITLES[field][0])]])
    assert header is not None
    assert header.columns[field] == 1


@pytest.mark.parametrize("title", OTHERS)
def test_a_column_of_something_else_is_not_read(title: str) -> None:
    header = find_header([["Tên HTX", "Điện thoại", title]])
    assert header is not None
    assert set(header.columns) == {"name", "phone"}
    assert header.unused == (title,)


def test_order_of_columns_does_not_matter() -> None:
    titles = [words[0] for words in TITLES.values()]
    for seed in range(20):
        random.Random(seed).shuffle(titles)
        header = find_header([titles])
        assert header is not None
        assert {titles[at] for at in header.columns.values()} == set(titles)
        assert all(titles[at] == TITLES[name][0] for name, at in header.columns.items())


@pytest.mark.parametrize("above", [0, 1, 7, 19])
def test_titles_are_found_in_the_first_twenty_rows(above: int) -> None:
    rows: list[list[Cell]] = [["LIÊN MINH HTX", None] for _ in range(above)]
    header = find_header([*rows, ["Tên HTX", "Điện thoại"], ["HTX A", "0912345678"]])
    assert header is not None
    assert header.row == above


def test_titles_of_two_lines_are_one_header() -> None:
    rows: list[list[Cell]] = [
        ["TT", "Tên HTX", "Địa chỉ", None, "SĐT"],
        [None, None, "Xã", "Huyện", None],
        [1, 2, 3, 4, 5],
        [1, "HTX A", "Bản Bo", "Tam Đường", "0912345678"],
    ]
    header = find_header(rows)
    assert header is not None
    assert header.row == 1
    assert dict(header.columns) == {"name": 1, "ward": 2, "district": 3, "phone": 4}


def test_list_without_a_column_of_names_has_no_header() -> None:
    assert find_header([["STT", "Điện thoại", "Số thành viên"], [1, "0912345678", 5]]) is None


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("Vốn điều lệ (triệu đồng)", 10**6),
        ("Vốn điều lệ (tr.đ)", 10**6),
        ("Vốn đăng ký (trđ)", 10**6),
        ("Vốn điều lệ (tỷ)", 10**9),
        ("Vốn điều lệ (tỷ đồng)", 10**9),
        ("Vốn điều lệ (1.000đ)", 1000),
        ("Vốn điều lệ (nghìn đồng)", 1000),
        ("Vốn điều lệ (đồng)", 1),
        ("Vốn điều lệ", None),
    ],
)
def test_unit_of_money_is_read_from_the_title(title: str, unit: int | None) -> None:
    assert find_unit(title) == unit
