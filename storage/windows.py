"""When people wrote last, on platforms that let messages through only for a while after that."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import col

from storage import outbox
from storage.tables.people import ContactRow
from storage.tables.sending import SendingWindowRow
from storage.unit import Unit


def note_word(unit: Unit, channel: str, address: str, at: datetime, now: datetime) -> int:
    """The person wrote: what was held for them goes out now; the number of messages."""
    values = {"channel": channel, "address": address, "word_at": at}
    if not unit.insert_new(SendingWindowRow, values):
        unit.changed(
            update(SendingWindowRow)
            .where(
                col(SendingWindowRow.channel) == channel,
                col(SendingWindowRow.address) == address,
                col(SendingWindowRow.word_at) < at,
            )
            .values(word_at=at)
        )
    return outbox.release_held(unit, channel, address, now)


def last_word(unit: Unit, channel: str, address: str) -> datetime | None:
    """When the person wrote last; None when nobody noted it."""
    query = select(col(SendingWindowRow.word_at)).where(
        col(SendingWindowRow.channel) == channel, col(SendingWindowRow.address) == address
    )
    return unit.session.scalar(query)


def count_silent(unit: Unit, channel: str, contact_ids: Sequence[int], since: datetime) -> int:
    """How many of these contacts on a channel have not written since a moment: what they are sent will be held."""
    spoke = (
        select(col(SendingWindowRow.address))
        .where(col(SendingWindowRow.channel) == channel, col(SendingWindowRow.word_at) >= since)
        .scalar_subquery()
    )
    query = select(func.count()).where(
        col(ContactRow.id).in_(contact_ids), col(ContactRow.channel) == channel, col(ContactRow.address).not_in(spoke)
    )
    return unit.session.scalar(query) or 0
