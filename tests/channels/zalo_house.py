"""Channels that talk to the fakes of Zalo, and the door that their webhooks come through."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.channels.web.serving import serve_webhooks
from bot.channels.webhooks import Door
from bot.channels.zalo_bot.channel import ZaloBotChannel
from handlers.messages import Address, Choice, Outgoing
from tests.channels.conftest import Inbox
from tests.fakes.zalo_bot import TOKEN, FakeZaloBot, chat_of

QUICK: dict[str, Any] = {"first_pause": 0.02, "poll_seconds": 0.3, "answer_seconds": 10}
IMPATIENT: dict[str, Any] = {"answer_seconds": 2}  # where no answer comes; still long for a busy computer


class House:
    """An open door on a port of its own."""

    def __init__(self) -> None:
        self.door = Door()
        self._server = serve_webhooks(self.door, "127.0.0.1", 0)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    async def start(self) -> None:
        await self._server.start()

    async def stop(self) -> None:
        await self._server.stop()

    async def post(self, name: str, body: bytes, headers: dict[str, str] | None = None) -> int:
        """What somebody hears who posts this to a webhook."""
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(f"{self.url}/webhooks/{name}", content=body, headers=headers or {})
        return answer.status_code


@asynccontextmanager
async def open_house() -> AsyncIterator[House]:
    house = House()
    await house.start()
    try:
        yield house
    finally:
        await house.stop()


@asynccontextmanager
async def zalo_bot(fake: FakeZaloBot, inbox: Inbox | None = None, **options: Any) -> AsyncIterator[ZaloBotChannel]:
    """A channel for the fake; it receives when there is an inbox."""
    channel = ZaloBotChannel(**({"token": TOKEN, "api_url": fake.url} | QUICK | options))
    if inbox is not None:
        await channel.start(inbox)
    try:
        yield channel
    finally:
        await channel.stop()


def lan() -> Address:
    return Address("zalo_bot", chat_of("lan"))


def asking(*labels: str, text: str = "Chọn gì?", typing: bool = False) -> Outgoing:
    choices = tuple(Choice(f"c{place}", label) for place, label in enumerate(labels))
    return Outgoing(text, choices, free_input=typing)
