"""People: met once however they come, their choices kept, their traces taken out."""

from storage import members, people
from storage.engine import Database
from tests.storage.race import together
from tests.storage.rows import HOUR, NOW, contact, cooperative


def test_person_met_again_is_the_same(database: Database) -> None:
    first, again = contact(database), contact(database)
    assert (first.id, first.person_id) == (again.id, again.person_id)


def test_same_address_on_another_channel_is_somebody_else(database: Database) -> None:
    assert contact(database, "7", "web").person_id != contact(database, "7", "telegram").person_id


def test_two_first_messages_at_once_meet_one_person(database: Database) -> None:
    met = together(*[lambda: contact(database)] * 4)
    assert len({(item.id, item.person_id) for item in met}) == 1


def test_meeting_at_once_leaves_no_person_without_an_address(database: Database) -> None:
    together(*[lambda: contact(database)] * 4)
    newest = contact(database, "binh").person_id
    with database.reading() as unit:
        known = [number for number in range(1, newest + 1) if people.find_person(unit, number) is not None]
        assert all(people.contacts_of(unit, number) for number in known)


def test_talk_is_saved_once_for_a_version(database: Database) -> None:
    read = contact(database)
    with database.unit() as unit:
        assert people.save_talk(unit, read, {"flow": "survey"}, NOW)
        assert not people.save_talk(unit, read, {"flow": "name"}, NOW)
    now_stored = contact(database)
    assert (now_stored.talk, now_stored.version) == ({"flow": "survey"}, 1)


def test_two_turns_at_once_save_one_talk(database: Database) -> None:
    read = contact(database)

    def save(flow: str) -> bool:
        with database.unit() as unit:
            return people.save_talk(unit, read, {"flow": flow}, NOW)

    saved = together(lambda: save("a"), lambda: save("b"))
    assert sorted(saved) == [False, True]
    assert contact(database).talk == {"flow": "ab"[saved.index(True)]}


def test_every_choice_is_kept_with_its_text_and_the_last_one_counts(database: Database) -> None:
    person = contact(database).person_id
    with database.unit() as unit:
        people.record_consent(unit, person, "ask_only", "v1", NOW)
        people.record_consent(unit, person, "full", "v2", NOW + HOUR)
    with database.reading() as unit:
        assert people.consents_of(unit, person) == [("ask_only", "v1", NOW), ("full", "v2", NOW + HOUR)]
        found = people.find_person(unit, person)
    assert found is not None
    assert found.consent == "full"


def test_forgotten_person_keeps_only_the_address(database: Database) -> None:
    this, home = contact(database), cooperative(database)
    with database.unit() as unit:
        people.set_name(unit, this.person_id, "Lò Thị Lan")
        people.save_talk(unit, this, {"data": {"text": "việc riêng"}}, NOW)
        members.join(unit, this.person_id, home, NOW)
        members.make_staff(unit, this.person_id, "admin", NOW)
    with database.unit() as unit:
        people.forget(unit, this.person_id, NOW)
    with database.reading() as unit:
        person = people.find_person(unit, this.person_id)
        assert person is not None
        assert person.name is None
        assert members.cooperatives_of(unit, this.person_id) == []
        assert members.staff_role(unit, this.person_id) is None
        assert [(item.address, item.talk) for item in people.contacts_of(unit, this.person_id)] == [("an", {})]


def test_who_said_stop_stays_stopped_after_a_block(database: Database) -> None:
    this = contact(database)
    with database.unit() as unit:
        people.set_contact_state(unit, this.id, "stopped")
        people.mark_blocked(unit, this.id)
    assert contact(database).state == "stopped"


def test_addresses_come_with_the_one_used_last_first(database: Database) -> None:
    this = contact(database)
    with database.unit() as unit:
        people.save_talk(unit, this, {}, NOW + HOUR)
    with database.reading() as unit:
        found = members.reachable(unit, this.person_id)
    assert found is not None
    assert found.id == this.id
