"""Answers that staff are told by phone: the same questions, marked as such on record."""

from handlers.conversation import Replies, Turn, read_number, say
from handlers.directory.lookup import find_by_name
from handlers.messages import Kind
from handlers.survey.periods import say_period
from handlers.survey.rounds import definition_of
from handlers.survey.talk import open_by_phone
from handlers.texts import board as texts
from handlers.texts import desk as words
from handlers.texts import rounds
from storage import cooperatives, members, surveys
from storage.cooperatives import Cooperative

COMMAND = "/nhapho"


def handle(turn: Turn) -> Replies | None:
    parts = turn.pressed("phone")
    command, _, name = turn.text.partition(" ")
    is_command = turn.incoming.kind is Kind.TEXT and command.lower() == COMMAND
    if (parts is None and not is_command) or members.staff_role(turn.unit, turn.person.id) is None:
        return None
    if parts is not None:
        return _pressed(turn, *(read_number(part) for part in (*parts, "", "")[:2]))
    return _find(turn, name.strip()) if name.strip() else say(texts.ENTER_HOW)


def _find(turn: Turn, name: str) -> Replies:
    found = find_by_name(turn.unit, name)
    if not found:
        return say(words.NO_SUCH_COOPERATIVE)
    if len(found) == 1:
        return _choose_round(turn, found[0])
    return say(texts.WHICH_COOPERATIVE, *((f"phone:{item.id}", item.name) for item in found))


def _choose_round(turn: Turn, home: Cooperative) -> Replies:
    open_rounds = surveys.rounds(turn.unit, "open")
    if not open_rounds:
        return say(rounds.NO_OPEN_ROUND)
    if len(open_rounds) == 1:
        return _begin(turn, home, open_rounds[0].id)
    offered = [
        (f"phone:{home.id}:{this.id}", f"{definition_of(turn.unit, this).title}, {say_period(this.period)}")
        for this in open_rounds
    ]
    return say(texts.WHICH_ROUND, *offered)


def _begin(turn: Turn, home: Cooperative, round_id: int) -> Replies:
    return [*say(texts.by_phone_begins(home.name)), *open_by_phone(turn, round_id, home.id)]


def _pressed(turn: Turn, cooperative_id: int | None, round_id: int | None) -> Replies:
    home = None if cooperative_id is None else cooperatives.find(turn.unit, cooperative_id)
    if home is None:
        return say(words.NO_SUCH_COOPERATIVE)
    return _choose_round(turn, home) if round_id is None else _begin(turn, home, round_id)
