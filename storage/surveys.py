"""Surveys: published versions, rounds, responses and their answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, select, update
from sqlmodel import col

from storage.tables.cooperatives import CooperativeRow
from storage.tables.surveys import AnswerChangeRow, AnswerRow, ResponseRow, RoundRow, SurveyVersionRow
from storage.unit import Unit, plain, plains, table_of

HISTORY = 60
"""Earlier periods of a cooperative that are looked at: five years of months."""


@dataclass(frozen=True, slots=True)
class SurveyVersion:
    id: int
    survey: str
    version: int
    definition: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Round:
    """One asking of a survey for one period (e.g. "2026-H1"). `state` is open | closed."""

    id: int
    survey_version_id: int
    survey: str
    period: str
    state: str
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    is_trial: bool
    calendar_id: int | None = None
    reminders: list[int] | None = None
    quiet_from: int | None = None
    quiet_until: int | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """What a cooperative says in a round. `progress` is the engine's state; `status` open | submitted | partial."""

    id: int
    round_id: int
    cooperative_id: int
    survey_version_id: int
    progress: dict[str, Any]
    version: int
    status: str
    code: str | None
    started_at: datetime
    updated_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    response_id: int
    question: str
    value: Any
    raw: str
    person_id: int | None
    answered_at: datetime
    source: str = "chat"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an answer: who, when, from what, to what; `source`: chat | phone | import."""

    response_id: int
    question: str
    old: Any
    new: Any
    raw: str
    person_id: int | None
    changed_at: datetime
    source: str = "chat"


# Of a whole round there are tens of thousands, so they are read as plain columns.
_ANSWER, _RESPONSE = table_of(AnswerRow), table_of(ResponseRow)
_ANSWERS = (
    select(*(_ANSWER.c[field.name] for field in fields(Answer)))
    .join(_RESPONSE, _RESPONSE.c.id == _ANSWER.c.response_id)
    .where(_RESPONSE.c.round_id == bindparam("its_round"))
    .order_by(_ANSWER.c.id)
)


def publish(unit: Unit, survey: str, version: int, definition: Mapping[str, Any], now: datetime) -> SurveyVersion:
    """Keep a version of a survey; the one stored before when this version was published already."""
    values = {"survey": survey, "version": version, "definition": dict(definition), "published_at": now}
    unit.insert_new(SurveyVersionRow, values)
    query = select(SurveyVersionRow).where(
        col(SurveyVersionRow.survey) == survey, col(SurveyVersionRow.version) == version
    )
    return plain(SurveyVersion, unit.session.scalars(query).one())


def find_version(unit: Unit, version_id: int) -> SurveyVersion:
    return plain(SurveyVersion, unit.session.get_one(SurveyVersionRow, version_id))


def open_round(
    unit: Unit,
    version: SurveyVersion,
    period: str,
    opens_at: datetime,
    closes_at: datetime,
    *,
    is_trial: bool = False,
    **options: Any,
) -> tuple[Round, bool]:
    """The round of a survey for a period, and whether it is new: opening it twice finds the first.

    Options: calendar_id, reminders, quiet_from, quiet_until.
    """
    values = {
        **{"calendar_id": None, "reminders": None, "quiet_from": None, "quiet_until": None},
        **options,
        "survey_version_id": version.id,
        "survey": version.survey,
        "period": period,
        "state": "open",
        "opens_at": opens_at,
        "closes_at": closes_at,
        "is_trial": is_trial,
    }
    new = unit.insert_new(RoundRow, values) == 1
    query = select(RoundRow).where(col(RoundRow.survey) == version.survey, col(RoundRow.period) == period)
    return plain(Round, unit.session.scalars(query).one()), new


def find_round(unit: Unit, round_id: int) -> Round | None:
    row = unit.session.get(RoundRow, round_id)
    return None if row is None else plain(Round, row)


def rounds(unit: Unit, state: str | None = None) -> list[Round]:
    """Rounds, the newest first; only those of a state (open | closed) when it is given."""
    query = select(RoundRow).order_by(col(RoundRow.opens_at).desc(), col(RoundRow.id).desc())
    if state is not None:
        query = query.where(col(RoundRow.state) == state)
    return plains(Round, unit.session.scalars(query))


def previous_round(unit: Unit, round_id: int) -> Round | None:
    """The latest earlier round of the same survey for a period of the same kind, whenever it was opened.

    Periods of one kind are written alike and sort by time as text: months are never compared with years.
    """
    this = unit.session.get_one(RoundRow, round_id)
    query = (
        select(RoundRow)
        .where(col(RoundRow.survey) == this.survey, col(RoundRow.period) < this.period)
        .order_by(col(RoundRow.period).desc())
    )
    alike = (row for row in unit.session.scalars(query) if _shape(row.period) == _shape(this.period))
    row = next(alike, None)
    return None if row is None else plain(Round, row)


def history(unit: Unit, this: Round, cooperative_id: int, since: datetime | None) -> list[tuple[str, str, Any]]:
    """(period, question, value) of what a cooperative answered in earlier rounds for periods of this kind, the latest
    period first; of at most HISTORY rounds, and of none that ended before `since`.
    """
    earlier = (
        select(RoundRow, col(ResponseRow.id))
        .join(ResponseRow, col(ResponseRow.round_id) == col(RoundRow.id))
        .where(
            col(ResponseRow.cooperative_id) == cooperative_id,
            col(RoundRow.survey) == this.survey,
            col(RoundRow.period) < this.period,
        )
        .order_by(col(RoundRow.period).desc())
    )
    periods = {
        response: one.period
        for one, response in unit.session.execute(earlier)
        if _shape(one.period) == _shape(this.period) and (since is None or (one.closed_at or one.closes_at) > since)
    }
    kept = list(periods)[:HISTORY]
    query = select(AnswerRow).where(col(AnswerRow.response_id).in_(kept)).order_by(col(AnswerRow.id))
    found = [(periods[row.response_id], row.question, row.value) for row in unit.session.scalars(query)]
    return sorted(found, key=lambda one: one[0], reverse=True)


def _shape(period: str) -> str:
    return "".join("0" if char.isdecimal() else char for char in period)


def close_round(unit: Unit, round_id: int, now: datetime) -> bool:
    """Close a round and mark what was not sent as partial; False when it was closed before.

    A round whose time was up earlier (the program was off) is closed as of then.
    """
    this = unit.session.get(RoundRow, round_id)
    closing = (
        update(RoundRow)
        .where(col(RoundRow.id) == round_id, col(RoundRow.state) == "open")
        .values(state="closed", closed_at=min(now, this.closes_at) if this else now)
    )
    if unit.changed(closing) == 0:
        return False
    unit.changed(
        update(ResponseRow)
        .where(col(ResponseRow.round_id) == round_id, col(ResponseRow.status) == "open")
        .values(status="partial", updated_at=now)
    )
    return True


def begin_response(
    unit: Unit, this: Round, cooperative_id: int, progress: Mapping[str, Any], now: datetime
) -> Response:
    """The cooperative's response in a round; a new one with `progress` when nobody began it."""
    values = {
        "round_id": this.id,
        "cooperative_id": cooperative_id,
        "survey_version_id": this.survey_version_id,
        "progress": dict(progress),
        "version": 0,
        "status": "open",
        "started_at": now,
        "updated_at": now,
    }
    unit.insert_new(ResponseRow, values)
    found = find_response_of(unit, this.id, cooperative_id)
    assert found is not None
    return found


