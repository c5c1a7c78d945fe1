"""Moments in free words: every form is later than now, accents and spacing do not matter, other words are none."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.texts.times import full_time
from knowledge.moments import FARTHEST, read_moment
from knowledge.numbers.tokens import fold

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)  # a Friday
MOMENTS = st.integers(0, 40_000_000).map(lambda minutes: datetime(2000, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes))
DAYS = [
    "",
    "mai",
    "ngày mai",
    "thứ Hai",
    "thứ bảy",
    "chủ nhật",
    "tuần sau",
    "thứ ba tuần sau",
    "ngày kia",
    "25/12",
    "ngày 5",
]
HOURS = ["", "sáng", "chiều", "tối", "8h", "19h30", "7 giờ tối", "3h chiều", "bảy giờ tối"]
LEADS = ["", "nhắc tôi ", "nhắc lại ", "để ", "thôi để ", "hẹn "]
PHRASES = st.tuples(st.sampled_from(LEADS), st.sampled_from(HOURS), st.sampled_from(DAYS)).map(
    lambda parts: f"{parts[0]}{parts[1]} {parts[2]}".strip()
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nhắc tôi 19h", "2026-11-20 19:00"),
        ("nhac toi nay", "2026-11-20 19:00"),
        ("thứ Hai", "2026-11-23 08:00"),
        ("thu hai tuan sau", "2026-11-23 08:00"),
        ("mai", "2026-11-21 08:00"),
        ("mai 3h", "2026-11-21 15:00"),
        ("nhắc tối mai", "2026-11-21 19:00"),
        ("nhac toi mai", "2026-11-21 08:00"),
        ("tuần sau", "2026-11-23 08:00"),
        ("8h", "2026-11-21 08:00"),
        ("2 tiếng nữa", "2026-11-20 11:00"),
        ("mồng 5 tháng sau", "2026-12-05 08:00"),
        ("chiều chủ nhật", "2026-11-22 15:00"),
        ("31/12", "2026-12-31 08:00"),
        ("1/1", "2027-01-01 08:00"),
    ],
)
def test_what_people_type_is_the_moment_they_mean(text: str, expected: str) -> None:
    assert f"{read_moment(text, NOW):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    "text",
    ["", "35", "500tr", "ko biet", "1", "?", "25h", "31/2", "thanh vien 35", "htx can may nguoi", "hôm khác", "x" * 99],
)
def test_other_words_are_no_moment(text: str) -> None:
    assert read_moment(text, NOW) is None


@given(PHRASES, MOMENTS)
def test_moment_is_later_than_now_and_within_a_year(text: str, now: datetime) -> None:
    moment = read_moment(text, now)
    assert moment is None or now < moment <= now + FARTHEST


@given(PHRASES.filter(lambda text: "nhắc tôi" not in text and "tối" not in text), MOMENTS)
def test_accents_case_and_spacing_do_not_matter(text: str, now: datetime) -> None:
    read = read_moment(text, now)
    assert read_moment(fold(text), now) == read
    assert read_moment(f"  {text.upper()}  ", now) == read


@given(st.text(max_size=80), MOMENTS)
def test_any_text_is_read_without_a_fault(text: str, now: datetime) -> None:
    moment = read_moment(text, now)
    assert moment is None or moment > now


@given(MOMENTS, st.integers(1, 300 * 24 * 60))
def test_what_is_said_back_reads_as_the_same_moment(now: datetime, ahead: int) -> None:
    wanted = (now + timedelta(minutes=ahead)).replace(second=0, microsecond=0)
    if wanted > now and (wanted.hour == 0 or wanted.hour > 6):
        clock, _, day = full_time(wanted).partition(" ")
        assert read_moment(f"{clock} ngày {day.rpartition(', ')[2]}", now) == wanted
