"""One pace for a token: stretches of time that processes take never overlap, and nothing is held."""

from datetime import timedelta

from storage import pace
from storage.engine import Database
from tests.storage.race import together
from tests.storage.rows import NOW, SECOND

LENGTH = timedelta(milliseconds=200)


def take(database: Database, now: object = NOW, name: str = "telegram") -> object:
    with database.unit() as unit:
        return pace.take(unit, name, LENGTH, now)  # type: ignore[arg-type]


def test_stretches_taken_at_once_follow_each_other(database: Database) -> None:
    taken = together(*(lambda: take(database) for _ in range(6)))
    assert sorted(taken) == [NOW + place * LENGTH for place in range(6)]


def test_time_that_nobody_used_is_not_saved_up(database: Database) -> None:
    take(database)
    assert take(database, NOW + 10 * SECOND) == NOW + 10 * SECOND
    assert take(database, NOW + 10 * SECOND) == NOW + 10 * SECOND + LENGTH


def test_each_token_has_a_pace_of_its_own(database: Database) -> None:
    take(database)
    assert take(database, name="zalo_oa") == NOW


def test_clock_that_is_behind_gets_no_stretch_twice(database: Database) -> None:
    take(database)
    assert take(database, NOW - 5 * SECOND) == NOW + LENGTH


def test_replies_put_bulk_off_and_never_for_long(database: Database) -> None:
    with database.unit() as unit:
        pace.put_off(unit, "telegram", SECOND, 10 * SECOND, NOW)
    assert take(database) == NOW + SECOND
    with database.unit() as unit:
        pace.put_off(unit, "telegram", timedelta(hours=1), 10 * SECOND, NOW)
    assert take(database) == NOW + 10 * SECOND


def test_pause_holds_for_every_process_and_a_shorter_one_does_not_end_it(database: Database) -> None:
    with database.unit() as unit:
        pace.pause(unit, "telegram", NOW + 30 * SECOND, NOW)
        pace.pause(unit, "telegram", NOW + 3 * SECOND, NOW)
        pace.put_off(unit, "telegram", SECOND, 10 * SECOND, NOW)
    assert take(database) == NOW + 30 * SECOND
