"""A hand-made table as figures with their addresses, units and written digits."""

import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from handlers.directory.files import Unreadable
from knowledge.vietnamese import fold, nfc

MOST_ROWS, MOST_COLUMNS = 5_000, 60
UNITS = {
    "%": "%",
    "phan tram": "%",
    "ty": "tỷ",
    "ty dong": "tỷ",
    "trieu": "triệu",
    "trieu dong": "triệu",
    "tr": "triệu",
    "trd": "triệu",
    "nghin": "nghìn",
    "nghin dong": "nghìn",
    "ngan dong": "nghìn",
    "dong": "đồng",
    "vnd": "đồng",
}
"""Folded word -> unit, as people read it."""
DONG = {"tỷ": Decimal(10**9), "triệu": Decimal(10**6), "nghìn": Decimal(10**3), "đồng": Decimal(1)}
_MONEY_WORDS = "|".join(sorted((re.escape(word) for word in UNITS if word != "%"), key=len, reverse=True))
_IN_TITLE = re.compile(
    rf"(?:\(|\[|:|,|-|\bdvt\b|\bdon vi\b)\s*(?:dvt:?\s*|don vi(?: tinh)?:?\s*)?({_MONEY_WORDS})\b|(%)"
)
_WRITTEN = re.compile(r"([+-]?)\s*(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)\s*([^\d]*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell. `value` is as written, a percentage as 46.5; `digits` are those after its comma; `unit` is
    the cell's own or empty; `text` is how the cell reads."""

    row: int
    column: int
    value: Decimal
    digits: int
    unit: str
    text: str

    @property
    def address(self) -> str:
        """As a spreadsheet says it: C5."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def slack(self) -> Decimal:
        """How far the true number may lie from the written one by rounding alone."""
        return Decimal(6).scaleb(-self.digits - 1)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its figures, its words, and how far lines are moved in. Rows and columns count from 1."""

    name: str
    figures: dict[tuple[int, int], Figure]
    words: dict[tuple[int, int], str]
    indents: dict[int, int]

    def title(self, column: int) -> str:
        """The words over a column's first figure."""
        first = min((row for row, at in self.figures if at == column), default=0)
        above = [self.words[row, at] for row, at in sorted(self.words) if at == column and row < first]
        return " ".join(above)

    def label(self, row: int) -> str:
        """The first words of a line."""
        return next((self.words[at] for at in sorted(self.words) if at[0] == row), "")

    def column_unit(self, column: int) -> str:
        """The unit that a column's title says; empty when it says none."""
        return unit_in(self.title(column))


def read_tables(content: bytes) -> list[Table]:
    """The sheets of an xlsx file that have figures. Raises Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Unreadable(f"The workbook cannot be opened ({error}). Open it in Excel and save it as .xlsx.") from None
    tables = [_read_sheet(sheet) for sheet in book.worksheets]
    return [table for table in tables if table.figures]


def _read_sheet(sheet: Any) -> Table:
    table = Table(sheet.title, {}, {}, {})
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)):
        for cell in row:
            found = read_cell(cell.row, cell.column, cell.value, str(cell.number_format))
            if found is not None:
                table.figures[cell.row, cell.column] = found
            elif isinstance(cell.value, str) and cell.value.strip():
                table.words[cell.row, cell.column] = " ".join(nfc(cell.value).split())
                table.indents.setdefault(cell.row, int(cell.alignment.indent or 0) + _leading(cell.value))
    _drop_numbering(table)
    return table


def _leading(text: str) -> int:
    return (len(text) - len(text.lstrip(" \u00a0"))) // 2


def _drop_numbering(table: Table) -> None:
    """A first column that counts lines 1, 2, 3 … holds no figures."""
    for column in {at for _, at in table.figures}:
        values = [table.figures[at].value for at in sorted(table.figures) if at[1] == column]
        title = fold(table.title(column)).strip(" .")
        counting = len(values) > 2 and values == [Decimal(n + 1) for n in range(len(values))]
        if title in ("stt", "tt", "so tt") or counting:
            for at in [at for at in table.figures if at[1] == column]:
                del table.figures[at]


def read_cell(row: int, column: int, value: object, number_format: str = "General") -> Figure | None:
    """The figure in a cell; None for words, days and empty cells."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _number_cell(row, column, Decimal(str(value)), number_format)
    if not isinstance(value, str):
        return None
    return _text_cell(row, column, " ".join(nfc(value).split()))


def _number_cell(row: int, column: int, value: Decimal, number_format: str) -> Figure:
    shown = re.search(r"0\.(0+)", number_format)
    is_percent = "%" in number_format
    number = value * 100 if is_percent else value
    own = max(0, -int(number.normalize().as_tuple().exponent))
    digits = len(shown[1]) if shown else 0 if is_percent else min(own, 6)
    written = format(round(number, digits), "f").replace(".", ",")
    return Figure(row, column, number, digits, "%" if is_percent else "", written + ("%" if is_percent else ""))


def _text_cell(row: int, column: int, text: str) -> Figure | None:
    found = _WRITTEN.fullmatch(text)
    if found is None or len(found[3]) > 25:
        return None
    sign, digits, rest = found.groups()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
        plain = digits.replace(".", "").replace(",", ".")
    else:
        plain = digits.replace(",", ".")
    places = len(plain.partition(".")[2])
    return Figure(row, column, Decimal(sign + plain), places, _own_unit(rest), text)


def _own_unit(text: str) -> str:
    words = fold(text).lower().strip(" ./")
    return UNITS.get(words) or UNITS.get(words.split("/")[0].strip(), "")


def unit_in(title: str) -> str:
    """The unit that a title names in brackets or after "ĐVT"; empty when it names none."""
    found = _IN_TITLE.search(fold(title).lower())
    return UNITS[found[1] or found[2]] if found else ""
