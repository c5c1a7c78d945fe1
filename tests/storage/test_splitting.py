"""A cooperative that becomes two: nothing is lost, nothing is there twice, and it stays on record."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import cooperatives, follow_ups, invites, members, mergers, people, splitting, surveys, topics
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.mergers import Merger
from storage.splitting import Division
from storage.unit import Unit

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
END = NOW + timedelta(days=7)


@pytest.fixture
def old(database: Database) -> int:
    """A cooperative with two people, a code, an open response and a closed one."""
    with database.unit() as unit:
        home = cooperatives.add(unit, CooperativeFacts(name="HTX Rau", folded_name="rau"), NOW)
        for name in ("an", "binh"):
            members.join(unit, people.meet(unit, "web", name, NOW)[0].id, home, NOW)
        members.invite(unit, "cooperative", NOW, uses=3, cooperative_id=home)
        version = surveys.publish(unit, "quarterly", 1, {}, NOW)
        for period in ("2026-Q3", "2026-Q4"):
            this, _ = surveys.open_round(unit, version, period, NOW, END)
            response = surveys.begin_response(unit, this, home, {}, NOW)
            surveys.record_answer(unit, response.id, "members", {"value": 35}, "35", None, NOW)
            if period == "2026-Q3":
                surveys.close_round(unit, this.id, NOW)
        follow_ups.note(unit, 2, home, 1, "snoozed", END, NOW)
    return home


def part(unit: Unit) -> int:
    return cooperatives.add(unit, CooperativeFacts(name="HTX Chè", folded_name="che"), LATER)


def figures(unit: Unit, cooperative_id: int) -> dict[int, object]:
    return {
        item.round_id: surveys.answers_of(unit, item.id)["members"]["value"]
        for item in surveys.responses_of(unit, [cooperative_id])
    }


@pytest.mark.parametrize(("moves", "old_has", "new_has"), [(False, [1, 2], []), (True, [1], [2])])
def test_open_answers_go_where_staff_say_and_closed_ones_stay(
    database: Database, old: int, moves: bool, old_has: list[int], new_has: list[int]
) -> None:
    with database.unit() as unit:
        new = part(unit)
        splitting.split(unit, Division(old, new, moves_answers=moves), None, LATER)
    with database.reading() as unit:
        assert sorted(figures(unit, old)) == old_has
        assert sorted(figures(unit, new)) == new_has
        (record,) = splitting.splits_of(unit, new)
        assert (record.old_name, record.answers_with, record.split_at) == ("HTX Rau", new if moves else old, LATER)
        assert splitting.splits_of(unit, old) == [record]


def test_turn_that_read_before_the_answers_moved_is_done_again(database: Database, old: int) -> None:
    with database.unit() as unit:
        read = surveys.find_response_of(unit, 2, old)
        assert read is not None
        splitting.split(unit, Division(old, part(unit), moves_answers=True), None, LATER)
        assert not surveys.save_progress(unit, read, {}, LATER)


def test_answers_do_not_go_to_a_part_that_has_its_own(database: Database, old: int) -> None:
    with database.unit() as unit:
        new, this = part(unit), surveys.find_round(unit, 2)
        assert this is not None
        surveys.begin_response(unit, this, new, {}, NOW)
        splitting.split(unit, Division(old, new, moves_answers=True), None, LATER)
        assert sorted(figures(unit, old)) == [1, 2]
        assert splitting.splits_of(unit, old)[0].answers_with == old


def test_people_codes_and_wishes_go_with_the_part_and_nobody_else(database: Database, old: int) -> None:
    with database.unit() as unit:
        new, (code,) = part(unit), invites.all_usable(unit, old, NOW)
        topics.add_tag(unit, "vietgap", "VietGAP", [old])
        splitting.split(unit, Division(old, new, [1, 99], [code, "ABC999"]), 2, LATER)
    with database.reading() as unit:
        assert (members.members_of(unit, old), members.members_of(unit, new)) == ([2], [1])
        assert (invites.all_usable(unit, old, NOW), invites.all_usable(unit, new, NOW)) == ([], [code])
        (wish,) = follow_ups.of_round(unit, 2)
        assert (wish.cooperative_id, wish.due_at) == (new, END)
        (record,) = splitting.splits_of(unit, old)
        assert (record.people, record.codes, record.person_id) == (1, 1, 2)
        assert topics.tags(unit)["vietgap"][1] == 2


def test_who_reported_for_the_part_before_reports_for_it_again(database: Database, old: int) -> None:
    with database.unit() as unit:
        new = part(unit)
        members.join(unit, 1, new, NOW)
        members.leave(unit, 1, new, NOW)
        follow_ups.note(unit, 2, new, 1, "declined", None, NOW)
        splitting.split(unit, Division(old, new, [1]), None, LATER)
        assert members.members_of(unit, new) == [1]
        assert [item.state for item in follow_ups.of_round(unit, 2)] == ["declined"]


def test_both_parts_and_who_others_joined_are_reshaped_since(database: Database, old: int) -> None:
    with database.unit() as unit:
        new = part(unit)
        splitting.split(unit, Division(old, new), None, LATER)
        gone, into = part(unit), part(unit)
        mergers.merge(unit, Merger(gone, into), None, LATER)
        assert splitting.reshaped_since(unit, NOW) == {old, new, into}
        assert splitting.reshaped_since(unit, LATER) == set()
