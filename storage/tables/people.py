"""People, where they can be reached, what they agreed to, and what they may do."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, json_field, time_field


class PersonRow(SQLModel, table=True):
    """One human being. `name` stays empty for those who chose to ask only."""

    __tablename__ = "person"

    id: int | None = id_field()
    name: str | None = None
    consent: str | None = None  # None: not asked yet | full | ask_only | withdrawn
    created_at: datetime = time_field()
    erased_at: datetime | None = time_field(nullable=True)


class ConsentRow(SQLModel, table=True):
    """Each choice a person made about their data, with the version of the text they were shown."""

    __tablename__ = "consent"

    id: int | None = id_field()
    person_id: int = Field(foreign_key="person.id", index=True)
    choice: str
    text_version: str
    given_at: datetime = time_field()


class ContactRow(SQLModel, table=True):
    """One address of a person, and where the talk there stands."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: int | None = id_field()
    person_id: int = Field(foreign_key="person.id", index=True)
    channel: str
    address: str
    state: str = "active"  # active | blocked (by the person, on the platform) | stopped (the person said so)
    is_preferred: bool = Field(
        default=False, sa_column_kwargs={"server_default": "0"}
    )  # of several, the first written to
    talk: dict[str, Any] = json_field()
    version: int = 0  # raised by every turn: a turn that began from an older version is done again
    created_at: datetime = time_field()
    last_seen_at: datetime = time_field()


class MembershipRow(SQLModel, table=True):
    """A person who may report for a cooperative."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("person_id", "cooperative_id"),)

    id: int | None = id_field()
    person_id: int = Field(foreign_key="person.id")
    cooperative_id: int = Field(foreign_key="cooperative.id", index=True)
    joined_at: datetime = time_field()
    left_at: datetime | None = time_field(nullable=True)


class StaffRow(SQLModel, table=True):
    """A person who works for the alliance."""

    __tablename__ = "staff"

    id: int | None = id_field()
    person_id: int = Field(foreign_key="person.id", unique=True)
    role: str  # admin | officer
    since: datetime = time_field()
    until: datetime | None = time_field(nullable=True)


class InviteRow(SQLModel, table=True):
    """A code that lets a person in: to a cooperative, or to the alliance's staff."""

    __tablename__ = "invite"

    code: str = Field(primary_key=True)
    purpose: str  # cooperative | staff
    cooperative_id: int | None = Field(default=None, foreign_key="cooperative.id", index=True)
    role: str | None = None
    uses_left: int
    created_at: datetime = time_field()
    expires_at: datetime | None = time_field(nullable=True)
