"""The results as a workbook: figures by every breakdown, charts, notes, and for staff the raw answers."""

from collections.abc import Sequence
from math import ceil

from handlers.results.aggregate import Group, Results
from handlers.results.book import LINE_HEIGHT, Book, Cell, Sheet
from handlers.results.chart_sheet import write_charts
from handlers.results.raw_sheets import write_answers, write_missing
from handlers.results.tables import (
    ONLY_FOR_GROUPS,
    ChoiceRow,
    choice_rows,
    figure_header,
    figure_rows,
    group_rows,
    percent_columns,
)
from handlers.results.wording import show_percent
from handlers.texts import results as texts
from handlers.texts.times import clock_time

NOTES_WIDTH = 100  # characters
GROUP_WIDTHS = [48, 13, 32, 11, 9, 9, *[11] * 2, *[18] * 13, *[16] * 8]


def build_workbook(results: Results) -> bytes:
    """The xlsx file. Results for outside (`is_public`) make one without the sheets that name cooperatives."""
    book = Book()
    book.workbook.set_properties({"title": texts.heading(results.facts.title, results.facts.period_name)})
    book.workbook.set_properties({"created": results.facts.read_at.replace(tzinfo=None)})
    _write_summary(book.sheet(texts.SHEET_SUMMARY, [48, 13, *[18] * 19]), results)
    for sheet, title, groups in _breakdowns(results):
        _write_groups(book.sheet(sheet, GROUP_WIDTHS), title, results, groups)
    write_charts(book, results)
    if not results.is_public:
        write_answers(book, results)
        write_missing(book, results)
    _write_notes(book.sheet(texts.SHEET_NOTES, [NOTES_WIDTH]), results)
    return book.close()


def _breakdowns(results: Results) -> list[tuple[str, str, Sequence[Group]]]:
    return [
        (texts.SHEET_SECTORS, texts.SECTOR, results.sectors),
        (texts.SHEET_PLACES, texts.PLACE, results.places),
        (texts.SHEET_DISTRICTS, texts.DISTRICT, results.districts),
        (texts.SHEET_SIZES, texts.SIZE, results.sizes),
    ]


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
    for row, (label, rate) in enumerate([(texts.RATE, counts.rate), (texts.COVERAGE, counts.coverage)], 8):
        sheet.text(row, 0, label, bold=True)
        sheet.percentage(row, 1, rate, bold=True)
    row = _write_response(sheet, 11, results)
    row = _write_figures(sheet, row + 1, results)
    _write_choices(sheet, row + 1, choice_rows(results.overall))


def _write_response(sheet: Sheet, row: int, results: Results) -> int:
    """Who sent, by sector; the first free row."""
    counted = [texts.ASKED, texts.SENT, texts.PARTIAL, texts.SILENT]
    sheet.header(row, [texts.SECTOR, *counted, texts.RATE, texts.COVERAGE])
    for line, group in enumerate(results.sectors, row + 1):
        counts = group.counts
        sheet.row(line, [group.name, counts.asked, counts.submitted, counts.partial, counts.silent])
        sheet.percentage(line, 5, counts.rate)
        sheet.percentage(line, 6, counts.coverage)
    return row + 1 + len(results.sectors)


def _write_figures(sheet: Sheet, row: int, results: Results) -> int:
    """Each number question of all together; the first free row."""
    header = figure_header(results)
    kept = [index for index in range(len(header)) if index not in ONLY_FOR_GROUPS]
    sheet.header(row, [texts.INDICATOR, texts.UNIT, *(header[index] for index in kept)])
    rows = figure_rows(results)
    percentages = percent_columns(results)
    for place, line in enumerate(rows, row + 1):
        sheet.row(place, [line.label, line.unit])
        for column, index in enumerate(kept, 2):
            if index < len(line.cells):
                _write_cell(sheet, place, column, line.cells[index], is_percent=index in percentages)
    return row + 1 + len(rows)


def _write_cell(sheet: Sheet, row: int, column: int, value: Cell, *, is_percent: bool, bold: bool = False) -> None:
    style = {"bold": True, "top": 1} if bold else {}
    if is_percent and not isinstance(value, str):
        sheet.percentage(row, column, value, **style)
    else:
        sheet.cell(row, column, value, **style)


def _write_choices(sheet: Sheet, row: int, rows: list[ChoiceRow]) -> None:
    sheet.header(row, [texts.INDICATOR, texts.UNIT, texts.CHOSEN, texts.CHOSEN_SHARE])
    for place, line in enumerate(rows, row + 1):
        sheet.row(place, [texts.option_row(line.label, line.option), texts.COOPERATIVES, line.count])
        sheet.percentage(place, 3, line.percentage)


def _write_groups(sheet: Sheet, title: str, results: Results, groups: Sequence[Group]) -> None:
    """One line for each indicator and group, so that the table can be filtered and pivoted."""
    header = [texts.INDICATOR, texts.UNIT, title, texts.ASKED, texts.SENT, texts.RATE, *figure_header(results)]
    sheet.header(0, header)
    row = 0
    percentages = percent_columns(results)
    for row, line in enumerate(group_rows(results, groups), 1):
        style = {"bold": True, "top": 1} if line.is_total else {}
        counts = line.counts
        sheet.row(row, [line.label, line.unit, line.group, counts.asked, counts.submitted], **style)
        sheet.percentage(row, 5, counts.rate, **style)
        for index, value in enumerate(line.cells):
            _write_cell(sheet, row, 6 + index, value, is_percent=index in percentages, bold=line.is_total)
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
        is_public=results.is_public,
    )
    lines = [*lines, *(["", *facts.mixed] if facts.mixed else [])]
    rate = show_percent(results.overall.counts.rate)
    sheet.text(0, 0, texts.sent_of(results.overall.counts.submitted, results.overall.counts.asked, rate), bold=True)
    for row, line in enumerate(lines, 1):
        # LibreOffice keeps the height a file gives, and without one shows the first line of a wrapped text only.
        sheet.page.set_row(row, LINE_HEIGHT * max(1, ceil(len(line) / NOTES_WIDTH)))
        sheet.text(row, 0, line, text_wrap=True, bold=bool(line) and not line.startswith("•") and row > 4)
    sheet.freeze(1, 0)
