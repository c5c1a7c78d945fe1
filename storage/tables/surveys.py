"""Surveys: their versions, their rounds, and what each cooperative answered."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, json_field, time_field


class SurveyVersionRow(SQLModel, table=True):
    """A definition as it was published. Never changed: a round and its responses keep the version they began with."""

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey", "version"),)

    id: int | None = id_field()
    survey: str
    version: int
    definition: dict[str, Any] = json_field()
    published_at: datetime = time_field()


class RoundRow(SQLModel, table=True):
    """One asking of a survey for one period, e.g. half_year 2026-H1."""

    __tablename__ = "round"
    __table_args__ = (UniqueConstraint("survey", "period"),)

    id: int | None = id_field()
    survey_version_id: int = Field(foreign_key="survey_version.id")
    survey: str
    period: str
    state: str = Field(default="open", index=True)  # open | closed
    opens_at: datetime = time_field()
    closes_at: datetime = time_field()
    closed_at: datetime | None = time_field(nullable=True)
    is_trial: bool = False
    calendar_id: int | None = Field(default=None, foreign_key="calendar.id")
    reminders: list[int] | None = json_field(nullable=True)  # as in calendar; None: the usual steps
    quiet_from: int | None = None
    quiet_until: int | None = None


class ResponseRow(SQLModel, table=True):
    """What one cooperative says in one round, whoever of its people types."""

    __tablename__ = "response"
    __table_args__ = (UniqueConstraint("round_id", "cooperative_id"),)

    id: int | None = id_field()
    round_id: int = Field(foreign_key="round.id")
    cooperative_id: int = Field(foreign_key="cooperative.id", index=True)
    survey_version_id: int = Field(foreign_key="survey_version.id")
    progress: dict[str, Any] = json_field()  # the survey engine's state
    version: int = 0
    status: str = "open"  # open | submitted | partial (the round closed first)
    code: str | None = Field(default=None, unique=True)  # printed on the receipt
    started_at: datetime = time_field()
    updated_at: datetime = time_field()
    submitted_at: datetime | None = time_field(nullable=True)


class AnswerRow(SQLModel, table=True):
    """The standing answer to one question."""

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("response_id", "question"),)

    id: int | None = id_field()
    response_id: int = Field(foreign_key="response.id")
    question: str
    value: Any = json_field(nullable=True)
    raw: str = ""  # as it was typed
    person_id: int | None = Field(default=None, foreign_key="person.id")
    source: str = Field(default="chat", sa_column_kwargs={"server_default": "chat"})  # chat | phone | import
    answered_at: datetime = time_field()


class AnswerChangeRow(SQLModel, table=True):
    """Every change of an answer: who, when, from what, to what. Rows are only ever added."""

    __tablename__ = "answer_change"

    id: int | None = id_field()
    response_id: int = Field(foreign_key="response.id", index=True)
    question: str
    old: Any = json_field(nullable=True)
    new: Any = json_field(nullable=True)
    raw: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    source: str = Field(default="chat", sa_column_kwargs={"server_default": "chat"})  # chat | phone | import
    changed_at: datetime = time_field()
