"""A cell as the answer to a question, or why it is none. Never a guess."""

import re
from datetime import date
from decimal import Decimal

from handlers.directory.cells import is_blank, show
from handlers.directory.files import Cell
from handlers.directory.findings import Doubt
from handlers.results.imports.units import UNIT_WORDS
from handlers.survey.answers import read_answer
from handlers.survey.definition import Kind, Question
from handlers.survey.state import Answer, AnswerKind
from knowledge.numbers.absence import says_unknown
from knowledge.numbers.reader import Outcome, read_number
from knowledge.vietnamese import fold

WHOLE_DONG_FROM = 1_000_000
"""An amount without any unit is taken for đồng only from here on: less is more likely triệu."""


def read_cell(question: Question, cell: Cell, unit: str = "") -> Answer | Doubt | None:
    """The answer; None for an empty cell. `unit` is the one of its column, see `units`."""
    text = show(cell)
    if isinstance(cell, str) and says_unknown(fold(cell).lower()) and question.allow_none:
        return Answer(AnswerKind.NO_DATA, raw=text)
    if is_blank(cell):
        return None
    if isinstance(cell, date):
        return _from_day(question, cell, text)
    if question.number_kind is not None:
        return _figure(question, cell, text, unit)
    return _words(question, text)


def _from_day(question: Question, cell: date, text: str) -> Answer | Doubt:
    if question.kind is Kind.DATE:
        return Answer(AnswerKind.VALUE, cell.isoformat(), text)
    if question.kind is Kind.MONTH:
        return Answer(AnswerKind.VALUE, f"{cell:%Y-%m}", text)
    return Doubt("is a date, and the question asks for something else")


def _words(question: Question, text: str) -> Answer | Doubt:
    read = read_answer(question, text)
    if len(read.answers) != 1:
        return Doubt("is none of the question's answers", "write one of them as the survey has it")
    return read.answers[0]


def _figure(question: Question, cell: Cell, text: str, unit: str) -> Answer | Doubt:
    """A number with the unit of its cell, else of its column."""
    number = isinstance(cell, int | float)  # a spreadsheet's own number has no marks that could be read in two ways
    written = format(Decimal(str(cell)), "f").replace(".", ",") if number else _ungroup(question, text)
    is_plain = not any(char.isalpha() for char in text)
    plain = read_number(written, "decimal").value if is_plain else None
    if plain is None:
        return _sure(question, written, text)  # words may say their own unit
    amount = Decimal(plain)
    if unit:
        return _sure(question, f"{written} {unit}", text)
    if question.kind is Kind.MONEY and 0 < abs(amount) < WHOLE_DONG_FROM:
        return Doubt("has no unit", "write the unit in the column's title, e.g. (triệu đồng)")
    if question.kind in UNIT_WORDS and amount:
        return Doubt("has no unit", "write the unit in the column's title")
    if question.kind is Kind.PERCENT and 0 < abs(amount) < 1:
        return Doubt("may be a share or a percentage", "write it like 46,5%")
    return _sure(question, written, text)


def _ungroup(question: Question, text: str) -> str:
    """18.590 of a table is 18590: there a comma is the decimal mark, and counts and amounts are grouped by threes."""
    is_grouped = re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+", text) and question.kind in (Kind.COUNT, Kind.MONEY)
    return text.replace(".", "") if is_grouped else text


def _sure(question: Question, written: str, text: str) -> Answer | Doubt:
    reading = read_number(written, question.number_kind or "decimal", question.names)
    read = read_answer(question, written)
    if reading.outcome is not Outcome.VALUE or reading.is_approximate or len(read.answers) != 1:
        reason = "is outside of what the question allows" if reading.outcome is Outcome.VALUE else "is no plain number"
        return Doubt("is not exact" if reading.is_approximate else reason)
    found = read.answers[0]
    return Answer(found.kind, found.value, text)
