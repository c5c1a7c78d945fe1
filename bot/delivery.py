"""Drains the outbox: claims what is due and hands it to be sent.

Two lanes: replies, and everything the bot starts itself (bulk). A message is claimed under a lease; what a process that
died left behind is settled when its lease runs out (storage.outbox.release_expired says how).
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Coroutine, Mapping
from itertools import groupby
from typing import Any
from uuid import uuid4

from bot.channels.channel import Channel, Paced
from bot.clock import Clock
from bot.sending import Sending
from handlers.world import QuietHours
from storage import outbox
from storage.engine import Database
from storage.outbox import ClaimedMessage

log = logging.getLogger(__name__)

MOST = {"reply": 32, "bulk": 8}
"""Messages of a lane on their way at once through one channel."""
IDLE_SECONDS = 1.0
GATHER_SECONDS = 0.005
"""How long the next claim waits: what several turns say in one moment is claimed together."""


class Delivery:
    """Sends what is due on one database through the channels at hand. Channels may join while it runs."""

    def __init__(self, database: Database, channels: Mapping[str, Channel], clock: Clock, quiet: QuietHours) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._sending = Sending(database, channels, clock, quiet)
        self._worker = uuid4().hex[:12]
        self._wakes: dict[tuple[str, str], asyncio.Event] = defaultdict(asyncio.Event)
        self._stopping = asyncio.Event()

    def wake(self) -> None:
        """There may be something to send now, anywhere."""
        for event in self._wakes.values():
            event.set()

    def wake_replies(self, channel: str) -> None:
        """There may be an answer to send through this channel."""
        self._wakes["reply", channel].set()

    async def run(self, lane: str) -> None:
        """Send what falls due in a lane until `stop`, each channel for itself: a slow one holds up no other."""
        running: dict[str, asyncio.Task[None]] = {}
        async with asyncio.TaskGroup() as group:
            while not self._stopping.is_set():
                for name in set(self._channels) - set(running):
                    running[name] = group.create_task(self._run_channel(lane, name, group))
                await self._unless_stopping(asyncio.sleep(IDLE_SECONDS))

    async def _run_channel(self, lane: str, name: str, group: asyncio.TaskGroup) -> None:
        wake, sending = self._wakes[lane, name], set[asyncio.Task[None]]()

        def end(task: asyncio.Task[None]) -> None:
            sending.discard(task)
            wake.set()  # there is room again, and the next message to that address may go

        while not self._stopping.is_set():
            wake.clear()
            claimed = await self._claim_due(lane, name, MOST[lane] - len(sending))
            for messages in _by_address(claimed):
                task = group.create_task(self._sending.send_in_order(lane, messages, self._clock.now()))
                sending.add(task)
                task.add_done_callback(end)
            if not claimed:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(wake.wait(), IDLE_SECONDS)
            await asyncio.sleep(GATHER_SECONDS)

    async def _claim_due(self, lane: str, name: str, most: int) -> list[ClaimedMessage]:
        """What is to be sent now. Bulk through a channel with a pace is claimed one by one, when its moment comes."""
        try:
            channel = self._channels[name]
            if most <= 0:
                return []
            if lane == "bulk" and isinstance(channel, Paced):
                if not await asyncio.to_thread(self._any_due, lane, name):
                    return []
                await self._unless_stopping(channel.admit())
                most = 1
            return [] if self._stopping.is_set() else await asyncio.to_thread(self._claim_any, lane, name, most)
        except Exception:
            log.exception("delivery stumbled; trying again")
            return []

    async def _unless_stopping(self, waiting: Coroutine[Any, Any, None]) -> None:
        tasks = asyncio.create_task(waiting), asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    def stop(self) -> None:
        """Let `run` end once what is being sent now is sent: what is cut off in the middle ends as uncertain."""
        self._stopping.set()
        self.wake()

    async def release_expired(self) -> None:
        """Settle what a process that died had claimed. Called from time to time, by any process."""
        await asyncio.to_thread(self._release_expired)

    def _release_expired(self) -> None:
        with self._database.unit() as unit:
            settled = outbox.release_expired(unit, self._clock.now())
        if settled:
            log.warning("settled %s messages that a stopped process had claimed", settled)

    async def give_up_strays(self) -> None:
        """Fail what waited a day for a channel that is not running. Called from time to time, by any process."""
        await asyncio.to_thread(self._sending.give_up_strays)

    async def run_once(self, lane: str) -> int:
        """Claim what is due now and send it, whatever the pace; the number claimed."""
        names = list(self._channels)
        claimed = [item for name in names for item in await asyncio.to_thread(self._claim, lane, name, MOST[lane])]
        now = self._clock.now()
        await asyncio.gather(*(self._sending.send_in_order(lane, messages, now) for messages in _by_address(claimed)))
        return len(claimed)

    def _any_due(self, lane: str, channel: str) -> bool:
        with self._database.reading() as unit:
            return outbox.any_due(unit, lane, channel, self._clock.now())

    def _claim_any(self, lane: str, channel: str, most: int) -> list[ClaimedMessage]:
        """Looks first, because claiming needs the lock that writers share."""
        return self._claim(lane, channel, most) if self._any_due(lane, channel) else []

    def _claim(self, lane: str, channel: str, most: int) -> list[ClaimedMessage]:
        with self._database.unit() as unit:
            return outbox.claim(unit, lane, channel, self._worker, self._clock.now(), most)


def _by_address(messages: list[ClaimedMessage]) -> list[list[ClaimedMessage]]:
    """Each address its messages, in their order."""
    return [list(group) for _, group in groupby(sorted(messages, key=_place), key=_place)]


def _place(message: ClaimedMessage) -> tuple[str, str]:
    return message.channel, message.address
