"""One pace for one token, whatever the number of processes that send with it.

Each process takes small shares of the time from the database (storage.pace) and sends so many messages evenly in it.
What is not used soon is lost, not saved up: two processes never send at once more than a share of what one had put by.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from storage import pace
from storage.engine import Database

log = logging.getLogger(__name__)

SHARE = 5
"""Messages for which time is taken at once: a fifth of a second at 25 a second, which is what a kill can cost."""
LATE_SECONDS = 1.0
"""So long a share may still be used after its time; a computer that is busy is late now and then."""
GATHER_SECONDS = 0.2
MOST_AHEAD = timedelta(seconds=10)
"""What replies can use up ahead; a storm of them must not stop bulk for ever."""


class Shares:
    """This process's part in the pace called `name`; `per_second` messages pass in all processes together."""

    def __init__(self, database: Database, clock: Clock, name: str, per_second: float) -> None:
        self._database = database
        self._clock = clock
        self._name = name
        self._gap = 1 / per_second
        self._left = 0
        self._next_at = 0.0
        self._ends_at = 0.0
        self._replies = 0
        self._telling: set[asyncio.Task[None]] = set()

    async def admit(self) -> None:
        """Returns when it is the next message's turn."""
        while not self._left or time.monotonic() > self._ends_at:
            await self._take()
        self._left -= 1
        # Who comes late keeps the distance to the next; the time between is not caught up in a burst.
        turn = max(self._next_at, time.monotonic())
        self._next_at = turn + self._gap
        ahead = turn - time.monotonic()
        if ahead > 0:
            await asyncio.sleep(ahead)

    async def _take(self) -> None:
        length = timedelta(seconds=SHARE * self._gap)
        now, asked_at = self._clock.now(), time.monotonic()
        begins = await asyncio.to_thread(self._take_stretch, length, now)
        self._next_at = asked_at + (begins - now).total_seconds()
        self._ends_at = self._next_at + SHARE * self._gap + LATE_SECONDS
        self._left = SHARE

    def _take_stretch(self, length: timedelta, now: datetime) -> datetime:
        with self._database.unit() as unit:
            return pace.take(unit, self._name, length, now)

    def count_reply(self) -> None:
        """A reply goes out now, in nobody's share; the other processes learn of it a moment later."""
        self._replies += 1
        if self._replies == 1:
            self._tell(self._tell_replies())

    def pause(self, seconds: float) -> None:
        """The platform asked for it: no process begins for so long."""
        self._left = 0
        until = self._clock.now() + timedelta(seconds=seconds)
        self._tell(asyncio.to_thread(self._pause_until, until))

    async def close(self) -> None:
        """Let be told what is still to be told."""
        await asyncio.gather(*self._telling, return_exceptions=True)

    def _tell(self, telling: Coroutine[Any, Any, None]) -> None:
        """In the background: no message waits for the others to hear of it."""
        task = asyncio.get_running_loop().create_task(telling)
        self._telling.add(task)
        task.add_done_callback(self._told)

    def _told(self, task: asyncio.Task[None]) -> None:
        self._telling.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.warning("other processes could not be told of the pace: %s", type(task.exception()).__name__)

    async def _tell_replies(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        used, self._replies = timedelta(seconds=self._replies * self._gap), 0
        await asyncio.to_thread(self._put_off, used)

    def _put_off(self, by: timedelta) -> None:
        with self._database.unit() as unit:
            pace.put_off(unit, self._name, by, MOST_AHEAD, self._clock.now())

    def _pause_until(self, until: datetime) -> None:
        with self._database.unit() as unit:
            pace.pause(unit, self._name, until, self._clock.now())


def shares_for(database: Database, clock: Clock, name: str, per_second: float) -> Shares | None:
    """None on SQLite, where one process serves and knows its own pace."""
    return None if database.is_sqlite else Shares(database, clock, name, per_second)
