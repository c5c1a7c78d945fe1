"""What a pressed button does, also an old one and one pressed twice.

Every button comes back with the question it stood under. Under the current question it acts. Under another one, a
value (choice, "như kỳ trước") is taken as that question's answer: the same one changes nothing, another one is a
change and said so. Read-back buttons carry the tag of what they confirm and are dead once that is gone.
"""

from dataclasses import replace

from handlers.survey.answers import Read
from handlers.survey.course import go_on, is_complete
from handlers.survey.definition import Kind, Question
from handlers.survey.events import Say
from handlers.survey.figures import write_answer
from handlers.survey.prompts import repeatable
from handlers.survey.recording import (
    Actions,
    Desk,
    Step,
    accept_other,
    accept_pending,
    finish_answer,
    is_plain,
    note_change,
    take_answer,
    wait,
)
from handlers.survey.state import REVIEW, Answer, AnswerKind, PendingKind, Proposal, State
from handlers.survey.typed import skip_question
from handlers.texts import survey as texts


def press(desk: Desk, state: State, place: str, choice: str, actions: Actions) -> Step:
    """Take a pressed button of the Ask for `place`."""
    name, _, argument = choice.partition(".")
    if name == "fix":
        return actions["fix"](desk, state, argument)
    if name in actions:
        return actions[name](desk, state) if place == state.at or name == "pause" else _stale(desk, state, name)
    if name in ("ok", "redo", "done") or name[:1] + name[1:].rstrip("0123456789") == "r":
        return _read_back(desk, state, place, name, argument)
    question = desk.definition.find(place)
    if question is None:
        return desk.ask(state, texts.OLD_BUTTON)
    if place != state.at:
        return _press_elsewhere(desk, state, question, name, argument)
    return _press_here(desk, state, question, name, argument)


def _stale(desk: Desk, state: State, name: str) -> Step:
    """A summary's or an earlier question's button: never acts unseen, shows what it would act on."""
    if name == "short" and state.is_full and not state.is_submitted:
        return desk.ask(go_on(desk.definition, replace(state, is_full=False)))
    if name == "submit" and not state.is_submitted and is_complete(desk.definition, state) and state.pending is None:
        return desk.ask(replace(state, at=REVIEW))
    return desk.ask(state, "" if name == "back" else texts.OLD_BUTTON)


def _read_back(desk: Desk, state: State, place: str, name: str, tag: str) -> Step:
    pending = state.pending
    if pending is None or place != state.at or pending.tag != tag:
        return _answered_or_old(desk, state, place)
    if name == "redo":
        return desk.ask(replace(state, pending=None))
    if name in ("ok", "done"):
        return accept_other(desk, state, "") if pending.kind is PendingKind.OTHER else _accept(desk, state)
    index = int(name[1:] or -1)
    if pending.kind is not PendingKind.READINGS or not 0 <= index < len(pending.proposals):
        return desk.ask(state, texts.OLD_BUTTON)
    answer = pending.proposals[index].answer
    return take_answer(desk, replace(state, pending=None), desk.definition.get(place), answer, is_sure=True)


def _accept(desk: Desk, state: State) -> Step:
    pending = state.pending
    if pending is None or pending.kind is PendingKind.READINGS:
        return desk.ask(state, texts.OLD_BUTTON)
    if pending.kind is PendingKind.SELECT:
        question, answer = desk.definition.get(state.at), pending.proposals[0].answer
        return take_answer(desk, replace(state, pending=None), question, answer, is_sure=True)
    return accept_pending(desk, state)


def _answered_or_old(desk: Desk, state: State, place: str) -> Step:
    question, answer = desk.definition.find(place), state.answers.get(place)
    if question is not None and answer is not None and place != state.at:
        return state, (Say(texts.noted_already(question.label, write_answer(question, answer))),)
    return desk.ask(state, texts.OLD_BUTTON)


def _press_here(desk: Desk, state: State, question: Question, name: str, argument: str) -> Step:
    if name in ("on", "off"):
        return _tick(desk, state, question, argument, is_on=name == "on")
    if name == "keep" and question.key in state.answers:
        return desk.ask(go_on(desk.definition, state))
    if name == "skip":
        return skip_question(desk, replace(state, pending=None), question, texts.SKIP)
    answer = _pressed_answer(desk, question, name, argument)
    if answer is None:
        return desk.ask(state, texts.OLD_BUTTON)
    state = replace(state, pending=None)
    if name == "prev":
        return finish_answer(desk, state, question, answer)
    return take_answer(desk, state, question, answer, is_sure=True)


def _pressed_answer(desk: Desk, question: Question, name: str, argument: str) -> Answer | None:
    """The answer a value button stands for."""
    if name == "v" and argument in {option.key for option in question.choices} and question.kind is not Kind.SEVERAL:
        return Answer(AnswerKind.VALUE, argument, question.label_of(argument))
    if name == "none" and question.allow_none:
        return Answer(AnswerKind.NO_DATA, raw=texts.NO_DATA)
    previous = repeatable(question, desk.context) if name == "prev" else None
    if previous is None:
        return None
    raw = texts.same_as_before(desk.context.previous_period, write_answer(question, previous))
    return Answer(AnswerKind.VALUE, previous.value, raw, previous.note if question.choices else "")


def _press_elsewhere(desk: Desk, state: State, question: Question, name: str, argument: str) -> Step:
    answer, old = _pressed_answer(desk, question, name, argument), state.answers.get(question.key)
    if answer is None or name == "none":
        if old is not None:
            return state, (Say(texts.kept_already(question.label, write_answer(question, old))),)
        return desk.ask(state, texts.OLD_BUTTON)
    if old is not None and old.value == answer.value:
        return state, (Say(texts.noted_already(question.label, write_answer(question, old))),)
    if name == "prev" or is_plain(desk, state, question, Read((answer,))):
        return note_change(desk, state, question, answer)
    return take_answer(desk, replace(state, at=question.key, pending=None), question, answer, is_sure=True)


def _tick(desk: Desk, state: State, question: Question, key: str, *, is_on: bool) -> Step:
    """Tick or untick one of several choices; setting, not toggling, so that two taps are one."""
    if question.kind is not Kind.SEVERAL or key not in {option.key for option in question.choices}:
        return desk.ask(state, texts.OLD_BUTTON)
    chosen = _ticked(state, question) - {key} | ({key} if is_on else set())
    ordered = tuple(option.key for option in question.choices if option.key in chosen)
    raw = ", ".join(question.label_of(one) for one in ordered)
    return wait(desk, state, PendingKind.SELECT, [Proposal(question.key, Answer(AnswerKind.VALUE, ordered, raw))])


def _ticked(state: State, question: Question) -> set[str]:
    answer = state.answers.get(question.key)
    if state.pending is not None and state.pending.kind is PendingKind.SELECT:
        answer = state.pending.proposals[0].answer
    return set(answer.value) if answer is not None and isinstance(answer.value, tuple) else set()
