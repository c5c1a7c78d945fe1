"""What leaves the program besides the workbook: JSON, the message to staff, the picture."""

import json
import re
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from handlers.results import chart
from handlers.results.aggregate import Results, aggregate
from handlers.results.picture import describe_picture, find_main
from handlers.results.report_json import SCHEMA, describe, write_report
from handlers.results.summary import write_summary
from tests.unit.results_material import MILLION, NO_DATA, earlier, phong_tho, report, round_data, said

DOCS = Path(__file__).parents[2] / "docs" / "results.md"


@pytest.fixture(scope="module")
def district() -> Results:
    return aggregate(round_data(phong_tho()))


# JSON ----------------------------------------------------------------------------------------------------------------


def test_report_names_its_schema_and_its_round(district: Results) -> None:
    told = json.loads(write_report(district))
    assert told["schema"] == SCHEMA == "htx-results/1"
    assert told["round"]["period"] == "2026-H1"
    assert told["round"]["state"] == "closed"
    assert told["round"]["closed_at"] == "2026-07-15T16:59:00Z"


def test_report_has_sums_as_whole_numbers_and_shares_as_exact_decimals(district: Results) -> None:
    told = describe(district)
    assert told["counts"] == {
        "asked": 27,
        "submitted": 27,
        "partial": 0,
        "silent": 0,
        "unreachable": 0,
        "response_rate": "100",
        "members_asked": 213,
        "members_sent": 213,
        "members_unknown": 0,
        "coverage": "100",
    }
    assert told["figures"]["charter_capital"]["sum"] == 63_090 * MILLION
    assert told["figures"]["charter_capital"]["mean"] == "2336666666.6667"
    construction = next(group for group in told["groups"]["sector"] if group["key"] == "construction")
    assert construction["figures"]["charter_capital"]["share"] == "40.4184"
    assert construction["figures"]["members"] == {
        "answered": 8,
        "no_data": 0,
        "skipped": 0,
        "not_asked": 0,
        "doubted": 0,
        "corrected": 0,
        "hidden": False,
        "changes": {},
        "sum": 61,
        "mean": "7.625",
        "q1": "7",
        "median": "8",
        "q3": "8",
        "min": 7,
        "max": 8,
        "share": "28.6385",
    }
    assert told["figures"]["difficulty"]["options"]["market"] == {"count": 14, "percent": "51.8519"}


def test_report_of_nothing_has_nulls_and_no_invented_zero() -> None:
    told = describe(aggregate(round_data([report(1)])))
    assert told["figures"]["members"]["sum"] is None
    assert told["figures"]["members"]["share"] is None
    assert told["figures"]["difficulty"]["options"]["market"] == {"count": 0, "percent": None}
    assert told["counts"]["response_rate"] == "0"


def test_report_holds_nothing_of_a_single_cooperative_by_name() -> None:
    named = report(1, {"members": said(1), "proposal": said("xin vốn")}, name="HTX Bí Mật", phone="0912345678")
    written = write_report(aggregate(round_data([named]))).decode()
    assert not re.search("Bí Mật|0912345678|xin vốn", written)


def test_figures_of_other_kinds_are_decimals_as_text() -> None:
    land = describe(aggregate(round_data([report(1, {"land": said("2500.50")}), report(2, {"land": NO_DATA})])))
    assert land["figures"]["land"]["sum"] == "2500.5"
    assert (land["figures"]["land"]["min"], land["figures"]["land"]["no_data"]) == ("2500.5", 1)


def test_same_results_give_the_same_report(district: Results) -> None:
    assert write_report(district) == write_report(aggregate(round_data(phong_tho()[::-1])))


def test_every_figure_can_be_traced_to_the_reports_it_is_made_of(district: Results) -> None:
    told = describe(district)
    raw = {report.cooperative_id: report for report in district.reports}
    for breakdown, groups in told["groups"].items():
        for group in groups:
            made_of = [one for one in told["responses"] if one[breakdown] == group["key"]]
            answers = [raw[one["cooperative"]].answers["members"] for one in made_of if "members" in one["answers"]]
            assert sum(answer.number or 0 for answer in answers) == group["figures"]["members"]["sum"]


def fields(told: Any) -> set[str]:
    """Every name in a report, apart from the keys of questions and options, which are a survey's own."""
    if isinstance(told, list):
        return {name for item in told for name in fields(item)}
    if not isinstance(told, dict):
        return set()
    own = {name: value for name, value in told.items() if name not in ("figures", "options")}
    free = [part for name in ("figures", "options") if isinstance(told.get(name), dict) for part in told[name].values()]
    return set(told) | fields(list(own.values())) | fields(free)


