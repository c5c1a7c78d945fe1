"""The figures as csv: one line for each indicator and group, UTF-8 with its mark so that Excel reads the accents."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from handlers.results.aggregate import Results
from handlers.results.arithmetic import round_half_up
from handlers.results.book import make_safe
from handlers.results.tables import GroupRow, figure_header, group_rows
from handlers.texts import results as texts

MEDIA_TYPE = "text/csv"
DIGITS = 4


def build_csv(results: Results) -> bytes:
    """Comma separated, numbers with a decimal point and at most 4 digits after it, no text that runs as a formula."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    header = [texts.BREAKDOWN, texts.GROUP, texts.INDICATOR, texts.UNIT, texts.ASKED, texts.SENT, texts.RATE]
    width = len(figure_header(results))
    writer.writerow([*header, *figure_header(results)])
    for breakdown, row in _rows(results):
        cells = [*row.cells, *(None,) * (width - len(row.cells))]
        counts = [row.counts.asked, row.counts.submitted, row.counts.rate]
        writer.writerow([_write(cell) for cell in (breakdown, row.group, row.label, row.unit, *counts, *cells)])
    return file.getvalue().encode("utf-8-sig")


def _rows(results: Results) -> Iterator[tuple[str, GroupRow]]:
    """Every group of every breakdown; all together once, at the end."""
    for name, groups in results.breakdowns.items():
        for row in group_rows(results, groups):
            if not row.is_total:
                yield texts.BREAKDOWN_NAMES[name], row
    for row in group_rows(results, ()):
        yield texts.EVERYBODY, row


def _write(cell: str | int | Decimal | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return make_safe(cell)
    written = format(round_half_up(cell, DIGITS), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written
