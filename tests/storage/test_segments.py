"""Who a tree of conditions chooses: the same on both databases as when it is looked up by hand."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import members, people, segments, surveys, topics
from storage.engine import Database
from storage.tables.cooperatives import CooperativeRow
from tests.storage.rows import DAY, NOW, cooperative

HOMES: tuple[dict[str, Any], ...] = (
    {"name": "A", "sector": "agriculture", "ward_code": 1, "members": 7, "kind": "cooperative"},
    {"name": "B", "sector": "agriculture", "ward_code": 2, "members": 60, "kind": "cooperative"},
    {"name": "C", "sector": "transport", "ward_code": 1, "members": None, "kind": "union"},
    {"name": "D", "sector": "trade", "ward_code": None, "members": 20, "kind": "group"},
)
CHANNELS = {"A": "telegram", "B": "web", "C": "zalo_bot"}  # nobody reports for D
LEAVES: tuple[dict[str, Any], ...] = (
    {},
    {"sector": "agriculture"},
    {"wards": [1]},
    {"ward": 2},
    {"kind": "union"},
    {"members": [10, None]},
    {"members": [None, 20]},
    {"channel": "zalo"},
    {"channel": "web"},
    {"tag": "ocop", "name": "OCOP"},
    {"round": 1, "sent": True, "name": ""},
    {"round": 1, "sent": False, "name": ""},
)
TREES = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)


@pytest.fixture
def filled(database: Database) -> Database:
    """Four cooperatives, of which A has answered; one person each but for D; somebody of the staff."""
    ids = {facts["name"]: cooperative(database, **facts) for facts in HOMES}
    with database.unit() as unit:
        version = surveys.publish(unit, "s", 1, {}, NOW)
        this, _ = surveys.open_round(unit, version, "2026-H2", NOW, NOW + DAY)
        assert this.id == 1
        response = surveys.begin_response(unit, this, ids["A"], {}, NOW)
        surveys.submit(unit, response.id, "CODE", NOW)
        surveys.begin_response(unit, this, ids["B"], {}, NOW)
        topics.add_tag(unit, "ocop", "OCOP", [ids["B"], ids["D"]])
        officer, _ = people.meet(unit, "web", "officer", NOW)
        members.make_staff(unit, officer.id, "officer", NOW)
    for name, channel in CHANNELS.items():
        with database.unit() as unit:
            person, _ = people.meet(unit, channel, name, NOW)
            members.join(unit, person.id, ids[name], NOW)
    return database


def fits(tree: dict[str, Any], home: dict[str, Any]) -> bool:
    """The tree looked up by hand."""
    if "all" in tree:
        return all(fits(part, home) for part in tree["all"])
    if "any" in tree:
        return any(fits(part, home) for part in tree["any"])
    if "not" in tree:
        return not fits(tree["not"], home)
    match tree:
        case {"sector": key}:
            return bool(home["sector"] == key)
        case {"wards": codes}:
            return home["ward_code"] in codes
        case {"ward": code}:
            return bool(home["ward_code"] == code)
        case {"kind": key}:
            return bool(home["kind"] == key)
        case {"members": [low, high]}:
            count = home["members"]
            return count is not None and (low or 0) <= count <= (high or 10**9)
        case {"channel": channel}:
            return CHANNELS.get(home["name"], "").startswith(channel)
        case {"tag": _}:
            return home["name"] in ("B", "D")
        case {"sent": sent}:
            return bool((home["name"] == "A") == sent)
    return True


def names(database: Database, tree: dict[str, Any]) -> set[str]:
    with database.reading() as unit:
        chosen = segments.choose(unit, tree)
        return {unit.session.get_one(CooperativeRow, one.cooperative_id).name for one in chosen if one.cooperative_id}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES)
def test_any_tree_chooses_what_a_look_by_hand_does(filled: Database, tree: dict[str, Any]) -> None:
    assert names(filled, tree) == {home["name"] for home in HOMES if fits(tree, home)}


def test_staff_come_only_when_they_are_named(filled: Database) -> None:
    with filled.reading() as unit:
        assert all(one.cooperative_id for one in segments.choose(unit, {}))
        staff = segments.choose(unit, {"role": "staff"})
        both = segments.choose(unit, {"any": [{"role": "staff"}, {"sector": "trade"}]})
    assert [(one.cooperative_id, one.channel) for one in staff] == [(None, "web")]
    assert len(both) == 2


def test_dissolved_cooperatives_and_people_who_left_are_not_chosen(filled: Database) -> None:
    with filled.unit() as unit:
        chosen = {one.channel: one for one in segments.choose(unit, {})}
        gone = chosen["web"]
        assert gone.person_id is not None
        assert gone.cooperative_id is not None
        members.leave(unit, gone.person_id, gone.cooperative_id, NOW)
        unit.session.get_one(CooperativeRow, chosen["telegram"].cooperative_id).state = "dissolved"
    with filled.reading() as unit:
        left = segments.choose(unit, {})
    assert sorted(one.channel or "" for one in left) == ["", "", "zalo_bot"]


def test_who_left_the_topic_is_marked(filled: Database) -> None:
    with filled.unit() as unit:
        one = next(one for one in segments.choose(unit, {}) if one.channel == "web")
        assert one.person_id is not None
        assert topics.leave(unit, one.person_id, "market", NOW)
        assert not topics.leave(unit, one.person_id, "market", NOW)
    with filled.reading() as unit:
        assert [item.person_id for item in segments.choose(unit, {}, "market") if item.left] == [one.person_id]
        assert not any(item.left for item in segments.choose(unit, {}, "news"))


def test_ten_thousand_ids_are_no_trouble(filled: Database) -> None:
    with filled.reading() as unit:
        everybody = segments.choose(unit, {"ids": list(range(1, 10_001))})
        nobody = segments.choose(unit, {"not": {"ids": list(range(1, 10_001))}})
    assert len(everybody) == len(HOMES)
    assert nobody == []
