"""Asking: an answer, choices, or a person. Nothing is said that the knowledge base does not hold."""

import re
from collections.abc import Sequence

from handlers.conversation import Replies, Turn, say
from handlers.desk.telling import tell_question
from handlers.learning.feedback import ask_why, find_own
from handlers.learning.grouping import note_question
from handlers.learning.kept import keep_answer
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import article_choices, entry_choice
from handlers.official import official_choices
from handlers.survey.commands import flat
from handlers.terms import find_explanation
from handlers.texts import ask as texts
from handlers.texts import questions as desk_texts
from handlers.welcome import greet_stranger, help_with
from knowledge.answer import Answer
from knowledge.knowledge_base import Context, Reply
from knowledge.replies import Choice as Offered
from storage import inbox, questions

DISSATISFIED = ("unclear", "abuse")
"""Kinds of words whose reply offers a person of the alliance; they concern what was answered before."""
TO_SUPPORT = ("say:/hotro", texts.FIND_SUPPORT)
_SUPPORT = re.compile(r"\b(?:ho tro|uu dai|xin tien|vay|duoc cap|giup tien|tro cap)\b")
"""Words for which the questions about support policies find more than one answer could."""
_COMMAND = re.compile(r"/[a-z_]+")
"""A command that nobody took: mistyped, or one that exists for the staff only. To others both look alike."""


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("ask")) is not None:
        return _pressed(turn, parts[0], ":".join(parts[1:]))
    if turn.incoming.kind not in (Kind.TEXT, Kind.EDIT):
        return None
    # An answer to something that nobody asked; a command that is not theirs, in which no question is to be found.
    if turn.text.isdecimal() or _COMMAND.fullmatch(turn.text.lower()):
        return [*greet_stranger(turn), *say(texts.ASKS_NOTHING)]
    greeting, reply = greet_stranger(turn), consult(turn)
    said = answer(turn, reply)
    return [*greeting, *said] if not (greeting and reply.kind == "greeting") else [*greeting]


def consult(turn: Turn, *, alone: bool = False) -> Reply:
    """What the knowledge base says to the typed text; `alone`: without leaning on what was answered before."""
    context = None if alone else Context(turn.talk.last_entry)
    return turn.world.knowledge.ask(turn.text, turn.today, context, turn.world.leading_law)


def answer(turn: Turn, reply: Reply) -> Replies:
    """Say a reply of the knowledge base, keep the question, and offer what goes on from there."""
    if (explained := find_explanation(turn, reply)) is not None:
        return [explained]
    outcome = reply.outcome if reply.kind == "law" else "other"
    if outcome == "answer":
        return _say_answers(turn, reply)
    text = _with_what_was_answered(turn) if reply.kind in DISSATISFIED else turn.text
    asked = inbox.record_asked(turn.unit, turn.contact.id, text, outcome, None, reply.confidence, turn.now)
    if reply.kind in DISSATISFIED:
        return say(reply.text, (f"ask:p:{asked}", texts.ASK_PERSON))
    if reply.kind == "help":
        return [help_with(turn)]
    if outcome == "other":
        return say(reply.text)
    if outcome == "handoff":
        _note_unanswered(turn, asked)
        person = (f"ask:p:{asked}", texts.ASK_PERSON)
        support = (TO_SUPPORT,) if _SUPPORT.search(flat(turn.text)) else ()
        return say(f"{texts.NOTHING_FITS}\n{reply.elsewhere}".strip(), *support, person)
    offered = [entry_choice(turn.world.knowledge, item.entry, item.question) for item in reply.choices]
    return [Outgoing(texts.WHICH_ONE, (*offered, Choice(f"ask:p:{asked}", texts.NONE_OF_THESE)))]


def _note_unanswered(turn: Turn, number: int) -> None:
    """Nobody pressed anything yet, but the staff see what was asked and could not be answered."""
    asked = inbox.find_asked(turn.unit, number)
    assert asked is not None
    note_question(turn, asked)


def _say_answers(turn: Turn, reply: Reply) -> Replies:
    turn.talk.last_entry = reply.entry
    *_, asked = [keep_answer(turn, turn.text, item, reply.confidence) for item in reply.answers]
    *before, last = reply.answers
    # An answer that is not quite sure comes with what else may have been meant; a sure one with what people ask next.
    nearby = reply.choices or turn.world.knowledge.related(last.entry)
    return [*(Outgoing(item.text) for item in before), _with_what_next(turn, last, nearby, asked)]


def _with_what_was_answered(turn: Turn) -> str:
    """What was typed, and the question it is about: "tôi không hiểu" alone tells a person nothing."""
    last = turn.talk.last_entry
    found = turn.world.knowledge.render(last, turn.today) if last else None
    return f"{turn.text} («{found.question}»)" if found else turn.text


def _with_what_next(turn: Turn, answer: Answer, nearby: Sequence[Offered], asked: int) -> Outgoing:
    steps = article_choices(turn.world.knowledge, answer.entry)
    steps += official_choices(turn, [cited.citation for cited in answer.citations])
    related = [entry_choice(turn.world.knowledge, item.entry, item.question) for item in nearby]
    judge = (
        Choice(f"ask:y:{asked}", texts.USEFUL),
        Choice(f"ask:n:{asked}", texts.NOT_USEFUL),
        Choice(f"ask:p:{asked}", texts.ASK_PERSON),
    )
    return Outgoing(answer.text, (*steps, *related, *judge))


def _pressed(turn: Turn, what: str, argument: str) -> Replies:
    if what == "e":
        return open_entry(turn, argument)
    asked = find_own(turn, argument)
    if asked is None:
        return say(texts.QUESTION_GONE)
    if what == "p":
        return hand_over(turn, asked)
    if what == "w":
        return _withdraw(turn, asked)
    inbox.record_useful(turn.unit, asked.id, what == "y")
    if what == "y":
        return say(texts.THANKS_USEFUL)
    note_question(turn, asked, asked.entry)
    return ask_why(asked)


def open_entry(turn: Turn, token: str) -> Replies:
    """An entry or an article by the token of its button."""
    knowledge = turn.world.knowledge
    entry = knowledge.key_of(token)
    found = knowledge.render(entry, turn.today, lead=turn.world.leading_law) if entry else None
    if entry is None or found is None:
        return say(texts.ENTRY_GONE)
    turn.talk.last_entry = entry
    asked = keep_answer(turn, found.question, found, 1.0)
    return [_with_what_next(turn, found, knowledge.related(entry), asked)]


def hand_over(turn: Turn, asked: inbox.Asked) -> Replies:
    """Give a question to the staff, who are told once; what was answered meanwhile is said at once."""
    number = note_question(turn, asked, asked.entry)
    questions.want(turn.unit, asked.id)
    if (sent := questions.sent_answers(turn.unit, number)) != []:
        return say(desk_texts.answer_from_staff(asked.text, sent[-1].text, turn.world.alliance_name))
    told = tell_question(turn, number)
    return say(texts.handed_over(number, told, turn.world.alliance_phone), (f"ask:w:{asked.id}", texts.WITHDRAW))


def _withdraw(turn: Turn, asked: inbox.Asked) -> Replies:
    return say(texts.WITHDRAWN if questions.withdraw(turn.unit, asked.id) else texts.NOTHING_TO_WITHDRAW)
