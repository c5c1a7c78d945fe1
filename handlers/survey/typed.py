"""What a typed message does: agrees, steers, answers one question or several, or is none of these."""

from dataclasses import replace

from handlers.survey.answers import read_answer
from handlers.survey.commands import Command, flat, looks_like_question, read_command, says_no, says_yes
from handlers.survey.course import applicable, go_on
from handlers.survey.definition import Definition, Kind, Question
from handlers.survey.events import NotUnderstood
from handlers.survey.figures import find_card_doubts
from handlers.survey.prompts import ask_current, list_answers
from handlers.survey.recording import (
    Actions,
    Desk,
    Step,
    accept_other,
    accept_pending,
    finish_answer,
    take_answer,
    take_read,
)
from handlers.survey.several import read_several
from handlers.survey.state import DONE, OFFER, REVIEW, Answer, AnswerKind, Pending, PendingKind, State
from handlers.texts import survey as texts

_BECAUSE = ("vi ", "do ", "tai ", "boi ", "nho ")
A_FEW = 3  # words: "do 35" may be "độ 35", about 35
_READ_BACKS = frozenset({PendingKind.CONFIRM, PendingKind.DOUBT, PendingKind.CARD, PendingKind.QUESTION})


def type_text(desk: Desk, state: State, text: str, actions: Actions) -> Step:
    """Take a typed message."""
    if not text.strip():
        return desk.ask(state, texts.EMPTY)
    if not any(char.isalnum() for char in text):
        return desk.ask(state, texts.ONLY_SIGNS)
    if flat(text).startswith("sua ") and (key := _numbered(desk.definition, state, text)) is not None:
        return actions["fix"](desk, state, key)
    done = _agree(desk, state, text) or _obey(desk, state, text, actions) or _take_words(desk, state, text)
    return done or _take_several(desk, state, text) or _answer(desk, state, text, actions)


def _agree(desk: Desk, state: State, text: str) -> Step | None:
    """Yes or no to a read-back, or which of the readings; before commands, since "dung" is both."""
    pending = state.pending
    if pending is None:
        return None
    if pending.kind in _READ_BACKS and says_yes(text):
        return accept_pending(desk, state)
    if pending.kind in (*_READ_BACKS, PendingKind.READINGS) and says_no(text):
        return desk.ask(replace(state, pending=None))
    if pending.kind is PendingKind.READINGS and flat(text) == "dung" and "dừng" not in text.lower():
        return desk.ask(state, texts.WHICH_OF_THEM)  # "đúng", but which? No reason to stop
    if pending.kind is PendingKind.SELECT and flat(text) == "xong":
        return accept_pending(desk, state) if pending.proposals[0].answer.value else desk.ask(state)
    return _choose_reading(desk, state, pending, text) if pending.kind is PendingKind.READINGS else None


def _choose_reading(desk: Desk, state: State, pending: Pending, text: str) -> Step | None:
    question = desk.definition.get(state.at)
    answers = [item.answer for item in pending.proposals]
    labels = {item.answer: item.label for item in pending.proposals}
    read = read_answer(question, text, desk.context.places)
    same = [one for one in answers if len(read.answers) == 1 and one.value == read.answers[0].value]
    said = f" {flat(text)} "
    named = [one for one in answers if said in f" {flat(labels[one])} "]
    if not same and not named and flat(text).isdecimal():
        same = answers[int(flat(text)[:3]) - 1 :][:1] if flat(text) != "0" else []
    chosen = same or (named if len(named) == 1 else [])
    return take_answer(desk, replace(state, pending=None), question, chosen[0], is_sure=True) if chosen else None


def _obey(desk: Desk, state: State, text: str, actions: Actions) -> Step | None:
    command = read_command(text)
    if flat(text) == "dung" and not {"dừng", "đúng"} & {text.lower()} and (said := _ambiguous(desk, state)):
        return desk.ask(state, said)  # "đúng" after what was noted, or "dừng": the buttons tell
    if state.at == REVIEW and says_yes(text):
        return actions["submit"](desk, state)
    if command in (Command.BACK, Command.PAUSE):
        return actions[command](desk, state)
    if command is Command.MISTAKE:
        return _undo(desk, state, actions)
    if command is Command.SKIP:
        return _skip(desk, state, text)
    if command is Command.SEND:
        return actions["short" if state.at == OFFER else "submit"](desk, state)
    if command is Command.REVIEW:
        return desk.ask(replace(state, at=DONE if state.is_submitted else REVIEW, pending=None))
    return _continue(desk, state, actions) if command is Command.GO_ON else None


def _ambiguous(desk: Desk, state: State) -> str:
    """What is said to "dung" without accents here; "" where it means to stop."""
    if state.at == REVIEW:
        return texts.SEND_OR_STOP
    return texts.RIGHT_OR_STOP if desk.definition.find(state.at) is not None else ""


