"""Figures unlike everything before, and slips of a zero."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.survey.swings import compare

FIVE = Decimal(5)


def past(*figures: int) -> list[tuple[str, Decimal]]:
    """The latest first."""
    return [(f"kỳ {number}", Decimal(figure)) for number, figure in enumerate(figures)]


@pytest.mark.parametrize(
    ("number", "earlier"),
    [
        (120, [100]),  # no swing
        (20, [500, 18, 480, 22]),  # every winter
        (240, [20, 250]),  # like the year before
        (190, [100, 101, 99, 100]),  # steady, but not yet twofold
        (0, [100]),
        (-500, [100]),  # a loss after a profit
        (500, []),
        (4, [20, 0]),
    ],
)
def test_what_the_cooperative_has_seen_before_is_not_doubted(number: int, earlier: list[int]) -> None:
    assert compare(Decimal(number), past(*earlier), FIVE if number != 4 else Decimal(6)) is None


def test_beyond_all_earlier_periods_is_doubted_and_the_nearest_named() -> None:
    found = compare(Decimal(2600), past(20, 500, 18), FIVE)
    assert found is not None
    assert (found.is_more, found.period, found.figure, found.among) == (True, "kỳ 1", 500, 3)
    found = compare(Decimal(3), past(20, 500, 18), FIVE)
    assert found is not None
    assert (found.is_more, found.period, found.figure) == (False, "kỳ 2", 18)


def test_steady_figures_are_doubted_sooner_from_the_fourth_on() -> None:
    assert compare(Decimal(250), past(100, 101, 99), FIVE) is None
    found = compare(Decimal(250), past(100, 101, 99, 100), FIVE)
    assert found is not None
    assert not found.is_zero_off


@pytest.mark.parametrize(("number", "is_more"), [(1000, True), (10, False), (110_000, True), (9, False)])
def test_slip_of_a_zero_is_said_also_where_the_question_allows_larger_swings(number: int, is_more: bool) -> None:
    found = compare(Decimal(number), past(100), Decimal(5000))
    assert found is not None
    assert (found.is_more, found.is_zero_off) == (is_more, True)


def test_question_that_is_off_doubts_nothing() -> None:
    assert compare(Decimal(10_000), past(1), Decimal(0)) is None


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12), st.data())
def test_nothing_within_what_was_is_ever_doubted(figures: list[int], data: st.DataObject) -> None:
    number = data.draw(st.integers(min(figures), max(figures)))
    assert compare(Decimal(number), past(*figures), FIVE) is None
