"""End trial mode: take out the invented cooperatives and all that hangs on them. Everything real stays.

python -m scripts.trial            says whether the database is in trial mode
python -m scripts.trial --remove   ends it [--yes: without asking]
"""

import argparse
from datetime import datetime

from bot.settings import Settings
from scripts.command import confirm, end_with, on_database
from storage import trial
from storage.engine import Database

QUESTION = "Remove all invented cooperatives, their rounds and codes?"


def say_state(database: Database) -> int:
    with database.reading() as unit:
        running = trial.is_running(unit)
    print("The database is in trial mode." if running else "The database is not in trial mode.")
    return 0


def remove(database: Database, is_sure: bool, now: datetime) -> int:
    """Ask unless sure, then take everything out in one go."""
    with database.reading() as unit:
        if not trial.is_running(unit):
            print("The database is not in trial mode. Nothing was removed.")
            return 0
    if not is_sure and not confirm(QUESTION):
        print("Nothing was removed.")
        return 1
    with database.unit() as unit:
        removed = trial.remove(unit, now)
    print(
        f"Removed: {removed.cooperatives} cooperatives, {removed.rounds} rounds, {removed.responses} responses, "
        f"{removed.staff} people who joined the staff by the trial's code."
    )
    if removed.kept_rounds:
        print(f"{removed.kept_rounds} rounds have answers of real cooperatives; they stay, as real rounds.")
    print("Next: python -m scripts.import_cooperatives FILE, then python -m scripts.staff add")
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.trial", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--remove", action="store_true", help="end trial mode")
    parser.add_argument("--yes", action="store_true", help="without asking")
    options = parser.parse_args(arguments)

    def work(database: Database, _: Settings, now: datetime) -> int:
        return remove(database, options.yes, now) if options.remove else say_state(database)

    return on_database(work)


if __name__ == "__main__":
    end_with(main)