def _undo(desk: Desk, state: State, actions: Actions) -> Step:
    """ "Ghi nhầm rồi": what waits is dropped, else it is about the question before, or about one of the card."""
    if state.pending is not None:
        return desk.ask(replace(state, pending=None))
    return actions["back"](desk, state) if desk.definition.find(state.at) else desk.ask(state, texts.WHICH_WRONG)


def _continue(desk: Desk, state: State, actions: Actions) -> Step:
    if state.at == OFFER or (state.at == DONE and not state.is_full):
        return actions["full"](desk, state)
    return desk.ask(go_on(desk.definition, state) if state.pending is None else state)


def _skip(desk: Desk, state: State, text: str) -> Step:
    question = desk.definition.find(state.at)
    if state.pending is not None and state.pending.kind is PendingKind.OTHER:
        return accept_other(desk, state, "")
    if question is None or question.key in state.answers:
        return desk.ask(go_on(desk.definition, replace(state, pending=None)))
    return skip_question(desk, state, question, text)


def skip_question(desk: Desk, state: State, question: Question, raw: str) -> Step:
    """Pass over an optional question; say why not for another."""
    if question.required:
        return desk.ask(state, texts.NEEDS_ANSWER_OR_NO_DATA if question.allow_none else texts.NEEDS_ANSWER)
    return finish_answer(desk, state, question, Answer(AnswerKind.SKIPPED, raw=raw))


def _take_words(desk: Desk, state: State, text: str) -> Step | None:
    """The words for "other", or the reason for a doubted figure."""
    pending = state.pending
    if pending is None or looks_like_question(text):
        return None
    if pending.kind is PendingKind.OTHER:
        return accept_other(desk, state, text.strip())
    if pending.kind is PendingKind.CARD and (reason := _reason_in(text)) is not None:
        is_doubted = any(find_card_doubts(desk.definition, pending.proposals, state, desk.context))
        return accept_pending(desk, state, note=reason) if is_doubted else None
    if pending.kind is PendingKind.DOUBT:
        if (reason := _reason_in(text)) is not None:
            return accept_pending(desk, state, note=reason)
        read = read_answer(desk.definition.get(state.at), text, desk.context.places)
        return None if read.answers or read.is_answer else accept_pending(desk, state, note=text.strip())
    return None


def _reason_in(text: str) -> str | None:
    """The reason in "đúng, mới gộp ba xã" or "vì mới gộp ba xã": numbers in it are no answer."""
    head, comma, rest = text.partition(",")
    if comma and says_yes(head) and rest.strip():
        return rest.strip()
    return text.strip() if flat(text).startswith(_BECAUSE) and len(text.split()) >= A_FEW else None


def _take_several(desk: Desk, state: State, text: str) -> Step | None:
    question = desk.definition.find(state.at)
    if looks_like_question(text) or (question is not None and question.kind is Kind.TEXT):
        return None
    found = read_several(applicable(desk.definition, state), state.at, text)
    if found is None:
        return None
    return desk.ask(replace(state, pending=Pending(PendingKind.CARD, found.proposals, found.unread)))


def _answer(desk: Desk, state: State, text: str, actions: Actions) -> Step:
    question = desk.definition.find(state.at)
    if question is None:
        return _at_summary(desk, state, text, actions)
    read = read_answer(question, text, desk.context.places)
    if read.answers:
        return take_read(desk, state, question, read)
    if read.is_answer:
        return desk.ask(replace(state, pending=None), read.problem)
    return _not_understood(desk, state, text, read.problem)


def _at_summary(desk: Desk, state: State, text: str, actions: Actions) -> Step:
    key = _numbered(desk.definition, state, text)
    if key is not None:
        return actions["fix"](desk, state, key)
    hints = {OFFER: texts.UNREAD_OFFER, DONE: texts.UNREAD_DONE}
    return _not_understood(desk, state, text, hints.get(state.at, texts.UNREAD_REVIEW))


def _numbered(definition: Definition, state: State, text: str) -> str | None:
    """The question a person names by its number on the card, or its name: "3", "sửa 3", "sửa doanh thu"."""
    said = flat(text).removeprefix("sua ").removeprefix("lai ").removeprefix("cau ")
    listed = list_answers(definition, state)
    number = int(said) if said.isdecimal() and len(said) <= 3 else 0
    if 1 <= number <= len(listed):
        return listed[number - 1][0].key
    named = [one.key for one, _ in listed if said in {flat(name) for name in (one.label, *one.names)}]
    return named[0] if len(named) == 1 else None


def _not_understood(desk: Desk, state: State, text: str, hint: str) -> Step:
    return state, (NotUnderstood(text, hint), ask_current(desk.definition, state, desk.context))
