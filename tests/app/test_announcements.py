"""Announcements: counted and confirmed first, sent once, to whom they are meant for."""

from datetime import UTC, datetime

import pytest

from bot.channels.channel import SendError
from bot.channels.zalo_oa.refusals import explain
from handlers.messages import Kind
from handlers.texts import announce as texts
from tests.stage import Stage

STAFF = "cán bộ"
NEWS = "Mời họp lúc 8 giờ thứ Hai."


@pytest.fixture
def staffed(stage: Stage) -> Stage:
    """Three cooperatives with people, one without."""
    stage.staff()
    rau = stage.cooperative("HTX Rau", sector="agriculture", ward_code=1, ward_name="Xã Mường So")
    xe = stage.cooperative("HTX Xe", sector="transport", ward_code=2, ward_name="Phường Tân Phong")
    stage.cooperative("HTX Vắng", sector="transport", ward_code=2, ward_name="Phường Tân Phong")
    for who, home in (("lan", rau), ("minh", rau), ("tài", xe)):
        stage.manager(who, home)
    return stage


def readers(stage: Stage) -> list[str]:
    return sorted(sent.to for sent in stage.heard if sent.outgoing.text == NEWS)


async def write(stage: Stage) -> None:
    await stage.says(STAFF, "/thongbao")
    await stage.says(STAFF, NEWS)


async def test_everybody_is_counted_before_and_written_to_once_after(staffed: Stage) -> None:
    await write(staffed)
    await staffed.presses(STAFF, texts.EVERYBODY)
    assert staffed.read(STAFF) == texts.confirm(NEWS, "tất cả hợp tác xã", {"terminal": 3}, 2, 1, None)
    assert readers(staffed) == []
    await staffed.presses(STAFF, texts.SEND)
    assert readers(staffed) == ["lan", "minh", "tài"]


async def test_pressing_send_twice_sends_once(staffed: Stage) -> None:
    await write(staffed)
    await staffed.presses(STAFF, texts.EVERYBODY)
    await staffed.presses(STAFF, texts.SEND)
    assert await staffed.presses(STAFF, texts.SEND) == [texts.DECIDED]
    assert readers(staffed) == ["lan", "minh", "tài"]


@pytest.mark.parametrize("when", ["text", "segment", "confirm"])
async def test_nothing_is_sent_after_cancelling(staffed: Stage, when: str) -> None:
    await staffed.says(STAFF, "/thongbao")
    if when != "text":
        await staffed.says(STAFF, NEWS)
    if when == "confirm":
        await staffed.presses(STAFF, texts.EVERYBODY)
    assert await staffed.presses(STAFF, texts.CANCEL) == [texts.NOT_SENT]
    assert readers(staffed) == []
    if when == "confirm":
        assert await staffed.presses(STAFF, texts.SEND) == [texts.DECIDED]
        assert readers(staffed) == []


async def test_cancel_under_an_older_draft_cancels_that_draft(staffed: Stage) -> None:
    await write(staffed)
    await staffed.presses(STAFF, texts.EVERYBODY)
    cancel, send = staffed.button(STAFF, texts.CANCEL), staffed.button(STAFF, texts.SEND)
    await staffed.says(STAFF, "/thongbao")
    await staffed.does(STAFF, Kind.CHOICE, choice=cancel)
    await staffed.does(STAFF, Kind.CHOICE, choice=send)
    assert readers(staffed) == []


async def test_sector_reaches_its_cooperatives_only(staffed: Stage) -> None:
    await write(staffed)
    await staffed.presses(STAFF, texts.BY_SECTOR)
    assert staffed.labels(STAFF) == ["Nông, lâm nghiệp, thủy sản", "Vận tải", texts.CANCEL]
    await staffed.presses(STAFF, "Vận tải")
    assert "1 hợp tác xã không nhận được" in staffed.read(STAFF)
    await staffed.presses(STAFF, texts.SEND)
    assert readers(staffed) == ["tài"]


@pytest.mark.parametrize("typed", ["Xã Mường So", "muong so", "XA MUONG SO", "mường sơ"])
async def test_ward_is_found_however_it_is_typed(staffed: Stage, typed: str) -> None:
    await write(staffed)
    await staffed.presses(STAFF, texts.BY_PLACE)
    await staffed.says(STAFF, typed)
    await staffed.presses(STAFF, texts.SEND)
    assert readers(staffed) == ["lan", "minh"]


