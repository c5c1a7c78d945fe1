"""Writing a shared answer: from what a staff member answered, or in place of what is served, until it is approved.

The talk keeps what is written; every step leads on to what is still missing, and at last to how it will be read.
"""

from dataclasses import replace

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.approvals import ask_to_approve
from handlers.desk.telling import wordings_of
from handlers.learning.kept import say_place
from handlers.learning.review import conflicting_key, refuse_citations, refuse_draft
from handlers.learning.writing import Writing, review_day, write
from handlers.messages import Kind
from handlers.texts import learned as texts
from handlers.texts.times import day
from knowledge.answer import render
from knowledge.citing import read_citations
from knowledge.drafts import scrub
from storage import questions

FLOW, CITE, TITLE, ANSWER = "desk-draft", "desk-draft-cite", "desk-draft-title", "desk-draft-answer"
CANCEL = ("lm:cancel", texts.CANCEL)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("lm")) is not None and parts[0] in PRESSES:
        return PRESSES[parts[0]](turn, ":".join(parts[1:]))
    if turn.incoming.kind is not Kind.TEXT or turn.text.startswith("/") or turn.talk.flow not in TYPED:
        return None
    return TYPED[turn.talk.flow](turn, Writing.from_json(turn.talk.data))


def _begin(turn: Turn, number: str) -> Replies:
    """Make a shared answer of what was answered to a question."""
    wanted = read_number(number)
    answer = None if wanted is None else questions.find_answer(turn.unit, wanted)
    asked = None if answer is None else questions.find(turn.unit, answer.question_id)
    if answer is None or asked is None:
        return say(texts.GONE)
    return _go_on(turn, Writing(scrub(asked.text) or asked.text, answer.text, asked.id))


def _fix(turn: Turn, token: str) -> Replies:
    """Write anew what an entry says; its own places are offered."""
    knowledge = turn.world.knowledge
    entry = knowledge.entries.get(knowledge.key_of(token) or "")
    if entry is None:
        return say(texts.ONLY_ENTRIES)
    answer = render(entry, knowledge.registry, turn.today)
    leading = [c.citation for c in answer.citations if c.in_force]
    places = tuple(c for c in leading if c.document == leading[0].document)
    _keep(turn, ANSWER, Writing(entry.question, "", None, places, False, None, entry.key))
    return say(texts.correcting(entry.question, answer.text), CANCEL, free_input=True)


def _go_on(turn: Turn, writing: Writing) -> Replies:
    """Ask for what is missing, or show how it will be read."""
    registry = turn.world.knowledge.registry
    if not writing.places:
        found = tuple(read_citations(writing.text, registry))
        if not found:
            _keep(turn, CITE, writing)
            return say(texts.TYPE_CITATION, ("lm:none", texts.NO_BASIS), CANCEL, free_input=True)
        writing = replace(writing, places=found)
    refusal = refuse_citations(writing.places, registry, turn.today)
    if refusal is not None:
        _keep(turn, CITE, replace(writing, places=(), is_sure=False))
        return say(texts.refused(refusal), CANCEL, free_input=True)
    _keep(turn, FLOW, writing)
    if not writing.is_sure:
        text = texts.confirm_citation([say_place(c, registry) for c in writing.places])
        return say(text, ("lm:sure", texts.RIGHT), ("lm:cite", texts.OTHER_CITATION), CANCEL)
    if writing.review_on is None:
        return say(texts.WHEN_TO_REVIEW, *((f"lm:review:{key}", label) for key, label in texts.REVIEWS.items()), CANCEL)
    return _preview(turn, writing)


def _preview(turn: Turn, writing: Writing) -> Replies:
    knowledge = turn.world.knowledge
    entry = write(writing, knowledge, _wordings(turn, writing))
    edits = (("lm:title", texts.EDIT_QUESTION), ("lm:answer", texts.EDIT_ANSWER), ("lm:cite", texts.EDIT_CITATION))
    refusal = refuse_draft(entry, writing.places, knowledge, turn.today)
    if refusal is not None:
        other = conflicting_key(entry, knowledge, turn.today)
        swap = [(f"lm:swap:{knowledge.token(other)}", texts.CORRECT_APPROVED)] if other else []
        return say(texts.refused(refusal), *swap, *edits, CANCEL)
    text = render(entry, knowledge.registry, turn.today).text
    assert writing.review_on is not None
    shown = texts.preview(entry.question, text, entry.wordings, day(writing.review_on))
    return say(shown, ("lm:send", texts.SEND_TO_APPROVE), *edits, CANCEL)


