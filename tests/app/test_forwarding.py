"""A closed round's results reach the alliance whatever fails on the way, and nobody gets them twice."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.forwarding.folder import FolderTarget
from bot.forwarding.parcel import NotDelivered
from bot.forwarding.post import PostTarget
from bot.forwarding.staff import StaffTarget
from storage.engine import Database
from storage.forwards import LEASE, PAUSES
from tests.app.forwarding_office import FILES, JSON, RAW, SECRET, Broken, Office
from tests.app.results_rounds import CLOSED, MILLION, make_staff
from tests.fakes.receiver import FakeReceiver


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    async with FakeReceiver(SECRET) as started:
        yield started


# All three at once ---------------------------------------------------------------------------------------------------


async def test_a_closed_round_arrives_everywhere_with_the_right_figures(
    database: Database, tmp_path: Path, receiver: FakeReceiver
) -> None:
    office = Office(database, FolderTarget(tmp_path / "out"), PostTarget(receiver.url, SECRET), StaffTarget())
    make_staff(database, "boss")
    assert await office.forwarding.run_due() == 3
    assert office.states == [("folder", "done", 1), ("post", "done", 1), ("staff", "done", 1)]
    assert office.woken == 1

    written = json.loads((tmp_path / "out" / JSON).read_bytes())
    assert written["figures"]["revenue"]["sum"] == 7_750 * MILLION
    assert written["counts"]["response_rate"] == "75"
    (taken,) = receiver.taken
    assert taken.report == written

    ((address, message),) = office.told()
    assert address == "boss"
    assert "Đã gửi: 3 trên 4 hợp tác xã (75%)." in message.text
    assert "• Doanh thu: 7,75 tỷ đồng (3 hợp tác xã có số liệu)" in message.text
    picture, workbook, word = message.attachments
    assert word.content.startswith(b"PK")
    assert (picture.name, picture.media_type, picture.content[:4]) == ("half_year-2026-H1.png", "image/png", b"\x89PNG")
    assert workbook.name == RAW
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES
    assert written["public"] is True
    sheet = load_workbook(io.BytesIO(workbook.content))["Tổng hợp"]
    assert 7_750 in {cell.value for row in sheet.iter_rows() for cell in row}


async def test_a_second_run_does_nothing(database: Database, receiver: FakeReceiver) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    assert [await office.forwarding.run_due(), await office.run_after(timedelta(days=5))] == [1, 0]
    assert (receiver.seen, office.woken) == (1, 1)


async def test_a_target_that_fails_holds_up_nobody_else(database: Database, tmp_path: Path) -> None:
    office = Office(database, Broken(NotDelivered("no")), FolderTarget(tmp_path))
    await office.forwarding.run_due()
    assert office.states == [("post", "waiting", 1), ("folder", "done", 1)]


# Giving up, dying, the unforeseen -------------------------------------------------------------------------------------


async def test_after_three_days_it_is_given_up_and_the_staff_are_told_once(
    database: Database, receiver: FakeReceiver
) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    make_staff(database, "boss")
    receiver.plan(*["503"] * 50)
    while office.forwards[0].state == "waiting":
        await office.run_after(timedelta(hours=6))
    assert office.clock.now() - CLOSED >= timedelta(days=3)
    assert office.forwards[0].state == "failed"
    seen = receiver.seen
    await office.run_after(timedelta(days=1))
    assert receiver.seen == seen
    ((_, message),) = office.told()
    assert "không chuyển được đến địa chỉ nhận số liệu qua mạng sau 3 ngày" in message.text
    assert "Nơi nhận báo mã 503." in message.text


async def test_a_process_killed_while_sending_is_taken_over_under_the_same_key(
    database: Database, receiver: FakeReceiver
) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    receiver.plan("hang")
    dying = asyncio.create_task(office.forwarding.run_due())
    while not receiver.seen:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    dying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await dying
    assert office.states == [("post", "claimed", 1)]

    successor = office.another_process()
    assert await successor.run_due() == 0
    office.clock.advance(LEASE + timedelta(seconds=1))
    assert await successor.run_due() == 1
    assert office.states == [("post", "done", 2)]
    assert [one.key for one in receiver.taken] == [office.forwards[0].key]


async def test_two_processes_at_once_send_it_once(database: Database, receiver: FakeReceiver) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    tries = await asyncio.gather(office.forwarding.run_due(), office.another_process().run_due())
    assert (sorted(tries), receiver.seen) == ([0, 1], 1)


@pytest.mark.filterwarnings("default")
async def test_an_error_nobody_foresaw_is_logged_and_tried_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    office = Office(database, Broken(RuntimeError("secret inside")))
    await office.forwarding.run_due()
    assert office.forwards[0].reason == "internal error: RuntimeError"
    assert office.states == [("post", "waiting", 1)]
    assert "nobody foresaw" in caplog.text


async def test_a_target_switched_off_since_waits_for_its_return(database: Database, tmp_path: Path) -> None:
    office = Office(database, FolderTarget(tmp_path))
    target = office.targets.pop("folder")
    await office.forwarding.run_due()
    assert office.forwards[0].reason == "target folder is switched off in the settings"
    office.targets["folder"] = target
    await office.run_after(PAUSES[0])
    assert office.states == [("folder", "done", 2)]
