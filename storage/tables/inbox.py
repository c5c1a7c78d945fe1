"""What people asked, what they thought of the answer, and what waits for a person to answer."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from storage.tables.columns import id_field, json_field, time_field


class AskedRow(SQLModel, table=True):
    """One question put to the knowledge base and what became of it."""

    __tablename__ = "asked"

    id: int | None = id_field()
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    text: str
    outcome: str  # answer | choices | handoff | other
    entry: str | None = None
    confidence: float
    entry_version: str | None = None  # hash of what the entry said then (knowledge.versions)
    citations: list[Any] | None = json_field(nullable=True)  # as people read them
    useful: bool | None = None
    reason: str | None = None  # why it was of no use: wrong | missing | old | unclear
    reason_text: str | None = None  # the same in the person's own words
    asked_at: datetime = time_field()


class QuestionRow(SQLModel, table=True):
    """A question for the alliance's staff, in the words of who asked first; each who asks it is an `asker` row."""

    __tablename__ = "question"

    id: int | None = id_field()
    contact_id: int = Field(foreign_key="contact.id", index=True)
    asked_id: int | None = Field(default=None, unique=True)  # one press or two: one question
    text: str
    state: str = Field(default="open", index=True)  # open | answered | withdrawn | closed
    entry: str | None = None  # the entry whose answer was of no use
    answer: str | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    asked_at: datetime = time_field()
    answered_at: datetime | None = time_field(nullable=True)


class NoteRow(SQLModel, table=True):
    """A fact the installation keeps about itself, by name (e.g. whether it is in trial mode)."""

    __tablename__ = "note"

    name: str = Field(primary_key=True)
    value: str
