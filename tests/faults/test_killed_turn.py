"""kill -9 between storing an event and handling it, and in the middle of handling it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.messages import Kind
from storage import people
from storage.engine import Database
from storage.tables.traffic import IncomingRow, OutboxRow
from tests.stage import MORNING, Stage

ROOT = Path(__file__).parents[2]
DYING = """
import os, signal, sys
from datetime import UTC, datetime
from bot.clock import ManualClock
from bot.turn import Turns
from handlers.messages import Address, Incoming, Kind
from handlers.conversation import say
from storage import people
from storage.engine import Database

where, url = sys.argv[1:]
now = datetime(2026, 11, 20, 2, tzinfo=UTC)

def handler(turn):
    people.set_name(turn.unit, turn.person.id, "nửa vời")
    if where == "in the turn":
        os.kill(os.getpid(), signal.SIGKILL)
    return say("x")

turns = Turns(Database(url), None, ManualClock(now), (handler,))
for number, text in enumerate(("htx can bao nhieu thanh vien", "vốn điều lệ là gì")):
    turns.receive(Incoming(Address("terminal", "an"), str(number), Kind.TEXT, now, text=text))
if where == "in the turn":
    turns.handle_next("terminal", "an")
os.kill(os.getpid(), signal.SIGKILL)
"""


def die(where: str, url: str) -> None:
    died = subprocess.run([sys.executable, "-c", DYING, where, url], cwd=ROOT, capture_output=True, text=True)
    assert died.returncode == -signal.SIGKILL, died.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
@pytest.mark.parametrize("where", ["before the turn", "in the turn"])
async def test_stored_events_are_handled_once_and_in_order_after_a_restart(database_url: str, where: str) -> None:
    die(where, database_url)
    database = Database(database_url)
    with database.unit() as unit:
        assert list(unit.session.scalars(select(IncomingRow.state))) == ["waiting", "waiting"]
        assert list(unit.session.scalars(select(OutboxRow.id))) == []
        assert people.meet(unit, "terminal", "an", MORNING)[0].name is None
    database.close()
    stage = Stage(database_url)
    await stage.does("an", Kind.STICKER)
    answers = [sent.outgoing.text for sent in stage.messages("an")]
    stage.close()
    assert len(answers) == 4  # the greeting, two answers, and a word on the sticker
    assert "thành viên" in answers[1]
    assert "ốn" in answers[2]
