"""An even pace for what is sent to many."""

import asyncio
import time


class Pacer:
    """Lets through `per_second` a second, evenly, in the order of asking."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    async def wait(self) -> None:
        """Until it is this one's turn."""
        now = time.monotonic()
        turn = max(now, self._next)
        self._next = turn + self._gap
        if turn > now:
            await asyncio.sleep(turn - now)
