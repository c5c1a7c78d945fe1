"""A whole round of a survey, killed at random moments: no answer is lost, nobody is reminded twice.

One run in CI; `--kill-runs 20` is the campaign of two hundred kills. Failures name the seed.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import col, select

from handlers.survey.state import Answer
from storage import cooperatives, surveys
from storage.engine import Database
from storage.tables.traffic import OutboxRow
from tests.faults.killed_round import answers_of
from tests.faults.processes import ROOT

PEOPLE, KILLS = 50, 10


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the round's process forks")
def test_killed_round_keeps_every_answer_and_reminds_once(database_url: str, tmp_path: Path, seed: int) -> None:
    words = [database_url, str(tmp_path), "--people", str(PEOPLE), "--kills", str(KILLS), "--seed", str(seed)]
    command = [sys.executable, "-m", "tests.faults.killed_round", *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"seed {seed}: {ended.stderr[-2000:]}"
    assert int(ended.stdout) >= KILLS // 2, f"seed {seed}: it was over too soon to prove anything"
    database = Database(database_url)
    try:
        check_answers(database, seed)
        check_reminders(database, tmp_path / "sent", seed)
    finally:
        database.close()


def check_answers(database: Database, seed: int) -> None:
    with database.reading() as unit:
        (this,) = surveys.rounds(unit)
        names = {item.id: item.name for item in cooperatives.everything(unit)}
        responses = surveys.responses_in(unit, this.id)
        assert Counter(item.status for item in responses) == {"submitted": PEOPLE}, f"seed {seed}"
        for item in responses:
            number = int(names[item.cooperative_id].removeprefix("HTX số "))
            found = {key: Answer.from_json(value).value for key, value in surveys.answers_of(unit, item.id).items()}
            before, after = answers_of(number)
            told = (int(before[2]), int(after[1]), (100 + number) * 1_000_000)
            assert (found["members"], found["workers"], found["revenue"]) == told, f"seed {seed}, {number}"


def check_reminders(database: Database, sent: Path, seed: int) -> None:
    lines = [json.loads(line) for line in sent.read_text(encoding="utf-8").splitlines()]
    times = Counter(line["id"] for line in lines if line["bulk"])
    assert not [message for message, count in times.items() if count > 1], f"seed {seed}: sent twice"
    with database.reading() as unit:
        query = select(OutboxRow.id, OutboxRow.address, OutboxRow.state).where(col(OutboxRow.purpose) == "reminder")
        reminders = unit.session.execute(query).all()
    assert Counter(address for _, address, _ in reminders) == {f"quản lý {n}": 1 for n in range(PEOPLE)}, f"seed {seed}"
    for message, address, state in reminders:
        assert state in ("sent", "uncertain"), f"seed {seed}: {address} is {state}"
        assert state == "uncertain" or times[str(message)] == 1, f"seed {seed}: {address} was told it was sent"
