"""What falls due with time. Each job looks at due rows and may run twice, or in two processes, without harm."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

from bot.clock import Clock
from handlers.cleaning import clean_name
from handlers.schedule import run_due
from handlers.texts.privacy import DATA_FILE_NAME
from handlers.world import World
from storage import guides, inbox, incoming, linking, links, outbox, own_data, people, webchat
from storage.engine import Database

log = logging.getLogger(__name__)

KEEP_INCOMING = timedelta(days=30)
"""How long the text of a handled message is kept: long enough to look into a complaint."""
KEEP_TALK = timedelta(days=365)
"""How long questions and what was said are kept; people are told so (handlers.texts.general.DATA_NOTICE)."""


class Jobs:
    """`on_done` is called after each job: there may be messages to send."""

    def __init__(self, database: Database, world: World, clock: Clock, on_done: Callable[[], None]) -> None:
        self._database = database
        self._world = world
        self._clock = clock
        self._on_done = on_done

    async def run_surveys(self) -> None:
        """Close rounds whose time is up, remind those who have not finished."""
        await self._safely(self._surveys)

    async def purge(self) -> None:
        """Delete what is no longer needed."""
        await self._safely(self._purge)

    async def _safely(self, job: Callable[[], None]) -> None:
        try:
            await asyncio.to_thread(job)
        except Exception:
            log.exception("a job failed; it runs again at the next tick")
        self._on_done()

    async def clean_names(self) -> None:
        """Names kept by an earlier version, before names were cleaned as they came in. Called once at the start."""
        await self._safely(self._clean_names)

    def _clean_names(self) -> None:
        with self._database.reading() as unit:
            wanted = [
                (person_id, plain) for person_id, name in people.named(unit) if (plain := clean_name(name)) != name
            ]
        if wanted:
            with self._database.unit() as unit:
                for person_id, plain in wanted:
                    people.set_name(unit, person_id, plain)

    def _surveys(self) -> None:
        with self._database.unit() as unit:
            run_due(unit, self._world, self._clock.now())

    def _purge(self) -> None:
        with self._database.unit() as unit:
            now = self._clock.now()
            incoming.purge(unit, now - KEEP_INCOMING)
            links.purge(unit, now)
            linking.purge(unit, now - KEEP_INCOMING)
            own_data.purge_files(unit, now - KEEP_INCOMING, DATA_FILE_NAME)
            for kind in (guides, inbox, outbox, webchat):
                kind.purge(unit, now - KEEP_TALK)
