"""The gate bulk messages pass: one budget for a token, shared with replies, and the pauses Telegram asks for.

Telegram counts everything one token sends, whoever sends it. Replies wait for nobody and are only counted; bulk takes
what they leave. A 429 that either meets stops bulk. With `shares`, all processes that use the token keep one pace.
"""

import asyncio
import time

from bot.channels.channel import SendError
from bot.channels.shares import Shares

LONGEST_WAIT = 10.0  # seconds a message is held for a pause; whoever holds it has it on lease
LONGEST_DEBT = 10.0  # seconds of bulk that replies can use up ahead; a storm of replies must not stop bulk for ever


class Gate:
    """Shared by both senders of one token; `per_second` messages pass in all, evenly spaced."""

    def __init__(self, per_second: float, shares: Shares | None = None) -> None:
        self._gap = 1 / per_second
        self._shares = shares
        self._next_at = 0.0
        self._paused_until = 0.0

    def count_reply(self) -> None:
        """A reply goes out now; bulk waits the longer for it."""
        if self._shares is not None:
            self._shares.count_reply()
            return
        now = time.monotonic()
        self._next_at = min(max(self._next_at, now) + self._gap, now + LONGEST_DEBT)

    def pause(self, seconds: float) -> None:
        """No bulk message begins for so long; a longer pause already running stays."""
        self._paused_until = max(self._paused_until, time.monotonic() + seconds)
        if self._shares is not None:
            self._shares.pause(seconds)

    @property
    def pause_left(self) -> float:
        """Seconds until bulk may go on, 0 when it may."""
        return max(0.0, self._paused_until - time.monotonic())

    async def admit(self) -> None:
        """Returns when the next bulk message may begin, and counts it."""
        if self._shares is not None:
            await self._shares.admit()
        while (left := max(self._paused_until, self._next_at) - time.monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)
        # Who comes a little late keeps the pace; who comes later than one gap does not catch up in a burst.
        self._next_at = max(self._next_at, time.monotonic() - self._gap) + self._gap

    async def close(self) -> None:
        """Let the other processes hear what they have not heard yet."""
        if self._shares is not None:
            await self._shares.close()

    async def pass_bulk(self) -> None:
        """Returns when no pause is on. Raises SendError(retry_after) when it is too long to wait for."""
        while left := self.pause_left:
            if left > LONGEST_WAIT:
                raise SendError("Telegram asked for a pause", retry_after=left)
            await asyncio.sleep(left)
