"""The questions as messages, and what a pressed answer means."""

from typing import Any

from handlers.conversation import Turn, read_number
from handlers.messages import Choice, Outgoing
from handlers.policies import own, words
from handlers.policies.course import State
from handlers.texts import policies as texts
from handlers.texts.sectors import SECTORS

UNKNOWN = "x"
_CHOICES = {
    "kind": texts.KINDS,
    "sector": {key: label for key, label in SECTORS.items() if key != "credit"},
    "place": texts.PLACES,
    "age": texts.AGES,
    "need": texts.NEEDS,
}
_QUESTIONS = {
    "kind": texts.ASK_KIND,
    "sector": texts.ASK_SECTOR,
    "place": texts.ASK_PLACE,
    "age": texts.ASK_AGE,
    "members": texts.ASK_MEMBERS,
    "capital": texts.ASK_CAPITAL,
    "need": texts.ASK_NEED,
}
_TYPED = ("age", "members", "capital")
"""Steps at which a typed number is an answer, not the number of a button."""


def ask(turn: Turn, state: State, note: str = "") -> Outgoing:
    """The question of the step a state is at, after a note on what was just done."""
    step = state.at
    text = _own_question(turn) if step == "own" else _QUESTIONS[step]
    if step == "members" and state.facts.get("kind") == "sang_lap":
        text = texts.ASK_MEMBERS_PLANNED
    offered = _own_choices(turn) if step == "own" else _step_choices(step)
    choices = (*offered, *steering(state))
    return Outgoing(f"{note}\n\n{text}" if note else text, choices, free_input=step in _TYPED)


def ask_which(state: State, several: tuple[tuple[int, str], ...]) -> Outgoing:
    """Which of several readings of a typed number is meant."""
    offered = tuple(Choice(f"pol:a:{state.at}:{value}", written) for value, written in several)
    return Outgoing(texts.WHICH_NUMBER, (*offered, *steering(state)), free_input=True)


def steering(state: State) -> tuple[Choice, ...]:
    """Back, unless it is the first question, and stop."""
    back = (Choice(f"pol:back:{state.at}", texts.BACK),) if state.answers else ()
    return (*back, Choice("pol:stop", texts.STOP))


def _step_choices(step: str) -> tuple[Choice, ...]:
    named = _CHOICES.get(step, {})
    unsure = texts.ANY_NEED if step == "need" else texts.NOT_SURE
    offered = tuple(Choice(f"pol:a:{step}:{key}", label) for key, label in named.items())
    return (*offered, Choice(f"pol:a:{step}:{UNKNOWN}", unsure))


def _own_question(turn: Turn) -> str:
    mine = own.own_cooperatives(turn)
    return own.confirm(mine[0], turn.today) if len(mine) == 1 else texts.WHICH_OWN


def _own_choices(turn: Turn) -> tuple[Choice, ...]:
    mine = own.own_cooperatives(turn)
    label = texts.USE_OWN if len(mine) == 1 else ""
    offered = tuple(Choice(f"pol:a:own:{item.id}", label or item.name) for item in mine)
    return (*offered, Choice("pol:a:own:0", texts.OTHER_ONE))


def read_choice(turn: Turn, step: str, raw: str) -> tuple[bool, Any]:
    """Whether a pressed value is one of the step's, and the answer it means: buttons can be forged."""
    if step == "own":
        return _read_own(turn, read_number(raw))
    if raw == UNKNOWN and step in _QUESTIONS:
        return True, None
    if step in ("members", "capital"):
        number = read_number(raw)
        return (True, number) if number is not None and words.is_allowed(step, number) else (False, None)
    if raw not in _CHOICES.get(step, {}):
        return False, None
    return True, _age_of(raw) if step == "age" else raw


def _age_of(raw: str) -> list[int | None]:
    low, _, high = raw.partition("-")
    return [int(low), int(high) if high else None]


def _read_own(turn: Turn, number: int | None) -> tuple[bool, Any]:
    if number == 0:
        return True, None
    mine = {item.id: item for item in own.own_cooperatives(turn)}
    if number not in mine:
        return False, None
    return True, own.known_facts(mine[number], turn.today)
