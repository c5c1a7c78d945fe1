"""What the assistant learns from its staff: who asks the same, what was answered, and entries made of it."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, json_field, time_field


class AskerRow(SQLModel, table=True):
    """Somebody who asked a question for the staff, in their own words. Many askers, one question."""

    __tablename__ = "asker"

    id: int | None = id_field()
    question_id: int = Field(foreign_key="question.id", index=True)
    contact_id: int = Field(foreign_key="contact.id", index=True)
    asked_id: int | None = Field(default=None, unique=True)
    text: str
    wanted: bool = False  # pressed "ask the staff": the answer comes even to those who said stop
    asked_at: datetime = time_field()


class StaffAnswerRow(SQLModel, table=True):
    """What a staff member answered. The first one is sent; a colleague's later one is kept and may be sent too."""

    __tablename__ = "staff_answer"

    id: int | None = id_field()
    question_id: int = Field(foreign_key="question.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    text: str
    given_at: datetime = time_field()
    sent_at: datetime | None = time_field(nullable=True)


class LearnedRow(SQLModel, table=True):
    """One version of an entry written by staff. `entry` is the whole entry as JSON (knowledge.versions)."""

    __tablename__ = "learned"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: int | None = id_field()
    key: str
    version: int
    state: str = Field(default="draft", index=True)  # draft | approved | refused | dropped | replaced | withdrawn
    question_id: int | None = Field(default=None, index=True)
    entry: dict[str, Any] = json_field()
    content: str  # hash of what it says
    based_on: str | None = None  # hash of the shipped entry it corrects; when that changes, the shipped one leads again
    author_id: int | None = Field(default=None, foreign_key="person.id")
    created_at: datetime = time_field()
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = time_field(nullable=True)
    reason: str | None = None


class LearnedChangeRow(SQLModel, table=True):
    """Each approval and withdrawal. Its highest id tells every process whether what it serves is the newest."""

    __tablename__ = "learned_change"

    id: int | None = id_field()
    learned_id: int = Field(foreign_key="learned.id")
    what: str  # approved | withdrawn
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: datetime = time_field()


class CorrectionRow(SQLModel, table=True):
    """An entry that was corrected, and when: those who got the old answer before that are told once."""

    __tablename__ = "correction"
    __table_args__ = (UniqueConstraint("entry", "mark"),)

    id: int | None = id_field()
    entry: str
    mark: str
    version: str  # hash of the corrected entry
    found_at: datetime = time_field()
