"""What many ask for in the same moment, done in one go."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)

MOST = 200
"""Items in one go: a transaction that others wait for stays short."""


class Batching(Generic[T]):
    """Hands `work` everything that came while it was busy with what came before: one transaction instead of many.

    `work` runs in a thread and either does all it was given or, by raising, nothing.
    """

    def __init__(self, work: Callable[[Sequence[T]], object]) -> None:
        self._work = work
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._in_work = 0
        self._running: asyncio.Task[None] | None = None

    @property
    def backlog(self) -> int:
        """Items that are not done yet."""
        return len(self._waiting) + self._in_work

    async def add(self, item: T) -> None:
        """Returns when the item is done. Raises what `work` raised for it."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        await done

    async def _run(self) -> None:
        while self._waiting:
            now, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            self._in_work = len(now)
            await self._do(now)
        self._in_work = 0
        self._running = None

    async def _do(self, batch: list[tuple[T, asyncio.Future[None]]]) -> None:
        try:
            await asyncio.to_thread(self._work, [item for item, _ in batch])
        except Exception as error:
            if len(batch) > 1:  # one that cannot be done must not hold up the others
                for single in batch:
                    await self._do([single])
            else:
                _fail(batch[0][1], error)
        else:
            for _, done in batch:
                _finish(done)


def _finish(done: asyncio.Future[None]) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):  # whoever waited was cancelled meanwhile
        done.set_result(None)


def _fail(done: asyncio.Future[None], error: Exception) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):
        done.set_exception(error)
