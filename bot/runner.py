"""Runs turns in worker threads as events come in, one at a time for each address, and everybody in their turn."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.batching import Batching
from bot.channels.channel import SendError
from bot.clock import Clock
from bot.turn import Turns
from handlers.conversation import FileWanted
from handlers.messages import Incoming
from storage import incoming as events
from storage.engine import Database

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0
"""How often events that nobody was woken for are looked for: those left by a crash, and those waiting for a retry."""
MOST_READY = 1000
"""Addresses remembered as having something to handle; the sweep finds the others when these are done."""

FLOOD = 20
"""While more events than this wait to be stored, one turn runs at a time: a platform waits for the storing only."""

FETCH_TRIES = 3
LONGEST_FETCH_PAUSE = 5.0

Key = tuple[str, str]
"""Channel and address."""
Fetch = Callable[[str, str], Awaitable[bytes]]
"""(channel, reference of a file there) -> its content. Raises SendError."""


class Runner:
    """`on_done` is called after each turn with its channel: there may be an answer to send. `fetch` gets files that
    turns want.
    """

    def __init__(
        self,
        database: Database,
        turns: Turns,
        clock: Clock,
        workers: int,
        on_done: Callable[[str], None],
        fetch: Fetch | None = None,
    ) -> None:
        self._database = database
        self._turns = turns
        self._clock = clock
        self._workers = workers
        self._on_done = on_done
        self._fetch = fetch
        self._storing: Batching[Incoming] = Batching(self._store)
        self._ready: dict[Key, None] = {}  # in the order in which they are served
        self._running: dict[Key, asyncio.Task[None]] = {}
        self._again: set[Key] = set()
        self._stopping = False

    async def receive(self, incoming: Incoming) -> None:
        """Store an event and see to it. When this returns, the event survives a crash."""
        await self._storing.add(incoming)
        self.wake(incoming.address.channel, incoming.address.id)

    def _store(self, incoming: Sequence[Incoming]) -> None:
        self._turns.receive(*incoming)

    def wake(self, channel: str, address: str) -> None:
        """There may be events of this address to handle."""
        key = (channel, address)
        if key in self._running:
            self._again.add(key)
        elif len(self._ready) < MOST_READY:
            self._ready[key] = None
            self._begin()

    def _begin(self) -> None:
        most = self._workers if self._storing.backlog <= FLOOD else 1
        while self._ready and len(self._running) < most and not self._stopping:
            key = next(iter(self._ready))
            del self._ready[key]
            self._running[key] = asyncio.create_task(self._handle(key))

    async def _handle(self, key: Key) -> None:
        """One event; whoever has more goes to the end of the queue, so that nobody keeps the others waiting."""
        self._again.discard(key)
        has_more = False
        try:
            has_more = await self._handle_next(key)
        except Exception:
            log.exception("handling stumbled; the events wait for the next sweep")
        finally:
            # Here and not in a callback of the task: nobody may be told "it runs" after its last look.
            del self._running[key]
            if has_more or key in self._again:
                self._ready[key] = None
            self._begin()
            self._on_done(key[0])

    async def _handle_next(self, key: Key) -> bool:
        try:
            return await asyncio.to_thread(self._turns.handle_next, *key)
        except FileWanted as wanted:
            content, trouble = await self._get_file(key[0], wanted.reference)
            await asyncio.to_thread(self._turns.keep_file, wanted.event_id, content, trouble)
            return True

    async def _get_file(self, channel: str, reference: str) -> tuple[bytes | None, str]:
        """A file's content, or None and why not; a network that fails is asked again a few times."""
        trouble = "this channel cannot fetch files"
        for attempt in range(FETCH_TRIES if self._fetch is not None else 0):
            assert self._fetch is not None
            try:
                return await self._fetch(channel, reference), ""
            except SendError as error:
                trouble = error.reason
                if error.permanent or error.stopped or attempt + 1 == FETCH_TRIES:
                    break
                await asyncio.sleep(min(error.retry_after or 1.0, LONGEST_FETCH_PAUSE))
        log.warning("a file could not be fetched: %s", trouble)
        return None, trouble

    async def sweep_once(self) -> None:
        """Wake everyone with an event that is due."""
        for channel, address in await asyncio.to_thread(self._waiting):
            self.wake(channel, address)

    def _waiting(self) -> list[Key]:
        with self._database.reading() as unit:
            return events.waiting_addresses(unit, self._clock.now(), MOST_READY)

    async def run(self) -> None:
        """Sweep for ever; cancel to stop."""
        while True:
            try:
                await self.sweep_once()
            except Exception:
                log.exception("looking for waiting events failed; trying again")
            await asyncio.sleep(SWEEP_SECONDS)

    async def settle(self) -> None:
        """Wait until the turns that run now are done."""
        while self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Begin no more turns and wait for those that run now; what waits is stored and handled at the next start."""
        self._stopping = True
        await self.settle()
