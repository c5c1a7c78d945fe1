"""Which policies apply: each limit by itself, unknown facts, what is missing, what is over."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.knowledge_base import CONTENT
from knowledge.policies.matching import MOST_MISSING, Matches, Profile, match
from knowledge.policies.records import KINDS, PLACES, SECTORS, SIZES, Policy, load_policies
from knowledge.policies.sizes import possible_sizes
from knowledge.policies.spans import ANYTHING, Span, judge
from tests.unit.policies_material import PROFILES, TODAY, policy, spans

SHIPPED = load_policies(CONTENT)
HTX = Profile(kind="htx", sector="agriculture", place="any", age=Span.exactly(24), members=Span.exactly(25))
DIFFICULT = "place = 'kho_khan'\nconditions = [{ text = 'Ở địa bàn khó khăn.', test = 'place' }]"
YOUNG = "age_months_max = 36\nconditions = [{ text = 'Lập chưa quá 36 tháng.', test = 'age' }]"


def sort(found: Policy, profile: Profile, on: date = TODAY) -> str:
    """The name of the one group a policy comes into; none when it is left out."""
    sorted_ = match([found], profile, on)
    groups = [name for name in ("applies", "nearly", "ended") if getattr(sorted_, name)]
    assert len(groups) <= 1
    return groups[0] if groups else "none"


@pytest.mark.parametrize(
    ("extra", "changed", "group"),
    [
        ("", {}, "applies"),
        ("", {"kinds": "['lien_hiep']"}, "none"),
        ("sectors = ['trade']", {}, "none"),
        ("sectors = ['agriculture', 'trade']", {}, "applies"),
        (DIFFICULT, {}, "nearly"),
        (YOUNG, {}, "applies"),
        ("age_months_min = 25", {}, "nearly"),
        ("members_max = 24", {}, "nearly"),
        ("members_min = 25\nmembers_max = 25", {}, "applies"),
        ("capital_min = 1", {}, "nearly"),
        ("sizes = ['sieu_nho']", {}, "applies"),
        ("sizes = ['lon']", {}, "nearly"),
        ("place = 'kho_khan'\nage_months_min = 25\nmembers_max = 3", {}, "none"),
        ("", {"from": "2026-11-21"}, "none"),
        ("to = 2026-11-19", {}, "ended"),
        ("to = 2026-11-20", {}, "applies"),
        ("to = 2026-11-19\nsectors = ['trade']", {}, "none"),
    ],
)
def test_one_cooperative_against_each_limit(tmp_path: Path, extra: str, changed: dict[str, str], group: str) -> None:
    assert sort(policy(tmp_path, extra, **changed), HTX) == group


def test_what_is_missing_is_said_in_the_policys_words(tmp_path: Path) -> None:
    (found,) = match([policy(tmp_path, DIFFICULT)], HTX, TODAY).nearly
    assert [check.text for check in found.missing] == ["Ở địa bàn khó khăn."]
    assert found.unknown == ()


def test_unknown_fact_is_neither_yes_nor_no(tmp_path: Path) -> None:
    (found,) = match([policy(tmp_path, YOUNG)], replace(HTX, age=ANYTHING), TODAY).nearly
    assert [check.text for check in found.unknown] == ["Lập chưa quá 36 tháng."]
    assert found.missing == ()


def test_unknown_kind_rules_nothing_out(tmp_path: Path) -> None:
    assert sort(policy(tmp_path), Profile()) == "nearly"


@pytest.mark.parametrize(("age", "group"), [(Span(0, 36), "applies"), (Span(30, 41), "nearly"), (Span(37), "nearly")])
def test_age_known_within_limits_counts_as_far_as_it_goes(tmp_path: Path, age: Span, group: str) -> None:
    assert sort(policy(tmp_path, YOUNG), replace(HTX, age=age)) == group


@pytest.mark.parametrize(
    ("needs", "group"), [({"von"}, "applies"), ({"dat_dai"}, "none"), ({"von", "thue"}, "applies")]
)
def test_only_what_is_needed_is_shown(tmp_path: Path, needs: set[str], group: str) -> None:
    assert sort(policy(tmp_path), replace(HTX, needs=frozenset(needs))) == group


def test_policy_past_its_last_day_is_over_whatever_its_state_says(tmp_path: Path) -> None:
    found = policy(tmp_path, "to = 2026-12-31")
    assert sort(found, HTX) == "applies"
    assert sort(found, HTX, date(2027, 1, 1)) == "ended"


def test_certain_ones_come_first_and_nearest_ones_lead(tmp_path: Path) -> None:
    certain = policy(tmp_path, key="'chac'", need="['thue', 'von']")
    unsure = policy(tmp_path, key="'chua-chac'", state="'unverified'")
    meant = policy(tmp_path, key="'chinh'")
    one = policy(tmp_path, DIFFICULT, key="'thieu-mot'")
    two = policy(tmp_path, "place = 'kho_khan'\nage_months_min = 25", key="'thieu-hai'")
    found = match([unsure, certain, meant, two, one], replace(HTX, needs=frozenset({"von"})), TODAY)
    assert [item.policy.key for item in found.applies] == ["chinh", "chac", "chua-chac"]
    assert [item.policy.key for item in found.nearly] == ["thieu-mot", "thieu-hai"]


@pytest.mark.parametrize(
    ("sector", "members", "capital", "sizes"),
    [
        ("agriculture", Span.exactly(49), ANYTHING, {"sieu_nho"}),
        ("agriculture", Span.exactly(50), ANYTHING, {"sieu_nho", "nho"}),
        ("agriculture", Span.exactly(50), Span.exactly(10**9), {"nho"}),
        ("agriculture", Span.exactly(200), Span.exactly(5 * 10**9), {"vua"}),
        ("agriculture", Span.exactly(300), ANYTHING, set(SIZES)),
        ("agriculture", Span.exactly(300), Span.exactly(10**10), {"lon"}),
        ("construction", Span.exactly(99), ANYTHING, {"sieu_nho", "nho", "vua"}),
        ("construction", Span.exactly(100), Span.exactly(2 * 10**10), {"lon"}),
        ("trade", Span.exactly(10), Span.exactly(10**9), set(SIZES)),
        (None, ANYTHING, ANYTHING, set(SIZES)),
    ],
)
def test_size_class_is_only_said_as_far_as_it_is_known(
    sector: str | None, members: Span, capital: Span, sizes: set[str]
) -> None:
    assert possible_sizes(sector, members, capital) == sizes


@given(spans(50), spans(50), st.integers(0, 60))
def test_verdict_holds_for_every_number_it_may_be(fact: Span, limits: Span, number: int) -> None:
    if Span.exactly(number).within(fact):
        verdict, exact = judge(fact, limits), judge(Span.exactly(number), limits)
        assert exact != "unknown"
        assert verdict in (exact, "unknown")


def learn(profile: Profile, data: st.DataObject) -> Profile:
    """The same cooperative with nothing unknown any more."""
    return Profile(
        kind=profile.kind or data.draw(st.sampled_from(KINDS)),
        sector=profile.sector or data.draw(st.sampled_from(SECTORS)),
        place=profile.place or data.draw(st.sampled_from(PLACES)),
        age=_one_of(profile.age, data),
        members=_one_of(profile.members, data),
        capital=_one_of(profile.capital, data),
        needs=profile.needs,
    )


def _one_of(span: Span, data: st.DataObject) -> Span:
    high = span.low + 100 if span.high is None else span.high
    return Span.exactly(data.draw(st.integers(span.low, high)))


def keys(found: Matches, group: str) -> set[str]:
    return {item.policy.key for item in getattr(found, group)}


@given(PROFILES, st.data())
def test_knowing_more_never_loses_a_policy_that_applies(profile: Profile, data: st.DataObject) -> None:
    before, after = match(SHIPPED, profile, TODAY), match(SHIPPED, learn(profile, data), TODAY)
    assert keys(before, "applies") <= keys(after, "applies")
    # The size class also hangs on revenue, which nobody is asked.
    assert {check.test for item in after.nearly for check in item.unknown} <= {"size"}


@given(PROFILES)
def test_groups_never_overlap_and_each_says_why(profile: Profile) -> None:
    found = match(SHIPPED, profile, TODAY)
    assert not keys(found, "applies") & keys(found, "nearly")
    assert not keys(found, "ended") & (keys(found, "applies") | keys(found, "nearly"))
    assert all(item.missing or item.unknown for item in found.nearly)
    assert all(len(item.missing) <= MOST_MISSING for item in found.nearly)
    assert all(not profile.needs or profile.needs & {*item.policy.needs} for item in found.applies)


@given(PROFILES, st.integers(0, 8000))
def test_nothing_over_or_not_begun_applies_on_any_day(profile: Profile, days: int) -> None:
    day = date(2012, 1, 1) + timedelta(days=days)
    for item in match(SHIPPED, profile, day).applies:
        assert item.policy.valid_from <= day
        assert item.policy.valid_to is None or day <= item.policy.valid_to
