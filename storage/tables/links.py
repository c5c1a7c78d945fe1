"""Joining two addresses of one person: the code one shows and the other types."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import id_field, time_field


class LinkRow(SQLModel, table=True):
    """One code, and how far the joining is.

    shown (by `shown_by`) -> typed (by `typed_by`) -> asked (`typed_by` agreed, `shown_by` is asked) -> done; or refused
    by either, or replaced by a newer code.
    """

    __tablename__ = "link"

    id: int | None = id_field()
    code: str = Field(unique=True)
    state: str = "shown"  # shown | typed | asked | done | refused | replaced
    shown_by: int = Field(foreign_key="contact.id", index=True)
    typed_by: int | None = Field(default=None, foreign_key="contact.id", index=True)
    created_at: datetime = time_field()
    expires_at: datetime = time_field()


class LinkGuessRow(SQLModel, table=True):
    """A code that was none: too many of them from one address, and no more are looked at for a while."""

    __tablename__ = "link_guess"

    id: int | None = id_field()
    contact_id: int = Field(foreign_key="contact.id", index=True)
    guessed_at: datetime = time_field()
