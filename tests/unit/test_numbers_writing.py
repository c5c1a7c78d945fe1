"""Numbers written and said the Vietnamese way."""

import io
import json
from decimal import Decimal

import pytest

from knowledge.numbers.writing import NumberKind, group_digits, say_number, say_value, write_number
from scripts import read_number as command
from scripts.read_number import describe_reading


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (10, "mười"),
        (15, "mười lăm"),
        (14, "mười bốn"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (30, "ba mươi"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1050, "một nghìn không trăm năm mươi"),
        (1500, "một nghìn năm trăm"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_000_200, "một triệu không nghìn hai trăm"),
        (1_200_000_000, "một tỷ hai trăm triệu"),
        (1_020_000_000, "một tỷ không trăm hai mươi triệu"),
        (1_234_567_890, "một tỷ hai trăm ba mươi tư triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi"),
        (10**12, "một nghìn tỷ"),
        (10**15, "một triệu tỷ"),
        (-200_000_000, "âm hai trăm triệu"),
    ],
)
def test_number_is_said(number: int, words: str) -> None:
    assert say_number(number) == words


def test_number_beyond_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="10\\^15"):
        say_number(10**15 + 1)


@pytest.mark.parametrize(
    ("value", "kind", "written"),
    [
        (1500, "count", "1.500"),
        (1_500_000, "money", "1,5 triệu đồng (1.500.000 đồng)"),
        (1_200_000_000, "money", "1,2 tỷ đồng (1.200.000.000 đồng)"),
        (1_234_567, "money", "1.234.567 đồng"),
        (500_000, "money", "500.000 đồng"),
        (-200_000_000, "money", "-200 triệu đồng (-200.000.000 đồng)"),
        (Decimal("46.5"), "percent", "46,5%"),
        (25_000, "area", "2,5 ha (25.000 m²)"),
        (500, "weight", "500 kg"),
        (2500, "weight", "2,5 tấn (2.500 kg)"),
        (1500, "decimal", "1.500,0"),
        (Decimal("12.345"), "decimal", "12,3450"),
    ],
)
def test_number_is_written(value: int | Decimal, kind: NumberKind, written: str) -> None:
    assert write_number(value, kind) == written


def test_digits_are_grouped_for_tables() -> None:
    assert group_digits(Decimal("-1234567.80")) == "-1.234.567,8"


def test_value_is_said_with_its_unit() -> None:
    assert say_value(Decimal("46.25"), "percent") == "bốn mươi sáu phẩy hai mươi lăm phần trăm"
    assert say_value(Decimal("0.05"), "decimal") == "không phẩy không năm"


def test_command_gives_a_json_line_for_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1,2 tỷ\n300\nkhông biết\n\n"))
    assert command.main(["--kind", "money"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == {
        "text": "1,2 tỷ",
        "outcome": "value",
        "value": 1_200_000_000,
        "unit": "đồng",
        "readings": [{"value": 1_200_000_000, "unit": "đồng", "words": "một tỷ hai trăm triệu đồng"}],
    }
    assert [line["outcome"] for line in lines] == ["value", "ask", "no_data", "none"]
    assert [line["value"] for line in lines[1:]] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2,5 ha", 25_000, "m²"),
        ("1tr5", 1_500_000, "đồng"),
        ("500k", 500_000, "đồng"),
        ("5 tạ", 500, "kg"),
        ("46,5%", 46.5, "%"),
        ("ba chục", 30, ""),
        ("1.500", 1500, ""),
        ("1,5", 1.5, ""),
    ],
)
def test_command_without_a_kind_goes_by_the_units(text: str, value: float, unit: str) -> None:
    described = describe_reading(text)
    assert (described["value"], described["unit"]) == (value, unit)
