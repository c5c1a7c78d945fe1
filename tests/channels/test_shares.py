"""Two processes send with one token: their messages together keep its pace."""

import asyncio
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.channels import shares as module
from bot.channels.shares import SHARE, Shares, shares_for
from bot.channels.telegram.gate import Gate
from bot.clock import SystemClock
from storage import pace
from storage.engine import Database

RATE = 100.0


@pytest.fixture
def stretches(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, timedelta]]:
    """Every stretch of time that anybody took: its beginning and length."""
    taken: list[tuple[Any, timedelta]] = []
    take = pace.take

    def watched(unit: Any, name: str, length: timedelta, now: Any) -> Any:
        taken.append((take(unit, name, length, now), length))
        return taken[-1][0]

    monkeypatch.setattr(module.pace, "take", watched)
    return taken


async def admit(gate: Gate, count: int) -> None:
    for _ in range(count):
        await gate.admit()


async def test_two_processes_take_turns(database: Database, stretches: list[tuple[Any, timedelta]]) -> None:
    gates = [Gate(RATE, Shares(database, SystemClock(), "telegram", RATE)) for _ in range(2)]
    await asyncio.gather(*(admit(gate, 3 * SHARE) for gate in gates))
    assert len(stretches) >= 6
    stretches.sort()
    assert all(begins + length <= after for (begins, length), (after, _) in pairwise(stretches))


async def test_reply_and_pause_of_one_process_put_the_other_off(database: Database) -> None:
    clock = SystemClock()
    one, other = (Shares(database, clock, "telegram", RATE) for _ in range(2))
    began = clock.now()
    Gate(RATE, one).count_reply()
    one.pause(1)
    await one.close()
    with database.reading() as unit:
        free_at = pace.take(unit, "telegram", timedelta(), clock.now())
    assert free_at >= began + timedelta(seconds=1)
    await other.admit()
    assert clock.now() >= began + timedelta(seconds=1)


async def test_database_out_of_reach_is_noted_and_the_reply_goes_out(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr(module.pace, "put_off", fail)
    shares = Shares(database, SystemClock(), "telegram", RATE)
    shares.count_reply()
    await shares.close()
    await asyncio.sleep(0)
    assert "could not be told of the pace: OSError" in caplog.text


def test_one_process_with_a_file_asks_nobody(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    assert shares_for(database, SystemClock(), "telegram", RATE) is None
    database.close()
