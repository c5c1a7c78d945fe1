"""The gate bulk messages pass: they give way to replies, and stop when Telegram asks for a pause.

Telegram counts everything one token sends, whoever sends it, so a 429 that a reply meets stops bulk as well.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.channels.channel import SendError

LONGEST_WAIT = 10.0  # seconds a message is held for a pause; whoever holds it has it on lease
PATIENCE = 2.0  # seconds a bulk message waits for replies; a hanging reply must not stop bulk for ever


class Gate:
    """Shared by both senders of one token."""

    def __init__(self) -> None:
        self._replies = 0
        self._is_quiet = asyncio.Event()
        self._is_quiet.set()
        self._paused_until = 0.0

    @contextmanager
    def replying(self) -> Iterator[None]:
        """While a reply is being sent, no bulk message begins."""
        self._replies += 1
        self._is_quiet.clear()
        try:
            yield
        finally:
            self._replies -= 1
            if not self._replies:
                self._is_quiet.set()

    def pause(self, seconds: float) -> None:
        """No bulk message begins for so long; a longer pause already running stays."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)

    @property
    def pause_left(self) -> float:
        """Seconds until bulk may go on, 0 when it may."""
        return max(0.0, self._paused_until - time.monotonic())

    async def pass_bulk(self) -> None:
        """Returns when a bulk message may begin. Raises SendError(retry_after) when that is too long to wait for."""
        while left := self.pause_left:
            if left > LONGEST_WAIT:
                raise SendError("Telegram asked for a pause", retry_after=left)
            await asyncio.sleep(left)
        try:
            async with asyncio.timeout(PATIENCE):
                await self._is_quiet.wait()
        except TimeoutError:
            return
