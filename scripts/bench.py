"""Measure the product on this machine: search, turns, bulk sending, start, memory.

    python -m scripts.bench [--json] [--postgres URL] [--only PARTS] [--quick]

PARTS: search, turns, opening, pace, enqueue, claims, flood, webhooks, processes,
start; by commas.

Prints a table; the goal beside a figure is what the product is built to. Turns are measured whole: stored, handled,
answered, sent. `scripts.bench_delivery` has what is measured of sending, `scripts.bench_webhooks` the flood of a served
program, `scripts.bench_processes` the pace of several programs. `scripts.bench_search` compares the
search with other engines. Times depend on the machine: compare rows of one run.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from bot.channels.channel import Channel
from bot.channels.terminal.channel import TerminalChannel
from bot.clock import SystemClock
from bot.delivery import MOST, Delivery
from bot.runner import Runner
from bot.turn import Turns
from handlers.messages import Address, Incoming, Kind
from handlers.world import QuietHours, World
from knowledge.knowledge_base import KnowledgeBase
from scripts.environment import ROOT, compile_own
from storage.engine import Database
from storage.migrate import migrate

NEVER_QUIET = QuietHours(0, 0)
TOKEN = "123456789:bench-bench-bench-bench-bench-bench"  # noqa: S105  (for the fake server only)


@dataclass(frozen=True)
class Row:
    """One measured figure and, where there is one, what it should be."""

    name: str
    value: float
    unit: str
    goal: str = ""


def percentile(times: list[float], part: int) -> float:
    return quantiles(times, n=100)[part - 1] if len(times) > 1 else times[0]


def bench_search(size: int) -> list[Row]:
    """Ask every wording of every entry, up to `size` of them."""
    began = time.perf_counter()
    knowledge = KnowledgeBase.load()
    build = time.perf_counter() - began
    asked = [wording for entry in knowledge.entries.values() for wording in entry.wordings][:size]
    today = datetime.now(UTC).date()
    times = []
    for question in asked:
        began = time.perf_counter()
        knowledge.ask(question, today)
        times.append((time.perf_counter() - began) * 1000)
    return [
        Row("search: entries", len(knowledge.entries), "entries"),
        Row("search: load and build", build, "s", "under 2"),
        Row("search: questions a second", 1000 * len(times) / sum(times), "/s"),
        Row("search: p50", median(times), "ms", "under 2"),
        Row("search: p99", percentile(times, 99), "ms", "under 10"),
    ]


@dataclass
class Bench:
    """Turns and delivery on one database with a channel, without the rest of the program."""

    database: Database
    channel: Channel

    def __post_init__(self) -> None:
        clock = SystemClock()
        world = World(KnowledgeBase.load(), quiet=NEVER_QUIET)
        self.delivery = Delivery(self.database, {self.channel.name: self.channel}, clock, NEVER_QUIET)
        self.turns = Turns(self.database, world, clock)
        self.runner = Runner(self.database, self.turns, clock, 4, self.delivery.wake_replies)

    async def running(self, work: Callable[[], Awaitable[None]]) -> float:
        """Seconds that `work` takes while messages are delivered."""
        sending = [asyncio.create_task(self.delivery.run(lane)) for lane in MOST]
        began = time.perf_counter()
        await work()
        took = time.perf_counter() - began
        self.delivery.stop()
        await asyncio.gather(*sending)
        return took


async def bench_turns(name: str, url: str, size: int) -> list[Row]:
    """`size` questions from 50 people at once, each stored, handled, answered and sent."""
    migrate(url)
    channel = TerminalChannel()
    bench = Bench(Database(url), channel)
    questions = [entry.question for entry in bench.turns.world.knowledge.entries.values()][:100]
    run = datetime.now(UTC).strftime("%H%M%S%f")

    def event(number: int) -> Incoming:
        address = Address("terminal", f"bench-{run}-{number % 50}")
        text = questions[number % len(questions)]
        return Incoming(address, f"{run}:{number}", Kind.TEXT, datetime.now(UTC), text)

    sent = 0

    async def work() -> None:
        nonlocal sent
        for start in range(0, size, 50):
            await asyncio.gather(*(bench.runner.receive(event(number)) for number in range(start, start + 50)))
            await bench.runner.settle()
        while sent < size:  # a first question is greeted too, so there are more messages than questions
            sent += len(channel.take())
            await asyncio.sleep(0.005)

    took = await bench.running(work)
    bench.database.close()
    return [Row(f"turns: {name}", size / took, "/s", "at least 150" if name == "SQLite" else "")]


async def until_sent(database: Database, count: int) -> None:
    from storage import outbox

    while True:
        with database.reading() as unit:
            if outbox.count_in_state(unit, "sent") >= count:
                return
        await asyncio.sleep(0.05)


def bench_start() -> list[Row]:
    """Start the program as people do, on a new database, until the web chat answers; then its memory.

    Its code is compiled before, as `scripts/run.py` leaves it.
    """
    compile_own(ROOT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("start: new database", "start: again"):
            environment = {**os.environ, "DATA_DIR": folder, "WEB_PORT": str(port), "TELEGRAM_TOKEN": ""}
            began = time.perf_counter()
            command = [sys.executable, "-m", "bot"]
            with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as program:  # noqa: S603
                wait_for(f"http://127.0.0.1:{port}/health")
                rows.append(Row(name, time.perf_counter() - began, "s", "under 4"))
                memory = resident_megabytes(program.pid)
                program.send_signal(signal.SIGTERM)
    return [*rows, Row("memory: resident, web chat", memory, "MB", "under 200")]


def wait_for(address: str, seconds: float = 60) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=1):  # noqa: S310  (our own address)
                return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"the program did not answer at {address} within {seconds:g} s")


def resident_megabytes(pid: int) -> float:
    """Resident memory of a process; not a number where the system has no /proc."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def run(options: argparse.Namespace) -> list[Row]:
    usual = {"search", "turns", "opening", "pace", "enqueue", "start"}
    wanted = set(options.only.split(",")) if options.only else usual
    small = options.quick
    rows: list[Row] = []
    if "start" in wanted:
        rows += bench_start()
    if "search" in wanted:
        rows += bench_search(500 if small else 5000)
    if "turns" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            rows += asyncio.run(bench_turns("SQLite", f"sqlite:///{folder}/turns.db", 300 if small else 1500))
        if options.postgres:
            rows += asyncio.run(bench_turns("PostgreSQL", options.postgres, 300 if small else 1500))
    if "opening" in wanted:
        rows += run_opening(1000 if small else 10_000)
    if "results" in wanted:
        rows += run_results(1_000) + ([] if small else run_results(10_000))
    return [*rows, *run_delivery(options, wanted)]


