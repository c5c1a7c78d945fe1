"""The size class: what is known, what is not, and what would tell more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculators.size import BILLION, SIZES, Found, Sector, find_size

figures = st.one_of(st.none(), st.integers(min_value=0, max_value=100 * BILLION))
members = st.integers(min_value=1, max_value=2000)


@pytest.mark.parametrize(
    ("count", "revenue", "capital", "expected"),
    [
        (49, 90 * BILLION, 90 * BILLION, ("micro",)),
        (50, 2 * BILLION, 0, ("small",)),
        (50, 0, 1 * BILLION, ("small",)),
        (50, 2 * BILLION - 1, 1 * BILLION - 1, ("micro",)),
        (200, 10 * BILLION, 0, ("medium",)),
        (300, 0, 10 * BILLION, ("large",)),
        (300, 49 * BILLION, 9 * BILLION, ("medium",)),
        (500, 1, 1, ("micro",)),
    ],
)
def test_agriculture(count: int, revenue: int, capital: int, expected: tuple[str, ...]) -> None:
    assert find_size("agriculture", count, revenue, capital) == Found(expected)  # type: ignore[arg-type]


def test_few_members_need_no_other_figure() -> None:
    assert find_size("agriculture", 30, None, None) == Found(("micro",))


def test_unknown_figures_leave_several_classes_and_are_named() -> None:
    assert find_size("agriculture", 220, None, None) == Found(("micro", "small", "medium"), ("revenue", "capital"))
    assert find_size("agriculture", 220, 3 * BILLION, None) == Found(("small", "medium"), ("capital",))


def test_of_industry_only_the_large_class_is_known() -> None:
    assert find_size("industry", 100, 80 * BILLION, None) == Found(("large",))
    assert find_size("industry", 99, None, None) == Found(("micro", "small", "medium"))
    assert find_size("industry", 100, 1, 1) == Found(("micro", "small", "medium"))


def test_of_other_sectors_nothing_is_known() -> None:
    assert find_size("other", 100, 1, 1) == Found(SIZES)


@given(st.sampled_from(["agriculture", "industry", "other"]), members, figures, figures)
def test_learning_a_figure_never_adds_a_class(
    sector: Sector, count: int, revenue: int | None, capital: int | None
) -> None:
    before = find_size(sector, count, revenue, None)
    after = find_size(sector, count, revenue, capital)
    assert set(after.sizes) <= set(before.sizes)
    assert after.sizes


@given(members, st.integers(0, 100 * BILLION), st.integers(0, 100 * BILLION))
def test_agriculture_is_always_one_class_and_grows_with_its_figures(count: int, revenue: int, capital: int) -> None:
    def rank(*figures: int) -> int:
        (size,) = find_size("agriculture", *figures).sizes
        return SIZES.index(size)

    here = rank(count, revenue, capital)
    assert here <= rank(count + 100, revenue, capital)
    assert here <= rank(count, revenue + BILLION, capital)
    assert here <= rank(count, revenue, capital + BILLION)
