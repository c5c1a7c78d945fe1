"""A SQLite file that another program keeps locked: the log says so."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from storage import people
from storage.engine import Database
from storage.migrate import DatabaseUnusable, migrate
from tests.storage.rows import NOW


@pytest.fixture
def other_program(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Holds the writer's lock."""
    monkeypatch.setattr("storage.locking.WAIT_SECONDS", 0.1)
    connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")  # as the program itself has set it
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


@contextmanager
def released_when_said(other_program: sqlite3.Connection) -> Iterator[None]:
    """The other program lets go as soon as the log has spoken of it."""
    said = threading.Event()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.set()

    def let_go() -> None:
        said.wait(60)
        other_program.rollback()

    ear, letting_go = Ear(), threading.Thread(target=let_go)
    logging.getLogger("storage.locking").addHandler(ear)
    letting_go.start()
    yield
    letting_go.join()
    logging.getLogger("storage.locking").removeHandler(ear)


def test_waiting_for_a_lock_is_logged_and_the_writing_is_done_when_it_ends(
    other_program: sqlite3.Connection,
    sqlite_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.locking.WAITS", 1000)
    database = Database(sqlite_url)
    with released_when_said(other_program), database.unit() as unit:
        people.meet(unit, "web", "an", NOW)
    database.close()
    assert "Another program has kept the database file locked" in caplog.text


def test_start_says_that_it_waits_and_goes_on_when_the_lock_ends(
    other_program: sqlite3.Connection,
    sqlite_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.locking.WAITS_AT_START", 1000)
    with released_when_said(other_program):
        migrate(sqlite_url)
    assert "Close what else has it open" in caplog.text


def test_start_gives_up_on_a_file_that_stays_locked_and_says_what_to_do(
    other_program: sqlite3.Connection,
    sqlite_url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.locking.WAITS_AT_START", 3)
    with pytest.raises(DatabaseUnusable, match=r"stays locked by another program\. Close what else has it open"):
        migrate(sqlite_url)
    assert len(caplog.records) == 2
