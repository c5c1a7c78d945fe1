"""Trial mode: what is invented is marked, and is taken out again without touching what is real."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlmodel import col

from storage import gatherings, members, mergers, notes, topics
from storage.tables.calendars import FollowUpRow
from storage.tables.cooperatives import CooperativeRow
from storage.tables.inbox import NoteRow
from storage.tables.people import InviteRow, MembershipRow, PersonRow
from storage.tables.splits import CooperativeSplitRow
from storage.tables.surveys import AnswerChangeRow, AnswerRow, ResponseRow, RoundRow
from storage.tables.traffic import ForwardRow, ForwardTryRow, OutboxRow
from storage.unit import Unit

STATE = "trial"  # running | ended; no note at all: never was
STAFF_CODE = "trial_staff_code"
JOINED = "trial_staff:"  # + person's id: joined the staff by the trial's code


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out. `kept_rounds`: the trial's rounds that real cooperatives have answered stay, as real ones."""

    cooperatives: int
    rounds: int
    responses: int
    staff: int
    kept_rounds: int


def is_running(unit: Unit) -> bool:
    return notes.read(unit, STATE) == "running"


def is_untouched(unit: Unit) -> bool:
    """Whether nobody ever used the database: no cooperatives, no people, no trial before."""
    counts = [unit.session.scalar(select(func.count()).select_from(table)) for table in (CooperativeRow, PersonRow)]
    return not any(counts) and notes.read(unit, STATE) is None


def begin(unit: Unit, staff_code: str) -> None:
    """Remember that the database is in trial mode, and the code that makes people its staff."""
    notes.write(unit, STATE, "running")
    notes.write(unit, STAFF_CODE, staff_code)


def codes(unit: Unit) -> tuple[str, list[tuple[str, str]]]:
    """The staff's code, and (name, code) of each invented cooperative, the first made first."""
    query = (
        select(col(CooperativeRow.name), col(InviteRow.code))
        .join(InviteRow, col(InviteRow.cooperative_id) == col(CooperativeRow.id))
        .where(col(CooperativeRow.is_trial))
        .order_by(col(CooperativeRow.id), col(InviteRow.created_at), col(InviteRow.code))
    )
    first: dict[str, str] = {}
    for name, code in unit.session.execute(query):
        first.setdefault(name, code)
    return notes.read(unit, STAFF_CODE) or "", list(first.items())


def remember_staff(unit: Unit, person_id: int, code: str) -> None:
    """Keep whether a person works for the alliance by the trial's code: such a role ends with the trial."""
    if code == notes.read(unit, STAFF_CODE):
        if members.staff_role(unit, person_id) is None:
            notes.write(unit, f"{JOINED}{person_id}", code)
    else:
        notes.remove(unit, f"{JOINED}{person_id}")


def join_staff(unit: Unit, keep: int, gone: int) -> None:
    """Two people become one: their role ends with the trial only where neither had a real one."""
    for_real = [
        members.staff_role(unit, person) is not None and notes.read(unit, f"{JOINED}{person}") is None
        for person in (keep, gone)
    ]
    code = notes.read(unit, f"{JOINED}{keep}") or notes.read(unit, f"{JOINED}{gone}")
    for person in (keep, gone):
        notes.remove(unit, f"{JOINED}{person}")
    unit.session.flush()
    if code is not None and not any(for_real):
        notes.write(unit, f"{JOINED}{keep}", code)


