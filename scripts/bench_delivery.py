"""The parts of `scripts.bench` that measure sending: pace, enqueueing, claims by several processes, a flood.

Sending goes over HTTP to the fake Bot API server of the tests, in a process of its own.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.terminal.channel import TerminalChannel
from bot.clock import SystemClock
from bot.runner import Runner
from bot.turn import Turns
from handlers import HANDLERS
from handlers.conversation import Turn
from handlers.messages import Address, Incoming, Kind, Outgoing
from scripts.bench import TOKEN, Bench, Row, percentile, resident_megabytes, until_sent
from storage import incoming, outbox
from storage.engine import Database
from storage.migrate import migrate
from storage.outbox import NewMessage

BULK_PER_SECOND = 25.0
PAUSE_EVERY = 250
"""Of so many messages one meets a 429 that asks for a pause of one second."""
ASKING_SECONDS = 0.2
FLOOD_SECONDS = 60
FLOOD_PER_SECOND = 500
FLOOD_PEOPLE = 2000


class Watched(TelegramChannel):
    """Knows when each address last got an answer."""

    def __init__(self, api_url: str) -> None:
        super().__init__(TOKEN, api_url=api_url, bulk_per_second=BULK_PER_SECOND)
        self.answered: dict[str, float] = {}

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        message_id = await super().send(address, outgoing, bulk=bulk, reference=reference)
        if not bulk:
            self.answered[address.id] = time.perf_counter()
        return message_id


@contextmanager
def fake_server(*options: str) -> Iterator[str]:
    """The address of a fake Bot API server."""
    command = [sys.executable, "-m", "tests.fakes.bot_api", "--port", "0", "--token", TOKEN, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as fake:  # noqa: S603
        assert fake.stdout is not None
        try:
            yield fake.stdout.readline().split()[-1]
        finally:
            fake.send_signal(signal.SIGTERM)


def enqueue(database: Database, count: int, *, lane: str = "bulk") -> None:
    """An announcement to `count` people in one transaction, as staff start one."""
    now = datetime.now(UTC)
    payload = {"text": "Mời họp lúc 8 giờ thứ Hai.", "choices": [], "free_input": False, "files": []}
    with database.unit() as unit:
        outbox.put(
            unit,
            [
                NewMessage("telegram", str(1000 + number), payload, now, now, None, lane, "announcement", f"b:{number}")
                for number in range(count)
            ],
        )


@dataclass
class Announcement:
    """One announcement at full pace; with `asking`, people ask questions meanwhile."""

    people: int
    faults: tuple[str, ...] = ()
    asking: bool = False
    waited: list[float] = field(default_factory=list)

    async def run(self) -> float:
        """The seconds it took."""
        with tempfile.TemporaryDirectory() as folder, fake_server(*self.faults) as api_url:
            url = f"sqlite:///{folder}/pace.db"
            migrate(url)
            channel = Watched(api_url)
            bench = Bench(Database(url), channel)
            enqueue(bench.database, self.people)
            asking = asyncio.create_task(self._ask(bench, channel)) if self.asking else None
            took = await bench.running(lambda: until_sent(bench.database, self.people))
            if asking is not None:
                asking.cancel()
            await channel.stop()
            bench.database.close()
            return took

    async def _ask(self, bench: Bench, channel: Watched) -> None:
        number = 0
        while True:
            number += 1
            who = str(500 + number % 20)
            began, before = time.perf_counter(), channel.answered.get(who)
            now = datetime.now(UTC)
            event = Incoming(Address("telegram", who), f"q{number}", Kind.TEXT, now, text="htx can may nguoi")
            await bench.runner.receive(event)
            while channel.answered.get(who) == before:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
            self.waited.append((channel.answered[who] - began) * 1000)
            await asyncio.sleep(ASKING_SECONDS)


def bench_pace(people: int) -> list[Row]:
    """An announcement alone, with pauses asked for, and with people who ask meanwhile."""
    due = people / BULK_PER_SECOND
    pauses = people // PAUSE_EVERY
    alone = asyncio.run(Announcement(people).run())
    paused = asyncio.run(Announcement(people, ("--bulk-fault", f"429:{PAUSE_EVERY}")).run())
    busy = Announcement(people, asking=True)
    asyncio.run(busy.run())
    name = f"pace: {people} at {BULK_PER_SECOND:g}/s"
    return [
        Row(name, alone, "s", f"under {1.05 * due:.1f}"),
        Row(f"{name}, {pauses} pauses of 1 s", paused, "s", f"under {1.05 * due + pauses:.1f}"),
        Row(f"pace: reply p50 meanwhile, of {len(busy.waited)}", percentile(busy.waited, 50), "ms"),
        Row("pace: reply p99 meanwhile", percentile(busy.waited, 99), "ms", "under 500"),
    ]


def bench_enqueue(name: str, url: str, count: int) -> list[Row]:
    migrate(url)
    database = Database(url)
    began = time.perf_counter()
    enqueue(database, count)
    took = time.perf_counter() - began
    database.close()
    return [Row(f"enqueue: {count} messages, {name}", took, "s", "under 10 for 100,000")]


CLAIMER = """
import json, sys
from datetime import UTC, datetime
from storage import outbox
from storage.engine import Database
url, worker, most = sys.argv[1], sys.argv[2], int(sys.argv[3])
database, claimed = Database(url), []
print("ready", flush=True)
sys.stdin.readline()
while True:
    with database.unit() as unit:
        batch = outbox.claim(unit, "bulk", "telegram", worker, datetime.now(UTC), most)
    if not batch:
        break
    claimed += [message.id for message in batch]
