"""People and their contacts: meeting them, what they agreed to, where their talk stands, erasing them."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel import col

from storage.tables.people import ConsentRow, ContactRow, MembershipRow, PersonRow, StaffRow
from storage.unit import Unit, plain, table_of


@dataclass(frozen=True, slots=True)
class Contact:
    """One address of a person, with the talk there. `version` guards the talk against a turn that began earlier."""

    id: int
    person_id: int
    channel: str
    address: str
    state: str  # active | blocked | stopped
    talk: dict[str, Any]
    version: int
    is_preferred: bool = False  # of several addresses the first that is written to


@dataclass(frozen=True, slots=True)
class Person:
    """`consent` is None until the person chose: full | ask_only | withdrawn."""

    id: int
    name: str | None
    consent: str | None


def meet(unit: Unit, channel: str, address: str, now: datetime) -> tuple[Person, Contact]:
    """The person at an address; a new one when nobody wrote from there before."""
    found = _at(unit, channel, address)
    if found is None:
        person = PersonRow(created_at=now)
        unit.add(person)
        assert person.id is not None
        met = unit.insert_new(
            ContactRow,
            {
                "person_id": person.id,
                "channel": channel,
                "address": address,
                "state": "active",
                "talk": {},
                "version": 0,
                "created_at": now,
                "last_seen_at": now,
            },
        )
        if not met:  # somebody else met the same person in this moment
            unit.session.delete(person)
        found = _at(unit, channel, address)
        assert found is not None
    return found


_CONTACT = table_of(ContactRow)
_PERSON = table_of(PersonRow)
_AT = (
    select(
        _PERSON.c.id,
        _PERSON.c.name,
        _PERSON.c.consent,
        *(_CONTACT.c[field.name] for field in fields(Contact)),
    )
    .join_from(_CONTACT, _PERSON, _CONTACT.c.person_id == _PERSON.c.id)
    .where(_CONTACT.c.channel == bindparam("at_channel"), _CONTACT.c.address == bindparam("at_address"))
)
_SAVE_TALK = (
    update(_CONTACT)
    .where(_CONTACT.c.id == bindparam("its_id"), _CONTACT.c.version == bindparam("read_version"))
    .values(talk=bindparam("talk"), version=bindparam("next_version"), last_seen_at=bindparam("now"))
)


def _at(unit: Unit, channel: str, address: str) -> tuple[Person, Contact] | None:
    row = unit.run(_AT, {"at_channel": channel, "at_address": address}).first()
    if row is None:
        return None
    values = tuple(row)
    return Person(*values[:3]), Contact(*values[3:])


def person_at(unit: Unit, channel: str, address: str) -> int | None:
    """Who writes from an address; None when nobody did so far."""
    here = (col(ContactRow.channel) == channel, col(ContactRow.address) == address)
    query = select(col(ContactRow.person_id)).where(*here)
    return unit.session.scalar(query)


def find_contact(unit: Unit, contact_id: int) -> Contact | None:
    row = unit.session.get(ContactRow, contact_id)
    return None if row is None else plain(Contact, row)


def find_person(unit: Unit, person_id: int) -> Person | None:
    row = unit.session.get(PersonRow, person_id)
    return None if row is None else plain(Person, row)


def contacts_of(unit: Unit, person_id: int) -> list[Contact]:
    """All addresses of a person, the one used last first."""
    query = (
        select(ContactRow).where(col(ContactRow.person_id) == person_id).order_by(col(ContactRow.last_seen_at).desc())
    )
    return [plain(Contact, row) for row in unit.session.scalars(query)]


def save_talk(unit: Unit, contact: Contact, talk: dict[str, Any], now: datetime) -> bool:
    """Keep where a talk stands; False when another turn changed it since `contact` was read."""
    values = {
        "its_id": contact.id,
        "read_version": contact.version,
        "next_version": contact.version + 1,
        "talk": talk,
        "now": now,
    }
    return unit.run(_SAVE_TALK, values).rowcount == 1


def change_talk(unit: Unit, contact: Contact, talk: dict[str, Any]) -> bool:
    """Keep what changed in a talk without the person having written; False when a turn changed it since `contact`."""
    statement = (
        update(ContactRow)
        .where(col(ContactRow.id) == contact.id, col(ContactRow.version) == contact.version)
        .values(talk=talk, version=contact.version + 1)
    )
    return unit.changed(statement) == 1


def set_contact_state(unit: Unit, contact_id: int, state: str) -> None:
    """`state`: active | blocked | stopped."""
    unit.changed(update(ContactRow).where(col(ContactRow.id) == contact_id).values(state=state))


def mark_blocked(unit: Unit, contact_id: int) -> None:
    """The person blocked us. Who had said stop stays stopped, also after a later unblock."""
    unit.changed(
        update(ContactRow)
        .where(col(ContactRow.id) == contact_id, col(ContactRow.state) == "active")
        .values(state="blocked")
    )


def named(unit: Unit) -> list[tuple[int, str]]:
    """(person, name) of everybody whose name is kept."""
    query = select(col(PersonRow.id), col(PersonRow.name)).where(col(PersonRow.name).is_not(None))
    return [(person_id, name) for person_id, name in unit.session.execute(query)]


def set_name(unit: Unit, person_id: int, name: str | None) -> None:
    unit.changed(update(PersonRow).where(col(PersonRow.id) == person_id).values(name=name))


def record_consent(unit: Unit, person_id: int, choice: str, text_version: str, now: datetime) -> None:
    """Keep a choice (full | ask_only | withdrawn) with the version of the text that was shown."""
    unit.add(ConsentRow(person_id=person_id, choice=choice, text_version=text_version, given_at=now))
    unit.changed(update(PersonRow).where(col(PersonRow.id) == person_id).values(consent=choice))


def consents_of(unit: Unit, person_id: int) -> list[tuple[str, str, datetime]]:
    """(choice, text version, when) of every choice the person made, oldest first."""
    query = select(ConsentRow).where(col(ConsentRow.person_id) == person_id).order_by(col(ConsentRow.given_at))
    return [(row.choice, row.text_version, row.given_at) for row in unit.session.scalars(query)]


def forget(unit: Unit, person_id: int, now: datetime) -> None:
    """Take away what names a person: name, memberships, staff role, talks. Addresses stay to know a stop by.

    A talk that a turn holds open just now is saved by that turn.
    """
    unit.changed(update(ContactRow).where(col(ContactRow.person_id) == person_id).values(talk={}))
    unit.changed(update(PersonRow).where(col(PersonRow.id) == person_id).values(name=None, erased_at=now))
    unit.changed(
        update(MembershipRow)
        .where(col(MembershipRow.person_id) == person_id, col(MembershipRow.left_at).is_(None))
        .values(left_at=now)
    )
    unit.changed(update(StaffRow).where(col(StaffRow.person_id) == person_id).values(until=now))
