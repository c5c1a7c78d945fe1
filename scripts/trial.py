"""End trial mode: take out the invented cooperatives and all that hangs on them. Everything real stays.

python -m scripts.trial            says whether the database is in trial mode
python -m scripts.trial --remove   ends it [--yes: without asking]
"""

import argparse
import sys
from datetime import UTC, datetime

from bot.database import open_database
from bot.settings import WrongSetting, read_settings
from storage import trial
from storage.engine import Database


def say_state(database: Database) -> int:
    with database.reading() as unit:
        running = trial.is_running(unit)
    print("The database is in trial mode." if running else "The database is not in trial mode.")
    return 0


def remove(database: Database, is_sure: bool) -> int:
    """Ask unless sure, then take everything out in one go."""
    with database.reading() as unit:
        if not trial.is_running(unit):
            print("The database is not in trial mode. Nothing was removed.")
            return 0
    if not is_sure and not ask():
        print("Nothing was removed.")
        return 1
    with database.unit() as unit:
        removed = trial.remove(unit, datetime.now(UTC))
    print(
        f"Removed: {removed.cooperatives} cooperatives, {removed.rounds} rounds, {removed.responses} responses, "
        f"{removed.staff} people who joined the staff by the trial's code."
    )
    if removed.kept_rounds:
        print(f"{removed.kept_rounds} rounds have answers of real cooperatives; they stay, as real rounds.")
    print("Next: python -m scripts.import_cooperatives FILE, then python -m scripts.staff add")
    return 0


def ask() -> bool:
    """Whether the person types yes."""
    try:
        return input("Remove all invented cooperatives, their rounds and codes? Type yes: ").strip().lower() == "yes"
    except EOFError:
        return False


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.trial", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--remove", action="store_true", help="end trial mode")
    parser.add_argument("--yes", action="store_true", help="without asking")
    options = parser.parse_args(arguments)
    try:
        settings = read_settings()
        database = open_database(settings)
    except WrongSetting as error:
        print(error, file=sys.stderr)
        return 2
    code = remove(database, options.yes) if options.remove else say_state(database)
    database.close()
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
