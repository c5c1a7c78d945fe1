"""Announcements: one address a person, and nobody who cannot or does not want to hear."""

from sqlalchemy import update

from storage import broadcasts, members, people
from storage.engine import Database
from storage.people import Contact
from storage.tables.people import ContactRow
from tests.storage.race import together
from tests.storage.rows import HOUR, NOW, contact, cooperative


def member(database: Database, address: str, *homes: int, state: str = "active") -> Contact:
    this = contact(database, address)
    with database.unit() as unit:
        for home in homes:
            members.join(unit, this.person_id, home, NOW)
        people.set_contact_state(unit, this.id, state)
    return this


def addressed(database: Database, *homes: int) -> list[str]:
    with database.reading() as unit:
        return [item.address for item in broadcasts.contacts_for(unit, homes)]


def test_person_of_two_cooperatives_is_written_to_once(database: Database) -> None:
    first, second = cooperative(database, "A"), cooperative(database, "B")
    member(database, "an", first, second)
    assert addressed(database, first, second) == ["an"]


def test_person_with_two_addresses_is_written_to_where_they_were_last(database: Database) -> None:
    home = cooperative(database)
    this, other = member(database, "an", home), contact(database, "an-web")
    with database.unit() as unit:
        moved = update(ContactRow).where(ContactRow.id == other.id).values(person_id=this.person_id)  # type: ignore[arg-type]
        unit.changed(moved)
        people.save_talk(unit, other, {}, NOW + HOUR)
    assert addressed(database, home) == ["an-web"]
    with database.unit() as unit:
        people.set_contact_state(unit, other.id, "blocked")
    assert addressed(database, home) == ["an"]


def test_blocked_stopped_and_departed_people_are_left_out(database: Database) -> None:
    home = cooperative(database)
    member(database, "blocked", home, state="blocked")
    member(database, "stopped", home, state="stopped")
    gone = member(database, "gone", home)
    member(database, "here", home)
    with database.unit() as unit:
        members.leave(unit, gone.person_id, home, NOW)
    assert addressed(database, home) == ["here"]


def test_cooperative_counts_as_reachable_by_one_of_its_people(database: Database) -> None:
    reached, silent, empty = (cooperative(database, name) for name in "ABC")
    member(database, "an", reached)
    member(database, "binh", reached, state="blocked")
    member(database, "chi", silent, state="stopped")
    with database.reading() as unit:
        assert broadcasts.reachable_cooperatives(unit, [reached, silent, empty]) == {reached}


def test_draft_is_decided_once(database: Database) -> None:
    author = contact(database).person_id
    with database.unit() as unit:
        number = broadcasts.draft(unit, "Họp", {}, author, NOW)

    def settle(state: str) -> bool:
        with database.unit() as unit:
            return broadcasts.settle(unit, number, state, NOW)

    decided = together(lambda: settle("confirmed"), lambda: settle("cancelled"), lambda: settle("confirmed"))
    assert sorted(decided) == [False, False, True]
    with database.reading() as unit:
        found = broadcasts.find(unit, number)
        assert found is not None
        assert found.state == ("cancelled" if decided[1] else "confirmed")
        assert len(broadcasts.latest(unit)) == (0 if decided[1] else 1)
