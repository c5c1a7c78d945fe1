"""Bulk keeps its pace and gives way: to replies, and to the pauses Telegram asks for."""

import asyncio
import time
from itertools import pairwise

import pytest

from bot.channels.channel import SendError
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.gate import Gate
from handlers.messages import Outgoing
from tests.channels.conftest import BuildChannel, person
from tests.fakes.bot_api import FakeBotApi

NEWS = Outgoing("Thông báo")
ANSWER = Outgoing("Trả lời")


async def send_to(channel: TelegramChannel, people: range) -> list[object]:
    sending = (channel.send(person(user_id), NEWS, bulk=True) for user_id in people)
    return list(await asyncio.gather(*sending, return_exceptions=True))


async def test_bulk_is_spread_evenly_over_time(fake: FakeBotApi, build: BuildChannel) -> None:
    await send_to(build(bulk_per_second=20), range(1, 16))
    times = [sent.at for sent in fake.sent()]
    assert len(times) == 15
    # 14 gaps of 50 ms: however slow the machine, they cannot be done in less; a burst would be.
    assert times[-1] - times[0] >= 14 * 0.05 * 0.9
    assert sum(later - earlier < 0.01 for earlier, later in pairwise(times)) <= 3


async def test_a_reply_does_not_wait_behind_bulk(fake: FakeBotApi, build: BuildChannel) -> None:
    channel = build(bulk_per_second=4)
    announcing = asyncio.create_task(send_to(channel, range(100, 108)))
    await fake.until(fake.sent)
    await channel.send(person(7), ANSWER, bulk=False)
    order = [sent.chat_id for sent in fake.sent()]
    assert order.index(7) <= 3
    await announcing
    assert len(fake.sent()) == 9


@pytest.mark.parametrize("bulk", [False, True], ids=["reply", "bulk"])
async def test_a_pause_seen_by_either_side_holds_back_bulk(
    bulk: bool, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    fake.fail_next("sendMessage", 429, retry_after=1)
    with pytest.raises(SendError):
        await channel.send(person(7), ANSWER, bulk=bulk)
    refused_at = asyncio.get_running_loop().time()
    await channel.send(person(8), NEWS, bulk=True)
    assert fake.sent(8)[0].at >= refused_at + 0.9


async def test_a_pause_does_not_hold_back_replies(fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.fail_next("sendMessage", 429, retry_after=1)
    with pytest.raises(SendError):
        await channel.send(person(8), NEWS, bulk=True)
    announcing = asyncio.create_task(channel.send(person(8), NEWS, bulk=True))
    await channel.send(person(7), ANSWER, bulk=False)
    assert not announcing.done()
    await announcing


async def test_a_failure_of_telegrams_own_holds_back_nobody_else(fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.fail_next("sendMessage", 500)
    failed, *others = await send_to(channel, range(1, 4))
    assert isinstance(failed, SendError)
    assert failed.retry_after
    assert sorted(map(str, others)) == sorted(str(sent.message_id) for sent in fake.sent())
    assert len(others) == 2


async def test_a_long_pause_gives_bulk_back_instead_of_holding_it(fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.fail_next("sendMessage", 429, retry_after=600)
    results = await send_to(channel, range(1, 6))
    pauses = [error.retry_after for error in results if isinstance(error, SendError)]
    assert len(pauses) + len(fake.sent()) == 5
    assert len(pauses) >= 2
    assert all(pause and 500 < pause <= 600 for pause in pauses)


async def test_no_message_is_lost_or_doubled_among_faults(fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.fail_next("sendMessage", 500, every=3)
    fake.fail_next("sendMessage", 403, user_id=5)
    results = await send_to(channel, range(1, 10))
    arrived = [sent.chat_id for sent in fake.sent()]
    assert len(arrived) == len(set(arrived))
    refused = {user for user, result in zip(range(1, 10), results, strict=True) if isinstance(result, SendError)}
    assert refused.isdisjoint(arrived)
    assert refused | set(arrived) == set(range(1, 10))


async def seconds_to_admit(gate: Gate, count: int) -> float:
    began = time.monotonic()
    for _ in range(count):
        await gate.admit()
    return time.monotonic() - began


async def test_replies_wait_for_nobody_and_bulk_goes_slower_for_them() -> None:
    gate = Gate(per_second=50)
    await gate.admit()
    for _ in range(10):
        gate.count_reply()  # returns at once, whatever bulk does
    assert await seconds_to_admit(gate, 5) >= 0.9 * 15 / 50


async def test_storm_of_replies_does_not_stop_bulk_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.gate.LONGEST_DEBT", 0.01)
    gate = Gate(per_second=1)
    for _ in range(1000):
        gate.count_reply()
    await asyncio.wait_for(gate.admit(), 30)


async def test_late_comer_does_not_catch_up_in_a_burst() -> None:
    gate = Gate(per_second=20)
    await gate.admit()
    await asyncio.sleep(0.5)
    assert await seconds_to_admit(gate, 5) >= 0.9 * 3 / 20


def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    gate = Gate(per_second=25)
    gate.pause(100)
    gate.pause(1)
    assert gate.pause_left > 50
