"""Plans of channels: what is left is told to staff before they send; invites say how to come in by Zalo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.settings import Settings
from handlers.desk.invites import zalo_ways
from handlers.limits import tell_limits
from handlers.world import Plan
from storage import outbox, windows
from storage.engine import Database
from tests.stage import MORNING, Stage, world_of
from tests.storage.rows import contact, message

WORLD = world_of(Settings(database_url="sqlite:///unused"))
MONTH_BEGAN = MORNING - timedelta(days=19, hours=10)  # 31/10 at 23:00 in Vietnam


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


def told(database: Database, plan: Plan, *contacts: int) -> list[str]:
    with database.reading() as unit:
        return tell_limits(unit, (plan,), contacts, MORNING)


def sent(database: Database, count: int, at: object = MORNING, channel: str = "zalo_bot") -> None:
    with database.unit() as unit:
        outbox.put(unit, [message("an", f"tin {n}", channel=channel, due_at=at) for n in range(count)])
    with database.unit() as unit:
        for claimed in outbox.claim(unit, "reply", channel, "w", at, 99):  # type: ignore[arg-type]
            outbox.mark_sent(unit, [(claimed, "x")], at)  # type: ignore[arg-type]


def test_what_is_left_of_the_month_is_told(database: Database) -> None:
    an = contact(database, "an", "zalo_bot").id
    sent(database, 3)
    assert told(database, Plan("zalo_bot", per_month=3000), an) == ["Zalo: tháng này còn gửi được 2.997 tin."]


def test_last_months_messages_do_not_count(database: Database) -> None:
    an = contact(database, "an", "zalo_bot").id
    sent(database, 3, MONTH_BEGAN)
    assert told(database, Plan("zalo_bot", per_month=10), an) == ["Zalo: tháng này còn gửi được 10 tin."]


def test_too_few_left_is_a_warning(database: Database) -> None:
    ids = [contact(database, who, "zalo_bot").id for who in ("an", "bình", "chi")]
    sent(database, 3)
    assert told(database, Plan("zalo_bot", per_month=5), *ids) == [
        "Chú ý: gói Zalo gửi được 5 tin một tháng, tháng này chỉ còn 2. Lần này cần 3 tin."
    ]


def test_more_people_than_the_plan_takes_is_a_warning(database: Database) -> None:
    ids = [contact(database, who, "zalo_bot").id for who in ("an", "bình", "chi")]
    assert told(database, Plan("zalo_bot", people=2), ids[0])[0].startswith(
        "Chú ý: gói Zalo chỉ cho 2 người, hiện có 3."
    )
    assert told(database, Plan("zalo_bot", people=3), ids[0]) == []


def test_people_who_were_silent_too_long_are_told(database: Database) -> None:
    ids = [contact(database, who, "zalo_oa").id for who in ("an", "bình")]
    with database.unit() as unit:
        windows.note_word(unit, "zalo_oa", "an", MORNING, MORNING)
    assert told(database, Plan("zalo_oa", open_for=timedelta(hours=48)), *ids) == [
        "Zalo OA: 1 người lâu chưa nhắn cho máy, nên tin chờ họ nhắn lại mới đến."
    ]


def test_channel_nobody_is_on_says_nothing(database: Database) -> None:
    an = contact(database, "an", "telegram").id
    assert told(database, Plan("zalo_bot", per_month=1, people=1), an) == []


def test_invites_name_each_way_into_zalo() -> None:
    world = replace(WORLD, zalo_oa_id="4318", zalo_bot_name="Bot Trợ lý HTX")
    assert zalo_ways(world, "ABC234") == [
        "Trên Zalo: mở https://zalo.me/4318, chọn Quan tâm, rồi nhắn mã ABC234.",
        "Trên Zalo: tìm «Bot Trợ lý HTX» rồi nhắn mã ABC234.",
    ]
    assert zalo_ways(WORLD, "ABC234") == []


async def test_staff_read_it_before_they_open_a_round_and_before_they_announce(sqlite_url: str) -> None:
    stage = Stage(sqlite_url)
    stage.manager("lan", stage.cooperative())
    stage.staff("hoa")
    shelf = stage.console.app.turns.shelf
    shelf.world = replace(shelf.world, plans=(Plan("terminal", per_month=1000),))
    told = "màn hình: tháng này còn gửi được "
    await stage.says("hoa", "/modot")
    await stage.presses("hoa", "6 tháng cuối năm 2026")
    await stage.presses("hoa", "7 ngày")
    assert stage.read("hoa").startswith(told)
    await stage.says("hoa", "/thongbao")
    await stage.says("hoa", "Mời họp")
    await stage.presses("hoa", "Tất cả")
    assert told in stage.read("hoa")
    stage.close()
