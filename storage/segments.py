"""Whom a tree of conditions (handlers.announcements.segments says its form) chooses, found in one query."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, exists, false, func, literal, not_, null, or_, select, true, union_all
from sqlmodel import col

from storage.broadcasts import best_contacts
from storage.tables.announcements import CooperativeTagRow, TopicLeftRow
from storage.tables.columns import BigId
from storage.tables.cooperatives import CooperativeRow
from storage.tables.people import ContactRow, MembershipRow, StaffRow
from storage.tables.surveys import ResponseRow
from storage.unit import Unit

CHANNELS = {"zalo": ("zalo_bot", "zalo_oa")}
"""What people call one channel is several to the program."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One person of one cooperative that the tree chooses; no person for a cooperative that nobody reports for, no
    cooperative for staff. `contact_id` is where to write to them, None when they cannot be reached; `left` says that
    they left the topic.
    """

    cooperative_id: int | None
    person_id: int | None
    contact_id: int | None
    channel: str | None
    left: bool


def choose(unit: Unit, tree: dict[str, Any], topic: str | None = None) -> list[Chosen]:
    """Everyone chosen, in the order of cooperatives; people of several cooperatives come once for each."""
    rows = _rows(with_staff=_concerns_staff(tree))
    best = best_contacts()
    gone = exists().where(col(TopicLeftRow.person_id) == rows.c.person_id, col(TopicLeftRow.topic) == topic)
    condition = _condition(tree, rows, func.coalesce(best.c.channel, ""))
    query = (
        select(rows.c.cooperative_id, rows.c.person_id, best.c.id, best.c.channel, gone if topic else false())
        .outerjoin(best, best.c.person_id == rows.c.person_id)
        .where(condition)
        .order_by(rows.c.cooperative_id, rows.c.person_id)
    )
    found = unit.session.execute(query)
    return [Chosen(home, person, contact, channel, bool(left)) for home, person, contact, channel, left in found]


def _concerns_staff(tree: dict[str, Any]) -> bool:
    parts = [*tree.get("all", ()), *tree.get("any", ()), *([tree["not"]] if "not" in tree else [])]
    return "role" in tree or any(_concerns_staff(part) for part in parts)


def _rows(*, with_staff: bool) -> Any:
    """(cooperative, person, whether as staff): each cooperative with each of its people, or with nobody."""
    of_cooperatives: Any = (
        select(
            col(CooperativeRow.id).label("cooperative_id"),
            col(MembershipRow.person_id).label("person_id"),
            literal(False).label("is_staff"),
        )
        .outerjoin(
            MembershipRow,
            and_(col(MembershipRow.cooperative_id) == col(CooperativeRow.id), col(MembershipRow.left_at).is_(None)),
        )
        .where(col(CooperativeRow.state) != "dissolved")
    )
    if not with_staff:
        return of_cooperatives.subquery()
    of_staff = select(cast(null(), BigId), col(StaffRow.person_id), literal(True)).where(col(StaffRow.until).is_(None))
    return union_all(of_cooperatives, of_staff).subquery()


def _condition(tree: dict[str, Any], rows: Any, channel: Any) -> ColumnElement[bool]:
    if "all" in tree:
        return and_(true(), *(_condition(part, rows, channel) for part in tree["all"]))
    if "any" in tree:
        return or_(false(), *(_condition(part, rows, channel) for part in tree["any"]))
    if "not" in tree:
        return not_(_condition(tree["not"], rows, channel))
    if "channel" in tree:
        here: ColumnElement[bool] = channel.in_(CHANNELS.get(tree["channel"], (tree["channel"],)))
        return here
    if "role" in tree:
        staff: ColumnElement[bool] = rows.c.is_staff
        return staff
    which = _cooperatives(tree)
    chosen: ColumnElement[bool] = rows.c.cooperative_id.in_(which) if which is not None else true()
    return chosen


def _cooperatives(leaf: dict[str, Any]) -> Any:
    """Ids of the cooperatives of one condition; None for all of them."""
    ids = select(col(CooperativeRow.id))
    match leaf:
        case {"sector": key}:
            return ids.where(col(CooperativeRow.sector) == key)
        case {"wards": codes}:
            return ids.where(col(CooperativeRow.ward_code).in_(codes))
        case {"ward": code}:
            return ids.where(col(CooperativeRow.ward_code) == code)
        case {"kind": key}:
            return ids.where(col(CooperativeRow.kind) == key)
        case {"members": [lowest, highest]}:
            return ids.where(
                func.coalesce(col(CooperativeRow.members), -1) >= (0 if lowest is None else lowest),
                true() if highest is None else col(CooperativeRow.members) <= highest,
            )
        case {"round": number, "sent": sent}:
            return _answered(number, sent=sent)
        case {"tag": tag}:
            return select(col(CooperativeTagRow.cooperative_id)).where(col(CooperativeTagRow.tag) == tag)
        case {"ids": chosen}:
            return ids.where(col(CooperativeRow.id).in_(chosen))
        case _:
            return None


def _answered(round_id: int, *, sent: bool) -> Any:
    answered = select(col(ResponseRow.cooperative_id)).where(
        col(ResponseRow.round_id) == round_id, col(ResponseRow.status) == "submitted"
    )
    return answered if sent else select(col(CooperativeRow.id)).where(col(CooperativeRow.id).not_in(answered))


def states_of(unit: Unit, person_ids: list[int]) -> dict[int, str]:
    """Of people who cannot be reached, why: blocked or stopped (who said stop, said it whatever else happened)."""
    states: dict[int, str] = {}
    for begin in range(0, len(person_ids), 10_000):  # databases take so many values in one statement, not more
        few = col(ContactRow.person_id).in_(person_ids[begin : begin + 10_000])
        query = select(col(ContactRow.person_id), func.max(col(ContactRow.state))).where(few)
        found = unit.session.execute(query.group_by(col(ContactRow.person_id)))
        states |= {number: state for number, state in found}  # noqa: C416  (typed so)
    return states
