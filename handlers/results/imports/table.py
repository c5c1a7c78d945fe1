"""A table of answers as it was understood: which row is which cooperative, and what each cell says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers.directory.files import Sheet
from handlers.directory.findings import Finding, Level, left_out
from handlers.directory.gazetteer import Gazetteer
from handlers.directory.plan import Decisions, match_entries
from handlers.directory.rows import read_list
from handlers.results.imports.cells import read_cell
from handlers.results.imports.columns import match_columns, titles_of
from handlers.results.imports.units import read_units, unit_of
from handlers.survey.course import figures
from handlers.survey.definition import Definition, Question
from handlers.survey.state import DONE, Answer, State
from storage.cooperatives import Cooperative

NAMING = ("name", "register_number", "ward", "district", "province", "address", "phone", "founded_on", "sector")
OF_PLACES = ("place", "name")


@dataclass(frozen=True, slots=True)
class Filled:
    """One cooperative's answers, by question."""

    row: int
    cooperative: Cooperative
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Understood:
    """`columns`: title -> question's label; `unused`: titles that answer no question; `units`: title -> what its
    figures are in. `problems` keep the table from
    being loaded unless they are left out on purpose; `notes` are only to be looked at."""

    columns: Mapping[str, str]
    unused: tuple[str, ...]
    filled: tuple[Filled, ...]
    problems: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = field(default=())
    units: Mapping[str, str] = field(default_factory=dict)


def understand(
    sheets: Sequence[Sheet], definition: Definition, known: Sequence[Cooperative], gazetteer: Gazetteer, today: date,
    province: int | None, decisions: Decisions | None = None,
) -> Understood:  # fmt: skip
    """Read the sheet that looks most like a list. Raises Unreadable."""
    pairs = [read_units(sheet) for sheet in sheets]
    reading = read_list([sheet for sheet, _ in pairs], gazetteer, today, province)
    sheet, stated = next(pair for pair in pairs if pair[0].name == reading.sheet)
    titles = titles_of(sheet.rows, reading.header.row)
    taken = {reading.header.columns[name] for name in NAMING if name in reading.header.columns}
    columns = match_columns(titles, definition, taken)
    units = {column: unit_of(question, titles[column], column, stated) for column, question in columns.items()}
    rows, doubts = match_entries(reading.entries, known, decisions)
    filled, problems = [], [*_of_rows(reading.findings), *_of_rows(doubts)]
    named = {finding.row for finding in problems}
    for entry in reading.entries:
        if entry.row in rows:
            answers, unread = _read_row(sheet.rows[entry.row - 1], entry.row, columns, titles, units)
            problems += unread
            counting = figures(definition, State(definition.key, definition.version, DONE, answers, is_full=True))
            filled += [Filled(entry.row, rows[entry.row], counting)] if counting else []
        elif entry.row not in named:
            reason = "is not in the directory"
            problems.append(Finding(Level.REFUSED, entry.row, "name", entry.name, reason, "load the list first"))
    used = set(columns) | taken
    unused = tuple(title for column, title in enumerate(titles) if title and column not in used)
    told = {titles[column]: question.label for column, question in sorted(columns.items())}
    in_unit = {titles[column]: unit for column, unit in units.items() if unit}
    return Understood(told, unused, tuple(filled), tuple(problems), units=in_unit)


def _of_rows(findings: Sequence[Finding]) -> list[Finding]:
    """What keeps a row from being matched; other fields of the directory do not matter here."""
    return [finding for finding in findings if finding.level in (Level.REFUSED, Level.QUESTION)]


def _read_row(
    row: Sequence[object], number: int, columns: Mapping[int, Question], titles: Sequence[str], units: Mapping[int, str]
) -> tuple[dict[str, Answer], list[Finding]]:
    answers: dict[str, Answer] = {}
    unread: list[Finding] = []
    for column, question in columns.items():
        cell = row[column] if column < len(row) else None
        found = read_cell(question, cell, units[column])  # type: ignore[arg-type]
        if isinstance(found, Answer):
            answers[question.key] = found
        elif found is not None:
            unread.append(left_out(number, titles[column], str(cell), found))
    return answers, unread
