"""Load a table of answers, e.g. last year's figures, so that the first round already knows them.

    python -m scripts.import_answers FILE.xlsx --definition half_year --period 2025-H2 [--yes] [--leave-out]
                                     [--same ROW=ID ...] [--new ROW ...]

FILE is xlsx or csv with one row a cooperative: its name (and place or register number) and one column a question, with
titles in any order and spelling. Units stand in the cells, in the titles, or in a line "Đơn vị tính" over the table or
under its titles. First comes a preview; nothing is written until you say yes, and then all of it or nothing. While a
cell or a row is not understood nothing is loaded; --leave-out loads the rest without them. What a cooperative has
answered already is never changed. Where a row may be one or another cooperative, --same says which it is, and --new
that it is none of those known: then scripts.import_cooperatives has to load it before.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.settings import ZONE, Settings
from handlers.directory.files import Unreadable, read_sheets
from handlers.directory.findings import Finding
from handlers.directory.gazetteer import Gazetteer, load_gazetteer
from handlers.directory.load import known
from handlers.directory.places import find_province
from handlers.directory.plan import Decisions
from handlers.results.imports.load import answered_before, definition_for, load_answers
from handlers.results.imports.table import Understood, understand
from handlers.survey.load import load_shipped
from handlers.survey.periods import first_day
from scripts.command import confirm, end_with, on_database, refuse
from scripts.decisions import add_decisions, decisions_of
from storage.engine import Database

DONE, REFUSED = 0, 1


def describe(understood: Understood, already: set[int], period: str) -> str:
    """The preview: columns, numbers, and every cell that was not understood."""
    units = {title: f" in {unit}" for title, unit in understood.units.items()}
    lines = [f"  {title!r:40} answers {label!r}{units.get(title, '')}" for title, label in understood.columns.items()]
    lines += [f"  not read: {', '.join(understood.unused)}"] if understood.unused else []
    new = [one for one in understood.filled if one.cooperative.id not in already]
    answers = sum(len(one.answers) for one in new)
    told = [f"{len(new)} cooperatives with {answers} answers would be loaded for {period}"]
    if len(new) < len(understood.filled):
        told.append(f"{len(understood.filled) - len(new)} have answered for {period} already and stay as they are")
    problems = [_line(finding) for finding in sorted(understood.problems, key=lambda finding: finding.row)]
    head = [f"\nNot understood ({len(problems)}):"] if problems else []
    return "\n".join(["Columns:", *lines, "", *told, *head, *problems])


def _line(finding: Finding) -> str:
    remedy = f" -> {finding.remedy}" if finding.remedy else ""
    return f"  row {finding.row}, {finding.column}: {finding.found!r} {finding.reason}{remedy}"


def run(
    database: Database, content: bytes, survey: str, period: str, gazetteer: Gazetteer, province: str,
    now: datetime, *, agree: Callable[[], bool], leave_out: bool = False, decisions: Decisions | None = None,
) -> int:  # fmt: skip
    """Preview, confirm, write; the exit code. Raises Unreadable."""
    code = find_province(gazetteer, province) if province else None
    today = now.astimezone(ZONE).date()
    with database.unit() as unit:
        unit.serialise("answers")
        definition = definition_for(unit, survey, period)
        found = understand(read_sheets(content), definition, known(unit), gazetteer, today, code, decisions)
        already = answered_before(unit, survey, period)
        print(describe(found, already, period))
    if not found.columns:
        raise Unreadable("No column's title was understood as a question of this survey.")
    if found.problems and not leave_out:
        print("\nNothing was written. Correct the table, or load the rest with --leave-out.", file=sys.stderr)
        return REFUSED
    if all(one.cooperative.id in already for one in found.filled):
        print("\nThere is nothing to write.")
        return DONE
    if not agree():
        print("\nNothing was written.")
        return REFUSED
    with database.unit() as unit:
        unit.serialise("answers")
        if definition_for(unit, survey, period) != definition:
            raise Unreadable("The questions of this period were changed meanwhile: load the table again.")
        loaded = load_answers(unit, definition, period, found.filled, now)
    print(f"\nWritten: the answers of {loaded} cooperatives.")
    return DONE


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.import_answers",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--definition", required=True, choices=sorted(load_shipped()), help="which survey")
    parser.add_argument("--period", required=True, metavar="PERIOD", help="e.g. 2025-H2, 2025-Q4, 2025-11, 2025")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--leave-out", action="store_true", help="load the rest where something was not understood")
    add_decisions(parser, new="this row is none of the cooperatives that are known")
    parser.add_argument("--database", default="", metavar="URL", help="default: the one of the settings")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    options = parse(arguments)
    agree = (lambda: True) if options.yes else partial(confirm, "\nWrite this?")
    try:
        first_day(options.period)
        content = options.file.read_bytes()
    except OSError as error:
        return refuse(f"{options.file} cannot be read: {error.strerror}.")
    except ValueError as error:
        return refuse(error)

    def work(database: Database, settings: Settings, now: datetime) -> int:
        given = (content, options.definition, options.period, load_gazetteer(), settings.province, now)
        try:
            return run(database, *given, agree=agree, leave_out=options.leave_out, decisions=decisions_of(options))
        except Unreadable as error:
            return refuse(error)

    return on_database(work, options.database)


if __name__ == "__main__":
    end_with(main)