def find_response(unit: Unit, response_id: int) -> Response | None:
    row = unit.session.get(ResponseRow, response_id)
    return None if row is None else plain(Response, row)


def find_response_of(unit: Unit, round_id: int, cooperative_id: int) -> Response | None:
    query = select(ResponseRow).where(
        col(ResponseRow.round_id) == round_id, col(ResponseRow.cooperative_id) == cooperative_id
    )
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Response, row)


def find_by_code(unit: Unit, code: str) -> Response | None:
    """The response a receipt's code belongs to."""
    row = unit.session.scalars(select(ResponseRow).where(col(ResponseRow.code) == code)).first()
    return None if row is None else plain(Response, row)


def save_progress(unit: Unit, response: Response, progress: Mapping[str, Any], now: datetime) -> bool:
    """Keep where a response stands; False when somebody else changed it, or its round closed, since it was read."""
    statement = (
        update(ResponseRow)
        .where(
            col(ResponseRow.id) == response.id,
            col(ResponseRow.version) == response.version,
            col(ResponseRow.status).in_(("open", "submitted")),
            _is_open(response.round_id),
        )
        .values(progress=dict(progress), version=response.version + 1, updated_at=now)
    )
    return unit.changed(statement) == 1


def _is_open(round_id: int) -> ColumnElement[bool]:
    """In the UPDATE itself: a round closing in this moment in another process is noticed."""
    return exists().where(col(RoundRow.id) == round_id, col(RoundRow.state) == "open")


