"""Rounds from the command line: who is missing, whom to call, calendars, new questions, merged cooperatives.

    python -m scripts.rounds board [--round ID]            where every cooperative of the open rounds stands
    python -m scripts.rounds calls [--round ID] --out FILE the call list as xlsx
    python -m scripts.rounds calendars                     the calendars with their next rounds
    python -m scripts.rounds add-calendar SURVEY FREQUENCY DAY DAYS_OPEN [--remind 3,7,-1] [--asks 0|-1] [--quiet 20-7]
    python -m scripts.rounds pause ID | resume ID | end ID
    python -m scripts.rounds publish FILE [--yes]          a definition in TOML; says first how many are in progress
    python -m scripts.rounds merge GONE INTO [--joint] [--yes]
                                                           ids; GONE becomes part of INTO: shown first. --joint: one
                                                           report for both in open rounds, also where GONE sent its own
    python -m scripts.rounds split ID NAME [--people 3,5] [--codes ABC234] [--answers-go] [--yes]
                                                           NAME leaves ID with these people and codes; shown first

FREQUENCY: once, week, month, quarter, half_year, year. DAY: 2026-12-25. Exit code: 0 done, 1 no, 2 cannot work.
"""

import argparse
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from bot.forwarding.folder import write_whole
from bot.settings import Settings
from handlers.desk.missing import describe, write_calls
from handlers.survey import calendars as plans
from handlers.survey.board import Board, Standing, read_board
from handlers.survey.catalogue import adopt, available
from handlers.survey.load import WrongDefinition, load_definition
from handlers.survey.mergers import NoMerger, Plan, hold, plan_merger
from handlers.survey.mergers import carry_out as carry_out_merger
from handlers.survey.mergers import say_plan as say_plan_of_merger
from handlers.survey.periods import say_period
from handlers.survey.splitting import NoSplit, carry_out, plan_split, say_plan
from handlers.world import ZONE, QuietHours
from scripts.command import confirm, end_with, on_database, refuse
from storage import calendars, cooperatives, surveys, versions
from storage.engine import Database


def _boards(database: Database, round_id: int | None) -> list[Board]:
    with database.unit() as unit:
        wanted = [
            this for this in surveys.rounds(unit) if this.id == round_id or (not round_id and this.state == "open")
        ]
        return [read_board(unit, this) for this in wanted]