def run_opening(count: int) -> list[Row]:
    from scripts import bench_opening

    return [Row(what, took, "s", "under 3 s") for what, took in bench_opening.measure(count)]


def run_results(count: int) -> list[Row]:
    from scripts import bench_results as results

    seconds, megabytes = results.measure(count)
    times, memory = results.GOALS[count]
    return [
        Row(f"results: {count} cooperatives, closing to all files", seconds, "s", times),
        Row(f"results: {count} cooperatives, highest memory", megabytes, "MB", memory),
    ]


def run_delivery(options: argparse.Namespace, wanted: set[str]) -> list[Row]:
    from scripts import bench_delivery as delivery

    small = options.quick
    rows: list[Row] = []
    if "pace" in wanted:
        rows += delivery.bench_pace(100 if small else 1000)
    if "enqueue" in wanted:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/enqueue.db"
            rows += delivery.bench_enqueue("SQLite", url, 5000 if small else 100_000)
    if "claims" in wanted and options.postgres:
        rows += delivery.bench_enqueue("PostgreSQL", options.postgres, 5000 if small else 100_000)
        rows += delivery.bench_claims(options.postgres, 5000 if small else 100_000, 4 if small else 10)
    if "processes" in wanted and options.postgres:
        from scripts import bench_processes

        rows += bench_processes.bench_processes(options.postgres, 100 if small else 1000)
    if "flood" in wanted:
        rows += delivery.bench_flood(5 if small else delivery.FLOOD_SECONDS)
    if "webhooks" in wanted:
        from scripts import bench_webhooks

        rows += bench_webhooks.bench_webhooks(5 if small else delivery.FLOOD_SECONDS)
    return rows


def print_table(rows: list[Row]) -> None:
    width = max(len(row.name) for row in rows)
    for row in rows:
        print(f"{row.name:<{width}}  {row.value:>10,.2f} {row.unit:<8} {row.goal}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object a row instead of a table")
    parser.add_argument(
        "--postgres", metavar="URL", help="measure turns, or claims, on this empty PostgreSQL database too"
    )
    parser.add_argument(
        "--only",
        metavar="PARTS",
        help="those named above; claims and processes need --postgres; by commas",
    )
    parser.add_argument("--quick", action="store_true", help="smaller runs")
    options = parser.parse_args()
    rows = run(options)
    if options.json:
        for row in rows:
            print(json.dumps(asdict(row)))
    else:
        print_table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
