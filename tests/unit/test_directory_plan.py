"""What a list changes: identity of cooperatives, duplicates, questions."""

from typing import Any

import pytest

from handlers.directory.findings import Level
from handlers.directory.names import fold_name
from handlers.directory.plan import Decisions, facts_of, make_plan
from handlers.directory.rows import Entry
from storage.cooperatives import Cooperative


def entry(row: int, name: str, **values: Any) -> Entry:
    return Entry(row, {"name": name, "folded_name": fold_name(name), "kind": "cooperative", **values})


def known(number: int, name: str, **values: Any) -> Cooperative:
    return Cooperative(name=name, folded_name=fold_name(name), id=number, **values)


def test_unknown_cooperative_is_new() -> None:
    plan = make_plan([entry(2, "HTX A", ward_code=3)], [])
    assert [one.row for one in plan.new] == [2]
    assert facts_of(plan.new[0]).sector == "other"


def test_the_same_again_changes_nothing() -> None:
    plan = make_plan([entry(2, "HTX A", ward_code=3, members=5)], [known(1, "HTX A", ward_code=3, members=5)])
    assert (plan.is_empty, plan.unchanged) == (True, 1)


def test_only_what_differs_is_changed_and_what_is_not_stated_stays() -> None:
    before = known(1, "HTX A", ward_code=3, members=5, phone="0912345678", sector="transport")
    [change] = make_plan([entry(2, "HTX A", ward_code=3, members=7)], [before]).changed
    assert change.values == {"members": (5, 7)}


def test_register_number_is_the_identity_whatever_the_name() -> None:
    before = known(1, "HTX Cũ", register_number="62", ward_code=3)
    [change] = make_plan([entry(2, "HTX Mới", register_number="62", ward_code=4)], [before]).changed
    assert change.values == {"name": ("HTX Cũ", "HTX Mới"), "ward_code": (3, 4)}


@pytest.mark.parametrize(
    "name", ["HTX Bản Lang", "Hợp tác xã Bản Lang", "htx dvnn ban lang", "HTX Nông nghiệp Bản Lang"]
)
def test_name_without_legal_form_and_ward_are_the_identity(name: str) -> None:
    plan = make_plan([entry(2, name, ward_code=3)], [known(1, "HTX Bản Lang", ward_code=3)])
    assert (len(plan.new), plan.findings) == (0, ())


def test_number_learnt_later_is_added() -> None:
    [change] = make_plan(
        [entry(2, "HTX A", ward_code=3, register_number="62")], [known(1, "HTX A", ward_code=3)]
    ).changed
    assert change.values == {"register_number": (None, "62")}


def test_namesakes_in_other_wards_are_others() -> None:
    assert len(make_plan([entry(2, "HTX A", ward_code=3)], [known(1, "HTX A", ward_code=4)]).new) == 1


def test_same_text_of_an_unknown_place_is_the_same_place() -> None:
    plan = make_plan([entry(2, "HTX A", old_place="xã Lạ")], [known(1, "HTX A", old_place="Xã Lạ")])
    assert len(plan.changed) == 1
    assert not plan.new


@pytest.mark.parametrize(
    ("mine", "before"),
    [
        (entry(2, "HTX A", ward_code=3), known(1, "HTX A", old_place="xã Lạ")),
        (entry(2, "HTX A", ward_code=3, register_number="62"), known(1, "HTX A", ward_code=3, register_number="63")),
        (entry(2, "HTX Chè Tuyết Sơn", ward_code=3), known(1, "HTX Chè Tuyêt Sơn La", ward_code=3)),
        (entry(2, "HTX Thành Bình", ward_code=3), known(1, "HTX Thanh Bình", ward_code=3)),
    ],
)
def test_what_may_be_the_same_is_asked_not_merged(mine: Entry, before: Cooperative) -> None:
    plan = make_plan([mine], [before])
    assert plan.is_empty
    [finding] = plan.findings
    assert finding.level is Level.QUESTION
    assert "cooperative 1" in finding.reason
    assert "--same 2=ID" in finding.remedy
    assert len(make_plan([mine], [before], Decisions(new=[2])).new) == 1
    assert not make_plan([mine], [before], Decisions(same={2: 1})).new


def test_near_names_with_two_numbers_are_two() -> None:
    before = known(1, "HTX Chè Tuyết Sơn", ward_code=3, register_number="62")
    assert len(make_plan([entry(2, "HTX Chè Tuyết Sơnn", ward_code=3, register_number="63")], [before]).new) == 1


def test_answer_that_names_nobody_is_refused() -> None:
    [finding] = make_plan([entry(2, "HTX A")], [], Decisions(same={2: 9})).findings
    assert finding.level is Level.REFUSED


def test_register_number_of_another_is_asked() -> None:
    both = [known(1, "HTX A", register_number="61", ward_code=3), known(2, "HTX B", ward_code=3)]
    plan = make_plan([entry(2, "HTX C", register_number="61")], both, Decisions(same={2: 2}))
    assert plan.is_empty
    assert plan.findings[0].level is Level.QUESTION


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [
        (entry(2, "HTX A", ward_code=3), entry(3, "Hợp tác xã A", ward_code=3), Level.REFUSED),
        (entry(2, "HTX A", register_number="62"), entry(3, "HTX B", register_number="62"), Level.REFUSED),
        (entry(2, "HTX Suối Ngọc Xanh", ward_code=3), entry(3, "HTX Suối Ngọc Xanhh", ward_code=3), Level.QUESTION),
        (entry(2, "HTX A", ward_code=3), entry(3, "HTX A", old_place="xã Lạ"), Level.QUESTION),
        (
            entry(2, "HTX A", ward_code=3, register_number="1"),
            entry(3, "HTX A", ward_code=3, register_number="2"),
            Level.QUESTION,
        ),
    ],
)
def test_one_list_makes_no_duplicates(first: Entry, second: Entry, level: Level) -> None:
    plan = make_plan([first, second], [])
    assert [one.row for one in plan.new] == [2]
    assert [(one.level, one.row) for one in plan.findings] == [(level, 3)]


def test_two_rows_of_one_known_cooperative_are_not_both_written() -> None:
    rows = [entry(2, "HTX A", ward_code=3, members=5), entry(3, "HTX A", ward_code=3, members=9)]
    plan = make_plan(rows, [known(1, "HTX A", ward_code=3)])
    assert [change.row for change in plan.changed] == [2]
    assert plan.findings[0].level is Level.REFUSED


def test_those_not_in_the_list_are_counted_and_stay() -> None:
    plan = make_plan([], [known(1, "HTX A"), known(2, "HTX B", state="dissolved")])
    assert [one.id for one in plan.missing] == [1]
    assert plan.is_empty


def test_a_list_does_not_bring_back_what_became_part_of_another_one() -> None:
    merged = known(1, "HTX A", ward_code=3, state="dissolved", merged_into=2)
    plan = make_plan([entry(2, "HTX A", ward_code=3, state="active", members=7)], [merged])
    assert [change.values for change in plan.changed] == [{"members": (None, 7)}]
    assert [(one.level, one.column, one.row) for one in plan.findings] == [(Level.CHECK, "state", 2)]
    assert make_plan([entry(2, "HTX A", ward_code=3, state="active")], [merged]).is_empty
    left = known(1, "HTX A", ward_code=3, state="dissolved")
    assert make_plan([entry(2, "HTX A", ward_code=3, state="active")], [left]).changed[0].values["state"]
