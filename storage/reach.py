"""Who is reached for which cooperative: everybody at once, for rounds, reminders and the board."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import col

from storage.members import BEST_FIRST
from storage.people import Contact
from storage.tables.people import ContactRow, MembershipRow, PersonRow
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Reporter:
    """A person who reports for a cooperative. `contact` is where they are written to; None while there is nowhere.

    `state`: active | blocked | stopped, of that address or else of their best one; None for somebody without any.
    """

    cooperative_id: int
    person_id: int
    name: str | None
    state: str | None
    contact: Contact | None


def reporters(unit: Unit) -> list[Reporter]:
    """Everybody who reports for a cooperative, by cooperative; one address a person: the best of the active ones."""
    place = (
        func.row_number()
        .over(
            partition_by=col(ContactRow.person_id),
            order_by=((col(ContactRow.state) == "active").desc(), *BEST_FIRST),
        )
        .label("place")
    )
    columns = [col(ContactRow.id), col(ContactRow.person_id), col(ContactRow.channel), col(ContactRow.address)]
    columns += [col(ContactRow.state), col(ContactRow.version)]
    ranked = select(*columns, place).subquery()
    query = (
        select(
            col(MembershipRow.cooperative_id),
            col(MembershipRow.person_id),
            col(PersonRow.name),
            ranked.c.id,
            ranked.c.channel,
            ranked.c.address,
            ranked.c.state,
            ranked.c.version,
        )
        .join(PersonRow, col(PersonRow.id) == col(MembershipRow.person_id))
        .outerjoin(ranked, (ranked.c.person_id == col(MembershipRow.person_id)) & (ranked.c.place == 1))
        .where(col(MembershipRow.left_at).is_(None))
        .order_by(col(MembershipRow.cooperative_id), col(MembershipRow.id))
    )
    return [_reporter(*row) for row in unit.session.execute(query)]


def _reporter(
    cooperative_id: int,
    person_id: int,
    name: str | None,
    contact_id: int | None,
    channel: str,
    address: str,
    state: str | None,
    version: int,
) -> Reporter:
    contact = None
    if contact_id is not None and state == "active":
        contact = Contact(contact_id, person_id, channel, address, state, {}, version)  # the talk is not read here
    return Reporter(cooperative_id, person_id, name, state, contact)
