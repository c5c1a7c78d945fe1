"""Several processes empty one outbox: every message is claimed by exactly one of them."""

import pytest

from scripts.bench_delivery import claim_by_processes, enqueue
from storage.engine import Database

ROWS, PROCESSES = 300, 3


@pytest.fixture
def filled(database_url: str) -> str:
    database = Database(database_url)
    enqueue(database, ROWS)
    database.close()
    return database_url


def test_each_message_is_claimed_by_one_process_only(filled: str) -> None:
    claimed, _ = claim_by_processes(filled, PROCESSES, most=4)
    ids = [number for part in claimed for number in part]
    assert len(ids) == ROWS
    assert len(set(ids)) == ROWS
    if filled.startswith("postgresql"):  # SQLite's one writer may well stay the same
        assert sum(bool(part) for part in claimed) > 1  # or it would prove nothing
