"""People in the web chat: a browser's requests each, and its stream of server-sent events."""

import asyncio
import json
from datetime import timedelta
from itertools import count
from typing import Any

import httpx

from bot.channels.web.channel import WebChannel
from bot.channels.web.sessions import COOKIE, address_for
from storage import webchat
from tests.golden.lines import Heard, Newest, leave_out_how, read_mark, read_text, take_out_of_reach
from tests.samples import sample
from tests.stage import Stage

PATIENCE = 15.0


class Browser:
    """One person's: its cookies outlive the process it talks to; `messages` holds what its stream brought."""

    def __init__(self) -> None:
        self.client = httpx.AsyncClient(timeout=PATIENCE)
        self.messages: list[dict[str, Any]] = []
        self._came = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return address_for(self.client.cookies[COOKIE])

    @property
    def last(self) -> int:
        return self.messages[-1]["id"] if self.messages else 0

    async def open(self, url: str) -> None:
        """The page is opened, or its stream connects again and asks for what it missed."""
        self.client.base_url = httpx.URL(url)
        await self.client.get("/")
        self._reading = asyncio.create_task(self._read())

    async def leave(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def until(self, message_id: int) -> None:
        """Until the stream has brought this message."""
        async with asyncio.timeout(PATIENCE):
            while self.last < message_id:
                self._came.clear()
                await self._came.wait()

    async def _read(self) -> None:
        kind = "message"
        async with self.client.stream("GET", f"/events?after={self.last}") as response:
            async for line in response.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    kind = value
                elif name == "data" and kind == "message":
                    self.messages.append(json.loads(value))
                    self._came.set()
                elif not line:
                    kind = "message"


class WebLine:
    """The web channel on a real port. Nobody there can send a sticker, edit a message or block."""

    def __init__(self) -> None:
        self._browsers: dict[str, Browser] = {}
        self._buttons = Newest()
        self._read: set[int] = set()
        self._ids = count(1)

    async def pick_up(self, stage: Stage) -> None:
        self._stage = stage
        app = stage.console.app
        settings = stage.settings.model_copy(update={"web_port": 0})
        self._channel = WebChannel(settings, app.database, app.world, app.clock)
        app.channels["web"] = self._channel
        await self._channel.start(app.runner.receive)
        for browser in self._browsers.values():
            await browser.open(self._url)

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self._channel.port}"

    async def hang_up(self) -> None:
        for browser in self._browsers.values():
            await browser.leave()
        await self._channel.stop()

    async def close(self) -> None:
        for browser in self._browsers.values():
            await browser.client.aclose()

    async def let_in(self, who: str) -> None:
        browser = await self._browser(who)
        self._stage.console.make_staff(who, "web", browser.address)

    def can(self, line: str, *, only_some: bool) -> bool:
        how, what = read_mark(line)
        return how != "~" and (how != "!" or what == "blocked" or " " in what)

    async def act(self, who: str, how: str, what: str) -> None:
        browser = await self._browser(who)
        if how == "!":
            await self._sends(browser, *what.split(" ", 1))
            await self._stage.console.settle()
            return
        words = {"choice": self._buttons.find(who, what), "text": what} if how == "*" else {"text": read_text(what)}
        answer = await browser.client.post("/messages", json={"id": f"message-{next(self._ids)}", **words})
        assert answer.status_code == 202, answer.text
        await self._stage.console.settle()

    async def _sends(self, browser: Browser, kind: str, name: str = "") -> None:
        if kind == "blocked":
            take_out_of_reach(self._stage, "web", browser.address)
            return
        place = {"id": f"message-{next(self._ids)}", "name": name}
        answer = await browser.client.post("/files", params=place, content=sample(name).content)
        assert answer.status_code == 202, answer.text

    async def wait(self, span: timedelta) -> None:
        await self._stage.console.advance(span)

    async def hear(self) -> list[Heard]:
        for browser in self._browsers.values():
            await browser.until(await asyncio.to_thread(self._newest, browser.address))
        new = [
            (message, who)
            for who, browser in self._browsers.items()
            for message in browser.messages
            if message["id"] not in self._read
        ]
        self._read |= {message["id"] for message, _ in new}
        new.sort(key=lambda found: found[0]["id"])
        return [self._understand(message, who) for message, who in new if not message["mine"]]

    def _newest(self, address: str) -> int:
        with self._stage.database.reading() as unit:
            return webchat.span(unit, address)[1]

    def _understand(self, message: dict[str, Any], who: str) -> Heard:
        for choice in message["choices"]:
            self._buttons.add(who, choice["label"], choice["id"])
        labels = tuple(choice["label"] for choice in message["choices"])
        files = tuple(file["name"] for file in message["files"])
        return Heard(who, leave_out_how(message["text"]), labels, files, is_change=message["changes"] is not None)

    async def _browser(self, who: str) -> Browser:
        if who not in self._browsers:
            self._browsers[who] = Browser()
            await self._browsers[who].open(self._url)
        return self._browsers[who]
