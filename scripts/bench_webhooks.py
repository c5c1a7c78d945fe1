"""The part of `scripts.bench` that floods a served program through its real webhook.

`python -m bot` runs in a process of its own, as people run it, with a fake Bot API server beside it. This process is
the platform: it posts updates over 40 connections, those of one person one after the other, and looks afterwards at
what was stored and at what each person got.
"""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from bot.channels.telegram.webhook import CONNECTIONS, HEADER
from bot.channels.webhooks import PATH, derive_secret
from scripts.bench import TOKEN, Row, percentile, resident_megabytes, wait_for
from scripts.bench_delivery import FLOOD_PER_SECOND, fake_server
from storage import incoming, outbox
from storage.engine import Database

PEOPLE = 2000
SLOWEST_MS = 2000.0
"""Zalo's limit for an answer; Telegram waits longer."""
LOOK_SECONDS = 0.5
ANSWERED = re.compile(r"Điều (\d+) Luật Hợp tác xã 2012\. ")
WAITING = ("waiting", "sending")


def update(number: int, person: int, turn: int) -> dict[str, object]:
    """A private message; the `turn`-th of a person asks for the article of that number, so that answers can be told."""
    sender = {"id": person, "is_bot": False, "first_name": "Lan"}
    chat = {"id": person, "type": "private", "first_name": "Lan"}
    about = {"message_id": number, "date": int(time.time()), "from": sender, "chat": chat}
    return {"update_id": number, "message": {**about, "text": f"điều {turn} luật 2012"}}


@dataclass
class Flood:
    """The platform's side: what it posted, and what it heard."""

    url: str
    per_second: int
    total: int
    people: int
    waits: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    _last: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> float:
        """Seconds until everything was acknowledged."""
        began = time.perf_counter()
        headers = {HEADER: derive_secret(TOKEN, "telegram")}
        connector = aiohttp.TCPConnector(limit=CONNECTIONS)
        async with aiohttp.ClientSession(connector=connector, headers=headers) as session:
            for number in range(self.total):
                person = 1000 + number % self.people
                before, event = self._last.get(person), update(number + 1, person, 1 + number // self.people)
                self._last[person] = asyncio.create_task(self._post(session, event, before))
                ahead = began + number / self.per_second - time.perf_counter()
                if ahead > 0:
                    await asyncio.sleep(ahead)
            await asyncio.gather(*self._last.values())
        return time.perf_counter() - began

    async def _post(
        self, session: aiohttp.ClientSession, event: dict[str, object], before: asyncio.Task[None] | None
    ) -> None:
        if before is not None:
            await before
        began = time.perf_counter()
        async with session.post(self.url, json=event) as answer:
            self.statuses[answer.status] += 1
        self.waits.append((time.perf_counter() - began) * 1000)


class Memory:
    """The highest resident memory of a process while it is watched."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.first = self.peak = resident_megabytes(pid)

    async def watch(self) -> None:
        while True:
            self.peak = max(self.peak, resident_megabytes(self._pid))
            await asyncio.sleep(LOOK_SECONDS)


async def until(condition: Callable[[], bool]) -> None:
    while not await asyncio.to_thread(condition):  # noqa: ASYNC110
        await asyncio.sleep(LOOK_SECONDS)


def all_answered(database: Database) -> bool:
    with database.reading() as unit:
        return not incoming.count_waiting(unit) and not any(outbox.count_in_state(unit, state) for state in WAITING)


def count_stored(database: Database) -> int:
    with database.reading() as unit:
        return incoming.count_all(unit)


def out_of_order(record: Path, flood: Flood) -> int:
    """Updates that nobody answered, or not in their order, by what each person got."""
    got: dict[int, list[int]] = defaultdict(list)
    for line in record.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        if found := ANSWERED.search(message["text"]):
            got[message["chat_id"]].append(int(found[1]))
    wrong = 0
    for person in range(flood.people):
        expected = list(range(1, 1 + len(range(person, flood.total, flood.people))))
        if got[1000 + person] != expected:
            wrong += len(expected)
    return wrong


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        return int(chosen.getsockname()[1])


def bench_webhooks(seconds: int, per_second: int = FLOOD_PER_SECOND, people: int = PEOPLE) -> list[Row]:
    """`per_second` updates a second through the door of one served process, for so many seconds."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        record, port = folder / "sent.jsonl", free_port()
        api_url = stack.enter_context(fake_server("--record", str(record)))
        url = f"sqlite:///{folder}/flood.db"
        settings = {
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
            "WEB_PORT": str(port),
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": api_url,
            "TELEGRAM_WEBHOOK": "true",
        }
        command = [sys.executable, "-m", "bot"]
        program = stack.enter_context(
            subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)  # noqa: S603
        )
        stack.callback(program.send_signal, signal.SIGTERM)
        wait_for(f"http://127.0.0.1:{port}/health")
        flood = Flood(
            f"http://127.0.0.1:{port}{PATH.format(name='telegram')}", per_second, seconds * per_second, people
        )
        return asyncio.run(_measure(flood, program.pid, url, record))


async def _measure(flood: Flood, pid: int, url: str, record: Path) -> list[Row]:
    await _first_word(flood)
    database, memory, began = Database(url), Memory(pid), time.perf_counter()
    watching = asyncio.create_task(memory.watch())
    posted = await flood.run()
    await until(lambda: all_answered(database))
    took = time.perf_counter() - began
    watching.cancel()
    stored = count_stored(database)
    database.close()
    name = f"webhook flood: {flood.total} updates at {flood.per_second}/s"
    return [
        Row(f"{name}, posted in", posted, "s", f"{flood.total / flood.per_second:g}"),
        Row("webhook flood: not answered by 200", flood.total - flood.statuses[200], "updates", "0"),
        Row("webhook flood: not stored", flood.total + 1 - stored, "updates", "0"),
        Row("webhook flood: acknowledged after, p50", percentile(flood.waits, 50), "ms"),
        Row("webhook flood: acknowledged after, p99", percentile(flood.waits, 99), "ms", f"under {SLOWEST_MS:g}"),
        Row("webhook flood: acknowledged after, longest", max(flood.waits), "ms", f"under {SLOWEST_MS:g}"),
        Row("webhook flood: all answered after", took, "s"),
        Row("webhook flood: out of order, or unanswered", out_of_order(record, flood), "updates", "0"),
        Row("webhook flood: memory grew by", memory.peak - memory.first, "MB", "flat"),
    ]


async def _first_word(flood: Flood) -> None:
    """Until the webhook is open: the channel starts after the server. Somebody else's word warms up the first turn."""
    headers = {HEADER: derive_secret(TOKEN, "telegram")}
    async with aiohttp.ClientSession(headers=headers) as session:
        status = 0
        while status != 200:
            async with session.post(flood.url, json=update(10**9, 1, 1)) as answer:
                status = answer.status
            await asyncio.sleep(0.1)
    await asyncio.sleep(2)
