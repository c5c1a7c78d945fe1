"""What came in and what goes out, each event and each message a row of its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, false
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, json_field, time_field


class IncomingRow(SQLModel, table=True):
    """An event from a channel, stored before the platform is told that it arrived."""

    __tablename__ = "incoming"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_incoming_address", "state", "channel", "address", "id"),
    )

    id: int | None = id_field()
    channel: str
    external_id: str
    address: str
    payload: dict[str, Any] = json_field()
    state: str = "waiting"  # waiting | handled | read_over | failed | ignored (of no use, but kept)
    attempts: int = 0
    next_at: datetime = time_field()
    received_at: datetime = time_field()
    handled_at: datetime | None = time_field(nullable=True)
    reason: str | None = None


class OutboxRow(SQLModel, table=True):
    """One message to one address.

    `key` makes a message that must not be sent twice unique: a second one with the same key is not stored.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "lane", "channel", "due_at", "id"),
        Index("ix_outbox_address", "channel", "address", "id"),
    )

    id: int | None = id_field()
    key: str | None = Field(default=None, unique=True)
    lane: str = "reply"  # reply | bulk
    purpose: str = "reply"  # reply | prompt | reminder | announcement | staff | notice
    channel: str
    address: str
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True)
    broadcast_id: int | None = Field(default=None, foreign_key="broadcast.id", index=True)
    payload: dict[str, Any] = json_field()
    state: str = "waiting"  # waiting | sending | held | sent | failed | uncertain | cancelled
    due_at: datetime = time_field()
    attempts: int = 0
    claimed_by: str | None = None
    lease_until: datetime | None = time_field(nullable=True)
    external_id: str | None = None
    reason: str | None = None
    tried: list[int] | None = json_field(nullable=True)  # contacts of the person where it did not arrive
    created_at: datetime = time_field()
    done_at: datetime | None = time_field(nullable=True)


class StoredFileRow(SQLModel, table=True):
    """A file that messages carry. Kept in the database, so that every replica can send it and one backup holds all."""

    __tablename__ = "stored_file"
    __table_args__ = (UniqueConstraint("sha256", "name"),)

    id: int | None = id_field()
    sha256: str
    name: str
    media_type: str
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    created_at: datetime = time_field()


class WebMessageRow(SQLModel, table=True):
    """One message of a web chat, either way, in the order in which the page shows them.

    `reference` is unique within the address: the same message is shown once however often it is delivered.
    An id is never given twice, not even after the last messages were erased: open pages ask for what came after an id.
    """

    __tablename__ = "web_message"
    __table_args__ = (
        UniqueConstraint("address", "reference"),
        Index("ix_web_message_order", "address", "id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = id_field()
    address: str
    reference: str
    mine: bool  # typed by the person
    payload: dict[str, Any] = json_field()
    created_at: datetime = time_field()


class BroadcastRow(SQLModel, table=True):
    """An announcement by staff; its recipients are outbox rows.

    `files` are ids of stored files. `version` is raised by every change of a draft: a button shown under an older one
    does nothing. `expected` is the number of people it was to reach when its author last said so.
    """

    __tablename__ = "broadcast"

    id: int | None = id_field()
    text: str
    segment: dict[str, Any] = json_field()
    state: str = "draft"  # draft | scheduled | confirmed | stopped | cancelled
    kind: str = Field(default="notice", sa_column_kwargs={"server_default": "notice"})  # notice | invitation
    files: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]"))
    topic: str | None = None
    asks_read: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    version: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    created_by: int | None = Field(default=None, foreign_key="person.id")
    changed_by: int | None = None
    created_at: datetime = time_field()
    due_at: datetime | None = time_field(nullable=True, index=True)
    expected: int | None = None
    confirmed_at: datetime | None = time_field(nullable=True)
    corrected_at: datetime | None = time_field(nullable=True)
    recalled_at: datetime | None = time_field(nullable=True)


class ForwardRow(SQLModel, table=True):
    """One delivery of a round's results to one target. `key` doubles as the receiver's idempotency key.

    `wish` says who asked in chat and for what; it is empty for the targets of the settings.
    """

    __tablename__ = "forward"

    id: int | None = id_field()
    key: str = Field(unique=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    target: str  # folder | post | staff | asker | email:address
    wish: dict[str, Any] = json_field(nullable=True)
    state: str = Field(default="waiting", index=True)  # waiting | claimed | done | failed
    attempts: int = 0
    next_at: datetime = time_field()
    lease_until: datetime | None = time_field(nullable=True)
    reason: str | None = None
    created_at: datetime = time_field()
    done_at: datetime | None = time_field(nullable=True)


class ForwardTryRow(SQLModel, table=True):
    """One try of a delivery, with what the receiver answered. Rows are only ever added."""

    __tablename__ = "forward_try"

    id: int | None = id_field()
    forward_id: int = Field(foreign_key="forward.id", index=True)
    tried_at: datetime = time_field()
    arrived: bool
    answer: str
