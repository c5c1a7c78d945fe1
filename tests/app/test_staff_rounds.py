"""Rounds in the hands of staff: opened and closed once, who is missing, and reminders that come once."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.messages import Kind
from handlers.texts import rounds as texts
from storage import surveys
from tests.stage import Stage

STAFF = "cán bộ"
TITLE, PERIOD = "Báo cáo 6 tháng của hợp tác xã", "6 tháng cuối năm 2026"


async def open_round(stage: Stage, days: str = "7 ngày") -> None:
    await stage.says(STAFF, "/modot")
    for label in (PERIOD, days, texts.OPEN):
        await stage.presses(STAFF, label)


def to_others(stage: Stage) -> list[str]:
    return [sent.to for sent in stage.heard if sent.to != STAFF]


@pytest.fixture
def staffed(stage: Stage) -> Stage:
    stage.staff()
    home = stage.cooperative("HTX Rau", ward_name="Xã Mường So")
    stage.cooperative("HTX Vắng", ward_name="Xã Bản Bo")
    stage.manager("lan", home)
    stage.manager("minh", home)
    return stage


async def test_opening_counts_first_and_invites_everybody_once(staffed: Stage) -> None:
    await staffed.says(STAFF, "/modot")
    await staffed.presses(STAFF, PERIOD)
    await staffed.presses(STAFF, "7 ngày")
    assert staffed.read(STAFF) == texts.confirm_open(TITLE, PERIOD, "27/11/2026", 2, 1)
    assert to_others(staffed) == []
    await staffed.presses(STAFF, texts.OPEN)
    assert staffed.messages(STAFF)[-1].outgoing.text == texts.opened(TITLE, PERIOD, 2, None)
    assert sorted(to_others(staffed)) == ["lan", "minh"]


async def test_opening_twice_opens_once(staffed: Stage) -> None:
    await open_round(staffed)
    assert await staffed.presses(STAFF, texts.OPEN) == [texts.already_open(TITLE, PERIOD)]
    assert sorted(to_others(staffed)) == ["lan", "minh"]


async def test_opening_can_be_given_up(staffed: Stage) -> None:
    await staffed.says(STAFF, "/modot")
    assert await staffed.presses(STAFF, texts.CANCEL) == [texts.CANCELLED]
    assert await staffed.says(STAFF, "/dongdot") == [texts.NO_OPEN_ROUND]


async def test_missing_are_listed_by_place_with_how_far_they_are(staffed: Stage) -> None:
    await open_round(staffed)
    await staffed.presses("lan", texts.START)
    await staffed.says(STAFF, "/chuatraloi")
    lines = staffed.read(STAFF)
    assert lines.startswith(f"{TITLE}, {PERIOD}: 0 trên 2 hợp tác xã đã gửi.")
    assert "Xã Bản Bo:\n• HTX Vắng (chưa có ai nối máy)" in lines
    assert "Xã Mường So:\n• HTX Rau (dừng ở câu 1/5: Tình hình)" in lines


async def test_what_most_of_the_missing_have_in_common_is_said_once(staffed: Stage) -> None:
    for number in range(6):
        staffed.cooperative(f"HTX Xa {number}", ward_name="Xã Pa Ủ")
    await open_round(staffed)
    await staffed.says(STAFF, "/chuatraloi")
    lines = staffed.read(STAFF)
    assert "Chưa gửi (nơi không ghi gì thêm: chưa có ai nối máy):" in lines
    assert "• HTX Xa 3\n" in lines
    assert "• HTX Rau (chưa mở)" in lines


async def test_closing_asks_first_and_closes_once(staffed: Stage) -> None:
    await open_round(staffed)
    assert await staffed.says(STAFF, "/dongdot") == [texts.confirm_close(TITLE, PERIOD, 0, 2)]
    close = staffed.button(STAFF, texts.CLOSE)
    assert texts.closed_by_staff(TITLE, PERIOD) in await staffed.presses(STAFF, texts.CLOSE)
    await staffed.does(STAFF, Kind.CHOICE, choice=close)
    assert staffed.read(STAFF) == texts.ROUND_GONE
    with staffed.database.reading() as unit:
        assert [item.state for item in surveys.rounds(unit)] == ["closed"]


async def test_round_closes_by_itself_when_its_time_is_up(staffed: Stage) -> None:
    await open_round(staffed)
    await staffed.waits(days=8)
    with staffed.database.reading() as unit:
        (this,) = surveys.rounds(unit)
    assert this.state == "closed"
    assert this.closed_at is not None
    assert (this.closed_at - this.closes_at).total_seconds() < 1800


async def test_who_has_not_sent_is_reminded_once_a_step_and_never_at_night(staffed: Stage) -> None:
    await open_round(staffed, "14 ngày")
    staffed.heard.clear()
    times = []
    for _ in range(15 * 48):
        times += [staffed.now for sent in await staffed.waits(minutes=30) if sent.to == "lan"]
    days = [(moment - datetime(2026, 11, 20, 2, tzinfo=UTC)).days for moment in times]
    assert days == [2, 6, 12]
    assert all(0 <= moment.hour < 14 for moment in times)  # 07:00 to 21:00 in Vietnam
    assert "chưa gửi" in staffed.read("lan")


async def test_second_tick_reminds_nobody_again(staffed: Stage) -> None:
    await open_round(staffed, "14 ngày")
    await staffed.waits(days=3, hours=1)
    reminded = len(staffed.messages("lan"))
    staffed.restart()
    await staffed.waits(hours=2)
    assert len(staffed.messages("lan")) == reminded


async def test_reminder_missed_for_more_than_a_day_is_left_out(staffed: Stage) -> None:
    await open_round(staffed, "14 ngày")
    before = len(staffed.messages("lan"))
    staffed.console.clock.advance(timedelta(days=5))
    await staffed.waits(minutes=30)
    assert len(staffed.messages("lan")) == before


async def test_nobody_is_invited_in_the_morning_to_a_round_closed_at_night(sqlite_url: str) -> None:
    stage = Stage(sqlite_url, datetime(2026, 11, 20, 15, 0, tzinfo=UTC))  # 22:00 in Vietnam
    stage.staff()
    stage.manager("lan", stage.cooperative())
    await open_round(stage)
    assert "lời mời sẽ gửi lúc 07:00 ngày 21/11" in stage.read(STAFF)
    await stage.says(STAFF, "/dongdot")
    await stage.presses(STAFF, texts.CLOSE)
    await stage.waits(hours=12)
    assert stage.messages("lan") == []
    stage.close()


async def test_without_a_round_staff_are_told_how_to_open_one(stage: Stage) -> None:
    stage.staff()
    assert await stage.says(STAFF, "/chuatraloi") == [texts.NO_OPEN_ROUND]
    assert await stage.says(STAFF, "/ketqua") == [texts.NO_ROUND_YET]
