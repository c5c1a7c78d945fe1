"""Results on their way: what went where, and sending a round once more.

    python -m scripts.forward log [--limit N]
    python -m scripts.forward again ROUND [--target NAME ...]

`again` puts the deliveries on the list of the running program, which sends them. ROUND is the number in the JSON
report; NAME is folder, post, staff or email:address; without it all targets of the round get it.
"""

import argparse
from datetime import datetime

from bot.app import build_world
from bot.settings import Settings
from handlers.results.forwarding import plan_forwards, targets_of
from scripts.command import end_with, on_database, refuse
from storage import forwards, surveys
from storage.engine import Database


def show_log(database: Database, limit: int) -> int:
    """Each delivery with every try and its answer, the newest delivery first."""
    with database.reading() as unit:
        for item in forwards.recent(unit, limit):
            print(f"{item.key}  {item.state}")
            for one in forwards.tries_of(unit, item.id):
                print(f"    {one.tried_at:%Y-%m-%d %H:%M} UTC  {'arrived' if one.arrived else 'failed '}  {one.answer}")
    return 0


def send_again(database: Database, settings: Settings, round_id: int, targets: list[str], now: datetime) -> int:
    """Plan another revision of a closed round."""
    with database.unit() as unit:
        this = surveys.find_round(unit, round_id)
        if this is None or this.state != "closed":
            return refuse(f"There is no closed round {round_id}.")
        on = targets_of(unit, build_world(settings), this)
        if unknown := set(targets) - set(on):
            return refuse(f"Not a target of this round: {', '.join(sorted(unknown))}. On are: {', '.join(on)}.")
        count = plan_forwards(unit, round_id, targets or on, now, forwards.next_revision(unit, round_id))
    print(f"{count} deliveries are on the list.")
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.forward",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    log = commands.add_parser("log", help="what went where, when, with what answer")
    log.add_argument("--limit", type=int, default=20)
    again = commands.add_parser("again", help="send a closed round once more")
    again.add_argument("round", type=int)
    again.add_argument("--target", action="append", default=[])
    for command in (log, again):
        command.add_argument("--database", default="", metavar="URL", help="default: the one of the settings")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)

    def work(database: Database, settings: Settings, now: datetime) -> int:
        if options.command == "log":
            return show_log(database, options.limit)
        return send_again(database, settings, options.round, options.target, now)

    return on_database(work, options.database)


if __name__ == "__main__":
    end_with(main)
