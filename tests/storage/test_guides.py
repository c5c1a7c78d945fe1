"""Guides: the step looked at last and the ticked papers are the person's own, and are taken out on request."""

from storage import guides
from storage.engine import Database
from tests.storage.race import together
from tests.storage.rows import DAY, NOW, contact


def test_step_looked_at_last_is_kept(database: Database) -> None:
    me = contact(database).person_id
    for step, procedure in ((1, "giai-the"), (1, "thanh-lap"), (3, "giai-the")):
        with database.unit() as unit:
            guides.keep_step(unit, me, procedure, step, NOW + step * DAY)
    with database.reading() as unit:
        assert guides.find_step(unit, me, "giai-the") == 3
        assert guides.steps_of(unit, me) == [("giai-the", 3), ("thanh-lap", 1)]
        assert guides.find_step(unit, me, "chi-nhanh") is None


def test_ticking_twice_is_once_and_can_be_taken_back(database: Database) -> None:
    me = contact(database).person_id

    def tick(paper: str) -> None:
        with database.unit() as unit:
            guides.tick(unit, me, "giai-the", paper, NOW)

    together(lambda: tick("a"), lambda: tick("a"), lambda: tick("b"))
    with database.unit() as unit:
        assert guides.ticked(unit, me, "giai-the") == {"a", "b"}
        guides.untick(unit, me, "giai-the", "a")
        guides.untick(unit, me, "giai-the", "a")
        assert guides.ticked(unit, me, "giai-the") == {"b"}
        assert guides.ticked(unit, me, "thanh-lap") == frozenset()


def test_people_do_not_see_each_others_ticks_and_forgetting_takes_only_ones_own(database: Database) -> None:
    me, other = contact(database).person_id, contact(database, "binh").person_id
    with database.unit() as unit:
        for person in (me, other):
            guides.keep_step(unit, person, "giai-the", 2, NOW)
            guides.tick(unit, person, "giai-the", "a", NOW)
        guides.forget(unit, me)
    with database.reading() as unit:
        assert (guides.steps_of(unit, me), guides.ticked(unit, me, "giai-the")) == ([], frozenset())
        assert (guides.steps_of(unit, other), guides.ticked(unit, other, "giai-the")) == ([("giai-the", 2)], {"a"})


def test_purge_takes_what_nobody_looked_at_for_long(database: Database) -> None:
    me = contact(database).person_id
    with database.unit() as unit:
        guides.keep_step(unit, me, "giai-the", 2, NOW)
        guides.tick(unit, me, "giai-the", "a", NOW)
        assert guides.purge(unit, NOW) == 0
        assert guides.purge(unit, NOW + DAY) == 2
        assert guides.steps_of(unit, me) == []
