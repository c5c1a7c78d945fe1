"""What belongs to announcements: who has read them, topics people left, tags, and answers to invitations."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, time_field


class ReceiptRow(SQLModel, table=True):
    """That a person has an announcement on their screen, or says that they have read it."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("broadcast_id", "person_id"),)

    id: int | None = id_field()
    broadcast_id: int = Field(foreign_key="broadcast.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    delivered_at: datetime | None = time_field(nullable=True)
    read_at: datetime | None = time_field(nullable=True)


class TopicLeftRow(SQLModel, table=True):
    """A topic a person wants no announcements on."""

    __tablename__ = "topic_left"
    __table_args__ = (UniqueConstraint("person_id", "topic"),)

    id: int | None = id_field()
    person_id: int = Field(foreign_key="person.id")
    topic: str
    left_at: datetime = time_field()


class CooperativeTagRow(SQLModel, table=True):
    """A word the staff gave a cooperative to choose it by. `tag` is folded, `name` as it was typed first."""

    __tablename__ = "cooperative_tag"
    __table_args__ = (UniqueConstraint("cooperative_id", "tag"),)

    id: int | None = id_field()
    cooperative_id: int = Field(foreign_key="cooperative.id")
    tag: str = Field(index=True)
    name: str


class GatheringRow(SQLModel, table=True):
    """What an invitation invites to: a training, a fair. No `capacity`: as many as come."""

    __tablename__ = "gathering"

    id: int | None = id_field()
    broadcast_id: int = Field(foreign_key="broadcast.id", unique=True)
    starts_at: datetime = time_field(index=True)
    closes_at: datetime = time_field()
    place: str = ""
    capacity: int | None = None


class SeatRow(SQLModel, table=True):
    """What one cooperative answered to an invitation, whoever of its people answered."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("broadcast_id", "cooperative_id"),)

    id: int | None = id_field()
    broadcast_id: int = Field(foreign_key="broadcast.id")
    cooperative_id: int = Field(foreign_key="cooperative.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str  # coming | waiting | declined
    people: int = 0
    asked_at: datetime = time_field()  # the place in the waiting list
    changed_at: datetime = time_field()
