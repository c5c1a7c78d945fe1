"""A SQLite file that another program keeps locked: the log says so."""

import logging
import sqlite3
import threading
from collections.abc import Iterator

import pytest

from storage import people
from storage.engine import Database
from tests.storage.rows import NOW


@pytest.fixture
def other_program(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Holds the writer's lock."""
    monkeypatch.setattr("storage.engine.SQLITE_WAIT_SECONDS", 0.1)
    connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")  # as the program itself has set it
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def test_waiting_for_a_lock_is_logged_and_the_writing_is_done_when_it_ends(
    other_program: sqlite3.Connection,
    sqlite_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.engine.SQLITE_WAITS", 1000)
    said = threading.Event()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.set()

    ear = Ear()
    logging.getLogger("storage.engine").addHandler(ear)

    def let_go() -> None:
        said.wait(60)
        other_program.rollback()

    letting_go = threading.Thread(target=let_go)
    letting_go.start()
    database = Database(sqlite_url)
    with database.unit() as unit:
        people.meet(unit, "web", "an", NOW)
    letting_go.join()
    logging.getLogger("storage.engine").removeHandler(ear)
    database.close()
    assert "another program has kept the database locked" in caplog.text
