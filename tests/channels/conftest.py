"""A fake Telegram over real HTTP, and channels that talk to it."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import Address, Incoming
from tests.fakes.bot_api import TOKEN, FakeBotApi


class Inbox:
    """A receiver that keeps what it is given; `refusals` first calls fail, as a locked database would."""

    def __init__(self) -> None:
        self.events: list[Incoming] = []
        self.refusals = 0

    async def __call__(self, incoming: Incoming) -> None:
        if self.refusals:
            self.refusals -= 1
            raise OSError("disk is full")
        self.events.append(incoming)

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events]


BuildChannel = Callable[..., TelegramChannel]


@pytest.fixture
async def fake() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@pytest.fixture
async def build(fake: FakeBotApi) -> AsyncIterator[BuildChannel]:
    built: list[TelegramChannel] = []

    def build_channel(**options: Any) -> TelegramChannel:
        quick: dict[str, Any] = {"poll_seconds": 5, "first_pause": 0.02, "bulk_per_second": 30}
        built.append(TelegramChannel(**({"token": TOKEN, "api_url": fake.url} | quick | options)))
        return built[-1]

    yield build_channel
    for channel in built:
        await channel.stop()


@pytest.fixture
def channel(build: BuildChannel) -> TelegramChannel:
    return build()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def person(user_id: int) -> Address:
    return Address("telegram", str(user_id))
