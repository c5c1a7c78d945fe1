"""The talk that finds support policies: a few questions, by taps or typed, then what fits and why."""

from typing import Any

from handlers.ask import answer, consult
from handlers.beside import answer_between
from handlers.conversation import Replies, Turn, read_number, say
from handlers.directory.sectors import read_sectors
from handlers.messages import Kind, Outgoing
from handlers.person import begin, is_wanted
from handlers.policies import own, prompts
from handlers.policies.course import RESULT, State, go_back, take
from handlers.policies.results import show_details, show_results
from handlers.policies.shipped import shipped_policies
from handlers.policies.trigger import COMMANDS, wants_support
from handlers.policies.words import asks, describe, read_typed
from handlers.survey.commands import Command, read_command, says_no, says_yes
from handlers.texts import policies as texts
from handlers.welcome import greet_stranger

FLOW = "policy-ask"
FLOW_RESULT = "policy-result"
START = ("pol:start", texts.START)
SURE = 0.5  # confidence from which words that are no answer are taken for a question of law
FEWEST_WORDS = 4  # of a question that has no question word


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("pol")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is Kind.EDIT:
        return _edited(turn)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    if turn.text.lower() in COMMANDS or wants_support(turn.text):
        return _begin(turn)
    state = _state(turn)
    if state is None or turn.text.startswith("/"):
        return None
    if turn.talk.flow == FLOW_RESULT:  # what is typed now is a question again, but for "quay lại"
        return _back(turn, state) if read_command(turn.text) is Command.BACK else None
    return _typed(turn, state)


def _state(turn: Turn) -> State | None:
    """Where the questions stand; None when the talk is about something else by now."""
    return State.from_json(turn.talk.data) if turn.talk.flow in (FLOW, FLOW_RESULT) else None


def _begin(turn: Turn) -> Replies:
    turn.talk.data = {}
    state = State(offers_own=bool(own.own_cooperatives(turn)))
    return [*greet_stranger(turn), *_go(turn, state, texts.OPENING)]


def _go(turn: Turn, state: State, note: str = "") -> list[Outgoing]:
    """Keep where the questions stand, and ask the next one or show what came of them."""
    flow = FLOW_RESULT if state.at == RESULT else FLOW
    turn.talk.begin(flow, **state.to_json(), messages=turn.talk.data.get("messages", {}))
    if state.at != RESULT:
        return [prompts.ask(turn, state, note)]
    return [show_results(turn, state)]


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    state = _state(turn)
    match parts:
        case ["start"]:
            return _begin(turn)
        case ["show", section, page, key]:
            return _show(turn, state, section, page, key)
        case _ if state is None:
            return say(texts.GONE, START)
        case ["stop"]:
            turn.talk.end()
            return say(texts.STOPPED)
        case ["a", step, value]:
            return _chosen(turn, state, step, value)
        case ["back", step] if step == state.at:
            return _back(turn, state)
        case ["list", section, page] if state.at == RESULT and (number := read_number(page)) is not None:
            return [show_results(turn, state, section, number)]
        case _:
            return _go(turn, state)


def _chosen(turn: Turn, state: State, step: str, value: str) -> Replies:
    """A button of this question, or of an earlier one that is still on the screen: then that answer changes."""
    is_right, chosen = prompts.read_choice(turn, step, value)
    if not is_right or not (step == state.at or state.has(step)):
        return _go(turn, state)
    return _go(turn, take(state, step, chosen), _note(state, step, chosen))


def _note(state: State, step: str, value: Any) -> str:
    if state.has(step):
        return "" if dict(state.answers)[step] == value else texts.CHANGED_SEE
    if step == "own":
        return texts.own_taken("; ".join(describe(value))) if value else ""
    said = describe({step: value}) if step in ("age", "members", "capital") else []
    return texts.noted(said[0]) if said else ""


def _back(turn: Turn, state: State) -> Replies:
    before = go_back(state)
    return _go(turn, state, texts.FIRST_QUESTION) if before is None else _go(turn, before)


def _show(turn: Turn, state: State | None, section: str, page: str, key: str) -> Replies:
    policy = shipped_policies().get(key)
    if policy is None:
        return say(texts.POLICY_GONE, START)
    can_return = state is not None and state.at == RESULT and len(section) == 1 and read_number(page) is not None
    return [show_details(turn, policy, f"pol:list:{section}:{page}" if can_return else None)]


def _typed(turn: Turn, state: State) -> Replies:
    command = read_command(turn.text)
    if command is Command.BACK:
        return _back(turn, state)
    if command is Command.PAUSE:
        turn.talk.end()
        return say(texts.STOPPED)
    if state.at == "own":
        return _typed_own(turn, state)
    if command is Command.SKIP:
        return _go(turn, take(state, state.at, None))
    return _answered(turn, state, state.at)


def _typed_own(turn: Turn, state: State) -> Replies:
    mine = own.own_cooperatives(turn)
    if says_yes(turn.text) and len(mine) == 1:
        return _chosen(turn, state, "own", str(mine[0].id))
    if says_no(turn.text) or not mine:
        return _chosen(turn, state, "own", "0")
    return _not_understood(turn, state, texts.UNREAD_CHOICE)


def _answered(turn: Turn, state: State, step: str) -> Replies:
    """A typed text read as the answer to a step; which message it was is kept, so that an edit can change it."""
    read = read_typed(step, turn.text, turn.today)
    if read.several and step == state.at:
        return [prompts.ask_which(state, read.several)]
    if read.problem and not read.is_about_step:
        return _not_understood(turn, state, read.problem)
    if read.problem or read.several:
        return _go(turn, state, read.problem or texts.UNREAD_NUMBER)
    message = turn.incoming.message_id or turn.incoming.external_id
    turn.talk.data["messages"] = {**turn.talk.data.get("messages", {}), message: step}
    taken = take(state, step, read.value)
    if step == "kind" and taken.at == "sector" and (also := read_sectors(turn.text)):
        taken = take(taken, "sector", also[0])  # "htx nong nghiep" says both
    return _go(turn, taken, _note(state, step, read.value))


def _edited(turn: Turn) -> Replies | None:
    """A typed answer that was changed changes the answer; other edits are not for these questions."""
    state = _state(turn)
    step = turn.talk.data.get("messages", {}).get(turn.incoming.refers_to) if state is not None else None
    return None if state is None or step is None else _answered(turn, state, step)


def _not_understood(turn: Turn, state: State, hint: str) -> Replies:
    """What was typed is no answer: it may be a question of law, which is answered before the question comes again."""
    if is_wanted(turn.text):
        return begin(turn)
    if (said := answer_between(turn)) is not None:
        return [*said, *_go(turn, state, "")]
    reply = consult(turn, alone=True)
    is_sure = reply.outcome == "answer" and reply.confidence >= SURE and len(turn.text.split()) >= FEWEST_WORDS
    if reply.kind != "law" or not (is_sure or asks(turn.text)):
        return _go(turn, state, hint)
    return [*answer(turn, reply), *_go(turn, state, texts.GO_ON)]
