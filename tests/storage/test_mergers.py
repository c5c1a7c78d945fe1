"""A cooperative that becomes part of another one: nothing is lost, nothing counts twice, and it stays on record."""

from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from sqlalchemy import create_engine, text

from storage import (
    broadcasts,
    cooperatives,
    follow_ups,
    gatherings,
    invites,
    members,
    mergers,
    migrate,
    people,
    splitting,
    surveys,
    topics,
)
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.gatherings import Seat
from storage.mergers import Fate, Merger
from storage.unit import Unit

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
END = NOW + timedelta(days=7)


@pytest.fixture
def two(database: Database) -> tuple[int, int]:
    """Two cooperatives: An reports for the first, Bình for both; the first has a closed and an open response."""
    with database.unit() as unit:
        gone, into = (
            cooperatives.add(unit, CooperativeFacts(name=f"HTX {name}", folded_name=name), NOW)
            for name in ("rau", "chung")
        )
        an, binh = (people.meet(unit, "web", name, NOW)[0].id for name in ("an", "binh"))
        for person, home in ((an, gone), (binh, gone), (binh, into)):
            members.join(unit, person, home, NOW)
        members.invite(unit, "cooperative", NOW, uses=3, cooperative_id=gone)
        version = surveys.publish(unit, "quarterly", 1, {}, NOW)
        for period in ("2026-Q3", "2026-Q4"):
            this, _ = surveys.open_round(unit, version, period, NOW, END)
            response = surveys.begin_response(unit, this, gone, {}, NOW)
            surveys.record_answer(unit, response.id, "members", {"value": 35}, "35", an, NOW)
            surveys.submit(unit, response.id, f"BC{response.id}", NOW)
            if period == "2026-Q3":
                surveys.close_round(unit, this.id, NOW)
    return gone, into


def begin(unit: Unit, home: int) -> int:
    this = surveys.find_round(unit, 2)
    assert this is not None
    return surveys.begin_response(unit, this, home, {}, NOW).id


def held(unit: Unit, home: int) -> dict[int, str]:
    """Round -> the status of the cooperative's response in it."""
    return {item.round_id: item.status for item in surveys.responses_of(unit, [home])}


@pytest.mark.parametrize(
    ("fate", "of_gone", "of_into"),
    [
        ("apart", {1: "submitted", 2: "submitted"}, {}),
        ("moved", {1: "submitted"}, {2: "open"}),
        ("aside", {1: "submitted", 2: "merged"}, {}),
    ],
)
def test_open_answers_become_what_is_wanted_and_closed_ones_stay(
    database: Database, two: tuple[int, int], fate: Fate, of_gone: dict[int, str], of_into: dict[int, str]
) -> None:
    with database.unit() as unit:
        wanted = Merger(*two, rounds={2: fate}, reopened={2: {"at": "@review"}} if fate == "moved" else {})
        mergers.merge(unit, wanted, 2, LATER)
    with database.reading() as unit:
        assert (held(unit, two[0]), held(unit, two[1])) == (of_gone, of_into)
        assert surveys.answers_of(unit, 2) == {"members": {"value": 35}}
        (record,) = mergers.mergers_of(unit, two[1])
        assert (record.gone_id, record.rounds, record.person_id, record.merged_at) == (two[0], {"2": fate}, 2, LATER)
        response = surveys.find_response(unit, 2)
        assert response is not None
        assert response.code == "BC2"
        assert response.progress == ({"at": "@review"} if fate == "moved" else {})


def test_people_and_codes_go_over_and_who_reported_for_both_once(database: Database, two: tuple[int, int]) -> None:
    gone, into = two
    with database.unit() as unit:
        (code,) = invites.all_usable(unit, gone, NOW)
        mergers.merge(unit, Merger(gone, into), None, LATER)
        assert members.members_of(unit, gone) == []
        assert sorted(members.members_of(unit, into)) == [1, 2]
        assert (invites.all_usable(unit, gone, NOW), invites.all_usable(unit, into, NOW)) == ([], [code])
        assert (mergers.mergers_of(unit, into)[0].people, mergers.mergers_of(unit, into)[0].codes) == (1, 1)
        home = cooperatives.find(unit, gone)
        assert home is not None
        assert (home.state, home.merged_into) == ("dissolved", into)
        assert splitting.last_reshaped(unit, into) == LATER
        assert splitting.last_reshaped(unit, gone) is None


def test_wishes_places_and_tags_go_over_but_never_in_place_of_its_own(database: Database, two: tuple[int, int]) -> None:
    gone, into = two
    with database.unit() as unit:
        follow_ups.note(unit, 2, gone, 1, "snoozed", END, NOW)
        follow_ups.note(unit, 2, gone, 2, "declined", None, NOW)
        follow_ups.note(unit, 2, into, 2, "snoozed", END, NOW)
        topics.add_tag(unit, "vietgap", "VietGAP", [gone, into])
        topics.add_tag(unit, "ocop", "OCOP", [gone])
        first, second = (broadcasts.draft(unit, "Họp", {}, None, NOW) for _ in range(2))
        for one, home, state in ((first, gone, "coming"), (second, gone, "coming"), (second, into, "declined")):
            gatherings.answer(unit, one, Seat(home, 2, state, 2, NOW), NOW)
        mergers.merge(unit, Merger(gone, into), None, LATER)
        wishes = {(one.cooperative_id, one.person_id): one.state for one in follow_ups.of_round(unit, 2)}
        assert wishes == {(into, 1): "snoozed", (into, 2): "snoozed"}
        assert {tag: count for tag, (_, count) in topics.tags(unit).items()} == {"ocop": 1, "vietgap": 2}
        seats = [gatherings.answer_of(unit, one, into) for one in (first, second)]
        assert [one.state for one in seats if one] == ["coming", "declined"]


def test_response_that_was_only_opened_makes_room(database: Database, two: tuple[int, int]) -> None:
    with database.unit() as unit:
        begin(unit, two[1])
        mergers.merge(unit, Merger(*two, rounds={2: "moved"}), None, LATER)
        assert held(unit, two[1]) == {2: "submitted"}


@pytest.mark.parametrize("fate", ["moved", "aside"])
def test_turn_that_read_before_is_done_again(database: Database, two: tuple[int, int], fate: Fate) -> None:
    with database.unit() as unit:
        read = surveys.find_response(unit, 2)
        assert read is not None
        mergers.merge(unit, Merger(*two, rounds={2: fate}), None, LATER)
        assert not surveys.save_progress(unit, read, {}, LATER)
        again = surveys.find_response(unit, 2)
        assert again is not None
        assert surveys.save_progress(unit, again, {}, LATER) is (fate == "moved")


def test_merger_before_there_was_a_record_gets_one(empty_database_url: str) -> None:
    command.upgrade(migrate.configuration(empty_database_url), "0010")
    day = "'2026-01-01 00:00:00'"
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        for values in (f"2, 'b', 'b', 'active', NULL, {day}, {day}", f"1, 'a', 'a', 'dissolved', 2, {day}, {day}"):
            connection.execute(
                text(
                    "INSERT INTO cooperative (id, name, folded_name, state, merged_into, created_at, updated_at, kind,"
                    f" sector, is_trial) VALUES ({values}, 'cooperative', 'other', {'false'})"
                )
            )
    migrate.migrate(empty_database_url)
    with engine.begin() as connection:
        found = connection.execute(text("SELECT gone_id, into_id, people FROM cooperative_merger")).all()
    engine.dispose()
    assert [tuple(row) for row in found] == [(1, 2, 0)]
