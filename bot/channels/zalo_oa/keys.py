"""Keeps the Official Account's access key fresh, whatever the number of processes.

The refresh key works once and gives the next pair. So: one process at a time renews (a lease in the database, taken
before the platform is asked), the new pair is stored in one transaction before anybody uses it, and while storing fails
it is tried again. A kill between the platform's answer and the commit is the one moment that loses a pair, because the
platform has no way to ask for it again; the next process then finds its key refused and says what to do.
"""

import asyncio
import logging
from datetime import datetime, timedelta
from uuid import uuid4

from bot.channels.channel import SendError
from bot.channels.zalo_oa.api import KeysRefused, NewKeys, ZaloOaApi
from bot.clock import Clock
from storage import keys
from storage.engine import Database
from storage.keys import Keys

log = logging.getLogger(__name__)

NAME = "zalo_oa"
EARLY = timedelta(hours=1)
"""How long before its end a key is renewed, so that no message has to wait for it."""
SLACK = timedelta(minutes=1)
LOOK_SECONDS = 0.1
LONGEST_LOOK = 25.0  # seconds a message waits for another process's renewal
AFTER_FAILURE = timedelta(seconds=15)
AFTER_REFUSAL = timedelta(minutes=5)
STORE_PAUSE = 1.0
CONSENT = "give consent again with `python -m scripts.zalo_oa` (docs/zalo.md)"


class KeyKeeper:
    """`access` gives a key that is good now."""

    def __init__(self, api: ZaloOaApi, database: Database, clock: Clock) -> None:
        self._api = api
        self._database = database
        self._clock = clock
        self._worker = uuid4().hex[:12]
        self._renewing = asyncio.Lock()

    def plant(self, refresh: str) -> None:
        """Begin with the refresh key of the settings, where there is one."""
        if refresh:
            with self._database.unit() as unit:
                keys.plant(unit, NAME, refresh, self._clock.now())

    async def access(self, *, stale: str = "") -> str:
        """The access key; never `stale`, which the platform has just refused. Raises SendError when there is none."""
        found = await self._find()
        if self._is_good(found, stale, SLACK):
            return found.access
        async with self._renewing:  # within this process only one asks the database
            return await self._renew_or_wait(stale)

    async def freshen(self) -> None:
        """Renew ahead of time. Called now and then, by any process; failures wait for the next time."""
        try:
            found = await self._find()
            if not self._is_good(found, "", EARLY) and await self._claim(found):
                await self._renew(found)
        except SendError as error:
            log.info("The Zalo OA key could not be renewed ahead of time: %s", error.reason)

    async def _renew_or_wait(self, stale: str) -> str:
        waited = 0.0
        while waited < LONGEST_LOOK:
            found = await self._find()
            if self._is_good(found, stale, SLACK):
                return found.access
            if await self._claim(found):
                return await self._renew(found)
            if found.trouble:  # others have tried just now: no use to hold up messages
                raise SendError(found.trouble, retry_after=AFTER_FAILURE.total_seconds())
            await asyncio.sleep(LOOK_SECONDS)
            waited += LOOK_SECONDS
        raise SendError("another process is renewing the Zalo OA key", retry_after=5)

    def _is_good(self, found: Keys, stale: str, slack: timedelta) -> bool:
        return bool(found.access) and found.access != stale and self._clock.now() + slack < found.expires_at

    async def _find(self) -> Keys:
        found = await asyncio.to_thread(self._read)
        if found is None:
            raise SendError(f"there is no key for Zalo OA: {CONSENT}", retry_after=AFTER_REFUSAL.total_seconds())
        return found

    def _read(self) -> Keys | None:
        with self._database.reading() as unit:
            return keys.find(unit, NAME)

    async def _claim(self, found: Keys) -> bool:
        return await asyncio.to_thread(self._take_lease, found.version)

    def _take_lease(self, version: int) -> bool:
        with self._database.unit() as unit:
            return keys.claim(unit, NAME, version, self._worker, self._clock.now())

    async def _renew(self, found: Keys) -> str:
        try:
            new = await self._api.renew(found.refresh)
        except KeysRefused as refusal:
            trouble = f"Zalo OA refuses the refresh key ({refusal}): {CONSENT}"
            log.error("%s", trouble)
            await self._let_go(found, trouble, AFTER_REFUSAL)
        except SendError as error:
            trouble = error.reason
            await self._let_go(found, trouble, AFTER_FAILURE)
        else:
            await self._store(found, new)
            return new.access
        raise SendError(trouble, retry_after=AFTER_FAILURE.total_seconds())

    async def _let_go(self, found: Keys, trouble: str, pause: timedelta) -> None:
        await asyncio.to_thread(self._put_off, found.version, trouble, self._clock.now() + pause)

    def _put_off(self, version: int, trouble: str, until: datetime) -> None:
        with self._database.unit() as unit:
            keys.let_go(unit, NAME, version, self._worker, trouble, until, self._clock.now())

    async def _store(self, found: Keys, new: NewKeys) -> None:
        """Until it is stored, whatever the database does: this pair is the only way on. Not cut off by a stop."""
        await asyncio.shield(asyncio.create_task(self._store_for_sure(found.version, new)))

    async def _store_for_sure(self, version: int, new: NewKeys) -> None:
        while True:
            try:
                await asyncio.to_thread(self._write, version, new)
                return
            except Exception:
                log.exception("the new Zalo OA keys could not be stored; trying again")
                await asyncio.sleep(STORE_PAUSE)

    def _write(self, version: int, new: NewKeys) -> None:
        now = self._clock.now()
        with self._database.unit() as unit:
            if not keys.renew(unit, NAME, version, new.access, new.refresh, now + new.lives, now):
                log.warning("Zalo OA keys were replaced by a new consent while they were renewed")
