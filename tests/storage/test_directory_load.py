"""Loading a list into a real directory: all or nothing, and nothing twice."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from handlers.directory import load
from handlers.directory.names import fold_name
from handlers.directory.plan import Plan, make_plan
from handlers.directory.rows import Entry
from storage import cooperatives
from storage.cooperatives import CooperativeFacts
from storage.engine import Database

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 3, tzinfo=UTC)


def entry(row: int, name: str, **values: Any) -> Entry:
    return Entry(row, {"name": name, "folded_name": fold_name(name), "kind": "cooperative", **values})


LIST = [
    entry(2, "HTX Chè Tuyết", ward_code=3, members=35, founded_on=date(2019, 3, 15), charter_capital=12 * 10**11),
    entry(3, "HTX Vận tải Đèo Gió", register_number="6200012345", phone="0912345678", state="suspended"),
]


def plan_for(database: Database, entries: list[Entry]) -> Plan:
    with database.reading() as unit:
        return make_plan(entries, load.known(unit))


def load_list(database: Database, entries: list[Entry], now: datetime = NOW) -> Plan:
    plan = plan_for(database, entries)
    with database.unit() as unit:
        load.apply(unit, plan, now)
    return plan


def test_loading_the_same_list_twice_changes_nothing(database: Database) -> None:
    assert len(load_list(database, LIST).new) == 2
    again = load_list(database, LIST)
    assert (again.is_empty, again.unchanged) == (True, 2)
    with database.reading() as unit:
        assert cooperatives.count(unit) == 2


def test_second_list_changes_only_what_changed(database: Database) -> None:
    load_list(database, LIST)
    [change] = load_list(database, [entry(9, "HTX chè tuyết", ward_code=3, members=40), LIST[1]], LATER).changed
    assert change.values == {"name": ("HTX Chè Tuyết", "HTX chè tuyết"), "members": (35, 40)}
    with database.reading() as unit:
        first, second = cooperatives.everything(unit)
    assert (first.name, first.members, first.charter_capital) == ("HTX chè tuyết", 40, 12 * 10**11)
    assert (first.founded_on, second.state) == (date(2019, 3, 15), "suspended")


def test_renamed_cooperative_is_found_by_its_new_name(database: Database) -> None:
    load_list(database, LIST)
    load_list(database, [entry(2, "HTX Vận tải Mây", register_number="6200012345")])
    assert plan_for(database, [entry(2, "HTX Vận tải Mây")]).unchanged == 1
    with database.reading() as unit:
        assert cooperatives.everything(unit)[1].folded_name == "van tai may"


def test_invented_cooperatives_are_never_taken_for_real_ones(database: Database) -> None:
    with database.unit() as unit:
        cooperatives.add(unit, CooperativeFacts("HTX Chè Tuyết", "che tuyet", ward_code=3, is_trial=True), NOW)
    assert len(plan_for(database, LIST).new) == 2


def test_failure_in_the_middle_writes_nothing(database: Database) -> None:
    clash = Plan((LIST[1], entry(4, "HTX Khác", register_number="6200012345")), (), 0, ())
    with pytest.raises(Exception, match="register_number"), database.unit() as unit:
        load.apply(unit, clash, NOW)
    with database.reading() as unit:
        assert cooperatives.count(unit) == 0
