"""What results need of rounds besides their answers."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select
from sqlmodel import col

from storage.surveys import Answer, Round
from storage.tables.surveys import AnswerChangeRow, AnswerRow, ResponseRow, RoundRow
from storage.unit import Unit, plain, table_of

_ANSWER, _CHANGE, _RESPONSE = table_of(AnswerRow), table_of(AnswerChangeRow), table_of(ResponseRow)


def round_for(unit: Unit, survey: str, period: str) -> Round | None:
    """The round of a survey for a period."""
    query = select(RoundRow).where(col(RoundRow.survey) == survey, col(RoundRow.period) == period)
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Round, row)


def corrected_in(unit: Unit, round_id: int) -> set[tuple[int, str]]:
    """(response, question) of the answers of a round that were changed after they were first given."""
    query = (
        select(_CHANGE.c.response_id, _CHANGE.c.question)
        .join(_RESPONSE, _RESPONSE.c.id == _CHANGE.c.response_id)
        .where(_RESPONSE.c.round_id == round_id, _is_given(_CHANGE.c.old), _is_given(_CHANGE.c.new))
    )
    rows: Iterable[Any] = unit.run(query)
    return {(response_id, question) for response_id, question in rows}


def _is_given(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Nothing is stored as the JSON word for it."""
    return cast(column, String) != "null"


def sent_answers(unit: Unit, round_id: int) -> list[tuple[int, Answer]]:
    """(cooperative, answer) for each standing answer of the reports of a round that were sent."""
    query = (
        select(_RESPONSE.c.cooperative_id, *(_ANSWER.c[field.name] for field in fields(Answer)))
        .join(_RESPONSE, _RESPONSE.c.id == _ANSWER.c.response_id)
        .where(_RESPONSE.c.round_id == round_id, _RESPONSE.c.status == "submitted")
    )
    rows: Iterable[Any] = unit.run(query)
    return [(row[0], Answer(*row[1:])) for row in rows]
