"""Places at a training: never more than there are, in the order of asking, on both databases."""

import pytest

from handlers.announcements.invitations import ask, decline, move_up, wait
from handlers.world import World
from knowledge.documents import load_registry
from knowledge.knowledge_base import CONTENT, KnowledgeBase
from storage import broadcasts, gatherings, outbox
from storage.engine import Database
from storage.gatherings import Gathering
from tests.storage.race import together
from tests.storage.rows import DAY, HOUR, NOW, contact, cooperative


def invite(database: Database, capacity: int | None) -> Gathering:
    with database.unit() as unit:
        number = broadcasts.draft(unit, "Tập huấn", {}, None, NOW)
        made = Gathering(number, NOW + 5 * DAY, NOW + 4 * DAY, "Hội trường", capacity)
        gatherings.hold(unit, made)
        return made


def world() -> World:
    return World(KnowledgeBase(load_registry(CONTENT), (), ()))


def asks(database: Database, made: Gathering, home: int, person: int, people: int) -> str:
    with database.unit() as unit:
        gatherings.lock(unit, made.broadcast_id)
        return ask(unit, made, home, person, people, NOW)


def seats(database: Database, made: Gathering) -> dict[int, tuple[str, int]]:
    with database.reading() as unit:
        return {one.cooperative_id: (one.state, one.people) for one in gatherings.listed(unit, made.broadcast_id)}


@pytest.mark.parametrize("capacity", [1, 5, 7])
def test_capacity_holds_when_everybody_answers_at_once(database: Database, capacity: int) -> None:
    made, person = invite(database, capacity), contact(database).person_id
    homes = [cooperative(database, f"HTX {number}") for number in range(8)]
    became = together(*(lambda home=home: asks(database, made, home, person, 2) for home in homes))  # type: ignore[misc]
    with database.reading() as unit:
        assert gatherings.taken(unit, made.broadcast_id) == capacity // 2 * 2
    assert became.count("coming") == capacity // 2
    assert set(became) <= {"coming", "waiting", "short"}


def test_two_people_of_one_cooperative_are_one_answer(database: Database) -> None:
    made, home = invite(database, 10), cooperative(database)
    people = [contact(database, name).person_id for name in ("an", "binh")]
    together(*(lambda person=person: asks(database, made, home, person, 3) for person in people))  # type: ignore[misc]
    assert seats(database, made) == {home: ("coming", 3)}


def test_who_waits_moves_up_in_order_and_is_told(database: Database) -> None:
    made = invite(database, 3)
    an, binh, chi = (contact(database, name).person_id for name in ("an", "binh", "chi"))
    first, second, third = (cooperative(database, name) for name in "ABC")
    assert asks(database, made, first, an, 3) == "coming"
    assert asks(database, made, second, binh, 2) == "waiting"
    assert asks(database, made, third, chi, 1) == "waiting"
    with database.unit() as unit:
        assert decline(unit, made, first, an, NOW + HOUR)
        move_up(unit, world(), made, NOW + HOUR)
        told = outbox.claim(unit, "reply", "terminal", "w", NOW + DAY, 9)
    assert seats(database, made) == {first: ("declined", 0), second: ("coming", 2), third: ("coming", 1)}
    assert sorted(item.address for item in told) == ["binh", "chi"]


def test_nobody_overtakes_who_waits_for_more_places(database: Database) -> None:
    made = invite(database, 3)
    an, binh, chi = (contact(database, name).person_id for name in ("an", "binh", "chi"))
    first, second, third = (cooperative(database, name) for name in "ABC")
    asks(database, made, first, an, 2)
    assert asks(database, made, second, binh, 2) == "short"
    with database.unit() as unit:
        wait(unit, made, second, binh, 2, NOW)
    assert asks(database, made, third, chi, 1) == "waiting"
    with database.unit() as unit:
        move_up(unit, world(), made, NOW)
    assert seats(database, made)[third] == ("waiting", 1)


def test_taking_fewer_frees_places_and_own_places_count_as_free(database: Database) -> None:
    made, home, person = invite(database, 3), cooperative(database), contact(database).person_id
    asks(database, made, home, person, 3)
    assert asks(database, made, home, person, 2) == "coming"
    assert asks(database, made, home, person, 3) == "coming"
    assert asks(database, made, home, person, 4) == "short"
    assert seats(database, made) == {home: ("coming", 3)}


def test_without_a_limit_everybody_comes(database: Database) -> None:
    made, person = invite(database, None), contact(database).person_id
    assert [asks(database, made, cooperative(database, name), person, 50) for name in "AB"] == ["coming", "coming"]
