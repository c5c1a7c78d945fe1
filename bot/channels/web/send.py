"""Delivering to the page: a stored message, and a nudge for the browsers that are looking."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from bot.clock import Clock
from handlers.envelope import pack
from handlers.messages import Outgoing, Rewrite
from storage import webchat
from storage.engine import Database

log = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
"""How often messages that another process stored are looked for, in one query for all open pages."""


class Mailbox:
    """Keeps messages for addresses and wakes the pages that wait for them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._watching: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._seen: dict[str, int] = {}
        self.closed = False

    def keep(self, address: str, outgoing: Outgoing, reference: str = "") -> int:
        """Store a message for an address, once for a reference; its id."""
        now = self._clock.now()
        with self._database.unit() as unit:
            payload = pack(unit, outgoing, now)
            return webchat.add(unit, address, reference or uuid4().hex, payload, now, mine=False).id

    def rewrite(self, address: str, rewrite: Rewrite) -> bool:
        """Change a kept message, and tell pages that show it by a row of its own; False when it is gone.

        Pages go on from the last id they saw: a change that had no id of its own would be missed by all that are away.
        """
        choices = [[choice.id, choice.label] for choice in rewrite.choices]
        with self._database.unit() as unit:
            content: dict[str, Any] = {"text": rewrite.text, "choices": choices, "files": []}
            kept = webchat.find(unit, address, int(rewrite.message_id)) if rewrite.message_id.isdecimal() else None
            if kept is None:
                return False
            content["files"] = [] if rewrite.take_back else kept["files"]
            webchat.rewrite(unit, address, int(rewrite.message_id), content)
            notice = {**content, "changes": int(rewrite.message_id)}
            webchat.add(unit, address, uuid4().hex, notice, self._clock.now(), mine=False)
            return True

    def keep_typed(self, address: str, text: str, reference: str, file_id: int | None = None) -> int:
        """Store what a person typed or sent, so that a page opened later shows both sides."""
        payload = {"text": text, "choices": [], "files": [] if file_id is None else [file_id]}
        with self._database.unit() as unit:
            return webchat.add(unit, address, f"me:{reference}", payload, self._clock.now(), mine=True).id

    @contextlib.contextmanager
    def watch(self, address: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever there may be something new for an address."""
        event = asyncio.Event()
        self._watching[address].add(event)
        try:
            yield event
        finally:
            self._watching[address].discard(event)
            if not self._watching[address]:
                del self._watching[address]

    def nudge(self, address: str) -> None:
        for event in self._watching.get(address, ()):
            event.set()

    def close(self) -> None:
        """Let all who watch see that it is over."""
        self.closed = True
        for address in self._watching:
            self.nudge(address)

    async def look_around(self) -> None:
        """Wake pages for what other processes stored; for ever, cancel to stop."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self._look_once()
            except Exception:
                log.exception("looking for new web messages failed; trying again")

    async def _look_once(self) -> None:
        newest = await asyncio.to_thread(self._newest, list(self._watching))
        for address, last in newest.items():
            if self._seen.get(address) != last:
                self.nudge(address)
        self._seen = newest

    def _newest(self, addresses: list[str]) -> dict[str, int]:
        if not addresses:
            return {}
        with self._database.reading() as unit:
            return webchat.newest(unit, addresses)
