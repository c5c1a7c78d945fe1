"""Load the alliance's own list of cooperatives into the directory.

    python -m scripts.import_cooperatives FILE [--yes] [--same ROW=ID ...] [--new ROW ...]

FILE is xlsx or csv; docs/directory.md says what it may look like. First comes a preview of what was understood; nothing
is written until you say yes. Loading a list again changes only what changed.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.settings import ZONE, Settings
from handlers.directory.files import Unreadable, read_sheets
from handlers.directory.gazetteer import Gazetteer, load_gazetteer
from handlers.directory.load import apply, known
from handlers.directory.places import find_province
from handlers.directory.plan import Decisions, Plan, make_plan
from handlers.directory.preview import describe
from handlers.directory.rows import Reading, read_list
from handlers.trial import is_trial
from scripts.command import confirm, end_with, on_database, refuse
from scripts.decisions import add_decisions, decisions_of
from storage.engine import Database

DONE, REFUSED = 0, 1
TRIAL = """
This database is in trial mode: its invented cooperatives stay beside yours until
  python -m scripts.trial --remove"""


def read_file(path: Path, gazetteer: Gazetteer, province: str, now: datetime) -> Reading:
    """What a list says. `province`: the alliance's, where the list names none. Raises Unreadable."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None
    code = find_province(gazetteer, province) if province else None
    if province and code is None:
        raise Unreadable(f"Setting PROVINCE: there is no province {province!r}.")
    return read_list(read_sheets(content), gazetteer, now.astimezone(ZONE).date(), code)


def load(database: Database, reading: Reading, previewed: Plan, decisions: Decisions, now: datetime) -> bool:
    """Write what was previewed, all or nothing; False when the directory changed since."""
    with database.unit() as unit:
        unit.serialise("directory")
        plan = make_plan(reading.entries, known(unit), decisions)
        if plan != previewed:
            return False
        apply(unit, plan, now)
    return True


def run(
    database: Database, reading: Reading, gazetteer: Gazetteer, decisions: Decisions,
    agree: Callable[[], bool], now: datetime,
) -> int:  # fmt: skip
    """Preview, confirm, write; the exit code."""
    with database.reading() as unit:
        plan = make_plan(reading.entries, known(unit), decisions)
        in_trial = is_trial(unit)
    print(describe(reading, plan, gazetteer) + (TRIAL if in_trial else ""))
    if plan.is_empty:
        print("\nThere is nothing to write.")
        return DONE
    if not agree():
        print("\nNothing was written.")
        return REFUSED
    if not load(database, reading, plan, decisions, now):
        print("\nThe directory was changed meanwhile. Nothing was written; please run it again.", file=sys.stderr)
        return REFUSED
    print(f"\nWritten: {len(plan.new)} new, {len(plan.changed)} changed.")
    return DONE


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.import_cooperatives",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    add_decisions(parser, new="this row is a new one")
    parser.add_argument("--database", default="", metavar="URL", help="default: the one of the settings")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)

    def work(database: Database, settings: Settings, now: datetime) -> int:
        gazetteer = load_gazetteer()
        try:
            reading = read_file(options.file, gazetteer, settings.province, now)
        except Unreadable as error:
            return refuse(error)
        return run(
            database,
            reading,
            gazetteer,
            decisions_of(options),
            (lambda: True) if options.yes else partial(confirm, "\nWrite this?"),
            now,
        )

    return on_database(work, options.database)


if __name__ == "__main__":
    end_with(main)
