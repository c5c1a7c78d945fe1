"""Files that messages carry, each content kept once."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlmodel import col

from storage.tables.traffic import StoredFileRow
from storage.unit import Unit, plain


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: int
    name: str
    media_type: str
    content: bytes


def keep(unit: Unit, name: str, media_type: str, content: bytes, now: datetime) -> int:
    """Store a file, or find the same one stored before; its id."""
    digest = sha256(content).hexdigest()
    unit.insert_new(
        StoredFileRow,
        {"sha256": digest, "name": name, "media_type": media_type, "content": content, "created_at": now},
    )
    query = select(col(StoredFileRow.id)).where(col(StoredFileRow.sha256) == digest, col(StoredFileRow.name) == name)
    found = unit.session.scalars(query).one()
    assert found is not None
    return found


def read(unit: Unit, file_id: int) -> StoredFile:
    return plain(StoredFile, unit.session.get_one(StoredFileRow, file_id))
