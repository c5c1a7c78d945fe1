"""The way through a survey: which questions apply, which comes next, which came before."""

from dataclasses import replace

from handlers.survey.definition import Definition, Question
from handlers.survey.state import DONE, OFFER, REVIEW, Answer, State


def applicable(definition: Definition, state: State) -> list[Question]:
    """Every question that no skip rule leaves out, in order, of all parts.

    A rule about a question that is itself left out, or not yet answered, does not hold.
    """
    kept: dict[str, Question] = {}
    for question in definition.questions:
        skipped = any(
            rule.question in kept
            and rule.question in state.answers
            and state.answers[rule.question].plain in rule.answers
            for rule in question.skip_when
        ) or _all_bases_left_out(question, kept)
        if not skipped:
            kept[question.key] = question
    return list(kept.values())


def _all_bases_left_out(question: Question, kept: dict[str, Question]) -> bool:
    """A question that depends on others goes with them when they are all left out."""
    return bool(question.skip_when) and all(rule.question not in kept for rule in question.skip_when)


def in_scope(definition: Definition, state: State) -> list[Question]:
    """The applicable questions of the first part, or of all parts once the person goes on."""
    first = definition.parts[0].key
    return [one for one in applicable(definition, state) if state.is_full or one.part == first]


def unanswered(definition: Definition, state: State) -> list[Question]:
    """What is left to answer in scope."""
    return [question for question in in_scope(definition, state) if question.key not in state.answers]


def figures(definition: Definition, state: State) -> dict[str, Answer]:
    """The answers that count: those given to applicable questions, in order."""
    return {one.key: state.answers[one.key] for one in applicable(definition, state) if one.key in state.answers}


def go_on(definition: Definition, state: State) -> State:
    """To the first question left, or to the offer, the review or the end when there is none."""
    left = unanswered(definition, state)
    if left:
        return replace(state, at=left[0].key, pending=None)
    if state.is_submitted:
        return replace(state, at=DONE, pending=None)
    has_more = not state.is_full and len(definition.parts) > 1
    return replace(state, at=OFFER if has_more else REVIEW, pending=None)


def go_back(definition: Definition, state: State) -> State | None:
    """To the question before, or from a read-back to its own question; None at the first one."""
    if state.pending is not None:
        return replace(state, pending=None)
    if state.at == DONE:
        return state
    questions = in_scope(definition, state)
    keys = [question.key for question in questions]
    index = keys.index(state.at) if state.at in keys else len(keys)
    return replace(state, at=keys[index - 1]) if index else None


def is_complete(definition: Definition, state: State) -> bool:
    """Whether every applicable question of every part is answered."""
    return all(question.key in state.answers for question in applicable(definition, state))


def place_in_part(definition: Definition, state: State, question: Question) -> tuple[int, int]:
    """The question's number in its part, from 1, and how many the part has now."""
    keys = [one.key for one in applicable(definition, state) if one.part == question.part]
    return (keys.index(question.key) + 1 if question.key in keys else len(keys)), len(keys)
