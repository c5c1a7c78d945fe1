"""What people type, and what it is read as."""

from decimal import Decimal

import pytest

from knowledge.numbers.reader import Outcome, Reason, read_number
from knowledge.numbers.tokens import fold
from knowledge.numbers.writing import NumberKind

SURE: dict[NumberKind, dict[str, int | str]] = {
    "money": {
        "1.500.000": 1_500_000,
        "12.500.000 đồng": 12_500_000,
        "1,2 tỷ": 1_200_000_000,
        "3 tỷ 200 triệu": 3_200_000_000,
        "3 tỷ 2": 3_200_000_000,
        "3 tỷ 200": 3_200_000_000,
        "ba tỷ hai": 3_200_000_000,
        "1tr5": 1_500_000,
        "1tr500": 1_500_000,
        "2 triệu 5": 2_500_000,
        "2 triệu 500.000": 2_500_000,
        "500k": 500_000,
        "500tr": 500_000_000,
        "31,2 triệu": 31_200_000,
        "khoảng 50 triệu": 50_000_000,
        "năm trăm triệu": 500_000_000,
        "một tỷ rưỡi": 1_500_000_000,
        "tỷ rưỡi": 1_500_000_000,
        "1 tỷ lẻ 5 triệu": 1_005_000_000,
        "1 ty le 50 trieu": 1_050_000_000,
        "nửa tỷ": 500_000_000,
        "trăm rưỡi triệu": 150_000_000,
        "năm 2025 được 300 triệu": 300_000_000,
        "300 triệu năm 2025": 300_000_000,
        "300 triệu một năm": 300_000_000,
        "5 triệu 1 tháng": 5_000_000,
        "6 tháng đầu năm được 300 triệu": 300_000_000,
        "quý 3 được 5 triệu": 5_000_000,
        "tháng 6 300 triệu": 300_000_000,
        "120tr/năm": 120_000_000,
        "4,5 triệu đồng/người/tháng": 4_500_000,
        "lỗ 200 triệu": -200_000_000,
        "âm 3 triệu": -3_000_000,
        "−200 triệu": -200_000_000,
        "1.500 triệu": 1_500_000_000,
        "19.682 triệu đồng/năm": 19_682_000_000,
        "5 củ": 5_000_000,
        "1 500 000": 1_500_000,
        "1,500,000": 1_500_000,
        "1.500.000,00": 1_500_000,
        "1 tỷ 234 triệu 567 nghìn 890 đồng": 1_234_567_890,
        "1,2 tỷ đồng (1.200.000.000 đồng)": 1_200_000_000,
        "không biết chính xác, khoảng 50 triệu": 50_000_000,
        "hai triệu tư": 2_400_000,
        "1 tỷ tư": 1_400_000_000,
        "ngàn tư": 1_400,
        "5 tỷ tư nhân": 5_000_000_000,
        "3 vạn": 30_000,
        "3 vạn 5": 35_000,
        "3 van": 30_000,
        "chưa có": 0,
        "không có": 0,
        "ko co": 0,
        "hem có": 0,
        "hòa vốn": 0,
        "chưa có doanh thu": 0,
        "0": 0,
    },
    "count": {
        "1.500": 1500,
        "35 người": 35,
        "05": 5,
        "ba chục": 30,
        "hơn 20": 20,
        "hai mươi mốt": 21,
        "hăm mốt": 21,
        "băm mốt": 31,
        "1 trăm 2 chục": 120,
        "tăng lên 125 người": 125,
        "hai trăm tư": 240,
        "35 van the": 35,
        "40 may cay": 40,
        "ba lăm": 35,
        "một trăm linh năm": 105,
        "một trăm lẻ năm": 105,
        "một nghìn không trăm linh năm": 1005,
        "hai ngàn rưởi": 2500,
        "năm": 5,
        "năm người": 5,
        "bây giờ có 5 người": 5,
        "không": 0,
        "không có ai": 0,
    },
    "percent": {
        "46,5%": "46.5",
        "một nửa": 50,
        "phân nửa": 50,
        "chưa có": 0,
        "mười lăm phần trăm": 15,
        "15": 15,
        "bốn mươi sáu phẩy năm phần trăm": "46.5",
    },
    "area": {
        "2,5 ha": 25_000,
        "3 sào Bắc Bộ": 1080,
        "2 mau mien nam": 20_000,
        "2 ha 5": 25_000,
        "1.500 m²": 1500,
        "5000m2": 5000,
        "3 nghìn mét vuông": 3000,
    },
    "weight": {
        "5 tạ": 500,
        "3 tấn": 3000,
        "5 yến": 50,
        "2 tấn 5": 2500,
        "2 tấn 5 tạ": 2500,
        "3 tạ rưỡi": 350,
        "5t": 5000,
        "2 tấn 300": 2300,
        "5 tạ 20": 520,
    },
    "decimal": {"1.500,5": "1500.5", "1,5": "1.5", "1500": 1500, "-2,5": "-2.5"},
}
SURE_CASES = [(kind, text, value) for kind, cases in SURE.items() for text, value in cases.items()]


