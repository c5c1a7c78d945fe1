"""How far people are in a step-by-step guide, and which papers they have."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, time_field


class GuideRow(SQLModel, table=True):
    """The step of a procedure a person looked at last."""

    __tablename__ = "guide"
    __table_args__ = (UniqueConstraint("person_id", "procedure"),)

    id: int | None = id_field()
    person_id: int = Field(foreign_key="person.id")
    procedure: str
    step: int  # 1 is the first
    seen_at: datetime = time_field()


class GuidePaperRow(SQLModel, table=True):
    """A paper of a procedure that a person has ticked. One row a tick, so that two devices cannot undo each other's."""

    __tablename__ = "guide_paper"
    __table_args__ = (UniqueConstraint("person_id", "procedure", "paper"),)

    id: int | None = id_field()
    person_id: int = Field(foreign_key="person.id")
    procedure: str
    paper: str  # knowledge.procedures.Paper.token
    ticked_at: datetime = time_field()
