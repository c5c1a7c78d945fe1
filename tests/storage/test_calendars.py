"""Calendars and follow-ups as rows: taken once, never by a paused one, said over again by the same person."""

from datetime import UTC, date, datetime, timedelta

from storage import calendars, cooperatives, follow_ups, people, surveys
from storage.calendars import Calendar
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.unit import Unit

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 30)


def added(unit: Unit) -> Calendar:
    return calendars.add(unit, "monthly", "month", DAY, 5, [2, -1], -1, None, NOW, (20, 7))


def test_calendar_is_read_back_as_it_was_written(database: Database) -> None:
    with database.unit() as unit:
        number = added(unit).id
    with database.unit() as unit:
        (item,) = calendars.standing(unit)
    assert (item.id, item.first_day, item.reminders, item.asks, item.quiet_from) == (number, DAY, [2, -1], -1, 20)


def test_opening_day_is_taken_once(database: Database) -> None:
    with database.unit() as unit:
        number = added(unit).id
        assert calendars.settle(unit, number, DAY)
    with database.unit() as unit:
        assert not calendars.settle(unit, number, DAY)
        assert not calendars.settle(unit, number, DAY - timedelta(days=1))
        assert calendars.settle(unit, number, DAY + timedelta(days=30))


def test_paused_calendar_takes_no_day_until_it_goes_on(database: Database) -> None:
    with database.unit() as unit:
        number = added(unit).id
        assert calendars.set_state(unit, number, "active", "paused")
        assert not calendars.set_state(unit, number, "active", "paused")
        assert not calendars.settle(unit, number, DAY)
        calendars.leave_out(unit, number, DAY)
        assert calendars.set_state(unit, number, "paused", "active")
        assert not calendars.settle(unit, number, DAY)
        assert calendars.set_state(unit, number, "active", "ended")
        assert calendars.standing(unit) == []


def test_person_says_something_else_and_only_the_last_counts(database: Database) -> None:
    with database.unit() as unit:
        home = cooperatives.add(unit, CooperativeFacts("HTX Rau", "rau"), NOW)
        person, _ = people.meet(unit, "terminal", "lan", NOW)
        version = surveys.publish(unit, "monthly", 1, {}, NOW)
        this, _ = surveys.open_round(unit, version, "2026-11", NOW, NOW + timedelta(days=5))
        follow_ups.note(unit, this.id, home, person.id, "snoozed", NOW + timedelta(hours=9), NOW)
        follow_ups.note(unit, this.id, home, person.id, "snoozed", NOW + timedelta(hours=2), NOW)
        assert follow_ups.due(unit, NOW + timedelta(hours=1)) == []
        (item,) = follow_ups.due(unit, NOW + timedelta(hours=2))
        assert follow_ups.mark_reminded(unit, item.id)
        assert not follow_ups.mark_reminded(unit, item.id)
        follow_ups.note(unit, this.id, home, person.id, "declined", None, NOW)
        assert [one.state for one in follow_ups.of_round(unit, this.id)] == ["declined"]
        follow_ups.forget_person(unit, person.id)
        assert follow_ups.of_round(unit, this.id) == []


def test_rounds_of_other_kinds_of_period_are_not_compared(database: Database) -> None:
    with database.unit() as unit:
        version = surveys.publish(unit, "half_year", 1, {}, NOW)
        for period in ("2025", "2026-H1", "2026-H2", "2026"):
            surveys.open_round(unit, version, period, NOW, NOW + timedelta(days=5))
        found = {this.period: surveys.previous_round(unit, this.id) for this in surveys.rounds(unit)}
        assert {period: before.period if before else None for period, before in found.items()} == {
            "2025": None,
            "2026": "2025",
            "2026-H1": None,
            "2026-H2": "2026-H1",
        }


def test_answer_does_not_get_into_a_round_that_has_just_closed(database: Database) -> None:
    with database.unit() as unit:
        home = cooperatives.add(unit, CooperativeFacts("HTX Rau", "rau"), NOW)
        version = surveys.publish(unit, "monthly", 1, {}, NOW)
        this, _ = surveys.open_round(unit, version, "2026-11", NOW, NOW + timedelta(days=5))
        response = surveys.begin_response(unit, this, home, {}, NOW)
        surveys.submit(unit, response.id, "BC1", NOW)
        assert surveys.close_round(unit, this.id, NOW)
        assert not surveys.save_progress(unit, response, {"at": "members"}, NOW)
