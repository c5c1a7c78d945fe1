"""What sending through a platform needs to remember: keys, when people wrote last, pace, links to files."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.columns import id_field, time_field


class PlatformKeyRow(SQLModel, table=True):
    """The keys of one platform's OAuth. The refresh key works once: it is replaced together with the access key.

    `seed` is the hash of the refresh key from the settings that this row began with; another one there begins anew.
    """

    __tablename__ = "platform_key"

    id: int | None = id_field()
    name: str = Field(unique=True)
    seed: str
    access: str
    refresh: str
    expires_at: datetime = time_field()
    version: int = 0  # raised by every renewal
    claimed_by: str | None = None  # who renews just now
    lease_until: datetime | None = time_field(nullable=True)
    trouble: str | None = None  # why the last renewal failed
    changed_at: datetime = time_field()


class SendingWindowRow(SQLModel, table=True):
    """When a person wrote last at an address whose platform counts from there what it lets through."""

    __tablename__ = "sending_window"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: int | None = id_field()
    channel: str
    address: str
    word_at: datetime = time_field()


class PaceRow(SQLModel, table=True):
    """From when on a token may be used again for what goes out to many, whichever process uses it (storage.pace)."""

    __tablename__ = "pace"

    name: str = Field(primary_key=True)
    free_at: datetime = time_field()


class FileLinkRow(SQLModel, table=True):
    """A link that opens a stored file without anything else, for a while."""

    __tablename__ = "file_link"

    code: str = Field(primary_key=True)
    file_id: int = Field(foreign_key="stored_file.id", index=True)
    expires_at: datetime = time_field(index=True)
