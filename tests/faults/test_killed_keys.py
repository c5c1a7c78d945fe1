"""Renewing the Official Account's keys: killed at every moment, and asked for by several processes at once."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channels.channel import SendError
from bot.channels.zalo_oa.api import ZaloOaApi
from bot.channels.zalo_oa.keys import KeyKeeper
from bot.clock import ManualClock
from storage.engine import Database
from storage.keys import LEASE
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, KEYS, REFRESH, FakeZaloOa
from tests.faults.processes import ROOT
from tests.stage import MORNING


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOa]:
    async with FakeZaloOa() as server:
        yield server


@contextlib.asynccontextmanager
async def replica(url: str, fake: FakeZaloOa, after: timedelta = timedelta()) -> AsyncIterator[KeyKeeper]:
    """Another process's keeper, so long after MORNING."""
    database, api = Database(url), ZaloOaApi(APP_ID, APP_SECRET, api_url=fake.url, oauth_url=fake.url)
    keeper = KeyKeeper(api, database, ManualClock(MORNING + after))
    keeper.plant(REFRESH)
    yield keeper
    await api.close()
    database.close()


async def kill_while_renewing(url: str, fake: FakeZaloOa, when: str) -> None:
    """Kill -9 a process in the moment it has reached."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.renewing", url, fake.url, when, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    if when == "asking":
        await fake.until(lambda: KEYS in fake.calls, 60)
    else:
        assert await asyncio.wait_for(process.stdout.readline(), 60) == b"now\n"
    process.kill()
    await process.wait()


async def test_killed_before_the_platform_gave_anything_nothing_is_lost(sqlite_url: str, fake: FakeZaloOa) -> None:
    fake.fail(KEYS)
    await kill_while_renewing(sqlite_url, fake, "asking")
    async with replica(sqlite_url, fake, LEASE + timedelta(seconds=1)) as keeper:
        assert await keeper.access() == fake.access
    assert fake.renewals == {REFRESH: 1}


async def test_killed_between_answer_and_commit_the_next_says_what_to_do(sqlite_url: str, fake: FakeZaloOa) -> None:
    """No store of ours can close this gap: the platform gives a pair once."""
    await kill_while_renewing(sqlite_url, fake, "answered")
    async with replica(sqlite_url, fake, LEASE + timedelta(seconds=1)) as keeper:
        with pytest.raises(SendError, match="give consent again"):
            await keeper.access()
        keeper.plant(fake.refresh)  # as a new consent does
        assert await keeper.access() == fake.access


async def test_killed_after_the_commit_the_next_goes_on_with_the_new_pair(sqlite_url: str, fake: FakeZaloOa) -> None:
    await kill_while_renewing(sqlite_url, fake, "stored")
    async with replica(sqlite_url, fake) as keeper:
        assert await keeper.access() == fake.access
    async with replica(sqlite_url, fake, timedelta(hours=26)) as keeper:
        assert await keeper.access() == fake.access
    assert sum(fake.renewals.values()) == 2
    assert max(fake.renewals.values()) == 1


async def test_replicas_that_ask_together_use_one_renewal(database_url: str, fake: FakeZaloOa) -> None:
    fake.keys_latency = 0.3
    async with contextlib.AsyncExitStack() as stack:
        keepers = [await stack.enter_async_context(replica(database_url, fake)) for _ in range(4)]
        got = await asyncio.gather(*(keeper.access() for keeper in keepers for _ in range(5)))
        assert set(got) == {fake.access}
        again = await asyncio.gather(*(keeper.access(stale=got[0]) for keeper in keepers))
        assert set(again) == {fake.access}
    assert sum(fake.renewals.values()) == 2
    assert max(fake.renewals.values()) == 1