def submit(unit: Unit, response_id: int, code: str, now: datetime) -> None:
    """Mark a response sent; `code` is kept when it has one already (changes after sending keep the receipt)."""
    row = unit.session.get_one(ResponseRow, response_id)
    row.status = "submitted"
    row.code = row.code or code
    row.submitted_at = now
    row.updated_at = now


def record_answer(
    unit: Unit,
    response_id: int,
    question: str,
    value: Any,
    raw: str,
    person_id: int | None,
    now: datetime,
    source: str = "chat",
) -> None:
    """Set the standing answer to a question and keep the change. Saying the same again changes nothing.

    `source`: chat | phone (staff typed what they were told) | import (from a table).
    """
    standing = unit.session.scalars(
        select(AnswerRow).where(col(AnswerRow.response_id) == response_id, col(AnswerRow.question) == question)
    ).first()
    if standing is not None and standing.value == value:
        return
    change: dict[str, Any] = {
        "response_id": response_id,
        "question": question,
        "raw": raw,
        "person_id": person_id,
        "source": source,
    }
    unit.session.add(AnswerChangeRow(**change, old=standing.value if standing else None, new=value, changed_at=now))
    if standing is None:
        unit.session.add(AnswerRow(**change, value=value, answered_at=now))
    else:
        standing.value, standing.raw, standing.person_id, standing.answered_at = value, raw, person_id, now
        standing.source = source
    unit.session.flush()


def remove_answer(
    unit: Unit, response_id: int, question: str, person_id: int | None, now: datetime, source: str = "chat"
) -> None:
    """Take an answer back (the question no longer applies); the change is kept."""
    standing = unit.session.scalars(
        select(AnswerRow).where(col(AnswerRow.response_id) == response_id, col(AnswerRow.question) == question)
    ).first()
    if standing is None:
        return
    unit.session.add(
        AnswerChangeRow(
            response_id=response_id,
            question=question,
            old=standing.value,
            person_id=person_id,
            source=source,
            changed_at=now,
        )
    )
    unit.session.delete(standing)
    unit.session.flush()


def forget_person(unit: Unit, person_id: int) -> None:
    """Take out who gave which answer; the answers are the cooperative's and stay."""
    unit.changed(update(AnswerRow).where(col(AnswerRow.person_id) == person_id).values(person_id=None))
    unit.changed(update(AnswerChangeRow).where(col(AnswerChangeRow.person_id) == person_id).values(person_id=None))


def answers_of(unit: Unit, response_id: int) -> dict[str, Any]:
    """Question key -> standing value, as the survey engine stores values."""
    query = select(AnswerRow).where(col(AnswerRow.response_id) == response_id)
    return {row.question: row.value for row in unit.session.scalars(query)}


def changes_of(unit: Unit, response_id: int) -> list[Change]:
    query = select(AnswerChangeRow).where(col(AnswerChangeRow.response_id) == response_id)
    return plains(Change, unit.session.scalars(query.order_by(col(AnswerChangeRow.id))))


def responses_in(unit: Unit, round_id: int) -> list[Response]:
    query = select(ResponseRow).where(col(ResponseRow.round_id) == round_id).order_by(col(ResponseRow.id))
    return plains(Response, unit.session.scalars(query))


def responses_of(unit: Unit, cooperative_ids: Sequence[int]) -> list[Response]:
    """Every response of these cooperatives, those of the newest rounds first."""
    query = (
        select(ResponseRow)
        .join(RoundRow, col(RoundRow.id) == col(ResponseRow.round_id))
        .where(col(ResponseRow.cooperative_id).in_(cooperative_ids))
        .order_by(col(RoundRow.opens_at).desc(), col(ResponseRow.id))
    )
    return plains(Response, unit.session.scalars(query))


def answers_in(unit: Unit, round_id: int) -> list[Answer]:
    """Every standing answer of a round."""
    rows: Iterable[Any] = unit.run(_ANSWERS, {"its_round": round_id})
    return [Answer(*row) for row in rows]


def without_response(unit: Unit, round_id: int) -> list[int]:
    """Ids of the cooperatives (not dissolved) that have not sent a response in a round."""
    sent = select(col(ResponseRow.cooperative_id)).where(
        col(ResponseRow.round_id) == round_id, col(ResponseRow.status) == "submitted"
    )
    query = select(col(CooperativeRow.id)).where(
        col(CooperativeRow.state) != "dissolved", col(CooperativeRow.id).not_in(sent)
    )
    return [found for found in unit.session.scalars(query) if found is not None]