@pytest.mark.parametrize(("kind", "text", "value"), SURE_CASES)
def test_sure_figure_is_read(kind: NumberKind, text: str, value: int | str) -> None:
    reading = read_number(text, kind)
    assert reading.outcome is Outcome.VALUE
    assert reading.value == Decimal(value)


@pytest.mark.parametrize(("kind", "text", "value"), SURE_CASES)
def test_accents_case_and_spaces_do_not_matter(kind: NumberKind, text: str, value: int | str) -> None:
    for variant in (fold(text), text.upper(), f"  {text.replace(' ', chr(0xA0))}\t", text.replace(" ", "   ")):
        assert read_number(variant, kind).value == Decimal(value), variant


ASKED: list[tuple[NumberKind, str, list[int | str]]] = [
    ("money", "300", [300, 300_000, 300_000_000]),
    ("money", "1.500", [1500, 1_500_000, 1_500_000_000]),
    ("money", "-5", [-5, -5000, -5_000_000, -5_000_000_000]),
    ("money", "1,5", [1_500_000, 1_500_000_000]),
    ("money", "10-15 triệu", [10_000_000, 15_000_000]),
    ("money", "2tr5 - 3tr", [2_500_000, 3_000_000]),
    ("money", "1,500 triệu", [1_500_000, 1_500_000_000]),
    ("money", "3 tỷ 25", [3_250_000_000, 3_025_000_000]),
    ("money", "300 triệu năm", [300_500_000, 300_000_000]),
    ("money", "5t", [5_000_000_000, 5_000_000]),
    ("count", "10-15", [10, 15]),
    ("count", "10 đến 15 người", [10, 15]),
    ("count", "từ 10 tới 15", [10, 15]),
    ("count", "hai ba người", [2, 3]),
    ("count", "12 thành viên, 3 nữ", [12, 3]),
    ("count", "hai mươi năm", [25, 20]),
    ("money", "hai ba chục triệu", [20_000_000, 30_000_000]),
    ("money", "một, hai tỷ", [1_000_000_000, 2_000_000_000]),
    ("money", "50tr lỗ", [50_000_000, -50_000_000]),
    ("money", "10.000,50", [10_000_500, 10_000_500_000]),
    ("weight", "2 tấn 30", [2300, 2030]),
    ("area", "3 sào", [1080, 1500, 3000]),
    ("area", "2 mẫu", [7200, 10_000, 20_000]),
    ("area", "2 mẫu 3 sào", [8280, 11_500, 23_000]),
    ("area", "5000", [5000, 50_000_000]),
    ("area", "1.500 ha", [15_000_000, 15_000]),
    ("weight", "500", [500, 500_000]),
    ("weight", "1.500 tấn", [1_500_000, 1500]),
    ("decimal", "1.500", [1500, "1.5"]),
    ("percent", "0,15", ["0.15", 15]),
    ("percent", "giảm 5%", [5, -5]),
]


@pytest.mark.parametrize(("kind", "text", "values"), ASKED)
def test_doubtful_figure_asks_which(kind: NumberKind, text: str, values: list[int | str]) -> None:
    reading = read_number(text, kind)
    assert reading.outcome is Outcome.ASK
    assert reading.value is None
    assert [meaning.value for meaning in reading.readings] == [Decimal(value) for value in values]
    assert all(meaning.words for meaning in reading.readings)


def test_sao_readings_name_their_region() -> None:
    words = [meaning.words for meaning in read_number("3 sào", "area").readings]
    assert [word.rsplit("(", 1)[1] for word in words] == ["sào Bắc Bộ)", "sào Trung Bộ)", "sào Nam Bộ)"]


@pytest.mark.parametrize("kind", ["money", "count", "percent", "decimal", "area", "weight"])
@pytest.mark.parametrize(
    "text", ["không biết", "Không có số liệu", "chưa rõ", "k nhớ", "ko biet", "chưa có báo cáo", "chưa thống kê"]
)
def test_unknown_figure_is_no_data_and_not_zero(kind: NumberKind, text: str) -> None:
    assert read_number(text, kind).outcome is Outcome.NO_DATA


