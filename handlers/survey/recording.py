"""From a read answer to a recorded one: read-back, doubt, the words for "other", the record, the next question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from handlers.survey.answers import Read
from handlers.survey.commands import looks_like_question
from handlers.survey.course import applicable, go_on
from handlers.survey.definition import OTHER, Definition, Kind, Question
from handlers.survey.events import Context, Effect, Effects, Recorded, Say
from handlers.survey.figures import find_card_doubts, find_doubts, write_answer
from handlers.survey.prompts import ask_current
from handlers.survey.state import Answer, AnswerKind, Pending, PendingKind, Proposal, State
from handlers.texts import survey as texts

Step = tuple[State, Effects]
Actions = Mapping[str, Callable[..., Step]]
"""Steps of the whole survey (back, pause, submit, short, full, fix) by their button's name."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step has at hand."""

    definition: Definition
    context: Context

    def ask(self, state: State, before: str = "") -> Step:
        """Show where the person is."""
        return state, (ask_current(self.definition, state, self.context, before),)


def take_read(desk: Desk, state: State, question: Question, read: Read) -> Step:
    """What was read becomes a question back, or a recorded answer. The person is at that question."""
    state = replace(state, at=question.key, pending=None)
    if len(read.answers) > 1:
        pairs = zip(read.answers, read.labels, strict=True)
        return wait(desk, state, PendingKind.READINGS, [Proposal(question.key, one, *labels) for one, labels in pairs])
    answer = read.answers[0]
    if question.kind is Kind.TEXT and read.is_unsure:
        kind = PendingKind.QUESTION if looks_like_question(answer.raw) else PendingKind.CONFIRM
        return wait(desk, state, kind, [Proposal(question.key, answer)])
    return take_answer(desk, state, question, answer, is_sure=not read.is_unsure)


def take_answer(desk: Desk, state: State, question: Question, answer: Answer, *, is_sure: bool) -> Step:
    """Record one answer, after a read-back when it is not sure or doubtful, and go on."""
    proposal = [Proposal(question.key, answer)]
    if _needs_words(question, answer):
        return wait(desk, state, PendingKind.OTHER, proposal)
    if find_doubts(desk.definition, question, answer, state, desk.context):
        return wait(desk, state, PendingKind.DOUBT, proposal)
    if not is_sure:
        return wait(desk, state, PendingKind.CONFIRM, proposal)
    return finish_answer(desk, state, question, answer)


def wait(desk: Desk, state: State, kind: PendingKind, proposals: list[Proposal]) -> Step:
    """Hold proposals until the person says which, or yes."""
    return desk.ask(replace(state, pending=Pending(kind, tuple(proposals))))


def finish_answer(desk: Desk, state: State, question: Question, answer: Answer) -> Step:
    """Record a confirmed answer and show what comes next, saying what was noted."""
    old = state.answers.get(question.key)
    state, effects = record(state, question.key, answer)
    state = go_on(desk.definition, state)
    return state, (*effects, ask_current(desk.definition, state, desk.context, _echo(question, old, answer)))


def record(state: State, key: str, answer: Answer) -> tuple[State, list[Effect]]:
    """Put an answer in; no Recorded when it says what is there already."""
    old = state.answers.get(key)
    if old is not None and old.says_same(answer):
        return replace(state, pending=None), []
    return replace(state.with_answer(key, answer), pending=None), [Recorded(key, old, answer)]


def _echo(question: Question, old: Answer | None, answer: Answer) -> str:
    if answer.kind is AnswerKind.NO_DATA:
        return texts.NO_DATA_NOTED
    if answer.kind is AnswerKind.SKIPPED and old is None:
        return texts.SKIP_NOTED
    written = write_answer(question, answer)
    before = write_answer(question, old) if old is not None and not old.says_same(answer) else written
    if before != written:
        return texts.changed(question.label, before, written)
    return texts.noted(question.label, written if len(written) <= 200 else written[:200] + "…")


def accept_pending(desk: Desk, state: State, note: str = "") -> Step:
    """The person agreed to what was read back."""
    pending = state.pending
    if pending is None or not pending.proposals:
        return desk.ask(state)
    if pending.kind is PendingKind.CARD:
        return _accept_card(desk, state, pending, note)
    question = desk.definition.get(pending.proposals[0].question)
    answer = pending.proposals[0].answer
    if pending.kind is PendingKind.DOUBT:
        answer = replace(answer, note=note, was_doubted=True)
    return finish_answer(desk, state, question, answer)


def accept_other(desk: Desk, state: State, words: str) -> Step:
    """The words for "other" were given, or passed over."""
    pending = state.pending
    if pending is None or not pending.proposals:
        return desk.ask(state)
    proposal = pending.proposals[0]
    answer = replace(proposal.answer, note=words, raw=words or proposal.answer.raw)
    return finish_answer(desk, state, desk.definition.get(proposal.question), answer)


def _accept_card(desk: Desk, state: State, pending: Pending, note: str) -> Step:
    """`note`: the reason given for what was doubted."""
    effects: list[Effect] = []
    said: list[str] = []
    doubts = find_card_doubts(desk.definition, pending.proposals, state, desk.context)
    for item, unusual in zip(pending.proposals, doubts, strict=True):
        answer = replace(item.answer, was_doubted=True, note=note or item.answer.note) if unusual else item.answer
        question = desk.definition.get(item.question)
        said.append(_echo(question, state.answers.get(item.question), answer))
        state, recorded = record(state, item.question, answer)
        effects += recorded
    state = go_on(desk.definition, state)
    return state, (*effects, ask_current(desk.definition, state, desk.context, "\n".join(said)))


def is_plain(desk: Desk, state: State, question: Question, read: Read) -> bool:
    """Whether what was read can be recorded at once, without asking anything."""
    if len(read.answers) != 1 or read.is_unsure or _needs_words(question, read.answers[0]):
        return False
    return not find_doubts(desk.definition, question, read.answers[0], state, desk.context)


def _needs_words(question: Question, answer: Answer) -> bool:
    is_choice = bool(question.choices) and answer.kind is AnswerKind.VALUE
    return is_choice and OTHER in answer.plain.split(",") and not answer.note


def note_change(desk: Desk, state: State, question: Question, answer: Answer) -> Step:
    """Record another question's answer without leaving the current place or losing what waits there."""
    old, waiting = state.answers.get(question.key), state.pending
    written = write_answer(question, answer)
    changed, effects = record(state, question.key, answer)
    if not effects:
        return state, (Say(texts.noted_already(question.label, written)),)
    said = texts.changed(question.label, write_answer(question, old), written) if old else _echo(question, None, answer)
    changed = _stay(desk, replace(changed, pending=waiting))
    return changed, (*effects, ask_current(desk.definition, changed, desk.context, said))


def _stay(desk: Desk, state: State) -> State:
    """The same place, unless a skip rule has just left its question out."""
    here = desk.definition.find(state.at)
    kept = here is None or here in applicable(desk.definition, state)
    return state if kept else go_on(desk.definition, state)
