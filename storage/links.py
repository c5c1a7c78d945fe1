"""Links that open a stored file for a while, for channels that carry no files."""

from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import delete, select
from sqlmodel import col

from storage.files import StoredFile
from storage.tables.sending import FileLinkRow
from storage.tables.traffic import StoredFileRow
from storage.unit import Unit, plain


def make(unit: Unit, file_id: int, expires_at: datetime) -> str:
    """A code nobody can guess."""
    code = token_urlsafe(24)
    unit.add(FileLinkRow(code=code, file_id=file_id, expires_at=expires_at))
    return code


def follow(unit: Unit, code: str, now: datetime) -> StoredFile | None:
    """The file behind a code; None when there is none or its time is over."""
    query = (
        select(StoredFileRow)
        .join(FileLinkRow, col(FileLinkRow.file_id) == col(StoredFileRow.id))
        .where(col(FileLinkRow.code) == code, col(FileLinkRow.expires_at) > now)
    )
    row = unit.session.scalars(query).first()
    return None if row is None else plain(StoredFile, row)


def purge(unit: Unit, now: datetime) -> int:
    """Delete links whose time is over; the number deleted."""
    return unit.changed(delete(FileLinkRow).where(col(FileLinkRow.expires_at) < now))
