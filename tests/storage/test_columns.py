"""Times are stored in UTC, and a time without its zone is refused."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from storage import people
from storage.engine import Database
from tests.storage.rows import NOW


def test_time_without_its_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without its zone"), database.unit() as unit:
        people.meet(unit, "web", "an", NOW.replace(tzinfo=None))


def test_time_comes_back_in_utc_whatever_zone_it_was_given_in(database: Database) -> None:
    here = datetime(2026, 11, 20, 9, 30, 0, 123456, timezone(timedelta(hours=7)))
    with database.unit() as unit:
        person, _ = people.meet(unit, "web", "an", here)
        people.record_consent(unit, person.id, "full", "v1", here)
    with database.reading() as unit:
        ((_, _, given_at),) = people.consents_of(unit, person.id)
    assert given_at == here
    assert given_at.utcoffset() == timedelta()
