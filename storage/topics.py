"""Topics people left, and tags that staff gave cooperatives."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlmodel import col

from storage.tables.announcements import CooperativeTagRow, TopicLeftRow
from storage.unit import Unit


def left(unit: Unit, person_id: int) -> set[str]:
    """The topics a person wants nothing on."""
    return set(unit.session.scalars(select(col(TopicLeftRow.topic)).where(col(TopicLeftRow.person_id) == person_id)))


def leave(unit: Unit, person_id: int, topic: str, now: datetime) -> bool:
    """False when they had left it before."""
    return unit.insert_new(TopicLeftRow, {"person_id": person_id, "topic": topic, "left_at": now}) == 1


def come_back(unit: Unit, person_id: int, topic: str) -> bool:
    """False when they had not left it."""
    chosen = (col(TopicLeftRow.person_id) == person_id, col(TopicLeftRow.topic) == topic)
    return unit.changed(delete(TopicLeftRow).where(*chosen)) == 1


def forget_person(unit: Unit, person_id: int) -> None:
    unit.changed(delete(TopicLeftRow).where(col(TopicLeftRow.person_id) == person_id))


def tags(unit: Unit) -> dict[str, tuple[str, int]]:
    """Every tag in use, folded -> (as it was typed first, number of cooperatives)."""
    tag, name = col(CooperativeTagRow.tag), func.min(col(CooperativeTagRow.name))
    query = select(tag, name, func.count()).group_by(tag).order_by(tag)
    return {folded: (typed, number) for folded, typed, number in unit.session.execute(query)}


def add_tag(unit: Unit, tag: str, name: str, cooperative_ids: Sequence[int]) -> int:
    """Give cooperatives a tag; the number that did not have it."""
    rows = [{"cooperative_id": item, "tag": tag, "name": name} for item in cooperative_ids]
    return unit.insert_new(CooperativeTagRow, rows)


def remove_tag(unit: Unit, tag: str, cooperative_ids: Sequence[int]) -> int:
    """Take a tag away; the number of cooperatives that had it."""
    chosen = (col(CooperativeTagRow.tag) == tag, col(CooperativeTagRow.cooperative_id).in_(cooperative_ids))
    return unit.changed(delete(CooperativeTagRow).where(*chosen))


def forget_cooperatives(unit: Unit, cooperative_ids: Sequence[int | None]) -> None:
    unit.changed(delete(CooperativeTagRow).where(col(CooperativeTagRow.cooperative_id).in_(cooperative_ids)))
