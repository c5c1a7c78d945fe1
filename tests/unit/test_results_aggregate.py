"""Sums, shares and quartiles of a round, against figures known from elsewhere."""

from decimal import Decimal
from statistics import quantiles
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.results.aggregate import Results, aggregate, share
from handlers.results.arithmetic import percent, quarter, round_half_up
from handlers.results.inputs import Report
from handlers.results.wording import show_figure, show_percent
from handlers.survey.state import Answer
from tests.unit.results_material import MILLION, NO_DATA, SKIPPED, definition, phong_tho, report, round_data, said


def results_of(reports: list[Report], **changes: Any) -> Results:
    return aggregate(round_data(reports, **changes))


@pytest.fixture(scope="module")
def district() -> Results:
    return results_of(phong_tho())


# The district of Phong Thổ ------------------------------------------------------------------------------------------


def test_cooperatives_are_counted_by_sector_in_the_catalogues_order(district: Results) -> None:
    counted = {group.key: group.counts.asked for group in district.sectors}
    assert list(counted.items()) == [("agriculture", 9), ("construction", 8), ("trade", 10)]
    assert district.overall.counts.asked == 27


@pytest.mark.parametrize(
    ("question", "whole", "parts"),
    [
        ("charter_capital", 63_090 * MILLION, {"agriculture": 18_590, "trade": 19_000, "construction": 25_500}),
        ("members", 213, {"agriculture": 74, "trade": 78, "construction": 61}),
        ("managers", 54, {"agriculture": 18, "trade": 20, "construction": 16}),
        ("managers_degree", 15, {"agriculture": 5, "trade": 6, "construction": 4}),
    ],
)
def test_sums_are_those_of_the_district(district: Results, question: str, whole: int, parts: dict[str, int]) -> None:
    scale = MILLION if question == "charter_capital" else 1
    total = district.overall.find(question).figure
    assert total is not None
    assert total.total == whole
    assert isinstance(total.total, int)
    found = {group.key: group.find(question).figure for group in district.sectors}
    assert {key: figure.total for key, figure in found.items() if figure} == {
        key: part * scale for key, part in parts.items()
    }


@pytest.mark.parametrize(
    ("question", "sector", "shown"),
    [
        ("charter_capital", "agriculture", "29,5%"),
        ("charter_capital", "trade", "30,1%"),
        ("charter_capital", "construction", "40,4%"),
        ("members", "agriculture", "34,7%"),
        ("members", "trade", "36,6%"),
        ("members", "construction", "28,6%"),
    ],
)
def test_shares_are_computed_and_rounded_once(district: Results, question: str, sector: str, shown: str) -> None:
    group = next(group for group in district.sectors if group.key == sector)
    assert show_percent(share(group.find(question), district.overall.find(question))) == shown


def test_percentages_that_were_wrong_by_hand_come_out_right() -> None:
    assert show_percent(percent(24, 58)) == "41,4%"
    assert show_percent(percent(25_500, 63_090)) == "40,4%"
    assert show_percent(percent(61, 213)) == "28,6%"
    assert show_percent(percent(15, 54)) == "27,8%"


def test_places_are_groups_of_their_own_by_name(district: Results) -> None:
    assert [(group.name, group.counts.asked) for group in district.places] == [
        ("Xã Mường So", 14),
        ("Xã Phong Thổ", 13),
    ]


# What counts ---------------------------------------------------------------------------------------------------------


def test_a_response_that_was_not_sent_is_counted_and_its_figures_are_not() -> None:
    results = results_of(
        [
            report(1, {"members": said(10)}),
            report(2, {"members": said(1000)}, status="partial"),
            report(3, is_reachable=False),
        ]
    )
    counts = results.overall.counts
    assert (counts.asked, counts.submitted, counts.partial, counts.silent, counts.unreachable) == (3, 1, 1, 1, 1)
    assert (counts.missing, show_percent(counts.rate)) == (2, "33,3%")
    figure = results.overall.find("members").figure
    assert figure is not None
    assert (figure.total, figure.highest) == (10, 10)


def test_no_data_is_not_a_zero() -> None:
    answers: list[Answer] = [said(0), said(10), NO_DATA]
    result = results_of([report(n, {"members": a}) for n, a in enumerate(answers)]).overall.find("members")
    assert (result.answered, result.no_data) == (2, 1)
    assert result.figure is not None
    assert (result.figure.mean, result.figure.lowest) == (5, 0)


def test_passed_over_and_never_asked_are_kept_apart() -> None:
    reports = [
        report(1, {"proposal": said("cần vốn")}),
        report(2, {"proposal": SKIPPED}),
        report(3, {"members": said(1)}),
    ]
    result = results_of(reports).overall.find("proposal")
    assert (result.answered, result.no_data, result.skipped, result.not_asked) == (1, 0, 1, 1)


def test_nobody_gives_no_figure_and_no_rate_is_invented() -> None:
    results = results_of([])
    assert results.overall.counts.rate is None
    assert results.overall.find("members").figure is None
    assert (results.sectors, results.places) == ((), ())


