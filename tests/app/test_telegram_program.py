"""The whole program with Telegram, as build_app wires it: polled, or delivered to with and without the web chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.app import App, build_app
from bot.settings import Settings
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.web_program import free_port


@pytest.fixture
async def fake() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@asynccontextmanager
async def program(url: str, fake: FakeBotApi, **options: Any) -> AsyncIterator[App]:
    port = free_port()
    settings = Settings(
        database_url=url,
        telegram_token=TOKEN,
        telegram_api_url=fake.url,
        web_port=port,
        public_url=f"http://127.0.0.1:{port}",
        **options,
    )
    app = build_app(settings)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


@pytest.mark.parametrize(
    "options",
    [{}, {"telegram_webhook": True}, {"telegram_webhook": True, "web_enabled": False}],
    ids=["polled", "delivered to", "delivered to, without the web chat"],
)
async def test_a_person_is_answered(sqlite_url: str, fake: FakeBotApi, options: dict[str, Any]) -> None:
    async with program(sqlite_url, fake, **options):
        fake.say(7, "/start")
        await fake.until(lambda: fake.sent(7), 30)
        fake.say(7, "điều 23 luật 2012")
        await fake.until(lambda: len(fake.sent(7)) > 1, 30)
    assert "Tôi là Trợ lý HTX" in fake.sent(7)[0].text
    assert "Điều 23" in fake.sent(7)[1].text


async def test_one_program_asks_telegram_over_one_line(sqlite_url: str, fake: FakeBotApi) -> None:
    """Telegram refuses a second poller on the same token."""
    async with program(sqlite_url, fake) as app:
        fake.say(7, "/start")
        await fake.until(lambda: fake.sent(7), 30)
        assert fake.calls.count("getMe") == 1
        assert getattr(app.channels["telegram"], "trouble", "") is None
