"""What results need of rounds besides their answers."""

from sqlalchemy import select
from sqlmodel import col

from storage.surveys import Answer, Round
from storage.tables.surveys import AnswerChangeRow, AnswerRow, ResponseRow, RoundRow
from storage.unit import Unit, plain


def round_for(unit: Unit, survey: str, period: str) -> Round | None:
    """The round of a survey for a period."""
    query = select(RoundRow).where(col(RoundRow.survey) == survey, col(RoundRow.period) == period)
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Round, row)


def corrected_in(unit: Unit, round_id: int) -> set[tuple[int, str]]:
    """(response, question) of the answers of a round that were changed after they were first given."""
    query = (
        select(AnswerChangeRow)
        .join(ResponseRow, col(ResponseRow.id) == col(AnswerChangeRow.response_id))
        .where(col(ResponseRow.round_id) == round_id)
    )
    changes = unit.session.scalars(query)
    return {(row.response_id, row.question) for row in changes if row.old is not None and row.new is not None}


def sent_answers(unit: Unit, round_id: int) -> list[tuple[int, Answer]]:
    """(cooperative, answer) for each standing answer of the reports of a round that were sent."""
    query = (
        select(AnswerRow, ResponseRow)
        .join(ResponseRow, col(ResponseRow.id) == col(AnswerRow.response_id))
        .where(col(ResponseRow.round_id) == round_id, col(ResponseRow.status) == "submitted")
    )
    return [(response.cooperative_id, plain(Answer, answer)) for answer, response in unit.session.execute(query)]
