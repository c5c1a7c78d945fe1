"""Where Telegram is blocked, both libraries go through the proxy that the settings name."""

import pytest

from bot.channels.channel import SendError
from handlers.messages import Outgoing
from tests.channels.conftest import BuildChannel, Inbox, person
from tests.fakes.bot_api import FakeBotApi
from tests.fakes.proxy import FakeProxy


@pytest.mark.parametrize("scheme", ["socks5", "http"])
async def test_everything_goes_through_the_proxy(
    scheme: str, fake: FakeBotApi, build: BuildChannel, inbox: Inbox
) -> None:
    async with FakeProxy() as proxy:
        channel = build(proxy=f"{scheme}://127.0.0.1:{proxy.port}")
        for bulk in (False, True):
            before = len(proxy.passed)
            await channel.send(person(7), Outgoing("chào"), bulk=bulk)
            assert len(proxy.passed) > before
        await channel.start(inbox)
        fake.say(7, "chào")
        await fake.until(lambda: inbox.texts == ["chào"])
        await channel.stop()
        assert set(proxy.passed) == {scheme}
    assert [sent.via for sent in fake.sent(7)] == ["aiogram", "python-telegram-bot"]


@pytest.mark.parametrize("bulk", [False, True], ids=["reply", "bulk"])
@pytest.mark.parametrize("scheme", ["socks5", "http"])
async def test_a_proxy_that_is_down_is_tried_again(scheme: str, bulk: bool, build: BuildChannel) -> None:
    async with FakeProxy() as proxy:
        address = f"{scheme}://127.0.0.1:{proxy.port}"
    with pytest.raises(SendError) as caught:
        await build(proxy=address).send(person(7), Outgoing("chào"), bulk=bulk)
    assert caught.value.retry_after


@pytest.mark.parametrize("bulk", [False, True], ids=["reply", "bulk"])
async def test_a_proxy_in_the_environment_is_not_used(
    bulk: bool, fake: FakeBotApi, build: BuildChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FakeProxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        await build().send(person(7), Outgoing("chào"), bulk=bulk)
        assert proxy.passed == []
    assert len(fake.sent(7)) == 1
