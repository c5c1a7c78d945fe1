"""Measure results: from closing a round to all files, in a process of its own so that its memory is its own.

python -m scripts.bench_results [COOPERATIVES]
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from handlers.results.aggregate import aggregate
from handlers.results.figures import read_round
from handlers.results.files import attach_workbook, files_to_pass_on
from handlers.results.sender import Sender
from handlers.survey.definition import Definition, Kind, Question
from handlers.survey.load import load_shipped
from handlers.survey.state import Answer, AnswerKind
from storage import surveys
from storage.cooperatives import CooperativeFacts, add
from storage.engine import Database
from storage.migrate import migrate
from storage.unit import Unit

SECTORS = ("agriculture", "trade", "construction", "transport", "industry", "environment", "credit")
WARDS = 100
GOALS = {1_000: ("under 5", "under 300"), 10_000: ("under 40", "")}
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def measure(cooperatives: int) -> tuple[float, float]:
    """Seconds from closing to all files, and the highest memory in MB, of a process of its own."""
    command = [sys.executable, "-m", "scripts.bench_results", str(cooperatives)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own module
    seconds, megabytes = ended.stdout.split()
    return float(seconds), float(megabytes)


def fill(unit: Unit, count: int) -> int:
    """A round that every cooperative answered, each question of the half-year survey; its id."""
    random = Random(1)  # noqa: S311 - invented figures
    definition = load_shipped()["half_year"]
    version = surveys.publish(unit, definition.key, definition.version, definition.to_json(), NOW)
    this, _ = surveys.open_round(unit, version, "2026-H1", NOW, NOW + timedelta(days=14))
    for number in range(count):
        ward = number * 7 % WARDS
        facts = CooperativeFacts(f"HTX {number}", f"htx {number}", sector=SECTORS[number % 3 if number % 9 else 5],
                                 ward_code=ward + 1, ward_name=f"Xã {ward}", members=7 + number % 40,
                                 old_place=f"Xã {ward}, huyện {ward // 12}")  # fmt: skip
        _answer(unit, this, add(unit, facts, NOW), definition, random)
    return this.id


def _answer(unit: Unit, this: surveys.Round, cooperative_id: int, definition: Definition, random: Random) -> None:
    response = surveys.begin_response(unit, this, cooperative_id, {}, NOW)
    for question in definition.questions:
        if random.random() < 0.95:  # figures are missing here and there, so that no two questions are alike
            answer = Answer(AnswerKind.VALUE, _value(question, random), "x")
            surveys.record_answer(unit, response.id, question.key, answer.to_json(), "x", None, NOW)
    surveys.submit(unit, response.id, f"B{response.id}", NOW)


def _value(question: Question, random: Random) -> int | str:
    if question.choices:
        return random.choice(question.choices).key
    number = random.randint(1, 200)
    return number * (10**6 if question.kind is Kind.MONEY else 1) if question.number_kind else "đề nghị cho vay vốn"


def run(count: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder).as_posix()}/bench.db"
        migrate(url)
        database = Database(url)
        with database.unit() as unit:
            round_id = fill(unit, count)
        began = time.perf_counter()
        with database.unit() as unit:
            surveys.close_round(unit, round_id, NOW)
        with database.reading() as unit:
            this = surveys.find_round(unit, round_id)
            assert this is not None
            results = aggregate(read_round(unit, this, NOW, "Liên minh"))
        files = (attach_workbook(results), *files_to_pass_on(results, Sender("Liên minh")))
        took = time.perf_counter() - began
        assert all(item.content for item in files)
        database.close()
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print seconds and megabytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cooperatives", type=int, nargs="?", default=1_000)
    print(*run(parser.parse_args().cooperatives))


if __name__ == "__main__":
    main()
