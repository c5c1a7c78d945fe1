"""Writing tables to an xlsx file that opens in Excel and LibreOffice and in which no text ever runs as a formula."""

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from knowledge.numbers.writing import Number, group_digits

RUNS_IN_A_CELL = ("=", "+", "-", "@", "\t", "\r")
CELL_LENGTH = 32_767  # characters Excel keeps in a cell
TOO_LONG = 10**15  # such a number would lose its last digits in a spreadsheet, so it is written as text
NO_FRACTION_FROM = 100_000  # of such an amount, usually of đồng, nobody reads the rest; the cell still holds it
HEADER_HEIGHT = 48
LINE_HEIGHT = 16
PAGE_WIDTH = 200  # characters side by side on a printed page that can still be read; wider sheets go on beside it

Cell = str | Number | None
"""A text, a number, or an empty cell."""


def make_safe(text: str) -> str:
    """The text as a cell may hold it: no formula, also when the file is saved as csv later; nothing that is not XML."""
    clean = text.encode("utf-8", "replace").decode("utf-8")[: CELL_LENGTH - 1]
    return f"'{clean}" if clean.startswith(RUNS_IN_A_CELL) else clean


class Book:
    """One workbook in memory."""

    def __init__(self) -> None:
        from xlsxwriter import Workbook  # takes long to load, and a start should not wait for it

        self._bytes = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = Workbook(self._bytes, options)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str, widths: Sequence[float]) -> "Sheet":
        """A new sheet with columns of these widths in characters, to be printed on wide pages."""
        page = self.workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(max(1, ceil(sum(widths) / PAGE_WIDTH)), 0)
        return Sheet(self, page, widths)

    def style(self, **properties: Any) -> Any:
        """A cell format; the same properties give the same one."""
        key = tuple(properties.items())  # unsorted: it is asked for each of a hundred thousand cells
        known = self._formats.get(key)
        if known is None:
            known = self._formats[key] = self.workbook.add_format({"valign": "top", **properties})
        return known

    def close(self) -> bytes:
        """The file."""
        self.workbook.close()
        return self._bytes.getvalue()


class Sheet:
    """One page of a book. Rows and columns count from 0."""

    def __init__(self, book: Book, page: Any, widths: Sequence[float]) -> None:
        self._book = book
        self.page = page
        self._widths = widths

    def text(self, row: int, column: int, text: str, **style: Any) -> None:
        if text:
            self.page.write_string(row, column, make_safe(text), self._book.style(**style))

    def number(self, row: int, column: int, value: Number, **style: Any) -> None:
        """A number with marks between thousands, and two digits after the point where they say something."""
        size = value if value >= 0 else -value
        if size >= TOO_LONG:
            self.text(row, column, group_digits(value), align="right", **style)
            return
        is_whole = isinstance(value, int) or value == int(value) or size >= NO_FRACTION_FROM
        shown = "#,##0" if is_whole else "#,##0.00"
        kept = value if isinstance(value, int) else float(value)
        self.page.write_number(row, column, kept, self._book.style(num_format=shown, **style))

    def percentage(self, row: int, column: int, value: Number | None, **style: Any) -> None:
        """46.5 is shown as 46,5%."""
        if value is not None:
            self.page.write_number(
                row, column, float(Decimal(value) / 100), self._book.style(num_format="0.0%", **style)
            )

    def cell(self, row: int, column: int, value: Cell, **style: Any) -> None:
        if isinstance(value, str):
            self.text(row, column, value, **style)
        elif value is not None:
            self.number(row, column, value, **style)

    def row(self, row: int, values: Sequence[Cell], **style: Any) -> None:
        for column, value in enumerate(values):
            self.cell(row, column, value, **style)

    def wrapped(self, row: int, values: Sequence[Cell]) -> None:
        """A row of a list that people read: long texts go over several lines instead of being cut off."""
        pairs = zip(values, self._widths, strict=True)
        lines = max(ceil(len(value) / width) for value, width in pairs if isinstance(value, str))
        if lines > 1:  # LibreOffice keeps the height a file gives, and without one shows the first line only
            self.page.set_row(row, LINE_HEIGHT * lines)
        self.row(row, values, text_wrap=True)

    def header(self, row: int, labels: Sequence[str]) -> None:
        """Column titles."""
        self.page.set_row(row, HEADER_HEIGHT)
        for column, label in enumerate(labels):
            self.text(row, column, label, bold=True, text_wrap=True, bg_color="#DCEBE3", border=1)

    def freeze(self, rows: int, columns: int) -> None:
        """Keep the first rows and columns in sight, and print them on every page."""
        self.page.freeze_panes(rows, columns)
        if rows:
            self.page.repeat_rows(0, rows - 1)
        if columns:
            self.page.repeat_columns(0, columns - 1)
