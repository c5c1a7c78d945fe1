"""When, as people type it, seen from Friday 20/11/2026, 09:00 in Vietnam."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.announcements.times import Doubt, read_moment
from handlers.world import ZONE

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def local(text: str) -> str:
    found = read_moment(text, NOW)
    return f"{found.astimezone(ZONE):%d/%m/%Y %H:%M}" if isinstance(found, datetime) else found.kind


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("ngay", "20/11/2026 09:00"),
        ("8h sáng mai", "21/11/2026 08:00"),
        ("8h sang mai", "21/11/2026 08:00"),
        ("14h30 25/11", "25/11/2026 14:30"),
        ("14:30 25-11", "25/11/2026 14:30"),
        ("lúc 9 giờ rưỡi tối mai", "21/11/2026 21:30"),
        ("7 giờ thứ hai", "23/11/2026 07:00"),
        ("7h t2", "23/11/2026 07:00"),
        ("8:00 thu 2 tuan sau", "23/11/2026 08:00"),
        ("8h chủ nhật", "22/11/2026 08:00"),
        ("3h chiều", "20/11/2026 15:00"),
        ("3h", "20/11/2026 15:00"),
        ("12h trưa", "20/11/2026 12:00"),
        ("5g chieu ngay kia", "22/11/2026 17:00"),
        ("10h ngày 5 tháng 1", "05/01/2027 10:00"),
        ("8h 1/3/2027", "01/03/2027 08:00"),
        ("10 giờ 15 phút", "20/11/2026 10:15"),
        ("22h", "20/11/2026 22:00"),
    ],
)
def test_time_is_read(typed: str, moment: str) -> None:
    assert local(typed) == moment


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("8h hôm qua", "past"),
        ("8h", "past"),
        ("8h 19/11", "past"),
        ("3h sáng", "past"),
        ("25/11", "no_clock"),
        ("mai", "no_clock"),
        ("hôm nào đó", "unknown"),
        ("25h", "unknown"),
        ("8h75", "unknown"),
        ("8h 31/2", "unknown"),
        ("", "unknown"),
        ("8h 1/3/2030", "far"),
        ("3h mai", "either"),
        ("1h 25/11", "either"),
    ],
)
def test_doubt_is_named(typed: str, kind: str) -> None:
    assert local(typed) == kind


def test_time_that_passed_today_is_offered_for_tomorrow() -> None:
    found = read_moment("8h", NOW)
    assert found == Doubt("past", (datetime(2026, 11, 21, 1, tzinfo=UTC),))


def test_morning_or_afternoon_is_asked() -> None:
    found = read_moment("3h mai", NOW)
    assert isinstance(found, Doubt)
    assert [f"{moment.astimezone(ZONE):%H}" for moment in found.offered] == ["03", "15"]


@given(st.text(alphabet="0123456789hg:/- sángchiềutốimaithứngày", max_size=30))
def test_any_text_gives_a_time_to_come_or_a_doubt(text: str) -> None:
    found = read_moment(text, NOW)
    assert isinstance(found, Doubt) or found >= NOW
