"""Calendars: no day drifts, a 31st is the last day of shorter months, the clock may pass any midnight."""

from datetime import date, datetime, timedelta
from itertools import islice, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.survey.calendars import (
    ONCE,
    closing_moment,
    coming,
    due,
    opening_days,
    opening_moment,
    plan,
    reminder_days,
)
from handlers.survey.periods import PeriodKind, before
from handlers.world import ZONE
from storage.calendars import Calendar

USUAL = PeriodKind.HALF_YEAR
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
REPEATING = st.sampled_from([str(kind) for kind in PeriodKind])
MOMENTS = st.integers(0, 13_000_000).map(lambda minutes: datetime(2020, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes))
FREQUENCIES = st.one_of(REPEATING, st.just(ONCE))


def calendar(frequency: str, first: date, days_open: int = 7, settled: date | None = None, asks: int = 0) -> Calendar:
    return Calendar(1, "half_year", frequency, first, days_open, [3, 7, -1], asks, None, None, "active", settled)


def last_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


@given(REPEATING.filter(lambda frequency: frequency != "week"), DAYS)
def test_each_opening_is_on_the_first_ones_day_or_the_months_last(frequency: str, first: date) -> None:
    for day in islice(opening_days(frequency, first), 60):
        assert day.day == first.day or (day == last_of_month(day) and day.day < first.day)


@given(FREQUENCIES, DAYS)
def test_openings_only_go_forward(frequency: str, first: date) -> None:
    days = list(islice(opening_days(frequency, first), 60))
    assert days[0] == first
    assert all(earlier < later for earlier, later in pairwise(days))


def test_the_31st_comes_back_after_february() -> None:
    days = list(islice(opening_days("month", date(2027, 12, 31)), 5))
    assert [str(day) for day in days] == ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]


@given(REPEATING, DAYS, st.integers(0, 1))
def test_rounds_that_follow_each_other_ask_for_periods_that_follow(frequency: str, first: date, back: int) -> None:
    item = calendar(frequency, first, asks=-back)
    periods = [plan(item, USUAL, day).period for day in islice(opening_days(frequency, first), 24)]
    assert all(before(later) == earlier for earlier, later in pairwise(periods))


@given(FREQUENCIES, DAYS, st.integers(1, 40), MOMENTS)
def test_what_is_due_is_open_now_and_not_settled(frequency: str, first: date, days_open: int, now: datetime) -> None:
    item = calendar(frequency, first, days_open)
    planned = due(item, USUAL, now)
    if planned is not None:
        assert opening_moment(planned.opens) <= now < closing_moment(planned.closes)
        assert due(calendar(frequency, first, days_open, settled=planned.opens), USUAL, now) is None


@settings(max_examples=25)
@given(FREQUENCIES, DAYS, st.integers(0, 800))
def test_ticking_every_hour_opens_each_round_once(frequency: str, first: date, ahead: int) -> None:
    moment = opening_moment(first + timedelta(days=ahead)) - timedelta(hours=12)
    settled, opened = first + timedelta(days=ahead - 1), []
    for _ in range(72):
        planned = due(calendar(frequency, first, settled=settled), USUAL, moment)
        if planned is not None:
            opened.append(planned.opens)
            settled = planned.opens
        moment += timedelta(hours=1)
    expected = [day for day in islice(opening_days(frequency, first), 800) if 0 <= (day - first).days - ahead < 3]
    assert opened == expected


@given(FREQUENCIES, DAYS, DAYS)
def test_coming_rounds_are_ahead_and_few(frequency: str, first: date, today: date) -> None:
    rounds = coming(calendar(frequency, first, settled=today), USUAL, today)
    assert len(rounds) <= 3
    assert all(one.opens > today for one in rounds)


@given(st.lists(st.integers(-40, 40), max_size=8), DAYS, st.integers(1, 30))
def test_reminders_fall_between_opening_and_the_last_day_once_a_day(steps: list[int], opens: date, span: int) -> None:
    closes = opens + timedelta(days=span)
    days = reminder_days(steps, opens, closes)
    assert days == sorted(set(days))
    assert all(opens < day <= closes for day in days)