@pytest.mark.parametrize(
    ("kind", "text", "reason"),
    [
        ("count", "", Reason.UNREAD),
        ("count", "👍", Reason.UNREAD),
        ("count", "ba tôi", Reason.UNREAD),
        ("count", "làm ăn khó", Reason.UNREAD),
        ("count", "tạm ngừng", Reason.UNREAD),
        ("count", "một nửa", Reason.UNREAD),
        ("money", "năm 2025", Reason.UNREAD),
        ("money", "0912345678", Reason.UNREAD),
        ("money", "vài chục triệu", Reason.VAGUE),
        ("count", "1,5", Reason.NOT_WHOLE),
        ("count", "-5", Reason.NEGATIVE),
        ("count", "sau 5 tháng", Reason.OTHER_UNIT),
        ("money", "5 lít", Reason.OTHER_UNIT),
        ("money", "100 usd", Reason.OTHER_UNIT),
        ("count", "5 tạ", Reason.OTHER_UNIT),
        ("money", "9.999.999 tỷ", Reason.TOO_LARGE),
        ("money", "một triệu tỷ tỷ tỷ", Reason.TOO_LARGE),
        ("count", "999999999999999999 tỷ", Reason.TOO_LARGE),
        ("money", "1/2 tỷ", Reason.UNCLEAR),
        ("count", "20/11/2026", Reason.UNCLEAR),
        ("count", "½", Reason.UNCLEAR),
        ("count", "5³", Reason.UNCLEAR),
        ("count", "1.50.000", Reason.UNCLEAR),
        ("count", "covid19", Reason.UNCLEAR),
        ("count", "50abc", Reason.UNCLEAR),
        ("count", "bốn mươi mấy", Reason.UNCLEAR),
        ("count", "20 + 5", Reason.UNCLEAR),
        ("count", "tăng 5 người", Reason.UNCLEAR),
        ("count", "tang khoang 5 nguoi", Reason.UNCLEAR),
        ("money", "25tr/tháng x 12", Reason.UNCLEAR),
        ("money", "1, 5 tỷ", Reason.UNCLEAR),
        ("money", ",5 tỷ", Reason.UNCLEAR),
        ("area", "5 ha 200", Reason.UNCLEAR),
        ("money", "$2000", Reason.OTHER_UNIT),
        ("money", "12 thành viên", Reason.OTHER_UNIT),
        ("weight", "20 bao 50kg", Reason.OTHER_UNIT),
    ],
)
def test_what_is_no_figure_gives_a_reason(kind: NumberKind, text: str, reason: Reason) -> None:
    reading = read_number(text, kind)
    assert reading.outcome is Outcome.NONE
    assert reading.reason is reason


def test_number_before_the_asked_noun_is_taken() -> None:
    assert read_number("12 thành viên, 3 nữ", "count", ["thành viên"]).value == 12
    assert read_number("12 thành viên, 3 nữ", "count", ["nữ"]).value == 3
    assert read_number("trong 6 tháng có 12 người", "count").value == 12


def test_rough_figure_is_marked() -> None:
    assert read_number("khoảng 50 triệu", "money").is_approximate
    assert read_number("hơn 20", "count").is_approximate
    assert not read_number("có 20 người", "count").is_approximate


def test_dozen_is_not_two() -> None:
    assert read_number("2 tá", "count").value == 24


@pytest.mark.parametrize(
    ("text", "expected"), [("khoảng chục người", 10), ("hon chuc", 10), ("chừng trăm hộ", 100), ("chục người", 10)]
)
def test_a_bare_ten_or_hundred_is_one_of_them(text: str, expected: int) -> None:
    assert read_number(text, "count").value == expected


@pytest.mark.parametrize("text", ["vài chục", "mấy trăm người", "may chuc"])
def test_a_few_tens_are_no_figure(text: str) -> None:
    assert read_number(text, "count").outcome is Outcome.NONE


@pytest.mark.parametrize("text", ["khoảng dăm chục", "vài chục triệu", "mấy trăm", "hàng trăm triệu đồng", "vai nguoi"])
def test_a_size_without_a_figure_is_told_from_what_is_no_number(text: str) -> None:
    assert read_number(text, "money").reason is Reason.VAGUE


@pytest.mark.parametrize("text", ["htx cần mấy người", "phai co may thanh vien", "vài lời với liên minh"])
def test_a_question_of_how_many_is_no_vague_figure(text: str) -> None:
    assert read_number(text, "count").reason is Reason.UNREAD
