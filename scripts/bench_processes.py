"""The part of `scripts.bench` that sends one announcement with several processes on one PostgreSQL."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bot.channels.shares import shares_for
from bot.channels.telegram.channel import TelegramChannel
from bot.clock import SystemClock
from bot.delivery import Delivery
from scripts.bench import NEVER_QUIET, TOKEN, Row, until_sent
from scripts.bench_delivery import BULK_PER_SECOND, enqueue, fake_server
from scripts.environment import ROOT
from storage.engine import Database
from storage.migrate import migrate


async def send_until_ended(url: str, api_url: str) -> None:
    """One of the processes: sends what is due until its input ends."""
    database, clock = Database(url), SystemClock()
    shares = shares_for(database, clock, "telegram", BULK_PER_SECOND)
    channel = TelegramChannel(TOKEN, api_url=api_url, bulk_per_second=BULK_PER_SECOND, shares=shares)
    delivery = Delivery(database, {"telegram": channel}, clock, NEVER_QUIET)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    sending = asyncio.create_task(delivery.run("bulk"))
    await asyncio.to_thread(sys.stdin.read)
    delivery.stop()
    await sending
    await channel.stop()
    database.close()


def bench_processes(url: str, people: int, processes: int = 2) -> list[Row]:
    """One announcement by several processes, each set to the whole pace. `url`: an empty PostgreSQL database."""
    migrate(url)
    with ExitStack() as stack:
        record = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "sent.jsonl"
        api_url = stack.enter_context(fake_server("--record", str(record)))
        command = [sys.executable, "-m", "scripts.bench_processes", url, api_url]
        running = [
            stack.enter_context(
                subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
            )
            for _ in range(processes)
        ]
        for process in running:
            assert process.stdout is not None
            process.stdout.readline()
        took = _send(url, people, running)
        times = sorted(json.loads(line)["at"] for line in record.read_text(encoding="utf-8").splitlines())
    name = f"pace of {processes} processes: {people} at {BULK_PER_SECOND:g}/s"
    return [
        Row(name, took, "s", f"{people / BULK_PER_SECOND:g} to {1.05 * people / BULK_PER_SECOND:.1f}"),
        Row("pace of several processes: sent", len(times), "messages", f"{people}"),
        Row("pace of several processes: most in a second", most_in_a_second(times), "messages", "about 25"),
    ]


def _send(url: str, people: int, running: "list[subprocess.Popen[str]]") -> float:
    database = Database(url)
    enqueue(database, people)
    began = time.perf_counter()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    asyncio.run(until_sent(database, people))
    took = time.perf_counter() - began
    database.close()
    for process in running:
        process.communicate()
    return took


def most_in_a_second(times: list[float]) -> int:
    """The largest number of moments within any one second."""
    most = first = 0
    for place, moment in enumerate(times):
        while moment - times[first] >= 1:
            first += 1
        most = max(most, place - first + 1)
    return most


if __name__ == "__main__":
    asyncio.run(send_until_ended(sys.argv[1], sys.argv[2]))
