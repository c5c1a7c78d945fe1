"""The general meeting: never fewer people or votes than the law asks, never more than are there."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calculators.meeting import (
    BEFORE,
    CALLS,
    NOW,
    MeetingLaw,
    delegates_needed,
    large_majority,
    people_needed,
    share_of,
    simple_majority,
)

counts = st.integers(min_value=1, max_value=10**6)
laws = st.sampled_from([NOW, BEFORE])


@pytest.mark.parametrize(
    ("called", "law", "expected"),
    [
        (30, NOW, (15, 10, 0)),
        (31, NOW, (16, 11, 0)),
        (100, NOW, (50, 33, 0)),
        (1, NOW, (1, 1, 0)),
        (30, BEFORE, (23, 15, 0)),
        (7, BEFORE, (6, 4, 0)),
    ],
)
def test_quorum_of_the_three_calls(called: int, law: MeetingLaw, expected: tuple[int, int, int]) -> None:
    assert tuple(people_needed(called, call, law) for call in CALLS) == expected


@pytest.mark.parametrize(
    ("votes", "law", "large", "simple"), [(30, NOW, 20, 16), (20, NOW, 13, 11), (31, NOW, 21, 16), (30, BEFORE, 23, 16)]
)
def test_votes_that_pass_a_matter(votes: int, law: MeetingLaw, large: int, simple: int) -> None:
    assert (large_majority(votes, law), simple_majority(votes)) == (large, simple)


@pytest.mark.parametrize(
    ("members", "law", "expected"),
    [
        (49, NOW, None),
        (50, NOW, 0),
        (51, NOW, 26),
        (100, NOW, 50),
        (101, NOW, 31),
        (300, NOW, 90),
        (301, NOW, 61),
        (1000, NOW, 200),
        (1001, NOW, 200),
        (99, BEFORE, None),
        (100, BEFORE, 0),
        (101, BEFORE, 31),
        (301, BEFORE, 61),
        (5000, BEFORE, 200),
    ],
)
def test_least_number_of_delegates(members: int, law: MeetingLaw, expected: int | None) -> None:
    assert delegates_needed(members, law) == expected


@given(counts, laws, st.sampled_from(CALLS))
def test_quorum_is_the_least_number_that_is_enough(called: int, law: MeetingLaw, call: int) -> None:
    needed = people_needed(called, call, law)
    percent = Fraction(law.quorum[call - 1], 100)
    assert needed >= called * percent
    assert needed - 1 < called * percent
    assert needed <= called


@given(counts, laws)
def test_majorities_are_the_least_that_is_enough_and_can_be_reached(votes: int, law: MeetingLaw) -> None:
    large, simple = large_majority(votes, law), simple_majority(votes)
    assert Fraction(large, votes) >= Fraction(law.large, 100) > Fraction(large - 1, votes)
    assert Fraction(simple, votes) > Fraction(1, 2) >= Fraction(simple - 1, votes)
    assert max(large, simple) <= votes


@given(counts, laws)
def test_one_more_person_never_needs_fewer(number: int, law: MeetingLaw) -> None:
    for call in CALLS:
        assert people_needed(number, call, law) <= people_needed(number + 1, call, law)
    assert large_majority(number, law) <= large_majority(number + 1, law)
    assert simple_majority(number) <= simple_majority(number + 1)


@given(counts, laws)
def test_later_calls_never_need_more(called: int, law: MeetingLaw) -> None:
    first, second, third = (people_needed(called, call, law) for call in CALLS)
    assert first >= second >= third == 0


@given(counts, laws)
def test_delegates_are_never_more_than_the_members(members: int, law: MeetingLaw) -> None:
    needed = delegates_needed(members, law)
    assert needed is None or 0 <= needed <= members
    assert (needed is None) is (members < law.delegates_from)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=100))
def test_share_is_rounded_up(number: int, percent: int) -> None:
    assert share_of(number, percent) * 100 >= number * percent > (share_of(number, percent) - 1) * 100