def board(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    boards = _boards(database, options.round)
    for one in boards:
        print(f"{one.round.id}: {one.title}, {say_period(one.round.period)} ({one.round.state})")
        for standing in Standing:
            print(f"  {standing}: {one.count(standing)}")
        for line in one.lines:
            if line.standing is not Standing.DONE:
                print(f"  {line.cooperative.id}\t{line.cooperative.name}\t{line.cooperative.place}\t{describe(line)}")
    return 0 if boards else refuse("There is no such round.")


def calls(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    boards = _boards(database, options.round)
    if len(boards) != 1:
        return refuse("Name the round with --round; `board` lists them.")
    try:
        write_whole(options.out.parent, {options.out.name: write_calls(boards[0])})
    except OSError as error:
        return refuse(f"{options.out} cannot be written: {error.strerror}.")
    print(f"{sum(line.needs_call for line in boards[0].lines)} to call: {options.out}")
    return 0


def list_calendars(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    with database.unit() as unit:
        definitions = available(unit)
        for item in calendars.standing(unit):
            print(f"{item.id}\t{item.survey}\t{item.frequency}\t{item.days_open} days\t{item.state}")
            usual = definitions[item.survey].periods[0] if item.survey in definitions else None
            for planned in plans.coming(item, usual, now.astimezone(ZONE).date()) if usual else []:
                reminds = ", ".join(map(str, planned.reminds)) or "no reminders"
                print(f"  {planned.period}: opens {planned.opens}, closes {planned.closes}, {reminds}")
    return 0


def add_calendar(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    with database.unit() as unit:
        definition = available(unit).get(options.survey)
        if definition is None:
            return refuse(f"There is no survey {options.survey!r}: {', '.join(available(unit))}.")
        if options.frequency not in (plans.ONCE, *definition.periods):
            return refuse(f"{options.survey} is asked for: {', '.join((*definition.periods, plans.ONCE))}.")
        if options.day < now.astimezone(ZONE).date() or not 1 <= options.days <= 90:
            return refuse("The first day must not be past, and a round is open for 1 to 90 days.")
        if any((one.survey, one.frequency) == (options.survey, options.frequency) for one in calendars.standing(unit)):
            return refuse("There is a calendar of that survey and frequency already: `end` it first.")
        where = (options.survey, options.frequency, options.day, options.days, options.remind, options.asks)
        item = calendars.add(unit, *where, None, now, options.quiet)
    print(f"calendar {item.id}")
    return list_calendars(options, database, settings, now)


def switch(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    old, new = {"pause": ("active", "paused"), "resume": ("paused", "active"), "end": ("", "ended")}[options.what]
    with database.unit() as unit:
        item = calendars.find(unit, options.id)
        if item is None or item.state == "ended" or not calendars.set_state(unit, item.id, old or item.state, new):
            return refuse(f"There is no calendar {options.id} to {options.what}.")
        if new == "active":
            calendars.leave_out(unit, item.id, now.astimezone(ZONE).date() - timedelta(days=1))
    return list_calendars(options, database, settings, now)


def publish(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    try:
        definition = load_definition(options.file)
    except WrongDefinition as error:
        return refuse(error)
    with database.unit() as unit:
        newest = available(unit).get(definition.key)
        in_progress = versions.count_in_progress(unit, definition.key)
    if newest is not None and definition.version <= newest.version:
        return refuse(f"{definition.key} has version {newest.version} already: raise the number in the file.")
    print(f"{in_progress} cooperatives are in the middle of answering; they finish the version they began.")
    if not options.yes and not confirm(f"Publish version {definition.version} of {definition.key}?"):
        return 1
    with database.unit() as unit:
        print(f"published; {adopt(unit, definition, now)} open rounds begin with it from now on")
    return 0


def merge(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    def plan() -> Plan:
        gone, into = cooperatives.find(unit, options.gone), cooperatives.find(unit, options.into)
        if gone is None or into is None:
            raise NoMerger("Both must be cooperatives of the directory.")
        return plan_merger(unit, gone, into, now, joint=options.joint)

    try:
        with database.unit() as unit:
            shown = plan()
        print(say_plan_of_merger(shown))
        if not options.yes and not confirm(f"Merge {shown.gone.name} into {shown.into.name}?"):
            return 1
        with database.unit() as unit:
            hold(unit)
            if plan() != shown:
                return refuse("Something changed meanwhile: look at it again.")
            told = carry_out_merger(unit, QuietHours(settings.quiet_from, settings.quiet_until), shown, None, now)
    except NoMerger as problem:
        return refuse(problem)
    print(f"{shown.gone.name} is part of {shown.into.name} now; {told} people are told")
    return 0


def split(options: argparse.Namespace, database: Database, settings: Settings, now: datetime) -> int:
    wanted = {"going": options.people, "codes": options.codes, "moves_answers": options.answers_go}
    with database.unit() as unit:
        old = cooperatives.find(unit, options.id)
        if old is None:
            return refuse(f"There is no cooperative {options.id}.")
        try:
            plan = plan_split(unit, old, options.name, now, **wanted)
        except NoSplit as problem:
            return refuse(problem)
        strange = [*({*options.people} - plan.going), *({*options.codes} - plan.codes_going)]
        if strange or options.answers_go != plan.moves_answers:
            return refuse(f"Not of {old.name}, or not to be moved: {strange or 'answers of an open round'}.")
    print(say_plan(plan))
    print("people: " + ", ".join(f"{one.id} {one.name}" for one in plan.people))
    print("codes: " + ", ".join(plan.codes))
    if not options.yes and not confirm(f"Split {plan.name} off {old.name}?"):
        return 1
    with database.unit() as unit:
        if plan_split(unit, old, options.name, now, **wanted) != plan:
            return refuse("Something changed meanwhile: look at it again.")
        told = carry_out(unit, QuietHours(settings.quiet_from, settings.quiet_until), plan, None, now)
    print(f"{plan.name} is a cooperative of its own now; {told} people are told")
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.rounds", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="what", required=True)
    for name, work in (("board", board), ("calls", calls)):
        verb = verbs.add_parser(name)
        verb.add_argument("--round", type=int, default=None)
        verb.set_defaults(work=work)
    verbs.choices["calls"].add_argument("--out", type=Path, required=True)
    verbs.add_parser("calendars").set_defaults(work=list_calendars)
    verb = verbs.add_parser("add-calendar")
    verb.add_argument("survey")
    verb.add_argument("frequency")
    verb.add_argument("day", type=date.fromisoformat)
    verb.add_argument("days", type=int)
    verb.add_argument("--remind", type=lambda text: [int(step) for step in text.split(",") if step], default=[3, 7, -1])
    verb.add_argument("--asks", type=int, choices=(0, -1), default=0)
    verb.add_argument("--quiet", type=_hours, default=None)
    verb.set_defaults(work=add_calendar)
    for name in ("pause", "resume", "end"):
        verb = verbs.add_parser(name)
        verb.add_argument("id", type=int)
        verb.set_defaults(work=switch)
    verb = verbs.add_parser("publish")
    verb.add_argument("file", type=Path)
    verb.add_argument("--yes", action="store_true")
    verb.set_defaults(work=publish)
    verb = verbs.add_parser("merge")
    verb.add_argument("gone", type=int)
    verb.add_argument("into", type=int)
    verb.add_argument("--joint", action="store_true")
    verb.add_argument("--yes", action="store_true")
    verb.set_defaults(work=merge)
    verb = verbs.add_parser("split")
    verb.add_argument("id", type=int)
    verb.add_argument("name")
    verb.add_argument("--people", type=lambda text: [int(one) for one in text.split(",") if one], default=[])
    verb.add_argument("--codes", type=lambda text: [one for one in text.upper().split(",") if one], default=[])
    verb.add_argument("--answers-go", action="store_true")
    verb.add_argument("--yes", action="store_true")
    verb.set_defaults(work=split)
    return parser.parse_args(arguments)


def _hours(text: str) -> tuple[int, int]:
    begins, ends = (int(hour) for hour in text.split("-"))
    if not (0 <= begins <= 23 and 0 <= ends <= 23):
        raise ValueError(text)
    return begins, ends


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    return on_database(partial(options.work, options))


if __name__ == "__main__":
    end_with(main)
