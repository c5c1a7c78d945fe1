"""A hand-made table as figures with their addresses, units and written digits."""

import io
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from handlers.directory.files import OLD_EXCEL, Unreadable, decode, read_rows
from handlers.texts.checking import CSV_NAME
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


@dataclass(frozen=True)
class Table:
    """A sheet: its figures, its words, and how far lines are moved in. Rows and columns count from 1."""

    name: str
    figures: dict[tuple[int, int], Figure]
    words: dict[tuple[int, int], str]
    indents: dict[int, int]

    def title(self, column: int) -> str:
        """The words over a column's first figure."""
        if column not in self._titles:
            first = min((row for row, at in self.figures if at == column), default=0)
            above = [self.words[row, at] for row, at in sorted(self.words) if at == column and row < first]
            self._titles[column] = " ".join(above)
        return self._titles[column]

    def label(self, row: int) -> str:
        """The first words of a line."""
        return self._labels.get(row, "")

    @cached_property
    def _labels(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for row, column in sorted(self.words):
            found.setdefault(row, self.words[row, column])
        return found

    @cached_property
    def _titles(self) -> dict[int, str]:
        """Those asked for so far: a long table asks for the same ones over and over."""
        return {}

    def column_unit(self, column: int) -> str:
        """The unit that a column's title says; empty when it says none."""
        return unit_in(self.title(column))


def read_tables(content: bytes) -> list[Table]:
    """The tables of an xlsx or csv file that have figures, told apart by the content. Raises Unreadable."""
    if is_workbook(content):
        book = _open(content)
        tables = [_read_sheet(sheet) for sheet in book.worksheets]
    else:
        tables = [_read_rows(read_rows(decode(content)))]
    return [table for table in tables if table.figures]


def is_workbook(content: bytes) -> bool:
    """Whether it is meant to be opened by Excel: zipped, or of the form before that, which passwords still use."""
    return content.startswith((b"PK", OLD_EXCEL))


def _open(content: bytes) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), data_only=True)
    except Exception as error:  # what a damaged file makes of the library is not foreseeable
        raise Unreadable(f"The workbook cannot be opened ({error}). Open it in Excel and save it as .xlsx.") from None


def _read_rows(rows: Sequence[Sequence[str]]) -> Table:
    table = Table(CSV_NAME, {}, {}, {})
    for row, texts in enumerate(rows[:MOST_ROWS], 1):
        for column, text in enumerate(texts[:MOST_COLUMNS], 1):
            _add(table, row, column, text, "General", 0)
    _drop_numbering(table)
    return table


def _read_sheet(sheet: Any) -> Table:
    table = Table(sheet.title, {}, {}, {})
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_ROWS), max_col=min(sheet.max_column, MOST_COLUMNS)):
        for cell in row:
            if cell.value is not None:
                indent = int(cell.alignment.indent or 0)
                _add(table, cell.row, cell.column, cell.value, str(cell.number_format), indent)
    _drop_numbering(table)
    return table


def _add(table: Table, row: int, column: int, value: object, number_format: str, indent: int) -> None:
    found = read_cell(row, column, value, number_format)
    if found is not None:
        table.figures[row, column] = found
    elif isinstance(value, str) and value.strip():
        table.words[row, column] = " ".join(nfc(value).split())
        table.indents.setdefault(row, indent + _leading(value))


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
