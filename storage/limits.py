"""How much of a channel's plan is used."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from storage.tables.people import ContactRow
from storage.tables.traffic import OutboxRow
from storage.unit import Unit


def count_sent(unit: Unit, channel: str, since: datetime) -> int:
    """Messages that went, or may have gone, through a channel since a moment. One that was split counts once."""
    query = select(func.count()).where(
        col(OutboxRow.channel) == channel,
        col(OutboxRow.state).in_(("sent", "uncertain")),
        col(OutboxRow.done_at) >= since,
    )
    return unit.session.scalar(query) or 0


def count_people(unit: Unit, channel: str) -> int:
    """People who ever wrote through a channel."""
    return unit.session.scalar(select(func.count()).where(col(ContactRow.channel) == channel)) or 0


def channels_of(unit: Unit, contact_ids: Sequence[int]) -> dict[str, int]:
    """How many of these contacts are on each channel."""
    query = (
        select(col(ContactRow.channel), func.count())
        .where(col(ContactRow.id).in_(contact_ids))
        .group_by(col(ContactRow.channel))
    )
    return {channel: count for channel, count in unit.session.execute(query)}  # noqa: C416  (typed so)
