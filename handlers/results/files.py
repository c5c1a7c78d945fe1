"""The files of a round, as attachments."""

from handlers.media_types import WORD, WORKBOOK
from handlers.messages import Attachment, Choice
from handlers.results import csv_file, workbook
from handlers.results.aggregate import Results
from handlers.results.outside import hide_small
from handlers.results.report_json import write_report
from handlers.results.sender import Sender
from handlers.survey.definition import Kind
from handlers.survey.state import AnswerKind
from handlers.texts.photos import SEE

RAW_MARK = "-tung-hop-tac-xa"
"""In the name of a workbook with everybody's answers, so that nobody passes it on unawares."""


def attach_workbook(results: Results) -> Attachment:
    """The workbook; with the answers of each cooperative unless the results are for outside."""
    mark = "" if results.is_public else RAW_MARK
    return Attachment(f"{stem(results)}{mark}.xlsx", WORKBOOK, workbook.build_workbook(results))


def offer_photos(results: Results) -> tuple[Choice, ...]:
    """The button to the photos and files that cooperatives answered with; none where there are none or for outside."""
    keys = [one.question.key for one in results.overall.questions if one.question.kind is Kind.PHOTO]
    sent = (report.answers.get(key) for report in results.reports for key in keys)
    if results.is_public or not any(answer is not None and answer.kind is AnswerKind.VALUE for answer in sent):
        return ()
    return (Choice(f"photo:list:{results.facts.id}", SEE),)


def attach_word(results: Results, sender: Sender, public: Results | None = None) -> Attachment:
    """The report in the alliance's form; give it the results with their reports."""
    from handlers.results.word import report  # python-docx takes long to load, and a start should not wait for it

    return Attachment(f"{stem(results)}.docx", WORD, report.build_report(results, sender, public))


def files_to_pass_on(results: Results, sender: Sender) -> tuple[Attachment, ...]:
    """Word, xlsx, csv and JSON without any figure of one or two cooperatives. Give the results with their reports."""
    public = hide_small(results)
    return (
        attach_word(results, sender, public),
        attach_workbook(public),
        Attachment(f"{stem(results)}.csv", csv_file.MEDIA_TYPE, csv_file.build_csv(public)),
        Attachment(f"{stem(results)}.json", "application/json", write_report(public)),
    )


def stem(results: Results) -> str:
    return workbook.file_stem(results)
