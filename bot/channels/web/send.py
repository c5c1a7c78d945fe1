"""Delivering to the page: a stored message, and a nudge for the browsers that are looking."""

import asyncio
from collections import defaultdict

from bot.clock import Clock
from handlers.envelope import pack
from handlers.messages import Outgoing
from storage import webchat
from storage.engine import Database


class Mailbox:
    """Keeps messages for addresses and wakes the pages that wait for them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def keep(self, address: str, outgoing: Outgoing, reference: str) -> int:
        """Store a message for an address, once for a reference; its id."""
        now = self._clock.now()
        with self._database.unit() as unit:
            return webchat.add(unit, address, reference, pack(unit, outgoing, now), now, mine=False).id

    def keep_typed(self, address: str, text: str, reference: str) -> int:
        """Store what a person typed, so that a page opened later shows both sides."""
        payload = {"text": text, "choices": [], "files": []}
        with self._database.unit() as unit:
            return webchat.add(unit, address, f"me:{reference}", payload, self._clock.now(), mine=True).id

    def nudge(self, address: str) -> None:
        for event in self._waiting.get(address, ()):
            event.set()

    async def wait(self, address: str, seconds: float) -> None:
        """Until there may be something new for an address, or the time is up."""
        event = asyncio.Event()
        self._waiting[address].add(event)
        try:
            await asyncio.wait_for(event.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self._waiting[address].discard(event)
            if not self._waiting[address]:
                del self._waiting[address]