print(json.dumps(claimed))
"""


def claim_by_processes(url: str, processes: int, most: int) -> tuple[list[list[int]], float]:
    """What each of several processes claimed of one outbox, started together, and the seconds it took."""
    running = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", CLAIMER, url, f"worker-{number}", str(most)],
            cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(processes)
    ]
    for process in running:  # so that none begins while others still import
        assert process.stdout is not None
        process.stdout.readline()
    began = time.perf_counter()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = [process.communicate()[0] for process in running]
    return [json.loads(output) for output in outputs], time.perf_counter() - began


def bench_claims(url: str, count: int, processes: int) -> list[Row]:
    """Several processes empty one outbox; every row must be claimed by exactly one of them."""
    claimed, took = claim_by_processes(url, processes, 50)
    ids = [one for part in claimed for one in part]
    return [
        Row(f"claims: {count} rows by {processes} processes", took, "s"),
        Row("claims: rows claimed", len(ids), "rows", f"{count}"),
        Row("claims: rows claimed twice", len(ids) - len(set(ids)), "rows", "0"),
    ]


class InOrder:
    """Watches turns: each person's updates must come in the order of their numbers."""

    def __init__(self) -> None:
        self.seen, self.wrong = 0, 0
        self._last: dict[str, int] = {}

    def watch(self, turn: Turn) -> None:
        who, number = turn.incoming.address.id, int(turn.incoming.external_id)
        self.seen += 1
        self.wrong += number <= self._last.get(who, -1)
        self._last[who] = number


async def flood(url: str, seconds: int, per_second: int) -> list[Row]:
    """Many updates a second from 2,000 people: all stored before they are acknowledged, then answered in order."""
    migrate(url)
    channel = TerminalChannel()
    bench = Bench(Database(url), channel)
    total, waits, stored_after, in_order = seconds * per_second, list[float](), list[float](), InOrder()
    bench.turns = Turns(bench.database, bench.turns.world, SystemClock(), (in_order.watch, *HANDLERS))
    bench.runner = Runner(bench.database, bench.turns, SystemClock(), 4, bench.delivery.wake_replies)

    async def deliver(number: int) -> None:
        began = time.perf_counter()
        address = Address("terminal", f"p{number % FLOOD_PEOPLE}")
        await bench.runner.receive(Incoming(address, f"{number}", Kind.TEXT, datetime.now(UTC), text="cảm ơn"))
        waits.append((time.perf_counter() - began) * 1000)

    before = peak = resident_megabytes(os.getpid())

    async def work() -> None:
        nonlocal peak
        delivering: set[asyncio.Task[None]] = set()
        began = time.perf_counter()
        for number in range(total):
            delivering.add(task := asyncio.create_task(deliver(number)))
            task.add_done_callback(delivering.discard)
            ahead = began + number / per_second - time.perf_counter()
            if ahead > 0:
                await asyncio.sleep(ahead)
            if number % 1000 == 0:
                peak = max(peak, resident_megabytes(os.getpid()))
                channel.take()
        await asyncio.gather(*delivering)
        stored_after.append(time.perf_counter() - began)
        while waiting(bench.database):
            channel.take()
            peak = max(peak, resident_megabytes(os.getpid()))
            await asyncio.sleep(1)

    sweeping = asyncio.create_task(bench.runner.run())
    took = await bench.running(work)
    sweeping.cancel()
    bench.database.close()
    return [
        Row(f"flood: {total} updates stored", stored_after[0], "s", f"{seconds}"),
        Row("flood: acknowledged after, p99", percentile(waits, 99), "ms", "under 2000"),
        Row("flood: all answered", took, "s"),
        Row("flood: handled out of order, or not", in_order.wrong + total - in_order.seen, "updates", "0"),
        Row("flood: memory grew by", peak - before, "MB", "flat"),
    ]


def waiting(database: Database) -> int:
    with database.reading() as unit:
        return incoming.count_waiting(unit)


def bench_flood(seconds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(flood(f"sqlite:///{folder}/flood.db", seconds, FLOOD_PER_SECOND))