def test_every_field_of_the_report_is_documented() -> None:
    past = earlier({number: {"members": said(7)} for number in range(1, 20)})
    told = describe(aggregate(round_data(phong_tho(), earlier={"previous": past, "last_year": past})))
    schema = DOCS.read_text(encoding="utf-8").partition("## The JSON report")[2]
    documented = set(re.findall(r"^\| `([a-z0-9_]+)` \|", schema, re.MULTILINE))
    assert fields(told) == documented


# The message ---------------------------------------------------------------------------------------------------------


def test_message_says_who_answered_and_the_main_figures(district: Results) -> None:
    text = write_summary(district)
    assert text.splitlines()[:3] == [
        "Kết quả: Báo cáo 6 tháng của hợp tác xã, 6 tháng đầu năm 2026",
        "Đợt đã đóng ngày 15/07/2026.",
        "Đã gửi: 27 trên 27 hợp tác xã (100%).",
    ]
    assert "• Thành viên: 213 người (27 hợp tác xã có số liệu)" in text
    assert "• Khó khăn lớn nhất: Khó bán hàng, giá thấp 14 (51,9%); Thiếu vốn, khó vay 13 (48,1%)" in text
    assert "Chưa gửi" not in text.partition("\n\n")[0]


def test_message_counts_those_who_did_not_answer() -> None:
    reports = [report(1, {"members": NO_DATA}), report(2, {"members": said(1)}, status="partial")]
    text = write_summary(aggregate(round_data([*reports, report(3, is_reachable=False)])))
    assert "Đã gửi: 1 trên 3 hợp tác xã (33,3%)." in text
    assert "Chưa gửi: 2 hợp tác xã, trong đó 1 đang làm dở, 1 chưa có ai nối máy." in text
    assert "• Thành viên: chưa có số liệu" in text


def test_message_of_an_open_round_says_until_when() -> None:
    now = datetime(2026, 7, 10, 3, 0, tzinfo=UTC)
    text = write_summary(aggregate(round_data([report(1)], is_open=True, closed_at=None, read_at=now, is_trial=True)))
    assert "Đợt còn mở đến 15/07/2026. Số liệu tính đến 10:00 ngày 10/07." in text
    assert "Đây là dữ liệu thử" in text
    assert text.endswith("Chưa hợp tác xã nào gửi, nên chưa có số liệu.")


def test_message_of_an_empty_directory_invents_no_rate() -> None:
    assert "Đã gửi: 0 trên 0 hợp tác xã." in write_summary(aggregate(round_data([])))


# The picture ---------------------------------------------------------------------------------------------------------


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_picture_shows_rates_and_revenue_by_sector(district: Results) -> None:
    rates, revenue = describe_picture(district)["panels"]
    assert [bar["label"] for bar in rates["bars"]] == ["9/9 = 100%", "8/8 = 100%", "10/10 = 100%"]
    assert revenue["title"] == "Doanh thu theo ngành (triệu đồng)"
    assert [bar["label"] for bar in revenue["bars"]] == ["9.295", "12.750", "9.500"]


def test_picture_says_where_there_is_no_figure() -> None:
    data = describe_picture(aggregate(round_data([report(1)])))
    assert [bar["label"] for bar in data["panels"][1]["bars"]] == ["chưa có số liệu"]


def test_main_figure_is_the_revenue(district: Results) -> None:
    main = find_main(district)
    assert main is not None
    assert main.key == "revenue"


@pytest.mark.parametrize(
    ("sectors", "height"), [(0, 1100), (1, 1100), (3, 1100), (8, 230 + 2 * (90 + 8 * 92))], ids=str
)
def test_picture_is_as_wide_as_a_phone_and_grows_with_the_sectors(sectors: int, height: int) -> None:
    keys = ["agriculture", "industry", "construction", "trade", "transport", "environment", "credit", "other"]
    reports = [report(n, {"revenue": said(-n * MILLION)}, sector=key) for n, key in enumerate(keys[:sectors])]
    picture = chart.draw(describe_picture(aggregate(round_data(reports))))
    assert size_of(picture) == (900, height)


def test_picture_draws_names_that_look_like_formulas_or_are_long() -> None:
    data = describe_picture(aggregate(round_data([report(1)], title="$x_1$ " + "rất dài " * 30)))
    data["panels"][0]["bars"][0]["name"] = "$\\frac{1}{$ " * 9
    assert size_of(chart.draw(data))[0] == 900
