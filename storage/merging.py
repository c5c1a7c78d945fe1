"""Two people who are one: everything of the one becomes the other's, in the open transaction.

Rows are found by their foreign keys to `person`, so that a table added later is carried over without a word here.
Where a table allows one row only (one membership of a cooperative, say), the two become one.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Column, Table, UniqueConstraint, and_, delete, exists, func, select, update
from sqlmodel import SQLModel, col

from storage import members, trial
from storage.tables.announcements import ReceiptRow
from storage.tables.guides import GuideRow
from storage.tables.people import ContactRow, MembershipRow, PersonRow, StaffRow
from storage.tables.traffic import OutboxRow
from storage.unit import Unit, table_of

CONSENTS = ("full", "ask_only", "withdrawn")
"""The first of these that either of the two gave is what the one person has given."""


def merge(unit: Unit, keep: int, gone: int, now: datetime, *, speaking: int) -> None:
    """Person `gone` becomes person `keep`.

    Turns of either that run just now are done again (the talks' versions rise), except at the address that is
    `speaking`: its turn is this one.
    """
    unit.serialise("merge")
    unit.session.flush()
    _join_person(unit, keep, gone)
    _join_staff(unit, keep, gone)
    _join_memberships(unit, keep, gone)
    _join_receipts(unit, keep, gone)
    _join_guides(unit, keep, gone)
    _join_messages(unit, keep, gone, now)
    both = (col(ContactRow.person_id).in_((keep, gone)), col(ContactRow.id) != speaking)
    unit.changed(update(ContactRow).where(*both).values(version=col(ContactRow.version) + 1))
    unit.changed(update(ContactRow).where(col(ContactRow.person_id) == gone).values(is_preferred=False))
    for table, column in person_columns():
        _move(unit, table, column, keep, gone)
    unit.changed(delete(PersonRow).where(col(PersonRow.id) == gone))


def person_columns() -> Iterator[tuple[Table, Column[int]]]:
    """Every column of every table that says whose a row is."""
    person = table_of(PersonRow)
    for table in SQLModel.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table is person:
                yield table, key.parent


def _move(unit: Unit, table: Table, column: Column[int], keep: int, gone: int) -> None:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and column.name in constraint.columns:
            others = [other.name for other in constraint.columns if other.name != column.name]
            twin = table.alias()
            same = and_(twin.c[column.name] == keep, *(twin.c[name] == table.c[name] for name in others))
            unit.changed(delete(table).where(column == gone, exists(select(1).where(same))))
    unit.changed(update(table).where(column == gone).values({column.name: keep}))


def _join_person(unit: Unit, keep: int, gone: int) -> None:
    """The name, and the widest consent: both were asked, and told that it goes for both."""
    one, other = unit.session.get_one(PersonRow, keep), unit.session.get_one(PersonRow, gone)
    given = {one.consent, other.consent}
    one.consent = next((choice for choice in CONSENTS if choice in given), None)
    one.name = one.name or other.name
    unit.session.flush()


def _join_staff(unit: Unit, keep: int, gone: int) -> None:
    """The higher of two roles. One held by the trial's code stays the trial's only where it is the only one."""
    trial.join_staff(unit, keep, gone)
    role = members.staff_role(unit, gone)
    if role is None:
        return
    here = unit.session.scalars(select(StaffRow).where(col(StaffRow.person_id) == keep)).first()
    if here is not None:
        here.role = "admin" if "admin" in (role, here.role if here.until is None else role) else role
        here.until = None
        unit.session.flush()


def _join_memberships(unit: Unit, keep: int, gone: int) -> None:
    for cooperative_id in members.cooperatives_of(unit, gone):
        left = (
            update(MembershipRow)
            .where(
                col(MembershipRow.person_id) == keep,
                col(MembershipRow.cooperative_id) == cooperative_id,
                col(MembershipRow.left_at).is_not(None),
            )
            .values(left_at=None)
        )
        unit.changed(left)


def _join_receipts(unit: Unit, keep: int, gone: int) -> None:
    """Read on one device is read."""
    rows = unit.session.scalars(select(ReceiptRow).where(col(ReceiptRow.person_id).in_((keep, gone)))).all()
    mine = {row.broadcast_id: row for row in rows if row.person_id == keep}
    for row in rows:
        if row.person_id == gone and (same := mine.get(row.broadcast_id)):
            same.read_at = same.read_at or row.read_at
            same.delivered_at = same.delivered_at or row.delivered_at
    unit.session.flush()


def _join_guides(unit: Unit, keep: int, gone: int) -> None:
    """Of a procedure begun on both, the step looked at last."""
    rows = unit.session.scalars(select(GuideRow).where(col(GuideRow.person_id).in_((keep, gone)))).all()
    mine = {row.procedure: row for row in rows if row.person_id == keep}
    for row in rows:
        if row.person_id == gone and (same := mine.get(row.procedure)) and row.seen_at > same.seen_at:
            same.step, same.seen_at = row.step, row.seen_at
    unit.session.flush()


def _join_messages(unit: Unit, keep: int, gone: int, now: datetime) -> None:
    """Keyed messages end in whose they are: what both have is one message, what waits twice goes out once."""
    contacts = select(col(ContactRow.id)).where(col(ContactRow.person_id) == gone)
    ending = f":{gone}"
    query = select(OutboxRow).where(
        col(OutboxRow.contact_id).in_(contacts),
        col(OutboxRow.purpose) != "reply",
        col(OutboxRow.key).endswith(ending, autoescape=True),
    )
    for row in unit.session.scalars(query).all():
        key = f"{str(row.key).removesuffix(ending)}:{keep}"
        taken = unit.session.scalar(select(func.count()).where(col(OutboxRow.key) == key))
        if not taken:
            row.key = key
        elif row.state in ("waiting", "claimed", "held"):
            row.state, row.reason, row.done_at, row.lease_until = "cancelled", "sent to another address", now, None
        unit.session.flush()


def persons_of(unit: Unit, contact_ids: Sequence[int]) -> list[int]:
    """The people of these addresses, each once, the first met first."""
    query = select(col(ContactRow.person_id)).where(col(ContactRow.id).in_(contact_ids)).distinct()
    return sorted(unit.session.scalars(query))
