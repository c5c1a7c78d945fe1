"""A platform's keys: one renewal at a time on either database, and the single-use key is never thrown away."""

from datetime import timedelta

from storage import keys
from storage.engine import Database
from storage.keys import LEASE, Keys
from tests.storage.race import together
from tests.storage.rows import HOUR, NOW, SECOND

NAME = "zalo_oa"


def plant(database: Database, refresh: str = "r0") -> None:
    with database.unit() as unit:
        keys.plant(unit, NAME, refresh, NOW)


def found(database: Database) -> Keys:
    with database.reading() as unit:
        got = keys.find(unit, NAME)
    assert got is not None
    return got


def claim(database: Database, worker: str = "w1", version: int = 0, at: timedelta = timedelta()) -> bool:
    with database.unit() as unit:
        return keys.claim(unit, NAME, version, worker, NOW + at)


def renew(database: Database, version: int = 0, access: str = "a1", refresh: str = "r1") -> bool:
    with database.unit() as unit:
        return keys.renew(unit, NAME, version, access, refresh, NOW + HOUR, NOW)


def test_there_are_no_keys_before_a_consent(database: Database) -> None:
    with database.reading() as unit:
        assert keys.find(unit, NAME) is None


def test_of_many_at_once_one_renews(database: Database) -> None:
    plant(database)
    won = together(*(lambda worker=f"w{n}": claim(database, worker) for n in range(8)))
    assert sorted(won) == [False] * 7 + [True]


def test_pair_is_replaced_as_one(database: Database) -> None:
    plant(database)
    claim(database)
    assert renew(database)
    now = found(database)
    assert (now.access, now.refresh, now.version, now.trouble) == ("a1", "r1", 1, None)
    assert claim(database, "w2", version=1)  # free for the next renewal


def test_late_renewal_of_an_old_pair_is_told_so(database: Database) -> None:
    plant(database)
    renew(database)
    assert not renew(database, access="a2", refresh="r2")
    assert not claim(database, version=0)
    assert found(database).refresh == "r1"


def test_renewal_of_a_process_that_died_is_taken_over_after_its_lease(database: Database) -> None:
    plant(database)
    claim(database, "dead")
    assert not claim(database, "w2", at=LEASE - SECOND)
    assert claim(database, "w2", at=LEASE + SECOND)


def test_pair_that_came_after_the_lease_is_kept_all_the_same(database: Database) -> None:
    """The platform gave it; there is no other."""
    plant(database)
    claim(database, "slow")
    claim(database, "w2", at=LEASE + SECOND)
    assert renew(database)


def test_failed_renewal_is_not_tried_before_its_time(database: Database) -> None:
    plant(database)
    claim(database)
    with database.unit() as unit:
        keys.let_go(unit, NAME, 0, "w1", "refused", NOW + HOUR, NOW)
    assert found(database).trouble == "refused"
    assert not claim(database, at=HOUR - SECOND)
    assert claim(database, at=HOUR + SECOND)


def test_only_who_claimed_can_let_go(database: Database) -> None:
    plant(database)
    claim(database, "w1")
    with database.unit() as unit:
        keys.let_go(unit, NAME, 0, "w2", "refused", NOW, NOW)
    assert found(database).trouble is None


def test_planting_the_same_key_again_keeps_the_newer_pair(database: Database) -> None:
    plant(database)
    renew(database)
    plant(database)
    assert found(database).refresh == "r1"


def test_planting_another_key_begins_anew(database: Database) -> None:
    plant(database)
    claim(database)
    plant(database, "consented anew")
    now = found(database)
    assert (now.access, now.refresh, now.version) == ("", "consented anew", 1)
    assert not renew(database)  # what was under way belongs to the old consent
    assert claim(database, version=1)
