"""Moments in words, seen from Friday 20/11/2026, 09:00: what is named, what is filled in, and what is asked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.texts.times import full_time
from knowledge.moments import FARTHEST, Doubt, fill_in, read, refuse_doubt
from knowledge.numbers.tokens import fold

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZONE)  # a Friday
MOMENTS = st.integers(0, 40_000_000).map(lambda minutes: datetime(2000, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes))
CHOICES = st.sampled_from([fill_in, refuse_doubt])
DAYS = [
    "",
    "mai",
    "ngày mai",
    "mốt",
    "thứ Hai",
    "thứ bảy",
    "chủ nhật này",
    "cuối tuần",
    "tuần sau",
    "thứ ba tuần sau",
    "ngày kia",
    "25/12",
    "ngày 5",
    "đầu tháng",
    "sau tết",
]
HOURS = ["", "sáng", "chiều", "tối", "8h", "19h30", "7 giờ tối", "3h chiều", "bảy giờ tối", "8h kém 15"]
LEADS = ["", "nhắc tôi ", "nhắc lại ", "để ", "thôi để ", "hẹn "]
PHRASES = st.tuples(st.sampled_from(LEADS), st.sampled_from(HOURS), st.sampled_from(DAYS)).map(
    lambda parts: f"{parts[0]}{parts[1]} {parts[2]}".strip()
)
Choice = Callable[[str, datetime], datetime | Doubt]


def shown(found: datetime | Doubt) -> str:
    return f"{found:%d/%m/%Y %H:%M}" if isinstance(found, datetime) else found.kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14h30 25/11", "25/11/2026 14:30"),
        ("14:30 25-11", "25/11/2026 14:30"),
        ("20/12 8h", "20/12/2026 08:00"),
        ("8h 1/3/27", "01/03/2027 08:00"),
        ("20.12.2026 8h", "20/12/2026 08:00"),
        ("10h ngày 5 tháng 1", "05/01/2027 10:00"),
        ("8 giờ sáng ngày 26 tháng 11 năm 2026", "26/11/2026 08:00"),
        ("8h ngày 25", "25/11/2026 08:00"),
        ("lúc 9 giờ rưỡi tối mai", "21/11/2026 21:30"),
        ("8h kém 15 mai", "21/11/2026 07:45"),
        ("mười một giờ", "20/11/2026 11:00"),
        ("mười bảy giờ mai", "21/11/2026 17:00"),
        ("bảy giờ tối mai", "21/11/2026 19:00"),
        ("bay gio toi mai", "21/11/2026 19:00"),
        ("12h trưa", "20/11/2026 12:00"),
        ("12h đêm mai", "21/11/2026 00:00"),
        ("2h đêm mai", "21/11/2026 02:00"),
        ("8h mốt", "22/11/2026 08:00"),
        ("mot 8h", "22/11/2026 08:00"),
        ("5g chieu ngay kia", "22/11/2026 17:00"),
        ("3 ngày nữa 8h", "23/11/2026 08:00"),
        ("7h t2", "23/11/2026 07:00"),
        ("thứ hai 23/11 8h", "23/11/2026 08:00"),
        ("8:00 thu 2 tuan sau", "23/11/2026 08:00"),
        ("8h chủ nhật này", "22/11/2026 08:00"),
        ("8h sáng chủ nhật tuần sau", "29/11/2026 08:00"),
        ("thứ sáu này 15h", "20/11/2026 15:00"),
        ("2 tiếng nữa", "20/11/2026 11:00"),
        ("1 tiếng rưỡi nữa", "20/11/2026 10:30"),
    ],
)
@pytest.mark.parametrize("choose", [fill_in, refuse_doubt])
def test_clear_words_are_the_same_moment_for_everybody(choose: Choice, text: str, expected: str) -> None:
    assert shown(choose(text, NOW)) == expected


@pytest.mark.parametrize(
    ("text", "filled", "strict"),
    [
        ("Nhắc tôi 19h", "20/11/2026 19:00", "20/11/2026 19:00"),
        ("nhac toi nay", "20/11/2026 19:00", "no_clock"),
        ("thứ Hai", "23/11/2026 08:00", "no_clock"),
        ("mai", "21/11/2026 08:00", "no_clock"),
        ("mốt", "22/11/2026 08:00", "no_clock"),
        ("mai 3h", "21/11/2026 15:00", "either"),
        ("nhắc tối mai", "21/11/2026 19:00", "no_clock"),
        ("nhac toi mai", "21/11/2026 08:00", "no_clock"),
        ("tuần sau", "23/11/2026 08:00", "rough"),
        ("8h tuần sau", "23/11/2026 08:00", "rough"),
        ("đầu tuần sau", "23/11/2026 08:00", "no_clock"),
        ("cuối tuần", "21/11/2026 08:00", "no_clock"),
        ("8h cuối tuần", "21/11/2026 08:00", "either"),
        ("8h", "21/11/2026 08:00", "past"),
        ("3h sáng", "21/11/2026 03:00", "past"),
        ("lát nữa", "20/11/2026 10:00", "rough"),
        ("mồng 5 tháng sau", "05/12/2026 08:00", "no_clock"),
        ("chiều chủ nhật", "22/11/2026 15:00", "no_clock"),
        ("31/12", "31/12/2026 08:00", "no_clock"),
        ("1/1", "01/01/2027 08:00", "no_clock"),
        ("15h thứ sáu", "27/11/2026 15:00", "either"),
        ("ngay", "now", "20/11/2026 09:00"),
        ("bay gio", "now", "20/11/2026 09:00"),
    ],
)
def test_what_is_open_is_filled_in_for_one_and_asked_for_many(text: str, filled: str, strict: str) -> None:
    assert (shown(fill_in(text, NOW)), shown(refuse_doubt(text, NOW))) == (filled, strict)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sau tết", "rough"),
        ("đầu tháng", "rough"),
        ("đầu tháng sau", "rough"),
        ("cuối tháng 8h", "rough"),
        ("8h mùng 5 tết", "rough"),
        ("hôm khác", "rough"),
        ("vài hôm nữa", "rough"),
        ("sau giờ làm", "rough"),
        ("25h", "wrong"),
        ("8h75", "wrong"),
        ("8h 31/2", "wrong"),
        ("8h hôm qua", "past"),
        ("hôm qua", "past"),
        ("8h 19/11", "past"),
        ("8h thứ ba tuần này", "past"),
        ("8h 1/3/2030", "far"),
        ("thứ ba 23/11 8h", "either"),
        ("", "unknown"),
        ("35", "unknown"),
        ("một", "unknown"),
        ("500tr", "unknown"),
        ("ko biet", "unknown"),
        ("thanh vien 35", "unknown"),
        ("htx can may nguoi", "unknown"),
        ("x" * 99, "unknown"),
    ],
)
@pytest.mark.parametrize("choose", [fill_in, refuse_doubt])
def test_doubt_that_nobody_can_fill_in_is_named(choose: Choice, text: str, kind: str) -> None:
    assert shown(choose(text, NOW)) == kind


def test_words_beside_a_moment_pass_for_staff_but_mean_something_else_in_a_reminder() -> None:
    text = "8h-10h ngày 28/11"
    assert (shown(refuse_doubt(text, NOW)), shown(fill_in(text, NOW))) == ("28/11/2026 08:00", "unknown")


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("8h", ["21/11 08"]),
        ("8h hôm nay", ["21/11 08"]),
        ("3h mai", ["21/11 03", "21/11 15"]),
        ("8h cuối tuần", ["21/11 08", "22/11 08"]),
        ("15h thứ sáu", ["20/11 15", "27/11 15"]),
        ("thứ ba 23/11 8h", ["23/11 08", "24/11 08"]),
    ],
)
def test_moments_that_may_be_meant_are_offered(text: str, offered: list[str]) -> None:
    found = refuse_doubt(text, NOW)
    assert isinstance(found, Doubt)
    assert [f"{moment:%d/%m %H}" for moment in found.offered] == offered


@given(CHOICES, PHRASES, MOMENTS)
def test_moment_is_later_than_now_and_within_a_year(choose: Choice, text: str, now: datetime) -> None:
    found = choose(text, now)
    moments = found.offered if isinstance(found, Doubt) else (found,)
    assert all(now < moment <= now + FARTHEST + timedelta(days=7) for moment in moments)
    assert isinstance(found, Doubt) or found <= now + FARTHEST


@given(PHRASES, MOMENTS)
def test_who_asks_in_doubt_never_means_another_moment_than_who_fills_in(text: str, now: datetime) -> None:
    strict, filled = refuse_doubt(text, now), fill_in(text, now)
    assert isinstance(strict, Doubt) or strict == filled


@given(CHOICES, PHRASES.filter(lambda text: "nhắc tôi" not in text and "tối" not in text), MOMENTS)
def test_accents_case_and_spacing_do_not_matter(choose: Choice, text: str, now: datetime) -> None:
    found = choose(text, now)
    assert choose(fold(text), now) == found
    assert choose(f"  {text.upper()}  ", now) == found


@given(st.text(max_size=80) | st.text(alphabet="0123456789hg:/- sángchiềutốimaithứngày", max_size=30), MOMENTS)
def test_any_text_is_read_without_a_fault(text: str, now: datetime) -> None:
    read(text, now)
    for choose in (fill_in, refuse_doubt):
        found = choose(text, now)
        assert isinstance(found, Doubt) or found >= now


@given(CHOICES, MOMENTS, st.integers(1, 300 * 24 * 60))
def test_what_is_said_back_reads_as_the_same_moment(choose: Choice, now: datetime, ahead: int) -> None:
    wanted = (now + timedelta(minutes=ahead)).replace(second=0, microsecond=0)
    if wanted > now and (wanted.hour == 0 or wanted.hour > 6):
        clock, _, day = full_time(wanted).partition(" ")
        assert choose(f"{clock} {day}", now) == wanted
