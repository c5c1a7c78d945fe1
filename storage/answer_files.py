"""Files that are answers: which there are in a round, and erasing those of a person.

An answer holds a kept file as "stored:ID" (handlers.survey.photos).
"""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select
from sqlmodel import col

from storage import files
from storage.surveys import Answer
from storage.tables.cooperatives import CooperativeRow
from storage.tables.surveys import AnswerChangeRow, AnswerRow, ResponseRow
from storage.tables.traffic import BroadcastRow
from storage.unit import Unit, plain

STORED = "stored:"


def in_round(unit: Unit, round_id: int, questions: Iterable[str]) -> list[tuple[str, Answer]]:
    """(cooperative's name, answer) of every answer to these questions, by cooperative."""
    query = (
        select(col(CooperativeRow.name), AnswerRow)
        .join(ResponseRow, col(ResponseRow.id) == col(AnswerRow.response_id))
        .join(CooperativeRow, col(CooperativeRow.id) == col(ResponseRow.cooperative_id))
        .where(col(ResponseRow.round_id) == round_id, col(AnswerRow.question).in_(list(questions)))
        .order_by(col(CooperativeRow.folded_name), col(AnswerRow.id))
    )
    return [(name, plain(Answer, row)) for name, row in unit.session.execute(query)]


def forget_person(unit: Unit, person_id: int) -> None:
    """Empty the files this person answered with, earlier ones too; not those that others sent or staff announce."""
    mine = _sent(unit, lambda column: col(column) == person_id)
    if not mine:
        return
    others = _sent(unit, lambda column: col(column) != person_id)
    announced = {one for ids in unit.session.scalars(select(col(BroadcastRow.files))) for one in ids or ()}
    files.erase(unit, mine, others | announced)


def _sent(unit: Unit, whose: Callable[[Any], ColumnElement[bool]]) -> set[int]:
    """Ids of the files in answers, standing or changed since, of people `whose` chooses."""
    places = ((AnswerRow.value, AnswerRow.person_id), (AnswerChangeRow.new, AnswerChangeRow.person_id))
    found = set()
    for value, person in places:
        query = select(col(value)).where(whose(person), cast(col(value), String).like(f"%{STORED}%"))
        found |= {number for one in unit.session.scalars(query) if (number := _stored(one)) is not None}
    return found


def _stored(value: Any) -> int | None:
    said = value.get("value") if isinstance(value, dict) else None
    number = said.removeprefix(STORED) if isinstance(said, str) and said.startswith(STORED) else ""
    return int(number) if number.isdecimal() else None
