"""One step of a survey: where it stands and what happened, to where it stands then and what comes of it.

`step` is pure: no clock, no storage, no network. The host stores the state, applies `Recorded`, shows `Ask` and `Say`
in order, and tries `NotUnderstood` as a question of law first.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from handlers.survey import events
from handlers.survey.answers import read_answer
from handlers.survey.course import go_back, go_on, in_scope, is_complete, unanswered
from handlers.survey.definition import Definition, Kind
from handlers.survey.events import Ask, Context, Event, Finished, Say
from handlers.survey.figures import write_answer
from handlers.survey.presses import press
from handlers.survey.prompts import ask_current, find_button
from handlers.survey.recording import Actions, Desk, Step, finish_answer, is_plain, note_change, take_read
from handlers.survey.state import DONE, Answer, AnswerKind, State
from handlers.survey.typed import type_text
from handlers.texts import survey as texts


def begin(definition: Definition) -> State:
    """The state before anything is answered."""
    return State(definition.key, definition.version, definition.questions[0].key)


def step(definition: Definition, state: State, event: Event, context: Context) -> Step:
    """The next state and the effects, in order. Raises ValueError when the state is of another survey or version."""
    if (state.survey, state.version) != (definition.key, definition.version):
        raise ValueError(f"state is of {state.survey} {state.version}, not {definition.key} {definition.version}")
    desk = Desk(definition, context)
    if not isinstance(event, events.Paused):
        state = replace(state, is_paused=False)
    return _STEPS[type(event)](desk, state, event)


def ask_again(definition: Definition, state: State, context: Context) -> Ask:
    """The current question, for after an interruption. Changes nothing."""
    _, effects = Desk(definition, context).ask(state)
    return next(effect for effect in effects if isinstance(effect, Ask))


def _begin(desk: Desk, state: State, event: events.Began) -> Step:
    return desk.ask(state)


def _type(desk: Desk, state: State, event: events.Typed) -> Step:
    """A button's label typed out is that button: channels without buttons need it."""
    button = find_button(ask_current(desk.definition, state, desk.context), event.text)
    if button is not None:
        return press(desk, state, state.at, button.id, _ACTIONS)
    return type_text(desk, state, event.text, _ACTIONS)


def _press(desk: Desk, state: State, event: events.Pressed) -> Step:
    return press(desk, state, event.question, event.choice, _ACTIONS)


def _attach(desk: Desk, state: State, event: events.Attached) -> Step:
    question = desk.definition.find(state.at)
    if question is None or question.kind is not Kind.PHOTO:
        return desk.ask(state, texts.NO_PHOTO_HERE)
    answer = Answer(AnswerKind.VALUE, event.reference, event.file_name, event.name)
    return finish_answer(desk, replace(state, pending=None), question, answer)


def _back(desk: Desk, state: State, event: object = None) -> Step:
    earlier = go_back(desk.definition, state)
    return desk.ask(state, texts.FIRST_QUESTION) if earlier is None else desk.ask(earlier)


def _pause(desk: Desk, state: State, event: object = None) -> Step:
    return replace(state, is_paused=True), (Say(texts.PAUSED), events.Paused())


def _resume(desk: Desk, state: State, event: events.Resumed) -> Step:
    return desk.ask(state)


def _change(desk: Desk, state: State, event: events.Changed) -> Step:
    question = desk.definition.find(event.question)
    if question is None:
        return desk.ask(state, texts.CHANGE_UNREAD)
    if question.key == state.at:
        return type_text(desk, replace(state, pending=None), event.text, _ACTIONS)
    read = read_answer(question, event.text, desk.context.places)
    old = state.answers.get(question.key)
    if not read.answers:
        still = f" {texts.answered_now(write_answer(question, old))}." if old else ""
        return desk.ask(state, (read.problem if read.is_answer else texts.CHANGE_UNREAD) + still)
    if is_plain(desk, state, question, read):
        return note_change(desk, state, question, read.answers[0])
    return take_read(desk, state, question, read)


def _submit(desk: Desk, state: State, event: object = None) -> Step:
    left = unanswered(desk.definition, state)
    if left:
        return desk.ask(go_on(desk.definition, state), texts.left_to_answer(len(left)))
    return _send(desk, replace(state, pending=None))


def _send_short(desk: Desk, state: State) -> Step:
    """Send without the later parts; what was answered of them counts too."""
    return _submit(desk, replace(state, is_full=False))


def _send(desk: Desk, state: State) -> Step:
    if state.is_submitted:
        return desk.ask(replace(state, at=DONE))
    complete = is_complete(desk.definition, state)
    return replace(state, at=DONE, is_submitted=True), (Finished(complete),)


def _go_full(desk: Desk, state: State) -> Step:
    """On to the later parts; what was sent stays sent, and is sent again at the end."""
    return desk.ask(go_on(desk.definition, replace(state, is_full=True, is_submitted=False)))


def _fix(desk: Desk, state: State, key: str) -> Step:
    """To one question, from a summary."""
    known = key in {question.key for question in in_scope(desk.definition, state)} or key in state.answers
    return desk.ask(replace(state, at=key, pending=None)) if known else desk.ask(state, texts.OLD_BUTTON)


_ACTIONS: Actions = {
    "back": _back,
    "pause": _pause,
    "submit": _submit,
    "short": _send_short,
    "full": _go_full,
    "fix": _fix,
}
_STEPS: dict[type, Callable[[Desk, State, Any], Step]] = {
    events.Began: _begin,
    events.Typed: _type,
    events.Pressed: _press,
    events.Attached: _attach,
    events.Back: _back,
    events.Paused: _pause,
    events.Resumed: _resume,
    events.Changed: _change,
    events.Submitted: _submit,
}
