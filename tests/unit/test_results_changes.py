"""Changes are taken over those that answered both; odd and corrected figures are marked; members are covered."""

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from handlers.results.aggregate import Results, aggregate
from handlers.results.csv_file import build_csv
from handlers.results.inputs import Report
from handlers.results.workbook import build_workbook
from handlers.survey.state import Answer
from handlers.texts import results as texts
from tests.unit.results_material import MILLION, NO_DATA, earlier, phong_tho, report, round_data, said


def results_of(reports: list[Report], past: dict[int, dict[str, Answer]], **changes: Any) -> Results:
    return aggregate(round_data(reports, earlier={"previous": earlier(past)}, **changes))


def test_a_change_counts_only_those_with_the_figure_in_both_rounds() -> None:
    reports = [report(n, {"members": said(value)}) for n, value in enumerate((10, 20, 30), 1)]
    reports.append(report(4, {"members": NO_DATA}))
    past = {1: {"members": said(8)}, 2: {"members": NO_DATA}, 3: {"members": said(32)}, 9: {"members": said(500)}}
    change = results_of(reports, past).overall.find("members").changes["previous"]
    assert (change.count, change.before, change.now, change.difference) == (2, 40, 40, 0)
    assert change.rate == 0


def test_of_averages_the_mean_changes_not_a_sum() -> None:
    reports = [report(n, {"average_income": said(value * MILLION)}) for n, value in ((1, 4), (2, 6))]
    past = {n: {"average_income": said(4 * MILLION)} for n in (1, 2)}
    change = results_of(reports, past).overall.find("average_income").changes["previous"]
    assert (change.before, change.now, change.rate) == (4 * MILLION, 5 * MILLION, 25)


@pytest.mark.parametrize("before", [0, -5 * MILLION])
def test_growth_from_nothing_or_from_a_loss_is_no_percentage(before: int) -> None:
    results = results_of([report(1, {"surplus": said(MILLION)})], {1: {"surplus": said(before)}})
    change = results.overall.find("surplus").changes["previous"]
    assert (change.rate, change.difference) == (None, MILLION - before)


def test_a_report_that_was_not_sent_changes_nothing() -> None:
    reports = [report(1, {"members": said(5)}, status="partial")]
    assert results_of(reports, {1: {"members": said(8)}}).overall.find("members").changes == {}


def test_doubted_and_corrected_figures_are_counted_by_group_and_marked_in_the_raw_sheet() -> None:
    odd = report(1, {"members": said(900, was_doubted=True, note="mới sáp nhập")}, corrected=frozenset({"members"}))
    results = aggregate(round_data([odd, report(2, {"members": said(5)}, sector="trade")]))
    agriculture, trade = (group.find("members") for group in results.sectors)
    assert (agriculture.doubted, agriculture.corrected, trade.doubted, trade.corrected) == (1, 1, 0, 0)
    sheet = load_workbook(io.BytesIO(build_workbook(results)))[texts.SHEET_ANSWERS]
    cell = next(cell for cell in sheet[2] if cell.value == 900)
    assert "mới sáp nhập" in cell.comment.text
    assert texts.WAS_CORRECTED in cell.comment.text


def test_coverage_is_of_members_and_by_the_directory_first() -> None:
    reports = [
        report(1, {"members": said(999)}, members_listed=60),
        report(2, {"members": said(20)}),
        report(3, members_listed=20),
        report(4),
    ]
    counts = aggregate(round_data(reports)).overall.counts
    assert (counts.members_sent, counts.members_asked, counts.members_unknown) == (80, 100, 1)
    assert (counts.rate, counts.coverage) == (50, 80)


def test_former_districts_are_groups_whatever_word_they_are_written_with() -> None:
    reports = [
        report(1, {"members": said(1)}, district="huyện Phong Thổ"),
        report(2, {"members": said(2)}, district="H. Phong Thổ"),
        report(3, {"members": said(3)}),
    ]
    groups = aggregate(round_data(reports)).districts
    assert [(group.counts.asked, group.find("members").ids) for group in groups] == [(2, {1, 2}), (1, {3})]
    assert groups[1].name == texts.UNKNOWN_DISTRICT


@pytest.mark.parametrize(
    ("sector", "period", "answers", "key"),
    [
        ("agriculture", "2026-H1", {"members": said(49)}, "micro"),
        ("agriculture", "2026-H1", {"members": said(60), "revenue": said(1500 * MILLION)}, "unknown"),
        ("agriculture", "2026-H1", {"members": said(60), "revenue": said(2000 * MILLION)}, "small"),
        ("agriculture", "2026", {"members": said(320), "revenue": said(50_000 * MILLION)}, "large"),
        ("construction", "2026", {"members": said(100), "revenue": said(80_000 * MILLION)}, "large"),
        ("trade", "2026", {"members": said(5)}, "unknown"),
        ("agriculture", "2026", {"revenue": said(1)}, "unknown"),
    ],
)
def test_size_class_is_given_only_where_it_is_sure(
    sector: str, period: str, answers: dict[str, Answer], key: str
) -> None:
    results = aggregate(round_data([report(1, answers, sector=sector)], period=period))
    assert [group.key for group in results.sizes] == [key]


def test_every_breakdown_adds_up_to_the_whole() -> None:
    results = aggregate(round_data(phong_tho()))
    for groups in results.breakdowns.values():
        figures = [group.find("charter_capital").figure for group in groups]
        assert sum(figure.total or 0 for figure in figures if figure) == 63_090 * MILLION
        assert sum(group.counts.asked for group in groups) == 27


def read_csv(results: Results) -> list[dict[str, str]]:
    content = build_csv(results)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_each_group_once_with_full_numbers() -> None:
    past = {number: {"members": said(6)} for number in range(1, 28)}
    rows = read_csv(results_of(phong_tho(), past))
    members = [row for row in rows if row[texts.INDICATOR] == "Thành viên"]
    assert len(members) == 3 + 2 + 1 + 2 + 1
    whole = next(row for row in members if row[texts.BREAKDOWN] == texts.EVERYBODY)
    assert (whole[texts.TOTAL], whole[texts.MEAN], whole[texts.RATE]) == ("213", "7.8889", "100")
    assert Decimal(whole["Tăng, giảm so với kỳ 2025-H2"]) == Decimal("31.4815")


def test_csv_runs_no_formula() -> None:
    rows = read_csv(aggregate(round_data([report(1, {"members": said(1)}, place="=1+1")])))
    assert {row[texts.GROUP] for row in rows if row[texts.BREAKDOWN] == "Địa bàn"} == {"'=1+1"}
