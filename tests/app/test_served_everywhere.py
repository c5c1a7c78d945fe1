"""What staff approve is served by every process at once, and what they withdraw by none."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.documents import parse_place
from knowledge.drafts import write_entry, write_rules
from knowledge.versions import pack_entry, version_of
from storage import learned, people
from storage.engine import Database
from tests.served_program import small_knowledge
from tests.storage.rows import NOW

QUESTION = "Bao giờ Liên minh mở lớp dạy lái máy cày?"
ANSWER = "Mỗi quý một lớp, không mất tiền."
ROOT = Path(__file__).parents[2]


class Process:
    """Another process on the same database."""

    def __init__(self, url: str, who: str) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.served_program", url, who],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8",
        )  # fmt: skip
        assert self._read() == "ready\n"

    def _read(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline()

    def ask(self, text: str) -> str:
        assert self._program.stdin is not None
        self._program.stdin.write(f"{text}\n")
        self._program.stdin.flush()
        return str(json.loads(self._read()))

    def close(self) -> None:
        self._program.communicate()


def draft(database: Database) -> tuple[int, int]:
    """An entry that waits for approval, and somebody of the staff."""
    knowledge = small_knowledge()
    rules = write_rules(ANSWER, [parse_place("khoản 1 Điều 20", "17/2023/QH15")], knowledge.registry)
    entry = write_entry("lien-minh-1", QUESTION, [], rules, None)
    with database.unit() as unit:
        person, _ = people.meet(unit, "terminal", "hoa", NOW)
        number = learned.draft(unit, entry.key, pack_entry(entry), version_of(entry), person.id, NOW)
    return number, person.id


@pytest.fixture
def processes(database: Database, database_url: str) -> list[Process]:
    return [Process(database_url, who) for who in ("an", "binh")]


def test_approved_entry_is_served_at_once_by_two_processes_and_withdrawn_by_both(
    database: Database, processes: list[Process]
) -> None:
    number, person = draft(database)
    assert not any(ANSWER in process.ask(QUESTION) for process in processes)
    with database.unit() as unit:
        assert learned.decide(unit, number, "approved", person, NOW)
    assert all(ANSWER in process.ask("bao gio lien minh mo lop day lai may cay") for process in processes)
    with database.unit() as unit:
        assert learned.withdraw(unit, number, person, NOW)
    assert not any(ANSWER in process.ask(QUESTION) for process in processes)
    for process in processes:
        process.close()
