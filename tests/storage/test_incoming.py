"""Events: stored once, handled once, in order, and none lost by failing."""

import contextlib
import threading
from datetime import datetime

from storage import incoming
from storage.engine import Database
from storage.incoming import NewEvent, StoredEvent
from tests.storage.race import together
from tests.storage.rows import DAY, MINUTE, NOW, SECOND


def store(database: Database, number: int, address: str = "an", at: datetime = NOW) -> bool:
    with database.unit() as unit:
        return incoming.store(unit, [NewEvent("web", f"e{number}", address, {"n": number})], at) == 1


def take(database: Database, address: str = "an", at: datetime = NOW) -> StoredEvent | None:
    with database.unit() as unit:
        return incoming.take_next(unit, "web", address, at)


def fail(database: Database, event: StoredEvent, at: datetime = NOW) -> bool:
    with database.unit() as unit:
        return incoming.record_failure(unit, event.id, "broken", at)


def waiting(database: Database, at: datetime = NOW) -> list[tuple[str, str]]:
    with database.reading() as unit:
        return incoming.waiting_addresses(unit, at)


def peek(database: Database, at: datetime = NOW) -> StoredEvent:
    """The next event, left waiting."""
    found = None
    with contextlib.suppress(LookupError), database.unit() as unit:
        found = incoming.take_next(unit, "web", "an", at)
        raise LookupError  # rolls the unit back
    assert found is not None
    return found


def test_event_delivered_twice_is_stored_once(database: Database) -> None:
    assert store(database, 1)
    assert not store(database, 1)
    with database.reading() as unit:
        assert incoming.count_waiting(unit) == 1


def test_event_delivered_by_two_at_once_is_stored_once(database: Database) -> None:
    assert sorted(together(*[lambda: store(database, 1)] * 3)) == [False, False, True]


def test_events_come_in_order_for_each_address(database: Database) -> None:
    for number, address in enumerate(["an", "binh", "an", "binh"]):
        store(database, number, address)
    taken = [take(database, address) for address in ("binh", "an", "an", "binh", "an")]
    assert [event.payload["n"] if event else None for event in taken] == [1, 0, 2, 3, None]


def test_two_units_at_once_do_not_take_the_same_event(database: Database) -> None:
    store(database, 1)
    taken = together(*[lambda: take(database)] * 3)
    assert len([event for event in taken if event is not None]) == 1


def test_second_event_waits_for_the_unit_that_handles_the_first(database: Database) -> None:
    store(database, 1)
    store(database, 2)
    holding, second = threading.Event(), []

    def first() -> None:
        with database.unit() as unit:
            assert incoming.take_next(unit, "web", "an", NOW)
            holding.set()
            threading.Event().wait(0.2)  # the other one asks meanwhile

    def other() -> None:
        holding.wait()
        second.append(take(database))

    together(first, other)
    # Whoever asked while the first was being handled got nothing, or waited: never the second before the first's end.
    assert second == [None] or (second[0] is not None and second[0].payload == {"n": 2})
    assert take(database) is None or second == [None]


def test_unit_that_fails_leaves_the_event_waiting(database: Database) -> None:
    store(database, 1)
    peek(database)
    assert take(database) is not None


def test_failed_event_is_tried_again_after_growing_pauses_then_given_up(database: Database) -> None:
    store(database, 1)
    event, over = peek(database), []
    over.append(fail(database, event))
    assert take(database, at=NOW + SECOND) is None
    later = NOW + 2 * SECOND
    assert waiting(database, later) == [("web", "an")]
    over.append(fail(database, peek(database, later), later))
    assert waiting(database, later + 9 * SECOND) == []
    over.append(fail(database, peek(database, later + 10 * SECOND), later + 10 * SECOND))
    assert over == [False, False, True]
    assert take(database, at=NOW + DAY) is None


def test_later_event_waits_behind_one_that_is_to_be_tried_again(database: Database) -> None:
    store(database, 1)
    fail(database, peek(database))
    store(database, 2)
    assert take(database) is None
    again = NOW + MINUTE
    assert [event.payload["n"] for event in (take(database, at=again), take(database, at=again)) if event] == [1, 2]


def test_event_that_failed_for_good_lets_the_next_one_through(database: Database) -> None:
    store(database, 1)
    store(database, 2)
    event = peek(database)
    for _ in range(3):
        fail(database, event)
    taken = take(database)
    assert taken is not None
    assert taken.payload == {"n": 2}


def test_longest_waiting_address_comes_first(database: Database) -> None:
    for number, address in enumerate(["binh", "an", "binh"]):
        store(database, number, address)
    assert waiting(database) == [("web", "binh"), ("web", "an")]


def test_purge_keeps_what_waits_however_old(database: Database) -> None:
    store(database, 1)
    store(database, 2, "binh")
    take(database)
    with database.unit() as unit:
        assert incoming.purge(unit, NOW + DAY) == 1
        assert incoming.count_waiting(unit) == 1


def test_blanked_events_keep_no_words_but_are_still_known(database: Database) -> None:
    store(database, 1)
    take(database)
    store(database, 2)
    with database.unit() as unit:
        incoming.blank(unit, "web", "an")
    assert not store(database, 1)
    left = take(database)
    assert left is not None
    assert left.payload == {"n": 2}
