"""What leaves the alliance's desk tells nothing about one or two cooperatives."""

import io
import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from handlers.results.aggregate import Group, Results, aggregate
from handlers.results.csv_file import build_csv
from handlers.results.inputs import Report
from handlers.results.outside import hide_small
from handlers.results.picture import describe_picture
from handlers.results.report_json import describe, write_report
from handlers.results.workbook import build_workbook
from handlers.texts import results as texts
from tests.unit.results_material import MILLION, earlier, phong_tho, report, round_data, said
from tests.unit.test_results_hiding import can_be_computed

SECRET = 7_654_321


def outside(reports: list[Report]) -> Results:
    return hide_small(aggregate(round_data(reports)))


def some_alone() -> list[Report]:
    """A district's cooperatives, and one of transport alone in its sector and its place."""
    alone = report(99, {"members": said(SECRET)}, sector="transport", place="Xã Xa")
    return [*phong_tho(), alone]


def groups_of(results: Results) -> Iterator[Group]:
    yield results.overall
    for groups in results.breakdowns.values():
        yield from groups


def test_one_alone_is_nowhere_and_cannot_be_subtracted() -> None:
    results = outside(some_alone())
    transport = next(group for group in results.sectors if group.key == "transport").find("members")
    assert (transport.is_hidden, transport.figure, transport.answered) == (True, None, 1)
    assert [group.key for group in results.sectors if group.find("members").is_hidden] == ["construction", "transport"]
    assert results.overall.find("members").figure is not None


def test_no_file_for_outside_holds_the_hidden_figure() -> None:
    results = outside(some_alone())
    for content in (write_report(results), build_csv(results), json.dumps(describe_picture(results)).encode()):
        assert str(SECRET).encode() not in content
    book = load_workbook(io.BytesIO(build_workbook(results)))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert SECRET not in cells
    assert texts.HIDDEN in cells
    assert not {texts.SHEET_ANSWERS, texts.SHEET_MISSING} & set(book.sheetnames)
    assert not any(isinstance(cell, str) and "HTX số" in cell for cell in cells)


def test_notes_say_what_was_hidden_and_nothing_of_sheets_that_are_not_there() -> None:
    sheet = load_workbook(io.BytesIO(build_workbook(outside(phong_tho()))))[texts.SHEET_NOTES]
    lines = [str(row[0].value) for row in sheet.iter_rows()]
    assert texts.HIDDEN_NOTES[1] in lines
    assert not any("Trả lời" in line for line in lines)


def test_lowest_and_highest_are_single_figures_and_stay_inside() -> None:
    figure = outside(phong_tho()).overall.find("members").figure
    assert figure is not None
    assert (figure.total, figure.lowest, figure.highest) == (213, None, None)
    assert figure.median is not None


def test_a_change_leaves_without_the_sums_it_is_made_of() -> None:
    past = earlier({number: {"members": said(6)} for number in range(1, 27)})
    results = hide_small(aggregate(round_data(phong_tho(), earlier={"previous": past})))
    told = describe(results)["figures"]["members"]["changes"]["previous"]
    assert (told["both"], told["before"], told["now"]) == (26, None, None)
    assert told["growth"] is not None


def test_a_change_of_two_cooperatives_is_hidden_though_their_group_is_not() -> None:
    past = earlier({number: {"members": said(6)} for number in (1, 2, 10, 11, 12, 13)})
    results = hide_small(aggregate(round_data(phong_tho(), earlier={"previous": past})))
    agriculture, _, trade = results.sectors
    assert agriculture.find("members").figure is not None
    assert agriculture.find("members").changes == {}
    assert trade.find("members").changes == {}  # by it and the whole, agriculture's could be told


def test_a_round_of_two_shows_counts_and_no_figure() -> None:
    results = outside([report(1, {"members": said(5)}), report(2, {"members": said(6)}), report(3)])
    assert (results.overall.counts.submitted, results.overall.counts.asked) == (2, 3)
    assert results.overall.find("members").is_hidden


def test_hiding_twice_changes_nothing() -> None:
    once = outside(some_alone())
    assert hide_small(once) == once
    assert describe(once)["public"] is True
    assert describe(once)["responses"] is None


reports_strategy = st.lists(
    st.tuples(st.sampled_from(["agriculture", "trade", "transport"]), st.sampled_from("pqr"), st.booleans()),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40)
@given(reports_strategy)
def test_no_sum_of_a_small_group_follows_from_what_is_shown(rows: list[tuple[str, str, bool]]) -> None:
    reports = [
        report(number, {"members" if counts else "workers": said(number * MILLION)}, sector=sector, place=place)
        for number, (sector, place, counts) in enumerate(rows)
    ]
    inside, safe = aggregate(round_data(reports)), outside(reports)
    pairs = list(zip(groups_of(inside), groups_of(safe), strict=True))
    shown = [raw.find("members").ids for raw, kept in pairs if kept.find("members").figure is not None]
    for raw, kept in pairs:
        ids = raw.find("members").ids
        if ids and (len(ids) < 3 or kept.find("members").is_hidden):
            assert kept.find("members").figure is None
            assert not can_be_computed(dict.fromkeys(ids, 1), shown, len(rows))


def test_members_of_a_group_are_not_told_by_its_coverage() -> None:
    transport = next(group for group in outside(some_alone()).sectors if group.key == "transport")
    assert (transport.counts.members_asked, transport.counts.coverage) == (0, None)
