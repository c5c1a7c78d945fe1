"""The web channel on a real port, and visitors who talk to it as a browser does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx

from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import COOKIE, address_for
from bot.clock import ManualClock
from bot.settings import Settings, read_settings
from handlers.messages import Address, Incoming, Outgoing
from handlers.world import World
from knowledge.documents import load_registry
from knowledge.knowledge_base import CONTENT, KnowledgeBase
from storage.engine import Database

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
PATIENCE = 15.0  # seconds until a test gives up; nothing is expected to take that long
ALLIANCE = "Liên minh <b>Lai Châu</b>"


def settings_for(**changes: Any) -> Settings:
    """Settings with a port that the system chooses, which a setting cannot ask for."""
    return read_settings(**changes).model_copy(update={"web_port": 0})


class House:
    """A running web channel. What it received is in `heard`; the next `failures` events cannot be stored."""

    def __init__(self, database: Database, **changes: Any) -> None:
        self.database = database
        self.clock = ManualClock(NOW)
        self.heard: list[Incoming] = []
        self.failures = 0
        self.visitors: list[Visitor] = []
        self.world = World(KnowledgeBase(load_registry(CONTENT), (), ()), alliance_name=ALLIANCE)
        self.channel = WebChannel(settings_for(**changes), database, self.world, self.clock)
        self.mailbox = self.channel.mailbox

    async def receive(self, incoming: Incoming) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("disk is full")
        self.heard.append(incoming)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.channel.port}"

    def visitor(self) -> "Visitor":
        return Visitor(self)

    async def guest(self) -> "Visitor":
        """A visitor who has opened the page."""
        visitor = self.visitor()
        await visitor.open()
        return visitor

    async def say(self, visitor: "Visitor", *texts: str) -> None:
        for text in texts:
            await self.channel.send(visitor.address, Outgoing(text), bulk=False)


@asynccontextmanager
async def running(database: Database, **changes: Any) -> AsyncIterator[House]:
    house = House(database, **changes)
    await house.channel.start(house.receive)
    try:
        yield house
    finally:
        for visitor in house.visitors:
            await visitor.client.aclose()
        await house.channel.stop()


@dataclass(frozen=True)
class Event:
    """One server-sent event of the kind "message"."""

    id: int
    text: str


class Visitor:
    """A browser: its own cookies, any number of requests."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.client = httpx.AsyncClient(base_url=house.url, timeout=PATIENCE)
        house.visitors.append(self)
        self._ids = count(1)

    async def open(self) -> httpx.Response:
        return await self.client.get("/")

    @property
    def address(self) -> Address:
        return Address("web", address_for(self.client.cookies[COOKIE]))

    async def post(self, **fields: Any) -> httpx.Response:
        return await self.client.post("/messages", json={"id": f"message-{next(self._ids)}", **fields})

    async def texts(self) -> list[str]:
        """What the page shows when it opens."""
        found = (await self.client.get("/messages")).json()
        return [message["text"] for message in found["messages"]]

    @asynccontextmanager
    async def events(self, after: int = 0, last_seen: int | None = None) -> AsyncIterator[AsyncIterator[Event]]:
        headers = {} if last_seen is None else {"Last-Event-ID": str(last_seen)}
        async with self.client.stream("GET", f"/events?after={after}", headers=headers) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            yield _messages(response)


async def _messages(response: httpx.Response) -> AsyncIterator[Event]:
    event_id, kind = 0, "message"
    async for line in response.aiter_lines():
        name, _, value = line.partition(": ")
        if name == "id":
            event_id = int(value)
        elif name == "event":
            kind = value
        elif name == "data" and kind == "message":
            yield Event(event_id, json.loads(value)["text"])
        elif not line:
            kind = "message"


async def take(events: AsyncIterator[Event], number: int) -> list[Event]:
    """The next events, as many as asked for."""
    return [await asyncio.wait_for(anext(events), PATIENCE) for _ in range(number)]
