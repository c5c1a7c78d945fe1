"""Files that messages carry, each content kept once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update
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


def find(unit: Unit, file_id: int) -> StoredFile | None:
    row = unit.session.get(StoredFileRow, file_id)
    return None if row is None else plain(StoredFile, row)


def erase(unit: Unit, file_ids: Iterable[int], kept: Collection[int] = ()) -> None:
    """Empty files for good, under every name the same content has, except those in `kept`.

    Their rows stay, so that no other file ever gets their ids.
    """
    same = select(col(StoredFileRow.sha256)).where(col(StoredFileRow.id).in_(list(file_ids)))
    found = unit.session.scalars(select(col(StoredFileRow.id)).where(col(StoredFileRow.sha256).in_(same)))
    for file_id in [one for one in found if one not in kept]:
        blank = {"content": b"", "name": "", "media_type": "application/octet-stream", "sha256": f"erased:{file_id}"}
        unit.changed(update(StoredFileRow).where(col(StoredFileRow.id) == file_id).values(**blank))


def read(unit: Unit, file_id: int) -> StoredFile:
    return plain(StoredFile, unit.session.get_one(StoredFileRow, file_id))
