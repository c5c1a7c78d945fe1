"""The results as a workbook for staff: six sheets, the raw answers among them."""

from math import ceil

from handlers.results.aggregate import Results
from handlers.results.book import Book, Sheet
from handlers.results.raw_sheets import write_answers, write_missing
from handlers.results.tables import ChoiceRow, FigureRow, choice_rows, figure_rows, group_rows
from handlers.results.wording import show_percent
from handlers.texts import results as texts
from handlers.texts.times import clock_time

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURE_HEADER = [
    texts.ANSWERED,
    texts.WITHOUT,
    texts.TOTAL,
    texts.TOTAL_MILLIONS,
    texts.SHARE,
    texts.CHOSEN_SHARE,
    texts.MEAN,
    texts.MEAN_MILLIONS,
    texts.MEDIAN,
    texts.LOWER_QUARTILE,
    texts.UPPER_QUARTILE,
    texts.LOWEST,
    texts.HIGHEST,
]
PERCENT_COLUMNS = {4, 5}  # of FIGURE_HEADER
ONLY_FOR_GROUPS = {4, 5}
NOTES_WIDTH = 100  # characters
LINE_HEIGHT = 16


def build_workbook(results: Results) -> bytes:
    """The xlsx file."""
    book = Book()
    book.workbook.set_properties({"title": texts.heading(results.facts.title, results.facts.period_name)})
    book.workbook.set_properties({"created": results.facts.read_at.replace(tzinfo=None)})
    _write_summary(book.sheet(texts.SHEET_SUMMARY, [48, 13, *[18] * 11]), results)
    _write_groups(book.sheet(texts.SHEET_SECTORS, _GROUP_WIDTHS), texts.SECTOR, results, by_place=False)
    _write_groups(book.sheet(texts.SHEET_PLACES, _GROUP_WIDTHS), texts.PLACE, results, by_place=True)
    write_answers(book, results)
    write_missing(book, results)
    _write_notes(book.sheet(texts.SHEET_NOTES, [NOTES_WIDTH]), results)
    return book.close()


_GROUP_WIDTHS = [48, 13, 32, 11, 9, 9, *[11] * 2, *[18] * 11]


def file_stem(results: Results) -> str:
    """A plain name for the round's files, the same every time: half_year-2026-H1."""
    name = f"{results.facts.survey}-{results.facts.period}"
    return "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "-" for char in name).strip(".")


def _write_summary(sheet: Sheet, results: Results) -> None:
    facts, counts = results.facts, results.overall.counts
    sheet.text(0, 0, texts.heading(facts.title, facts.period_name), bold=True, font_size=14)
    sheet.text(1, 0, texts.TRIAL if facts.is_trial else facts.alliance)
    sheet.freeze(2, 1)
    lines = [
        (texts.ASKED, counts.asked),
        (texts.SENT, counts.submitted),
        (texts.PARTIAL, counts.partial),
        (texts.SILENT, counts.silent),
        (texts.UNREACHABLE, counts.unreachable),
    ]
    for row, line in enumerate(lines, 3):
        sheet.row(row, line)
    sheet.text(8, 0, texts.RATE, bold=True)
    sheet.percentage(8, 1, counts.rate, bold=True)
    row = _write_response(sheet, 10, results)
    row = _write_figures(sheet, row + 1, figure_rows(results.overall))
    _write_choices(sheet, row + 1, choice_rows(results.overall))


def _write_response(sheet: Sheet, row: int, results: Results) -> int:
    """Who sent, by sector; the first free row."""
    sheet.header(row, [texts.SECTOR, texts.ASKED, texts.SENT, texts.PARTIAL, texts.SILENT, texts.RATE])
    for line, group in enumerate(results.sectors, row + 1):
        counts = group.counts
        sheet.row(line, [group.name, counts.asked, counts.submitted, counts.partial, counts.silent])
        sheet.percentage(line, 5, counts.rate)
    return row + 1 + len(results.sectors)


def _write_figures(sheet: Sheet, row: int, rows: list[FigureRow]) -> int:
    kept = [index for index in range(len(FIGURE_HEADER)) if index not in ONLY_FOR_GROUPS]
    sheet.header(row, [texts.INDICATOR, texts.UNIT, *(FIGURE_HEADER[index] for index in kept)])
    for place, line in enumerate(rows, row + 1):
        sheet.row(place, [line.label, line.unit, *(line.cells[index] for index in kept)])
    return row + 1 + len(rows)


def _write_choices(sheet: Sheet, row: int, rows: list[ChoiceRow]) -> None:
    sheet.header(row, [texts.INDICATOR, texts.UNIT, texts.CHOSEN, texts.CHOSEN_SHARE])
    for place, line in enumerate(rows, row + 1):
        sheet.row(place, [texts.option_row(line.label, line.option), texts.COOPERATIVES, line.count])
        sheet.percentage(place, 3, line.percentage)


def _write_groups(sheet: Sheet, title: str, results: Results, *, by_place: bool) -> None:
    """One line for each indicator and group, so that the table can be filtered and pivoted."""
    groups = results.places if by_place else results.sectors
    header = [texts.INDICATOR, texts.UNIT, title, texts.ASKED, texts.SENT, texts.RATE, *FIGURE_HEADER]
    sheet.header(0, header)
    row = 0
    for row, line in enumerate(group_rows(results.overall, groups), 1):
        style = {"bold": True, "top": 1} if line.is_total else {}
        counts = line.counts
        sheet.row(row, [line.label, line.unit, line.group, counts.asked, counts.submitted], **style)
        sheet.percentage(row, 5, counts.rate, **style)
        for index, value in enumerate(line.cells):
            if index in PERCENT_COLUMNS:
                sheet.percentage(row, 6 + index, value, **style)
            else:
                sheet.cell(row, 6 + index, value, **style)
    sheet.page.autofilter(0, 0, row, len(header) - 1)
    sheet.freeze(1, 3)


def _write_notes(sheet: Sheet, results: Results) -> None:
    facts = results.facts
    closed = clock_time(facts.closed_at) if facts.closed_at else ""
    lines = texts.notes(
        facts.title,
        facts.period_name,
        facts.version,
        clock_time(facts.opens_at),
        clock_time(facts.closes_at),
        closed,
        clock_time(facts.read_at),
    )
    rate = show_percent(results.overall.counts.rate)
    sheet.text(0, 0, texts.sent_of(results.overall.counts.submitted, results.overall.counts.asked, rate), bold=True)
    for row, line in enumerate(lines, 1):
        # LibreOffice keeps the height a file gives, and without one shows the first line of a wrapped text only.
        sheet.page.set_row(row, LINE_HEIGHT * max(1, ceil(len(line) / NOTES_WIDTH)))
        sheet.text(row, 0, line, text_wrap=True, bold=bool(line) and not line.startswith("•") and row > 4)
    sheet.freeze(1, 0)
