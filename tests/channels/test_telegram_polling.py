"""Long polling loses nothing, keeps the order, and outlives what Telegram does to it."""

import asyncio
import logging

import pytest

from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import Incoming, Kind
from tests.channels.conftest import BuildChannel, Inbox
from tests.fakes.bot_api import FakeBotApi


async def test_updates_arrive_in_order(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    typed = [str(number) for number in range(250)]  # more than one answer of 100 holds
    for text in typed:
        fake.say(7, text)
    await channel.start(inbox)
    await fake.until(lambda: len(inbox.events) == 250)
    assert inbox.texts == typed


async def test_an_update_said_while_polling_arrives(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    await channel.start(inbox)
    await fake.until(lambda: "getUpdates" in fake.calls)
    fake.say(7, "chào")
    await fake.until(lambda: inbox.texts == ["chào"])


async def test_a_kill_between_receiving_and_storing_loses_nothing(
    fake: FakeBotApi, build: BuildChannel, inbox: Inbox
) -> None:
    reached = asyncio.Event()

    async def store_until_killed(incoming: Incoming) -> None:
        if incoming.text == "hai":
            reached.set()
            await asyncio.Event().wait()
        await inbox(incoming)

    for text in ("một", "hai", "ba"):
        fake.say(7, text)
    killed = build()
    await killed.start(store_until_killed)
    await reached.wait()
    await killed.stop()
    assert inbox.texts == ["một"]
    await build().start(inbox)
    await fake.until(lambda: "ba" in inbox.texts)
    assert inbox.texts == ["một", "một", "hai", "ba"]  # the store drops the first again: its id is the same
    assert inbox.events[0].external_id == inbox.events[1].external_id


async def test_nothing_is_acknowledged_before_it_is_stored(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    inbox.refusals = 3
    fake.say(7, "một")
    fake.say(7, "hai")
    await channel.start(inbox)
    await fake.until(lambda: not fake.updates.waiting)
    assert inbox.texts == ["một", "hai"]


async def test_a_press_is_answered_after_it_is_stored(fake: FakeBotApi, channel: TelegramChannel) -> None:
    answered_before: list[bool] = []

    async def store(_: Incoming) -> None:
        await asyncio.sleep(0.05)
        answered_before.append(bool(fake.answered))

    query = fake.press(7, "ok", 3)
    await channel.start(store)
    await fake.until(lambda: fake.answered == [(query, "")])
    assert answered_before == [False]


async def test_a_press_too_old_to_answer_is_still_stored(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.queries.discard(fake.press(7, "ok", 3))
    await channel.start(inbox)
    await fake.until(lambda: "answerCallbackQuery" in fake.calls)
    fake.say(7, "tiếp")
    await fake.until(lambda: len(inbox.events) == 2)
    assert inbox.events[0].choice == "ok"


@pytest.mark.parametrize("status", [409, 429, 500, 502])
async def test_a_refused_poll_is_tried_again(
    status: int, fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.fail_next("getUpdates", status, description="Bad luck", times=2)
    fake.say(7, "chào")
    await channel.start(inbox)
    await fake.until(lambda: inbox.texts == ["chào"])
    await fake.until(lambda: channel.trouble is None)


async def test_a_cut_connection_is_made_again(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.reset_next("getUpdates", times=2)
    fake.say(7, "chào")
    await channel.start(inbox)
    await fake.until(lambda: inbox.texts == ["chào"])


async def test_a_network_that_is_down_at_the_start_is_waited_for(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    await fake.unreachable()
    fake.say(7, "chào")
    await channel.start(inbox)
    await fake.until(lambda: channel.trouble == "Telegram cannot be reached")
    await fake.reachable()
    await fake.until(lambda: inbox.texts == ["chào"])
    await fake.until(lambda: channel.trouble is None)


async def test_a_network_that_goes_down_later_is_waited_for(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    await channel.start(inbox)
    await fake.until(lambda: "getUpdates" in fake.calls)
    await fake.unreachable()
    await fake.until(lambda: channel.trouble)
    fake.say(7, "chào")
    await fake.reachable()
    await fake.until(lambda: inbox.texts == ["chào"])


async def test_a_refused_token_stops_receiving_with_a_clear_line(
    fake: FakeBotApi, build: BuildChannel, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    channel = build(token="999:WrongTokenWrongTokenWrongToken")
    await channel.start(inbox)
    await fake.until(lambda: any(record.levelno == logging.ERROR for record in caplog.records))
    assert "TELEGRAM_TOKEN" in caplog.text
    assert "WrongToken" not in caplog.text
    assert channel.trouble == "Telegram refuses the bot's token"


async def test_a_second_receiver_is_named_plainly(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    fake.fail_next("getUpdates", 409, description="Conflict: terminated by other getUpdates request")
    await channel.start(inbox)
    await fake.until(lambda: "Another program is receiving for this bot" in caplog.text)


async def test_a_webhook_is_removed_before_polling(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.webhook = "https://example.invalid/hook"
    fake.say(7, "chào")
    await channel.start(inbox)
    await fake.until(lambda: inbox.texts == ["chào"])


async def test_a_webhook_set_meanwhile_is_removed_again(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    await channel.start(inbox)
    await fake.until(lambda: "getUpdates" in fake.calls)
    fake.webhook = "https://example.invalid/hook"
    fake.say(7, "một")
    await fake.until(lambda: inbox.texts == ["một"])
    fake.say(7, "hai")
    await fake.until(lambda: inbox.texts == ["một", "hai"])
    assert fake.calls.count("deleteWebhook") == 2


async def test_an_update_the_library_cannot_read_does_not_hold_back_the_others(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.say(7, "một")
    fake.send(7, date="ngày mai", text="hai")  # a form that breaks the library's model
    fake.say(7, "ba")
    await channel.start(inbox)
    await fake.until(lambda: len(inbox.events) == 3)
    assert inbox.texts == ["một", "", "ba"]
    assert [event.kind for event in inbox.events] == [Kind.TEXT, Kind.UNKNOWN, Kind.TEXT]
    await fake.until(lambda: not fake.updates.waiting)


async def test_the_menu_and_the_name_are_settled_at_the_start(
    fake: FakeBotApi, build: BuildChannel, inbox: Inbox
) -> None:
    channel = build(commands=[("start", "Bắt đầu"), ("help", "Trợ giúp")])
    await channel.start(inbox)
    await fake.until(lambda: "getUpdates" in fake.calls)
    assert fake.commands == [("start", "Bắt đầu"), ("help", "Trợ giúp")]
    assert channel.username == "tro_ly_htx_bot"


async def test_stopping_twice_is_harmless(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    await channel.start(inbox)
    await fake.until(lambda: "getUpdates" in fake.calls)
    await channel.stop()
    await channel.stop()
    calls = len(fake.calls)
    fake.say(7, "chào")
    await asyncio.sleep(0.1)
    assert len(fake.calls) == calls