def remove(unit: Unit, now: datetime) -> Removed:
    """Take out everything that is marked as trial, and what hangs on it; end the trial."""
    invented = list(unit.session.scalars(select(col(CooperativeRow.id)).where(col(CooperativeRow.is_trial))))
    answered = _answered_for_real(unit, invented)
    mine = select(col(RoundRow.id)).where(col(RoundRow.is_trial), col(RoundRow.id).not_in(answered))
    rounds = list(unit.session.scalars(mine))
    kept = unit.changed(update(RoundRow).where(col(RoundRow.id).in_(answered)).values(is_trial=False))
    responses = _remove_responses(
        unit, or_(col(ResponseRow.round_id).in_(rounds), col(ResponseRow.cooperative_id).in_(invented))
    )
    _cancel_messages(unit, set(rounds), set(invented), now)
    sent = select(col(ForwardRow.id)).where(col(ForwardRow.round_id).in_(rounds))
    unit.changed(delete(ForwardTryRow).where(col(ForwardTryRow.forward_id).in_(sent)))
    unit.changed(
        delete(FollowUpRow).where(
            or_(col(FollowUpRow.round_id).in_(rounds), col(FollowUpRow.cooperative_id).in_(invented))
        )
    )
    unit.changed(delete(ForwardRow).where(col(ForwardRow.round_id).in_(rounds)))
    unit.changed(delete(RoundRow).where(col(RoundRow.id).in_(rounds)))
    unit.changed(delete(MembershipRow).where(col(MembershipRow.cooperative_id).in_(invented)))
    topics.forget_cooperatives(unit, invented)
    gatherings.forget_cooperatives(unit, invented)
    staff = _end_staff(unit, now)
    code = notes.read(unit, STAFF_CODE)
    unit.changed(delete(InviteRow).where(or_(col(InviteRow.cooperative_id).in_(invented), col(InviteRow.code) == code)))
    mergers.forget_cooperatives(unit, invented)
    unit.changed(delete(CooperativeSplitRow).where(col(CooperativeSplitRow.cooperative_id).in_(invented)))
    unit.changed(delete(CooperativeRow).where(col(CooperativeRow.id).in_(invented)))
    _settle_notes(unit, rounds)
    return Removed(len(invented), len(rounds), responses, staff, kept)


def _answered_for_real(unit: Unit, invented: list[int | None]) -> list[int]:
    """Rounds of the trial that a real cooperative has begun to answer."""
    query = (
        select(col(RoundRow.id))
        .join(ResponseRow, col(ResponseRow.round_id) == col(RoundRow.id))
        .where(col(RoundRow.is_trial), col(ResponseRow.cooperative_id).not_in(invented))
    )
    return [found for found in set(unit.session.scalars(query)) if found is not None]


def _remove_responses(unit: Unit, which: ColumnElement[bool]) -> int:
    ids = select(col(ResponseRow.id)).where(which)
    unit.changed(delete(AnswerChangeRow).where(col(AnswerChangeRow.response_id).in_(ids)))
    unit.changed(delete(AnswerRow).where(col(AnswerRow.response_id).in_(ids)))
    return unit.changed(delete(ResponseRow).where(which))


def _cancel_messages(unit: Unit, rounds: set[int | None], invented: set[int | None], now: datetime) -> None:
    """What waits to be sent for a round or cooperative that goes; the keys are kind:round[:step]:cooperative:person."""
    query = select(OutboxRow).where(
        col(OutboxRow.state) == "waiting", col(OutboxRow.purpose).in_(("prompt", "reminder"))
    )
    for row in unit.session.scalars(query):
        parts = [int(part) for part in (row.key or "").split(":") if part.isdecimal()]
        if len(parts) >= 2 and (parts[0] in rounds or parts[1] in invented):
            row.state, row.reason, row.done_at, row.lease_until = "cancelled", "the trial ended", now, None
    unit.session.flush()


def _end_staff(unit: Unit, now: datetime) -> int:
    query = select(col(NoteRow.name)).where(col(NoteRow.name).like(f"{JOINED}%"))
    people = [int(name.removeprefix(JOINED)) for name in unit.session.scalars(query)]
    return sum(members.end_staff(unit, person_id, now) for person_id in people)


def _settle_notes(unit: Unit, rounds: list[int | None]) -> None:
    """What stays is that there was a trial: it must not begin again on a database that is still empty."""
    unit.changed(delete(NoteRow).where(col(NoteRow.name).like(f"{JOINED}%")))
    for round_id in rounds:
        unit.changed(delete(NoteRow).where(col(NoteRow.name).like(f"reminded:{round_id}:%")))
    notes.remove(unit, STAFF_CODE)
    notes.write(unit, STATE, "ended")
