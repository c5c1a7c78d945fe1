"""A round of a survey in a process that is killed again and again: `python -m tests.faults.killed_round --help`.

Fifty managers answer half of the short part, are reminded, and answer the rest. Whoever gets no receipt for a message
sends it again, as platforms do. A child of this process does the work; a kill ends the child at any moment and the next
one goes on from the database. The knowledge base is loaded once, before the children part from here.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.channels.terminal.channel import TerminalChannel
from bot.console import Console
from bot.settings import Settings
from handlers.messages import Address, Incoming, Kind, Outgoing
from handlers.survey.rounds import open_round
from handlers.world import ZONE
from storage.migrate import migrate
from tests.stage import Stage, world_of

OPENS = datetime(2026, 11, 20, 9, tzinfo=ZONE)
REMINDS = datetime(2026, 11, 23, 8, 5, tzinfo=ZONE)
GOES_ON = datetime(2026, 11, 23, 14, tzinfo=ZONE)
LOST_LEASE = timedelta(minutes=2)
"""The clock of each child begins so much later, so that what the one before it held is let go of."""
BULK_SECONDS = 0.004


@dataclass(frozen=True)
class Place:
    """Where a run keeps its things."""

    url: str
    folder: Path

    @property
    def acknowledged(self) -> Path:
        return self.folder / "acknowledged"

    @property
    def sent(self) -> Path:
        return self.folder / "sent"


class RecordingChannel(TerminalChannel):
    """Writes down what it sends before the program can know that it was sent."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        if bulk:
            await asyncio.sleep(BULK_SECONDS)
        note(self._file, json.dumps({"to": address.id, "id": reference, "bulk": bulk}))
        return reference


def note(file: Path, line: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(line + "\n")


def answers_of(number: int) -> tuple[list[str], list[str]]:
    """What a manager types before and after the reminder."""
    before = ["bat dau", "Đang hoạt động", str(20 + number)]
    figures = [str(5 + number), f"{100 + number} triệu", "Đúng"]
    return before, ["lam tiep", *figures, "Khó bán hàng, giá thấp", "Gửi luôn phần ngắn"]


def prepare(place: Place, people: int) -> None:
    """Cooperatives with a manager each, and an open round."""
    migrate(place.url)
    stage = Stage(place.url, OPENS)
    for number in range(people):
        stage.manager(name_of(number), stage.cooperative(f"HTX số {number}"))
    with stage.database.unit() as unit:
        open_round(unit, stage.console.app.world, "half_year", "2026-H2", OPENS + timedelta(days=14), OPENS)
    stage.close()
    place.acknowledged.touch()
    place.sent.touch()


def name_of(number: int) -> str:
    return f"quản lý {number}"


def events(people: int, half: int) -> Iterator[tuple[str, str, str]]:
    """(the platform's id, who, what) of all messages of a half, people taking turns."""
    rows = [answers_of(number)[half] for number in range(people)]
    for step in range(max(map(len, rows))):
        for number, lines in enumerate(rows):
            if step < len(lines):
                yield f"{half}:{number}:{step}", name_of(number), lines[step]


async def work(place: Place, people: int, child: int) -> None:
    """Do what is left of the round."""
    done = set(place.acknowledged.read_text(encoding="utf-8").split())
    for half, begins in ((0, OPENS), (1, REMINDS)):
        console = open_console(place, begins + child * LOST_LEASE)
        await console.settle()
        for event, who, text in events(people, half):
            if event not in done:
                await hear(console, event, who, text)
                note(place.acknowledged, event)
        console.close()
    console = open_console(place, GOES_ON + child * LOST_LEASE)
    await console.settle()
    console.close()


def open_console(place: Place, now: datetime) -> Console:
    settings = Settings(database_url=place.url)
    console = Console(settings, now, world_of(settings))
    console.channel = RecordingChannel(place.sent)
    console.app.channels["terminal"] = console.channel
    return console


async def hear(console: Console, event: str, who: str, text: str) -> None:
    now = console.clock.now()
    incoming = Incoming(Address("terminal", who), event, Kind.TEXT, now, text=text, message_id=event)
    await console.app.runner.receive(incoming)
    await console.settle()


def run(place: Place, people: int, kills: int, seed: int) -> int:
    """The round from its opening to the last receipt; the number of kills."""
    chance = random.Random(seed)
    prepare(place, people)
    child = killed = 0
    while True:
        process = os.fork()
        if process == 0:
            asyncio.run(work(place, people, child))
            os._exit(0)
        if killed < kills:
            time.sleep(chance.uniform(0.05, 0.9))
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        if os.WIFEXITED(status):
            if os.WEXITSTATUS(status):
                raise SystemExit(f"the program failed (seed {seed})")
            return killed
        killed += 1
        child += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    print(run(Place(options.url, options.folder), options.people, options.kills, options.seed))
    sys.exit(0)


if __name__ == "__main__":
    main()
