"""Telegram delivers by webhook: nothing is lost, nobody else is believed, several processes share one address."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.serving import serve_webhooks
from bot.channels.webhooks import Door, derive_secret
from handlers.messages import Incoming, Kind
from tests.channels.conftest import BuildChannel, Inbox
from tests.fakes.bot_api import TOKEN, FakeBotApi

Replica = Callable[[], Any]


class Replicas:
    """Processes behind one public address: a door each; `url` is that of the first."""

    def __init__(self, build: BuildChannel) -> None:
        self._build = build
        self._servers: list[Any] = []
        self.doors: list[Door] = []

    async def add(self, **options: Any) -> TelegramChannel:
        door = Door()
        server = serve_webhooks(door, "127.0.0.1", 0)
        await server.start()
        self._servers.append(server)
        self.doors.append(door)
        return self._build(door=door, public_url=self.url, **options)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._servers[0].port}"

    async def stop(self) -> None:
        for server in self._servers:
            await server.stop()


@pytest.fixture
async def replicas(build: BuildChannel) -> AsyncIterator[Replicas]:
    built = Replicas(build)
    yield built
    await built.stop()


@pytest.fixture
async def hooked(replicas: Replicas, fake: FakeBotApi, inbox: Inbox) -> TelegramChannel:
    """A channel whose webhook is set."""
    channel = await replicas.add()
    await channel.start(inbox)
    await fake.until(lambda: fake.webhook)
    return channel


def update(update_id: int, text: str = "chào") -> dict[str, Any]:
    sender = {"id": 7, "is_bot": False, "first_name": "An"}
    chat = {"id": 7, "type": "private", "first_name": "An"}
    return {
        "update_id": update_id,
        "message": {"message_id": 1, "date": 1_790_000_000, "from": sender, "chat": chat, "text": text},
    }


async def post(replicas: Replicas, content: Any, secret: str | None = derive_secret(TOKEN, "telegram")) -> int:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    async with httpx.AsyncClient(base_url=replicas.url) as client:
        return (await client.post("/webhooks/telegram", json=content, headers=headers)).status_code


async def test_updates_are_delivered_in_order(fake: FakeBotApi, hooked: TelegramChannel, inbox: Inbox) -> None:
    typed = [str(number) for number in range(40)]
    for text in typed:
        fake.say(7, text)
        fake.say(8, text)
    await fake.until(lambda: len(inbox.events) == 80)
    for who in ("7", "8"):
        assert [event.text for event in inbox.events if event.address.id == who] == typed
    assert "getUpdates" not in fake.calls
    await fake.until(lambda: hooked.username == "tro_ly_htx_bot")


async def test_what_waited_before_the_start_is_delivered(fake: FakeBotApi, replicas: Replicas, inbox: Inbox) -> None:
    fake.say(7, "lúc máy tắt")
    await (await replicas.add()).start(inbox)
    await fake.until(lambda: inbox.texts == ["lúc máy tắt"])


async def test_what_could_not_be_stored_comes_again(fake: FakeBotApi, hooked: TelegramChannel, inbox: Inbox) -> None:
    inbox.refusals = 2
    fake.say(7, "một")
    await fake.until(lambda: not fake.updates.waiting)
    assert [status for _, status in fake.deliverer.attempts] == [500, 500, 200]
    assert inbox.texts == ["một"]


async def test_an_update_that_comes_twice_has_the_same_id(replicas: Replicas, hooked: object, inbox: Inbox) -> None:
    assert await post(replicas, update(5)) == 200
    assert await post(replicas, update(5)) == 200
    assert inbox.events[0].external_id == inbox.events[1].external_id  # the store keeps the first only


@pytest.mark.parametrize("secret", [None, "", "wrong", TOKEN, derive_secret(TOKEN, "telegram")[:-1]])
async def test_a_forged_update_is_refused(replicas: Replicas, hooked: object, inbox: Inbox, secret: str | None) -> None:
    assert await post(replicas, update(5), secret) == 401
    assert inbox.events == []


async def test_the_secret_is_the_same_everywhere_and_does_not_hold_the_token(
    fake: FakeBotApi, hooked: TelegramChannel, replicas: Replicas, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = fake.deliverer.secret
    await (await replicas.add()).start(inbox)
    await fake.until(lambda: fake.calls.count("setWebhook") == 2)
    assert fake.deliverer.secret == secret == derive_secret(TOKEN, "telegram")
    assert TOKEN.partition(":")[2] not in fake.webhook + secret
    assert fake.webhook.endswith("/webhooks/telegram")
    fake.say(7, "chào")
    await fake.until(lambda: inbox.events)
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot."))
    assert secret not in ours


async def test_two_processes_share_the_address_and_one_may_go(
    fake: FakeBotApi, hooked: TelegramChannel, replicas: Replicas, inbox: Inbox
) -> None:
    second = await replicas.add()
    await second.start(inbox)
    await fake.until(lambda: fake.calls.count("setWebhook") == 2)
    await second.stop()
    assert fake.webhook, "who stops leaves the webhook to the others"
    fake.say(7, "còn đó không")
    await fake.until(lambda: inbox.texts == ["còn đó không"])


async def test_updates_wait_while_the_only_process_restarts(
    fake: FakeBotApi, hooked: TelegramChannel, replicas: Replicas, build: BuildChannel, inbox: Inbox
) -> None:
    await hooked.stop()
    fake.say(7, "một")
    await fake.until(lambda: fake.deliverer.attempts)
    assert fake.deliverer.attempts[-1][1] == 503
    again = build(door=replicas.doors[0], public_url=replicas.url)
    await again.start(inbox)
    await fake.until(lambda: inbox.texts == ["một"])


async def test_a_press_is_answered_after_it_is_stored(fake: FakeBotApi, hooked: object, inbox: Inbox) -> None:
    query = fake.press(7, "ok", 3)
    await fake.until(lambda: fake.answered == [(query, "")])
    assert inbox.events[0].choice == "ok"


@pytest.mark.parametrize("content", [{}, {"update_id": "x"}, {"message": {}}])
async def test_what_is_no_update_is_left_out_and_not_asked_for_again(
    replicas: Replicas, hooked: object, inbox: Inbox, content: dict[str, Any]
) -> None:
    assert await post(replicas, content) == 200
    assert inbox.events == []


async def test_an_unknown_kind_is_kept_without_what_it_says(replicas: Replicas, hooked: object, inbox: Inbox) -> None:
    assert await post(replicas, {"update_id": 9, "brand_new_kind": {"text": "chuyện riêng"}}) == 200
    (kept,) = inbox.events
    assert (kept.kind, kept.text, kept.external_id) == (Kind.IGNORED, "brand_new_kind", "u9")


async def test_a_message_in_a_form_the_library_does_not_know_is_not_met_with_silence(
    replicas: Replicas, hooked: object, inbox: Inbox
) -> None:
    strange = update(9)
    del strange["message"]["date"]
    assert await post(replicas, strange) == 200
    assert [event.kind for event in inbox.events] == [Kind.UNKNOWN]


async def test_telegram_out_of_reach_at_the_start_is_waited_for(
    fake: FakeBotApi, replicas: Replicas, inbox: Inbox
) -> None:
    await fake.unreachable()
    channel = await replicas.add()
    await channel.start(inbox)
    await fake.until(lambda: channel.trouble == "Telegram cannot be reached")
    await fake.reachable()
    fake.say(7, "chào")
    await fake.until(lambda: inbox.texts == ["chào"])


async def test_a_webhook_that_a_poller_took_away_is_set_again(
    fake: FakeBotApi, replicas: Replicas, inbox: Inbox
) -> None:
    await (await replicas.add(check_seconds=0.05)).start(inbox)
    await fake.until(lambda: fake.webhook)
    await fake.deliverer.stop()
    await fake.until(lambda: fake.webhook)
    fake.say(7, "chào")
    await fake.until(lambda: inbox.texts == ["chào"])


async def test_deliveries_that_fail_are_told_to_the_maintainer(
    fake: FakeBotApi, replicas: Replicas, caplog: pytest.LogCaptureFixture
) -> None:
    async def never(_: Incoming) -> None:
        raise OSError("disk is full")

    fake.say(7, "chào")
    await (await replicas.add(check_seconds=0.05)).start(never)
    await fake.until(lambda: "Telegram could not deliver: Wrong response" in caplog.text)


async def test_polling_takes_the_webhook_away(
    fake: FakeBotApi, hooked: TelegramChannel, build: BuildChannel, inbox: Inbox
) -> None:
    await hooked.stop()
    await build().start(inbox)
    fake.say(7, "chào")
    await fake.until(lambda: inbox.texts == ["chào"])
    assert not fake.webhook
    await asyncio.sleep(0)
