"""Where people are written to for their cooperatives: at the address they chose, like everywhere else."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update
from sqlmodel import col

from storage import cooperatives, linking, members, people
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.reach import reporters
from storage.tables.people import ContactRow

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def test_chosen_address_comes_before_the_one_used_last_until_it_is_blocked(database: Database) -> None:
    with database.unit() as unit:
        home = cooperatives.add(unit, CooperativeFacts(name="HTX Chè", folded_name="htx che"), NOW)
        person, chosen = people.meet(unit, "web", "lan", NOW)
        members.join(unit, person.id, home, NOW)
        _, last = people.meet(unit, "telegram", "7", NOW + timedelta(hours=1))
        its = update(ContactRow).where(col(ContactRow.id) == last.id)
        unit.changed(its.values(person_id=person.id, last_seen_at=NOW + timedelta(hours=1)))
        assert [one.contact.id for one in reporters(unit) if one.contact] == [last.id]
        linking.prefer(unit, person.id, chosen.id)
        assert [one.contact.id for one in reporters(unit) if one.contact] == [chosen.id]
        assert (found := members.reachable(unit, person.id)) is not None
        assert found.id == chosen.id
        people.mark_blocked(unit, chosen.id)
        assert [one.contact.id for one in reporters(unit) if one.contact] == [last.id]
