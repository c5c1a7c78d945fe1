"""One cooperative that becomes two: its row goes on as the one part, the other part is a row of its own.

What was answered in closed rounds stays where it is. The answers of open rounds stay too, or go to the other part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import col

from storage import cooperatives, mergers
from storage.tables.announcements import CooperativeTagRow
from storage.tables.calendars import FollowUpRow
from storage.tables.people import InviteRow, MembershipRow
from storage.tables.splits import CooperativeSplitRow
from storage.tables.surveys import ResponseRow, RoundRow
from storage.unit import Unit, plains


@dataclass(frozen=True, slots=True)
class Division:
    """What is to become of a cooperative.

    `part`: the id of the other part, which is in the directory. `people` and `codes` go to it, all others stay.
    `moves_answers`: the answers in progress go to it too.
    """

    cooperative_id: int
    part: int
    people: Sequence[int] = ()
    codes: Sequence[str] = ()
    moves_answers: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """A division that was made, as it is on record."""

    id: int
    cooperative_id: int
    part_id: int
    answers_with: int | None
    old_name: str
    people: int
    codes: int
    person_id: int | None
    split_at: datetime


def split(unit: Unit, wanted: Division, by: int | None, now: datetime) -> int:
    """Divide; the number on record. `by`: the person of the staff, None for the command line.

    Answers in progress do not go to a part that began its own in that round.
    """
    gone_with = in_progress(unit, wanted.cooperative_id)
    old = cooperatives.find(unit, wanted.cooperative_id)
    assert old is not None
    moved = _move_responses(unit, wanted, now) if wanted.moves_answers else 0
    row = CooperativeSplitRow(
        cooperative_id=wanted.cooperative_id,
        part_id=wanted.part,
        answers_with=(wanted.part if moved else wanted.cooperative_id) if gone_with else None,
        old_name=old.name,
        people=sum(_move_person(unit, wanted, person, now) for person in wanted.people),
        codes=_move_codes(unit, wanted),
        person_id=by,
        split_at=now,
    )
    _copy_tags(unit, wanted)
    unit.add(row)
    assert row.id is not None
    return row.id


def in_progress(unit: Unit, cooperative_id: int) -> list[int]:
    """Ids of the open rounds in which a cooperative has answers that can still be changed."""
    query = (
        select(col(RoundRow.id))
        .join(ResponseRow, col(ResponseRow.round_id) == col(RoundRow.id))
        .where(col(RoundRow.state) == "open", col(ResponseRow.cooperative_id) == cooperative_id)
        .order_by(col(RoundRow.id))
    )
    return [found for found in unit.session.scalars(query) if found is not None]


def _move_responses(unit: Unit, wanted: Division, now: datetime) -> int:
    """A turn that is stepping such a response just now is done again: its version rises."""
    open_rounds = select(col(RoundRow.id)).where(col(RoundRow.state) == "open")
    own = select(col(ResponseRow.round_id)).where(col(ResponseRow.cooperative_id) == wanted.part)
    statement = update(ResponseRow).where(
        col(ResponseRow.cooperative_id) == wanted.cooperative_id,
        col(ResponseRow.round_id).in_(open_rounds),
        col(ResponseRow.round_id).not_in(own),
    )
    values = {"cooperative_id": wanted.part, "version": col(ResponseRow.version) + 1, "updated_at": now}
    return unit.changed(statement.values(**values))


def _move_person(unit: Unit, wanted: Division, person_id: int, now: datetime) -> bool:
    """False for somebody who does not report for the cooperative (any more)."""
    mine = (col(MembershipRow.person_id) == person_id, col(MembershipRow.left_at).is_(None))
    leaving = update(MembershipRow).where(*mine, col(MembershipRow.cooperative_id) == wanted.cooperative_id)
    if not unit.changed(leaving.values(left_at=now)):
        return False
    join = {"person_id": person_id, "cooperative_id": wanted.part, "joined_at": now, "left_at": None}
    if not unit.insert_new(MembershipRow, join):
        again = update(MembershipRow).where(
            col(MembershipRow.person_id) == person_id, col(MembershipRow.cooperative_id) == wanted.part
        )
        unit.changed(again.values(left_at=None))
    _move_wishes(unit, wanted, person_id)
    return True


def _move_wishes(unit: Unit, wanted: Division, person_id: int) -> None:
    """ "Remind me at seven" goes with whoever said it; what they said for the part itself counts before it."""
    theirs = (col(FollowUpRow.person_id) == person_id, col(FollowUpRow.cooperative_id) == wanted.cooperative_id)
    said = select(col(FollowUpRow.round_id)).where(
        col(FollowUpRow.person_id) == person_id, col(FollowUpRow.cooperative_id) == wanted.part
    )
    rounds = list(unit.session.scalars(said))
    unit.changed(delete(FollowUpRow).where(*theirs, col(FollowUpRow.round_id).in_(rounds)))
    unit.changed(update(FollowUpRow).where(*theirs).values(cooperative_id=wanted.part))


def _move_codes(unit: Unit, wanted: Division) -> int:
    statement = update(InviteRow).where(
        col(InviteRow.cooperative_id) == wanted.cooperative_id, col(InviteRow.code).in_(wanted.codes)
    )
    return unit.changed(statement.values(cooperative_id=wanted.part)) if wanted.codes else 0


def _copy_tags(unit: Unit, wanted: Division) -> None:
    query = select(CooperativeTagRow).where(col(CooperativeTagRow.cooperative_id) == wanted.cooperative_id)
    for row in list(unit.session.scalars(query)):
        unit.insert_new(CooperativeTagRow, {"cooperative_id": wanted.part, "tag": row.tag, "name": row.name})


def splits_of(unit: Unit, cooperative_id: int) -> list[Split]:
    """Every division this cooperative came out of, on either side, the oldest first."""
    sides = (col(CooperativeSplitRow.cooperative_id), col(CooperativeSplitRow.part_id))
    query = select(CooperativeSplitRow).where((sides[0] == cooperative_id) | (sides[1] == cooperative_id))
    return plains(Split, unit.session.scalars(query.order_by(col(CooperativeSplitRow.id))))


def last_reshaped(unit: Unit, cooperative_id: int) -> datetime | None:
    """When a cooperative was last divided, or another one became part of it; None for one that always was as it is."""
    divided = [item.split_at for item in splits_of(unit, cooperative_id)]
    joined = [item.merged_at for item in mergers.mergers_of(unit, cooperative_id)]
    return max((*divided, *joined), default=None)


def reshaped_since(unit: Unit, moment: datetime) -> set[int]:
    """Cooperatives that are not what they were at a moment: one was divided, another one became part of them.

    Their figures before and after are not of the same cooperative.
    """
    divided = select(col(CooperativeSplitRow.cooperative_id), col(CooperativeSplitRow.part_id)).where(
        col(CooperativeSplitRow.split_at) > moment
    )
    found = {one for row in unit.session.execute(divided) for one in row}
    return found | mergers.joined_since(unit, moment)
