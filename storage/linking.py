"""Codes by which a person joins a second address to the first; the order of the addresses, and taking one off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, delete, func, or_, select, update
from sqlmodel import col

from storage import members
from storage.people import Contact
from storage.tables.links import LinkGuessRow, LinkRow
from storage.tables.people import ContactRow, PersonRow
from storage.unit import Unit, plain, plains


@dataclass(frozen=True, slots=True)
class Link:
    """A code and the two addresses it joins; `state` as in storage.tables.links."""

    id: int
    code: str
    state: str
    shown_by: int
    typed_by: int | None
    expires_at: datetime


def show_code(unit: Unit, contact_id: int, now: datetime, expires_at: datetime) -> str:
    """A new code of an address; the one it showed before is worth nothing any more."""
    unit.changed(
        update(LinkRow)
        .where(col(LinkRow.shown_by) == contact_id, col(LinkRow.state).in_(("shown", "typed", "asked")))
        .values(state="replaced")
    )
    while True:
        code = members.new_code()
        taken = members.find_invite(unit, code) is not None
        values = {"code": code, "state": "shown", "shown_by": contact_id, "created_at": now, "expires_at": expires_at}
        if not taken and unit.insert_new(LinkRow, values):
            return code


def find_shown(unit: Unit, code: str, now: datetime) -> Link | None:
    """The code that can be typed now; None for any other."""
    query = select(LinkRow).where(
        col(LinkRow.code) == members.normal_code(code), col(LinkRow.state) == "shown", col(LinkRow.expires_at) > now
    )
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Link, row)


def take_code(unit: Unit, link_id: int, typed_by: int, now: datetime, expires_at: datetime) -> bool:
    """Use a code up: from now on it is between these two addresses; False when somebody was quicker."""
    values = {"state": "typed", "typed_by": typed_by, "expires_at": expires_at}
    return unit.changed(_step(link_id, "shown", now).values(**values)) == 1


def agree(unit: Unit, link_id: int, typed_by: int, now: datetime, expires_at: datetime) -> Link | None:
    """Who typed the code wants it; None when that is not theirs to say, or no longer."""
    mine = col(LinkRow.typed_by) == typed_by
    return _changed(unit, link_id, _step(link_id, "typed", now, mine).values(state="asked", expires_at=expires_at))


def join(unit: Unit, link_id: int, shown_by: int, now: datetime) -> Link | None:
    """Who showed the code wants it too; None when that is not theirs to say, or no longer."""
    mine = col(LinkRow.shown_by) == shown_by
    return _changed(unit, link_id, _step(link_id, "asked", now, mine).values(state="done"))


def refuse(unit: Unit, link_id: int, contact_id: int, now: datetime) -> Link | None:
    """Either of the two does not want it; None when there is nothing to refuse any more."""
    mine = or_(col(LinkRow.shown_by) == contact_id, col(LinkRow.typed_by) == contact_id)
    for state in ("typed", "asked"):
        link = _changed(unit, link_id, _step(link_id, state, now, mine).values(state="refused"))
        if link is not None:
            return link
    return None


def _step(link_id: int, before: str, now: datetime, *whose: ColumnElement[bool]) -> Update:
    step = update(LinkRow).where(col(LinkRow.id) == link_id, col(LinkRow.state) == before, *whose)
    return step.where(col(LinkRow.expires_at) > now)


def _changed(unit: Unit, link_id: int, step: Update) -> Link | None:
    return plain(Link, unit.session.get_one(LinkRow, link_id)) if unit.changed(step) == 1 else None


def record_guess(unit: Unit, contact_id: int, now: datetime) -> None:
    unit.add(LinkGuessRow(contact_id=contact_id, guessed_at=now))


def count_guesses(unit: Unit, contact_id: int, since: datetime) -> int:
    """Wrong codes an address typed since a moment."""
    query = select(func.count()).where(col(LinkGuessRow.contact_id) == contact_id, col(LinkGuessRow.guessed_at) > since)
    return unit.session.scalar(query) or 0


def prefer(unit: Unit, person_id: int, contact_id: int) -> bool:
    """What the bot starts itself goes to this address first; False when it is not the person's."""
    mine = col(ContactRow.person_id) == person_id
    chosen = update(ContactRow).where(mine, col(ContactRow.id) == contact_id).values(is_preferred=True)
    if unit.changed(chosen) != 1:
        return False
    unit.changed(update(ContactRow).where(mine, col(ContactRow.id) != contact_id).values(is_preferred=False))
    return True


def ordered(unit: Unit, person_id: int) -> list[Contact]:
    """A person's addresses in the order in which they are written to, also those that take nothing just now."""
    query = select(ContactRow).where(col(ContactRow.person_id) == person_id).order_by(*members.BEST_FIRST)
    return plains(Contact, unit.session.scalars(query))


def next_address(unit: Unit, contact_id: int, tried: Sequence[int]) -> Contact | None:
    """Where else the person of an address can be written to; None when there is nothing left to try."""
    person = select(col(ContactRow.person_id)).where(col(ContactRow.id) == contact_id).scalar_subquery()
    query = (
        select(ContactRow)
        .where(
            col(ContactRow.person_id) == person,
            col(ContactRow.state) == "active",
            col(ContactRow.id).not_in([contact_id, *tried]),
        )
        .order_by(*members.BEST_FIRST)
    )
    row = unit.session.scalars(query).first()
    return None if row is None else plain(Contact, row)


def split(unit: Unit, contact_id: int, now: datetime) -> None:
    """From now on an address is somebody of its own, of whom nothing is known.

    The talk there is left to who calls: that of the address that speaks just now is saved by its own turn.
    """
    person = PersonRow(created_at=now)
    unit.add(person)
    chosen = update(ContactRow).where(col(ContactRow.id) == contact_id)
    unit.changed(chosen.values(person_id=person.id, is_preferred=False))


def clear_talk(unit: Unit, contact_id: int) -> None:
    """Begin the talk of another address anew; a turn that runs there just now is done again."""
    chosen = update(ContactRow).where(col(ContactRow.id) == contact_id)
    unit.changed(chosen.values(talk={}, version=col(ContactRow.version) + 1))


def forget(unit: Unit, contact_ids: Sequence[int]) -> None:
    """Take out which addresses were joined, and what was guessed."""
    unit.changed(delete(LinkGuessRow).where(col(LinkGuessRow.contact_id).in_(contact_ids)))
    mine = or_(col(LinkRow.shown_by).in_(contact_ids), col(LinkRow.typed_by).in_(contact_ids))
    unit.changed(delete(LinkRow).where(mine))


def purge(unit: Unit, before: datetime) -> int:
    """Delete codes and guesses of before a moment; the number of rows."""
    count = unit.changed(delete(LinkGuessRow).where(col(LinkGuessRow.guessed_at) < before))
    return count + unit.changed(delete(LinkRow).where(col(LinkRow.created_at) < before))
