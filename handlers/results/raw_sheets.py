"""The sheets that name cooperatives: what each answered, and who has not sent."""

from handlers.results.aggregate import Results
from handlers.results.book import Book, Cell, Sheet
from handlers.results.changes import WHOLE
from handlers.results.inputs import Report
from handlers.results.wording import unit_of
from handlers.survey.definition import Kind, Question
from handlers.survey.figures import write_answer
from handlers.survey.photos import name_of
from handlers.survey.state import Answer, AnswerKind
from handlers.texts import results as texts
from handlers.texts.sectors import SECTORS
from handlers.texts.times import clock_time

FIRST_COLUMNS = [
    texts.NUMBER,
    texts.COOPERATIVE,
    texts.COOPERATIVE_ID,
    texts.RESPONSE_ID,
    texts.SECTOR,
    texts.PLACE,
    texts.DISTRICT,
    texts.STATUS,
    texts.SENT_AT,
    texts.CODE,
]
FIRST_WIDTHS = [6, 36, 10, 10, 28, 22, 22, 18, 18, 13]
WIDE_TEXT = 30
DOUBTED = "#FFF2B3"
CORRECTED = "#D6E6F5"


def write_answers(book: Book, results: Results) -> None:
    """One row for each cooperative that sent or began, one column for each question."""
    questions = [result.question for result in results.overall.questions]
    widths = [18 if question.number_kind else WIDE_TEXT for question in questions]
    sheet = book.sheet(texts.SHEET_ANSWERS, [*FIRST_WIDTHS, *widths])
    header = [*FIRST_COLUMNS, *(texts.column(question.label, unit_of(question)) for question in questions)]
    sheet.header(0, header)
    answering = [report for report in results.reports if report.status != "none"]
    for row, report in enumerate(answering, 1):
        numbers = [report.cooperative_id, report.response_id]
        where = [_sector(report), _place(report), report.district or None]
        sheet.row(row, [row, report.name, *numbers, *where, *_when(report, is_open=results.facts.is_open)])
        for column, question in enumerate(questions, len(FIRST_COLUMNS)):
            if (answer := report.answers.get(question.key)) is not None:
                file = name_of(report.response_id or 0, question.key, answer) if question.kind is Kind.PHOTO else ""
                _write_answer(sheet, row, column, question, answer, file, is_corrected=question.key in report.corrected)
    sheet.page.autofilter(0, 0, len(answering), len(header) - 1)
    sheet.freeze(1, 2)


def _sector(report: Report) -> str:
    return SECTORS.get(report.sector, report.sector)


def _place(report: Report) -> str:
    return report.place or texts.UNKNOWN_PLACE


def _when(report: Report, *, is_open: bool) -> list[Cell]:
    sent_at = clock_time(report.submitted_at) if report.submitted_at else None
    return [texts.status_name(report.status, is_open), sent_at, report.code]


def _write_answer(
    sheet: Sheet, row: int, column: int, question: Question, answer: Answer, file: str, *, is_corrected: bool
) -> None:
    remarks = [texts.doubted(answer.note)] if answer.was_doubted else []
    remarks += [texts.WAS_CORRECTED] if is_corrected else []
    style = {"bg_color": DOUBTED if answer.was_doubted else CORRECTED} if remarks else {}
    sheet.cell(row, column, file or answer_cell(question, answer), **style)
    if remarks:
        sheet.page.write_comment(row, column, "\n".join(remarks))


def answer_cell(question: Question, answer: Answer) -> Cell:
    """A number, or words; "no data" is words, so that no sum takes it for a 0."""
    if answer.kind is AnswerKind.NO_DATA:
        return texts.NO_DATA
    if answer.kind is AnswerKind.SKIPPED:
        return texts.SKIPPED
    if question.number_kind and answer.number is not None:
        return int(answer.number) if question.kind in WHOLE else answer.number
    return write_answer(question, answer)


def write_missing(book: Book, results: Results) -> None:
    """Who has not sent, with what is known of how to reach them."""
    sheet = book.sheet(texts.SHEET_MISSING, [6, 36, 28, 22, 26, 12, 30, 18])
    labels = (texts.STATUS, texts.ANSWERS_GIVEN, texts.REACH, texts.PHONE)
    header = [texts.NUMBER, texts.COOPERATIVE, texts.SECTOR, texts.PLACE, *labels]
    sheet.header(0, header)
    missing = [report for report in results.reports if report.status != "submitted"]
    for row, report in enumerate(missing, 1):
        status = texts.status_name(report.status, results.facts.is_open)
        reach = texts.REACHABLE_NAMES[report.is_reachable]
        known: list[Cell] = [status, len(report.answers), reach, report.phone]
        sheet.wrapped(row, [row, report.name, _sector(report), _place(report), *known])
    sheet.page.autofilter(0, 0, len(missing), len(header) - 1)
    sheet.freeze(1, 2)
