"""The alliance's staff: let somebody in, see who is in, take a role away.

python -m scripts.staff add [--role admin|officer] [--days 7]    a code for one person
python -m scripts.staff list
python -m scripts.staff remove ID
"""

import argparse
import sys
from datetime import datetime, timedelta
from functools import partial

from bot.channels.telegram.links import deep_link
from bot.settings import ZONE, Settings
from handlers.world import join_link
from scripts.command import end_with, on_database
from storage import invites, members
from storage.engine import Database


def add(database: Database, settings: Settings, role: str, days: int, now: datetime) -> str:
    """Make a code for one person; what to print."""
    expires_at = now + timedelta(days=days)
    with database.unit() as unit:
        code = members.invite(unit, "staff", now, uses=1, role=role, expires_at=expires_at)
    lines = [
        f"Code for one person ({role}): {code}",
        f"It can be used until {expires_at.astimezone(ZONE):%d/%m/%Y %H:%M}.",
        f"  Web chat:  {join_link(settings.web_url, code)}",
    ]
    if settings.telegram_name:
        lines.append(f"  Telegram:  {deep_link(settings.telegram_name, code)}")
    return "\n".join([*lines, "Send it to that person only; they type it or open a link."])


def list_all(database: Database) -> str:
    """Everybody of the staff, one a line."""
    with database.reading() as unit:
        found = invites.staff_members(unit)
    if not found:
        return "Nobody yet. Let somebody in: python -m scripts.staff add"
    rows = [
        (str(one.person_id), one.role, f"{one.since.astimezone(ZONE):%d/%m/%Y}", ", ".join(one.channels) or "-",
         one.name or "(no name)")
        for one in found
    ]  # fmt: skip
    titles = ("ID", "role", "since", "reached by", "name")
    return "\n".join(f"{a:<6}{b:<9}{c:<12}{d:<20}{e}" for a, b, c, d, e in [titles, *rows])


def remove(database: Database, person_id: int, now: datetime) -> bool:
    """Take a person's role away; False when they had none."""
    with database.unit() as unit:
        return members.end_staff(unit, person_id, now)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.staff", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    adding = what.add_parser("add", help="a single-use code")
    adding.add_argument("--role", choices=("admin", "officer"), default="officer", help="default: officer")
    adding.add_argument("--days", type=_days, default=7, help="how long the code can be used (default: 7)")
    what.add_parser("list", help="who is in")
    removing = what.add_parser("remove", help="take a role away")
    removing.add_argument("id", type=int, metavar="ID", help="the number that `list` shows")
    return parser.parse_args(arguments)


def _days(text: str) -> int:
    days = int(text)
    if not 1 <= days <= 365:
        raise argparse.ArgumentTypeError("between 1 and 365")
    return days


def run(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    if options.what == "add":
        print(add(database, settings, options.role, options.days, now))
    elif options.what == "list":
        print(list_all(database))
    elif remove(database, options.id, now):
        print(f"Person {options.id} no longer works for the alliance.")
    else:
        print(f"Person {options.id} is not of the staff. See: python -m scripts.staff list", file=sys.stderr)
        return 1
    return 0


def main(arguments: list[str] | None = None) -> int:
    return on_database(partial(run, parse(arguments)))


if __name__ == "__main__":
    end_with(main)