def _wordings(turn: Turn, writing: Writing) -> list[str]:
    return [] if writing.asked is None else wordings_of(turn.unit, writing.asked)


def _keep(turn: Turn, flow: str, writing: Writing) -> None:
    turn.talk.begin(flow, **writing.to_json())


def _written(turn: Turn) -> Writing | None:
    """What is being written; None for a button whose draft was given up."""
    is_writing = (turn.talk.flow or "").startswith(FLOW)
    return Writing.from_json(turn.talk.data) if is_writing else None


def _say_sure(turn: Turn, _: str) -> Replies:
    writing = _written(turn)
    return say(texts.GONE) if writing is None else _go_on(turn, replace(writing, is_sure=True))


def _review(turn: Turn, choice: str) -> Replies:
    writing, chosen = _written(turn), review_day(choice, turn.today)
    return say(texts.GONE) if writing is None or chosen is None else _go_on(turn, replace(writing, review_on=chosen))


def _swap(turn: Turn, token: str) -> Replies:
    """Correct the approved entry instead of standing beside it."""
    writing, key = _written(turn), turn.world.knowledge.key_of(token)
    entry = turn.world.knowledge.entries.get(key or "")
    if writing is None or entry is None:
        return say(texts.GONE)
    return _go_on(turn, replace(writing, corrects=entry.key, title=entry.question))


def _ask(turn: Turn, flow: str, text: str) -> Replies:
    writing = _written(turn)
    if writing is None:
        return say(texts.GONE)
    _keep(turn, flow, writing)
    return say(text, CANCEL, free_input=True)


def _refuse_without_basis(turn: Turn, _: str) -> Replies:
    turn.talk.end()
    return say(texts.NO_BASIS_SAID)


def _cancel(turn: Turn, _: str) -> Replies:
    turn.talk.end()
    return say(texts.CANCELLED)


def _send(turn: Turn, _: str) -> Replies:
    writing = _written(turn)
    if writing is None or not writing.places:
        return say(texts.GONE)
    entry = write(writing, turn.world.knowledge, _wordings(turn, writing))
    if refuse_draft(entry, writing.places, turn.world.knowledge, turn.today) is not None:
        return _preview(turn, writing)  # something was approved meanwhile
    turn.talk.end()
    return ask_to_approve(turn, entry, writing.asked)


def _type_citation(turn: Turn, writing: Writing) -> Replies:
    found = tuple(read_citations(turn.text, turn.world.knowledge.registry))
    if not found:
        return say(texts.UNREAD_CITATION, ("lm:none", texts.NO_BASIS), CANCEL, free_input=True)
    return _go_on(turn, replace(writing, places=found, is_sure=False))


def _type_title(turn: Turn, writing: Writing) -> Replies:
    return _go_on(turn, replace(writing, title=scrub(turn.text) or turn.text))


def _type_answer(turn: Turn, writing: Writing) -> Replies:
    return _go_on(turn, replace(writing, text=turn.text))


TYPED = {CITE: _type_citation, TITLE: _type_title, ANSWER: _type_answer}
PRESSES = {
    "new": _begin,
    "fix": _fix,
    "sure": _say_sure,
    "review": _review,
    "swap": _swap,
    "cite": lambda turn, _: _ask(turn, CITE, texts.TYPE_CITATION),
    "title": lambda turn, _: _ask(turn, TITLE, texts.TYPE_QUESTION),
    "answer": lambda turn, _: _ask(turn, ANSWER, texts.TYPE_ANSWER),
    "none": _refuse_without_basis,
    "cancel": _cancel,
    "send": _send,
}
