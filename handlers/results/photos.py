"""The photos and files of a round, beside its raw workbook."""

from dataclasses import dataclass

from handlers.filekinds import read_kind
from handlers.messages import Attachment
from handlers.survey.definition import Kind
from handlers.survey.photos import name_of, read_file
from handlers.survey.rounds import definition_of
from handlers.survey.state import Answer, AnswerKind
from storage import answer_files
from storage.surveys import Round
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Photo:
    """One answer that is a photo or a file."""

    response_id: int
    cooperative: str
    question: str
    label: str
    answer: Answer


def read_photos(unit: Unit, this: Round) -> list[Photo]:
    """Every photo and file of a round, by cooperative."""
    labels = {one.key: one.label for one in definition_of(unit, this).questions if one.kind is Kind.PHOTO}
    rows = answer_files.in_round(unit, this.id, labels) if labels else []
    photos = (
        Photo(row.response_id, name, row.question, labels[row.question], Answer.from_json(row.value))
        for name, row in rows
    )
    return [photo for photo in photos if photo.answer.kind is AnswerKind.VALUE]


def attach_photo(unit: Unit, photo: Photo) -> Attachment | None:
    """The file under the name that the raw workbook has; None where there is none, or none any more."""
    file = read_file(unit, photo.answer)
    if file is None:
        return None
    media_type = read_kind(file.content) or "application/octet-stream"
    return Attachment(name_of(photo.response_id, photo.question, photo.answer), media_type, file.content)
