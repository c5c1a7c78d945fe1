"""Deliveries of results: planned once, claimed by one, tried again after growing pauses, given up after three days."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest

from handlers.results.forwarding import plan_forwards
from storage import forwards, surveys
from storage.engine import Database
from storage.forwards import GIVE_UP_AFTER, LEASE, PAUSES, Forward

NOW = datetime(2026, 7, 15, 17, 0, tzinfo=UTC)


@pytest.fixture
def round_id(database: Database) -> int:
    with database.unit() as unit:
        version = surveys.publish(unit, "half_year", 1, {}, NOW)
        return surveys.open_round(unit, version, "2026-H1", NOW - timedelta(days=14), NOW)[0].id


def claim(database: Database, now: datetime) -> Forward | None:
    with database.unit() as unit:
        return forwards.claim_next(unit, now)


def plan(database: Database, round_id: int, *targets: str, revision: str = "1") -> int:
    with database.unit() as unit:
        return plan_forwards(unit, round_id, targets, NOW, revision)


def fail(database: Database, forward: Forward, now: datetime) -> bool:
    with database.unit() as unit:
        return forwards.mark_failed_try(unit, forward, "HTTP 500", now)


def states(database: Database, round_id: int) -> list[tuple[str, str, int]]:
    with database.reading() as unit:
        return [(item.target, item.state, item.attempts) for item in forwards.of_round(unit, round_id)]


def test_planning_twice_plans_once(database: Database, round_id: int) -> None:
    assert plan(database, round_id, "folder", "post") == 2
    assert plan(database, round_id, "folder", "post", "staff") == 1
    assert [state[0] for state in states(database, round_id)] == ["folder", "post", "staff"]


def test_another_revision_goes_out_under_another_key(database: Database, round_id: int) -> None:
    plan(database, round_id, "post")
    assert plan(database, round_id, "post", revision="2") == 1
    with database.reading() as unit:
        assert len({item.key for item in forwards.of_round(unit, round_id)}) == 2


def test_a_plan_that_is_rolled_back_leaves_nothing(database: Database, round_id: int) -> None:
    def plan_and_fail() -> None:
        with database.unit() as unit:
            plan_forwards(unit, round_id, ["post"], NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        plan_and_fail()
    assert states(database, round_id) == []


def test_what_is_claimed_is_not_claimed_again(database: Database, round_id: int) -> None:
    plan(database, round_id, "folder", "post")
    claimed = [claim(database, NOW), claim(database, NOW), claim(database, NOW)]
    assert [item.target if item else None for item in claimed] == ["folder", "post", None]


def test_two_at_once_claim_one_each(database: Database, round_id: int) -> None:
    plan(database, round_id, "folder")
    together, claimed = Barrier(2), []

    def work() -> None:
        together.wait()
        claimed.append(claim(database, NOW))

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(item is None for item in claimed) == [False, True]


def test_what_a_dead_process_claimed_is_claimed_again_when_its_lease_is_over(database: Database, round_id: int) -> None:
    plan(database, round_id, "post")
    first = claim(database, NOW)
    assert claim(database, NOW + LEASE) is None
    again = claim(database, NOW + LEASE + timedelta(seconds=1))
    assert first is not None
    assert again is not None
    assert (again.key, again.attempts) == (first.key, 2)


def test_pauses_grow_until_three_days_have_passed(database: Database, round_id: int) -> None:
    plan(database, round_id, "post")
    now, waited, is_over = NOW, [], False
    while not is_over:
        forward = claim(database, now)
        assert forward is not None
        is_over = fail(database, forward, now)
        if is_over:
            break
        pause = PAUSES[min(len(waited), len(PAUSES) - 1)]
        assert claim(database, now + pause - timedelta(seconds=1)) is None
        waited.append(pause)
        now += pause
    assert waited == sorted(waited)
    assert now - NOW >= GIVE_UP_AFTER
    assert states(database, round_id) == [("post", "failed", len(waited) + 1)]
    assert claim(database, now + timedelta(days=30)) is None


def test_done_is_done(database: Database, round_id: int) -> None:
    plan(database, round_id, "post")
    forward = claim(database, NOW)
    assert forward is not None
    with database.unit() as unit:
        forwards.mark_done(unit, forward.id, "HTTP 204", NOW)
    assert claim(database, NOW + timedelta(days=1)) is None
    with database.reading() as unit:
        done = forwards.of_round(unit, round_id)[0]
        assert (done.state, done.reason, done.done_at) == ("done", "HTTP 204", NOW)


def test_looking_whether_anything_is_due_agrees_with_claiming(database: Database, round_id: int) -> None:
    plan(database, round_id, "post")

    def is_due(now: datetime) -> bool:
        with database.reading() as unit:
            return forwards.any_due(unit, now)

    assert [is_due(NOW - timedelta(seconds=1)), is_due(NOW)] == [False, True]
    claim(database, NOW)
    assert [is_due(NOW + LEASE), is_due(NOW + LEASE + timedelta(seconds=1))] == [False, True]
