"""An even pace for what is sent to many."""

import asyncio
import time

from bot.channels.shares import Shares


class Pacer:
    """Lets through `per_second` a second, evenly, in the order of asking; with `shares`, in all processes together."""

    def __init__(self, per_second: float, shares: Shares | None = None) -> None:
        self._gap = 1 / per_second
        self._shares = shares
        self._next = 0.0

    async def wait(self) -> None:
        """Until it is this one's turn."""
        if self._shares is not None:
            await self._shares.admit()
            return
        now = time.monotonic()
        turn = max(now, self._next)
        self._next = turn + self._gap
        if turn > now:
            await asyncio.sleep(turn - now)
