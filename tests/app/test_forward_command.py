"""`python -m scripts.forward` as a process: what went where, a round by hand again, nothing twice for the receiver."""

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.forwarding import build_targets
from bot.settings import Settings, read_settings
from scripts.forward import main
from storage.engine import Database
from storage.forwards import PAUSES
from tests.app.forwarding_office import FILES, WORLD, Office
from tests.fakes.receiver import FakeReceiver

SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


class Desk:
    """Where the command is typed: its settings come from the environment, as they do for the program."""

    def __init__(self, url: str, settings: Settings, folder: Path) -> None:
        self._folder = folder
        self.environment = {
            "PYTHONPATH": os.getcwd(),
            "DATABASE_URL": url,
            "FORWARD_FOLDER": str(settings.forward_folder),
            "FORWARD_URL": settings.forward_url,
            "FORWARD_SECRET": settings.forward_secret.get_secret_value(),
            "FORWARD_TO_STAFF": "false",
        }

    def run(self, *arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "scripts.forward", *arguments]
        ended = subprocess.run(
            command, capture_output=True, text=True, cwd=self._folder, env=os.environ | self.environment
        )
        return ended.returncode, ended.stdout, ended.stderr


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    async with FakeReceiver(SECRET) as started:
        yield started


@pytest.fixture
def settings(tmp_path: Path, receiver: FakeReceiver) -> Settings:
    folder = tmp_path / "out"
    folder.mkdir()
    return read_settings(forward_folder=folder, forward_url=receiver.url, forward_secret=SECRET, forward_to_staff=False)


def office_of(database: Database, settings: Settings) -> Office:
    targets = build_targets(settings, WORLD)
    return Office(database, targets["folder"], targets["post"])


async def test_a_round_by_hand_again_arrives_once_more_and_the_log_says_so(
    database: Database, sqlite_url: str, tmp_path: Path, receiver: FakeReceiver, settings: Settings
) -> None:
    office = office_of(database, settings)
    desk = Desk(sqlite_url, settings, tmp_path)
    receiver.plan("drop")  # it is taken, and the answer lost
    await office.forwarding.run_due()

    first = f"round-{office.round_id}-post-1"
    code, said, _ = desk.run("log")
    assert code == 0
    assert re.search(rf"^{first}  waiting\n    2026-07-15 [\d:]+ UTC  failed  ", said, re.MULTILINE), said

    await office.run_after(PAUSES[0])
    assert len(receiver.taken) == 2
    assert set(receiver.reports) == {first}, "the second try has the key of the first"

    code, said, _ = desk.run("again", str(office.round_id), "--target", "post")
    assert (code, said) == (0, "1 deliveries are on the list.\n")
    for _ in range(2):
        await office.run_after(datetime.now(UTC) + timedelta(hours=1) - office.clock.now())
    assert set(receiver.reports) == {first, f"round-{office.round_id}-post-2"}
    assert len(receiver.taken) == 3
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == FILES

    newest, try_, *_ = desk.run("log", "--limit", "1")[1].splitlines()
    assert newest == f"round-{office.round_id}-post-2  done"
    assert try_.endswith("UTC  arrived  HTTP 200")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("again", "7"), "There is no closed round 7."),
        (("again", "1", "--target", "staff"), "Not a target of this round: staff. On are: folder, post."),
    ],
)
async def test_what_cannot_be_sent_again_is_refused_and_nothing_is_planned(
    database: Database,
    sqlite_url: str,
    tmp_path: Path,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    reason: str,
) -> None:
    office = office_of(database, settings)
    for name, value in Desk(sqlite_url, settings, tmp_path).environment.items():
        monkeypatch.setenv(name, value)
    assert main(list(arguments)) == 2
    assert capsys.readouterr().err.strip() == reason
    assert len(office.forwards) == 2
