"""The fake Bot API's own deliveries: to the address a bot has set, with its secret, again until they are accepted.

As tdlib's WebhookActor does it: one update at a time for each chat, other chats meanwhile; anything but a 2xx answer
is tried again with growing pauses, and the answer's Retry-After is honoured (here both at most `LONGEST_PAUSE`). Plain
http is taken, as a Bot API server of one's own does.
"""

import asyncio
import re
import time
from typing import Any

import aiohttp

from tests.fakes.bot_api_records import Refusal
from tests.fakes.bot_api_updates import Updates

FIRST_PAUSE = 0.02
LONGEST_PAUSE = 0.5
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class Deliverer:
    """Delivers the queue of one bot while `url` is set. `attempts` holds (update id, status or 0) of each try."""

    def __init__(self, updates: Updates) -> None:
        self.url = ""
        self.secret: str | None = None
        self.allowed: list[str] | None = None
        self.answer_seconds = 5.0
        self.attempts: list[tuple[int, int]] = []
        self.last_error: tuple[int, str] | None = None
        self._updates = updates
        self._running: asyncio.Task[None] | None = None
        self._under_way: dict[object, asyncio.Task[None]] = {}

    def set(self, url: Any, secret: Any, allowed: Any) -> None:
        """Begin to deliver there. Raises Refusal as the platform does."""
        if secret is not None and not SECRET.fullmatch(str(secret)):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        if url and not re.match(r"https?://[^/\s]+", str(url)):
            raise Refusal(400, "Bad Request: bad webhook: invalid webhook URL specified")
        self.url, self.secret, self.allowed = str(url or ""), secret, allowed
        if self.url:
            self._running = asyncio.ensure_future(self._run())

    async def stop(self) -> None:
        self.url = ""
        tasks = [*self._under_way.values(), *([self._running] if self._running else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._running = None
        self._under_way.clear()

    def info(self) -> dict[str, Any]:
        about = {"url": self.url, "has_custom_certificate": False, "pending_update_count": len(self._updates.waiting)}
        if self.last_error:
            about |= {"last_error_date": self.last_error[0], "last_error_message": self.last_error[1]}
        return about

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self.answer_seconds)) as session:
            while True:
                self._begin(session)
                if self._updates.waiting and len(self._under_way) == len({_chat(u) for u in self._updates.waiting}):
                    await asyncio.sleep(0.005)
                else:
                    await self._updates.wait(0.02)

    def _begin(self, session: aiohttp.ClientSession) -> None:
        for update in list(self._updates.waiting):
            if self.allowed and not any(kind in update for kind in self.allowed):
                self._updates.waiting.remove(update)
            elif _chat(update) not in self._under_way:
                self._under_way[_chat(update)] = asyncio.ensure_future(self._deliver(session, update))

    async def _deliver(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> None:
        pause = FIRST_PAUSE
        try:
            while not (wanted := await self._post(session, update))[0]:
                await asyncio.sleep(min(LONGEST_PAUSE, wanted[1] or pause))
                pause = min(LONGEST_PAUSE, pause * 2)
            self._updates.waiting.remove(update)
        finally:
            self._under_way.pop(_chat(update), None)

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> tuple[bool, float]:
        """(whether it was accepted, the pause asked for)."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                self.attempts.append((update["update_id"], answer.status))
                if answer.status < 300:
                    return True, 0
                self._fail(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                return False, float(answer.headers.get("Retry-After", 0))
        except (aiohttp.ClientError, TimeoutError) as error:
            self.attempts.append((update["update_id"], 0))
            self._fail("Connection refused" if isinstance(error, aiohttp.ClientError) else "Read timeout expired")
            return False, 0

    def _fail(self, words: str) -> None:
        self.last_error = (int(time.time()), words)


def _chat(update: dict[str, Any]) -> object:
    """What is delivered in order: messages of one chat; presses of one person (tdlib keeps these two apart)."""
    query = update.get("callback_query")
    if query:
        return "press", query["from"]["id"]
    content = next(value for key, value in update.items() if key != "update_id")
    return "chat", (content.get("chat") or {}).get("id")