async def test_unknown_ward_is_asked_again(staffed: Stage) -> None:
    await write(staffed)
    await staffed.presses(STAFF, texts.BY_PLACE)
    assert await staffed.says(STAFF, "Sài Gòn") == [texts.NO_SUCH_PLACE]
    await staffed.says(STAFF, "tan phong")
    await staffed.presses(STAFF, texts.SEND)
    assert readers(staffed) == ["tài"]


async def test_nobody_to_reach_is_said(stage: Stage) -> None:
    stage.staff()
    stage.cooperative()
    await write(stage)
    assert (await stage.presses(STAFF, texts.EVERYBODY))[0] == texts.NOBODY


async def test_who_stopped_or_blocked_is_not_written_to(staffed: Stage) -> None:
    await staffed.says("lan", "/dung")
    await staffed.does("minh", Kind.BLOCKED)
    await write(staffed)
    await staffed.presses(STAFF, texts.EVERYBODY)
    await staffed.presses(STAFF, texts.SEND)
    assert readers(staffed) == ["tài"]


@pytest.mark.parametrize("typed", ["/dừng", "/Dung", "đừng nhắn tin nữa"])
async def test_who_stops_however_it_is_typed_is_not_written_to(staffed: Stage, typed: str) -> None:
    assert "/batdau" in (await staffed.says("lan", typed))[-1]
    await write(staffed)
    await staffed.presses(STAFF, texts.EVERYBODY)
    await staffed.presses(STAFF, texts.SEND)
    assert "lan" not in readers(staffed)
    await staffed.says("lan", "/bắt đầu")
    assert "lại nhận được" in staffed.read("lan")


async def test_person_who_stops_before_the_morning_is_left_out(sqlite_url: str) -> None:
    stage = Stage(sqlite_url, datetime(2026, 11, 20, 15, 0, tzinfo=UTC))  # 22:00 in Vietnam
    stage.staff()
    home = stage.cooperative()
    stage.manager("lan", home)
    stage.manager("minh", home)
    await write(stage)
    await stage.presses(STAFF, texts.EVERYBODY)
    assert "sẽ gửi lúc 07:00 ngày 21/11" in stage.read(STAFF)
    await stage.presses(STAFF, texts.SEND)
    await stage.says("lan", "/dung")
    assert readers(stage) == []
    await stage.waits(hours=9)
    assert readers(stage) == ["minh"]
    await stage.says(STAFF, "/guitoi")
    assert "đã gửi: 1" in stage.read(STAFF)
    assert "người nhận đã chặn hoặc đã dừng: 1" in stage.read(STAFF)
    stage.close()


async def test_report_names_whom_it_may_not_have_reached(staffed: Stage) -> None:
    real = staffed.console.channel.send

    async def lose(address: object, *args: object, **options: object) -> str:
        if getattr(address, "id", "") == "lan":
            raise SendError("the answer was lost", uncertain=True)
        return await real(address, *args, **options)  # type: ignore[arg-type]

    staffed.console.channel.send = lose  # type: ignore[method-assign, assignment]
    await write(staffed)
    await staffed.presses(STAFF, texts.EVERYBODY)
    await staffed.presses(STAFF, texts.SEND)
    await staffed.says(STAFF, "/guitoi")
    assert "• chưa chắc đã đến: 1" in staffed.read(STAFF)
    assert "• lan, HTX Rau (chưa chắc đã đến: " in staffed.read(STAFF)
    assert "minh" not in staffed.read(STAFF)


async def test_report_says_why_copies_wait(staffed: Stage) -> None:
    real = staffed.console.channel.send

    async def put_off(address: object, *args: object, **options: object) -> str:
        if getattr(address, "id", "") == "lan":
            raise explain(-211, "Out of quota")
        return await real(address, *args, **options)  # type: ignore[arg-type]

    staffed.console.channel.send = put_off  # type: ignore[method-assign, assignment]
    await write(staffed)
    await staffed.presses(STAFF, texts.EVERYBODY)
    await staffed.presses(STAFF, texts.SEND)
    await staffed.says(STAFF, "/guitoi")
    assert "• đang chờ: 1 (gói Zalo đã hết tin: 1)" in staffed.read(STAFF)


async def test_no_announcement_yet(stage: Stage) -> None:
    stage.staff()
    assert await stage.says(STAFF, "/guitoi") == [texts.NONE_YET]


async def test_other_commands_work_in_the_middle_of_writing(staffed: Stage) -> None:
    await staffed.says(STAFF, "/thongbao")
    await staffed.says(STAFF, "/guitoi")
    assert staffed.read(STAFF) == texts.NONE_YET
    await staffed.says(STAFF, NEWS)
    assert staffed.read(STAFF) == texts.TO_WHOM
