"""The course of the questions: what is asked of whom, back undoes, nothing is lost in JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.policies.course import RESULT, STEPS, State, go_back, profile_of, take
from knowledge.policies.matching import Profile
from knowledge.policies.records import KINDS
from knowledge.policies.spans import Span

ANSWERS: dict[str, Any] = {
    "own": None,
    "kind": "htx",
    "sector": "agriculture",
    "place": "kho_khan",
    "age": [12, 36],
    "members": 25,
    "capital": 10**9,
    "need": "von",
}


def walk(kind: str | None, offers_own: bool = False, own: dict[str, Any] | None = None) -> tuple[State, list[str]]:
    """Answer everything that is asked, the state going through JSON at each step; what was asked."""
    state, asked = State(offers_own=offers_own), []
    while state.at != RESULT:
        asked.append(state.at)
        value = {**ANSWERS, "kind": kind, "own": own}[state.at]
        state = State.from_json(json.loads(json.dumps(take(state, state.at, value).to_json())))
    return state, asked


@pytest.mark.parametrize(
    ("kind", "not_asked"),
    [
        ("htx", set()),
        ("lien_hiep", set()),
        ("to_hop_tac", {"capital"}),
        ("quy", {"sector"}),
        ("sang_lap", {"age", "capital"}),
        (None, set()),
    ],
)
def test_each_kind_is_asked_what_makes_sense(kind: str | None, not_asked: set[str]) -> None:
    _, asked = walk(kind)
    assert asked == [step for step in STEPS if step != "own" and step not in not_asked]


def test_what_the_directory_knows_is_not_asked() -> None:
    own = {"kind": "htx", "sector": "trade", "age": [20, 20], "members": 9, "capital": 5}
    state, asked = walk("htx", offers_own=True, own=own)
    assert asked == ["own", "place", "need"]
    assert profile_of(state).members == Span.exactly(9)


def test_who_asks_for_another_is_asked_everything() -> None:
    _, asked = walk("htx", offers_own=True, own=None)
    assert asked == list(STEPS)


def test_answers_become_the_profile() -> None:
    state, _ = walk("htx")
    assert profile_of(state) == Profile(
        "htx", "agriculture", "kho_khan", Span(12, 36), Span.exactly(25), Span.exactly(10**9), frozenset({"von"})
    )


def test_not_knowing_leaves_the_profile_open() -> None:
    state = State()
    while state.at != RESULT:
        state = take(state, state.at, None)
    assert profile_of(state) == Profile()


def test_a_fund_is_in_its_own_sector_and_a_plan_has_no_age() -> None:
    assert profile_of(walk("quy")[0]).sector == "credit"
    assert profile_of(walk("sang_lap")[0]).age == Span(0, 0)


def test_button_for_two_needs_looks_for_both() -> None:
    assert profile_of(take(State(), "need", "thi_truong")).needs == {"thi_truong", "lien_ket"}


def test_what_a_new_kind_is_not_asked_no_longer_counts() -> None:
    state = take(walk("htx")[0], "kind", "to_hop_tac")
    assert profile_of(state).capital == Span()
    assert state.at == RESULT


def test_back_at_the_start_goes_nowhere() -> None:
    assert go_back(State()) is None


@given(st.sampled_from([*KINDS, None]), st.booleans(), st.integers(0, 8))
def test_back_undoes_the_last_answer(kind: str | None, offers_own: bool, steps: int) -> None:
    state = State(offers_own=offers_own)
    for _ in range(steps):
        if state.at != RESULT:
            before = state
            state = take(state, state.at, {**ANSWERS, "kind": kind}[state.at])
            assert go_back(state) == before


@given(st.sampled_from([*KINDS, None]), st.sampled_from(STEPS))
def test_same_answer_twice_changes_nothing(kind: str | None, step: str) -> None:
    state, _ = walk(kind)
    if state.has(step):
        assert take(state, step, dict(state.answers)[step]) == state
