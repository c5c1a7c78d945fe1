"""What belongs to one person in tables that serve something else: to show it, and to take it out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import col

from storage.tables.announcements import ReceiptRow
from storage.tables.calendars import FollowUpRow
from storage.tables.sending import FileLinkRow
from storage.tables.surveys import AnswerRow, ResponseRow
from storage.tables.traffic import OutboxRow, StoredFileRow
from storage.unit import Unit


def answers_by(unit: Unit, person_id: int) -> list[tuple[int, str, Any, datetime]]:
    """(cooperative, question, value, when) of every standing answer this person gave."""
    query = (
        select(
            col(ResponseRow.cooperative_id), col(AnswerRow.question), col(AnswerRow.value), col(AnswerRow.answered_at)
        )
        .join(ResponseRow, col(ResponseRow.id) == col(AnswerRow.response_id))
        .where(col(AnswerRow.person_id) == person_id)
        .order_by(col(AnswerRow.id))
    )
    return [tuple(row) for row in unit.session.execute(query)]


def follow_ups_of(unit: Unit, person_id: int) -> list[tuple[int, str, datetime | None]]:
    """(round, snoozed | reminded | declined, reminded when) of what a person said to invitations."""
    query = select(FollowUpRow).where(col(FollowUpRow.person_id) == person_id).order_by(col(FollowUpRow.id))
    return [(row.round_id, row.state, row.due_at) for row in unit.session.scalars(query)]


def receipts_of(unit: Unit, person_id: int) -> list[tuple[int, datetime | None]]:
    """(announcement, when the person said they read it)."""
    query = select(ReceiptRow).where(col(ReceiptRow.person_id) == person_id).order_by(col(ReceiptRow.id))
    return [(row.broadcast_id, row.read_at) for row in unit.session.scalars(query)]


def forget_receipts(unit: Unit, person_id: int) -> None:
    unit.changed(delete(ReceiptRow).where(col(ReceiptRow.person_id) == person_id))


def forget_files(unit: Unit, contact_ids: Sequence[int], name: str) -> None:
    """Delete the files of this name that these contacts were sent; to be called before their messages are blanked.

    What is still on its way to somebody stays.
    """
    query = select(col(OutboxRow.payload), col(OutboxRow.done_at)).where(col(OutboxRow.contact_id).in_(contact_ids))
    sent: set[int] = set()
    waiting: set[int] = set()
    for payload, done_at in unit.session.execute(query):
        (waiting if done_at is None else sent).update(payload.get("files", ()))
    _delete(unit, col(StoredFileRow.id).in_(sent - waiting), col(StoredFileRow.name) == name)


def purge_files(unit: Unit, before: datetime, name: str) -> None:
    """Delete the files of this name made before a moment; no two of them are the same, so none is sent again."""
    _delete(unit, col(StoredFileRow.created_at) < before, col(StoredFileRow.name) == name)


def _delete(unit: Unit, *which: Any) -> None:
    found = list(unit.session.scalars(select(col(StoredFileRow.id)).where(*which)))
    unit.changed(delete(FileLinkRow).where(col(FileLinkRow.file_id).in_(found)))
    unit.changed(delete(StoredFileRow).where(col(StoredFileRow.id).in_(found)))