def test_averages_are_not_added_up() -> None:
    results = results_of(
        [report(1, {"average_income": said(4_500_000)}), report(2, {"average_income": said(5_000_000)})]
    )
    figure = results.overall.find("average_income").figure
    assert figure is not None
    assert figure.total is None
    assert figure.mean == 4_750_000
    assert share(results.sectors[0].find("average_income"), results.overall.find("average_income")) is None


def test_decimals_are_added_exactly() -> None:
    values = ["0.1", "0.2", "12345678901234567890.05"]
    figure = results_of([report(n, {"land": said(v)}) for n, v in enumerate(values)]).overall.find("land").figure
    assert figure is not None
    assert figure.total == Decimal("12345678901234567890.35")


def test_choices_are_counted_in_the_surveys_order() -> None:
    chosen = ["market", "capital", "capital"]
    options = results_of([report(n, {"difficulty": said(key)}) for n, key in enumerate(chosen)]).overall
    counted = [(option.key, option.count) for option in options.find("difficulty").options]
    assert counted[:3] == [("capital", 2), ("market", 1), ("land", 0)]
    assert len(counted) == len(definition().get("difficulty").choices)


def test_several_choices_of_one_cooperative_count_each() -> None:
    both = said(("capital", "market"))
    options = results_of([report(1, {"difficulty": both})]).overall.find("difficulty").options
    assert [option.count for option in options[:3]] == [1, 1, 0]


def test_a_sector_nobody_foresaw_is_shown_by_its_key() -> None:
    assert [group.name for group in results_of([report(1, sector="mining")]).sectors] == ["mining"]


# Arithmetic ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("40.45", "40.5"), ("40.44999", "40.4"), ("-0.05", "-0.1"), ("28.65", "28.7"), ("0.25", "0.3"), ("0.35", "0.4")],
)
def test_a_half_is_rounded_up(value: str, rounded: str) -> None:
    assert round_half_up(Decimal(value), 1) == Decimal(rounded)


@given(st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=40))
def test_quartiles_are_those_of_other_people(values: list[int]) -> None:
    ordered = sorted(values)
    theirs = quantiles([Decimal(value) for value in ordered], n=4, method="inclusive")
    assert [quarter(ordered, number) for number in (1, 2, 3)] == theirs


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("revenue", 63_090 * MILLION, "63,09 tỷ đồng"),
        ("revenue", 1_234_567_890, "khoảng 1,23 tỷ đồng"),
        ("revenue", 999, "999 đồng"),
        ("revenue", 0, "0 đồng"),
        ("surplus", -50 * MILLION, "-50 triệu đồng"),
        ("revenue", 12_345_000 * MILLION, "12.345 tỷ đồng"),
        ("members", 213, "213 người"),
        ("members", Decimal("7.888"), "7,9 người"),
        ("land", Decimal(25_000), "2,5 ha"),
    ],
)
def test_figures_are_short_and_say_when_they_are_rounded(key: str, value: int, shown: str) -> None:
    assert show_figure(definition().get(key), value) == shown


# For any round -------------------------------------------------------------------------------------------------------

amounts = st.integers(-(10**14), 10**14).map(said)
answers = st.fixed_dictionaries(
    {},
    optional={
        "surplus": amounts | st.just(NO_DATA),
        "land": st.decimals(0, 10**9, places=3).map(lambda value: said(str(value))),
        "difficulty": st.sampled_from(["capital", "market", "none"]).map(said),
    },
)
reports = st.lists(
    st.builds(
        lambda given, sector, place, status: (given, sector, place, status),
        answers,
        st.sampled_from(["agriculture", "trade", "mining"]),
        st.sampled_from(["Xã A", "Xã B", ""]),
        st.sampled_from(["submitted", "submitted", "partial", "none"]),
    ),
    max_size=25,
).map(lambda rows: [report(n, g, sector=s, place=p, status=t) for n, (g, s, p, t) in enumerate(rows)])


@given(reports)
def test_groups_add_up_to_the_whole(given_reports: list[Report]) -> None:
    results = results_of(given_reports)
    for groups in (results.sectors, results.places):
        for name in ("asked", "submitted", "partial", "silent", "unreachable", "missing"):
            assert sum(getattr(group.counts, name) for group in groups) == getattr(results.overall.counts, name)
        for place, whole in enumerate(results.overall.questions):
            parts = [group.questions[place] for group in groups]
            for name in ("answered", "no_data", "skipped", "not_asked"):
                assert sum(getattr(part, name) for part in parts) == getattr(whole, name)
            sums = [part.figure.total for part in parts if part.figure and part.figure.total is not None]
            assert sum(sums) == (whole.figure.total if whole.figure and whole.figure.total else 0)
            for index, option in enumerate(whole.options):
                assert sum(part.options[index].count for part in parts) == option.count


@given(reports, st.randoms())
def test_order_does_not_matter(given_reports: list[Report], random: Any) -> None:
    shuffled = list(given_reports)
    random.shuffle(shuffled)
    assert results_of(shuffled) == results_of(given_reports)


@given(reports)
def test_figures_lie_in_their_order(given_reports: list[Report]) -> None:
    figure = results_of(given_reports).overall.find("surplus").figure
    if figure is not None:
        line = (figure.lowest, figure.lower_quartile, figure.median, figure.upper_quartile, figure.highest)
        assert list(line) == sorted(line)
        assert figure.lowest <= figure.mean <= figure.highest
