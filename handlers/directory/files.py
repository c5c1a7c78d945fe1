"""An alliance's file as rows of cells: xlsx, or csv in whatever encoding and with whatever separator it was saved."""

import csv
import io
import warnings
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.vietnamese import nfc

Cell = str | int | float | date | None
"""A text without outer white space, a number, a day; None when empty."""

MOST_ROWS = 20_000
MOST_COLUMNS = 200
SEPARATORS = ",;\t|"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """A file is no list that can be read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file; `name` is empty for csv. Row 0 is the file's first row."""

    name: str
    rows: Sequence[Sequence[Cell]]


def read_sheets(content: bytes) -> list[Sheet]:
    """The tables in a file, told apart by its content, not by its name. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("The file is empty.")
    if content.startswith(OLD_EXCEL):
        raise Unreadable("This is an old .xls file or has a password. Open it in Excel and save it as .xlsx.")
    if content.startswith(b"PK"):
        return _read_workbook(content)
    return [Sheet("", _read_csv(decode(content)))]


def _read_workbook(content: bytes) -> list[Sheet]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drop-down lists and the like, which are not read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheets = [Sheet(sheet.title, _sheet_rows(sheet)) for sheet in book.worksheets]
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable(f"The workbook cannot be opened ({error}). Open it in Excel and save it again.") from None
    return sheets


def _sheet_rows(sheet: object) -> list[list[Cell]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # some programs write a wrong size into the file
    rows: list[list[Cell]] = []
    for values in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]
        if len(rows) == MOST_ROWS:
            raise Unreadable(f"The sheet has more than {MOST_ROWS} rows. Split the list.")
        rows.append([as_cell(value) for value in values[:MOST_COLUMNS]])
    return rows


def as_cell(value: object) -> Cell:
    """A cell in one of the few forms the reader knows."""
    if value is None or isinstance(value, bool | time):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int | float):
        return value
    return " ".join(nfc(str(value)).split()) or None


def decode(content: bytes) -> str:
    """A csv file's text: UTF-8 with or without its mark, UTF-16, else Windows-1258."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(content, "utf-16")
    if content[:200].count(0) > len(content[:200]) // 4:
        return _checked(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return nfc(_checked(content, "cp1258"))


def _checked(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("The text cannot be read. In Excel save the list as .xlsx or as 'CSV UTF-8'.") from None


def _read_csv(text: str) -> list[list[Cell]]:
    return [[as_cell(value) for value in row[:MOST_COLUMNS]] for row in read_rows(text)]


def read_rows(text: str) -> list[list[str]]:
    """The cells of a csv file as they are written. Raises Unreadable."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=find_separator(text)))
    except csv.Error as error:
        raise Unreadable(f"The csv file cannot be read ({error}). Save the list as .xlsx.") from None
    if len(rows) > MOST_ROWS:
        raise Unreadable(f"The file has more than {MOST_ROWS} rows. Split the list.")
    return rows


def find_separator(text: str) -> str:
    """The separator by which most of the first rows have the same number of columns, more than one."""
    sample = "\n".join(text.splitlines()[:60])
    return max(SEPARATORS, key=lambda separator: _evenness(sample, separator))


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if len(row) > 1)
    except csv.Error:
        return 0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return times, width
