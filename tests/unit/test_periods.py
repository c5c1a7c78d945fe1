"""Periods: the one before and the one a year before are of the same kind, and text order is time order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.survey.periods import (
    PeriodKind,
    after,
    before,
    first_day,
    is_period,
    kind_of,
    last_day,
    period_of,
    say_period,
    year_before,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
KINDS = st.sampled_from(list(PeriodKind))


@given(KINDS, DAYS)
def test_a_day_is_in_its_period(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert kind_of(period) is kind
    assert first_day(period) <= day <= last_day(period)


@given(KINDS, DAYS)
def test_before_and_after_undo_each_other(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert before(after(period)) == after(before(period)) == period
    assert before(period) < period < after(period)
    assert first_day(after(period)) == last_day(period) + timedelta(days=1)


@given(KINDS, DAYS)
def test_same_period_of_last_year_is_comparable(kind: PeriodKind, day: date) -> None:
    earlier = year_before(period_of(kind, day))
    assert kind_of(earlier) is kind
    assert 300 < (first_day(period_of(kind, day)) - first_day(earlier)).days < 380


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-H2", "6 tháng cuối năm 2026"),
        ("2026-Q3", "quý 3 năm 2026"),
        ("2026-02", "tháng 2 năm 2026"),
        ("2026", "năm 2026"),
        ("2026-W47", "tuần 16/11 đến 22/11/2026"),
    ],
)
def test_period_is_said_in_plain_words(period: str, said: str) -> None:
    assert say_period(period) == said


@given(st.text(max_size=10))
def test_what_is_no_period_is_refused(text: str) -> None:
    if is_period(text):
        assert period_of(kind_of(text), first_day(text)) == text


@pytest.mark.parametrize(
    "text", ["2026-H3", "2026-13", "2026-00", "2026-Q5", "2025-W53", "26-H1", "", "2026-H1 ", "0000"]
)
def test_impossible_periods_are_none(text: str) -> None:
    assert not is_period(text)


@pytest.mark.parametrize(
    ("period", "span"),
    [
        ("2026", ("2026-01-01", "2026-12-31")),
        ("2026-H1", ("2026-01-01", "2026-06-30")),
        ("2026-H2", ("2026-07-01", "2026-12-31")),
        ("2026-Q4", ("2026-10-01", "2026-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2026-W01", ("2025-12-29", "2026-01-04")),
    ],
)
def test_periods_have_their_days(period: str, span: tuple[str, str]) -> None:
    assert tuple(day.isoformat() for day in (first_day(period), last_day(period))) == span


def test_words_are_no_period() -> None:
    with pytest.raises(ValueError, match="not a period"):
        first_day("hè 2026")
