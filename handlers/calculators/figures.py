"""Reading one figure of a calculator from what a person typed, or asking again in a way that helps."""

import re
from collections.abc import Sequence

from handlers.ask import answer, consult
from handlers.beside import answer_between
from handlers.conversation import Replies, Turn
from handlers.messages import Choice, Outgoing
from handlers.person import begin, is_wanted
from handlers.survey.commands import flat
from handlers.texts import calculators as texts
from knowledge.numbers.reader import Outcome, Reading, Reason, read_number
from knowledge.numbers.writing import NumberKind

STOP = Choice("calc:stop", texts.STOP)
A_SENTENCE = 8  # words
A_CHOICE = 5  # words that name a choice
HIGHEST = 10**6
"""More people than any cooperative has."""
_PROBLEMS = {
    Reason.NOT_WHOLE: texts.NOT_WHOLE,
    Reason.NEGATIVE: texts.NEGATIVE,
    Reason.TOO_LARGE: texts.TOO_LARGE,
    Reason.OTHER_UNIT: texts.OTHER_UNIT,
    Reason.UNCLEAR: texts.UNCLEAR,
}


def read_people(turn: Turn, again: Outgoing, area: str) -> int | Replies:
    """A number of people, or what to say to get one. `again` is the question, `area` begins the buttons' ids."""
    return _read(turn, "count", ("thành viên", "người", "đại biểu", "phiếu", "xã viên"), again, area)


def read_money(turn: Turn, again: Outgoing, area: str) -> int | Replies:
    """An amount in đồng, or what to say to get one."""
    return _read(turn, "money", (), again, area)


def refuse(problem: str, again: Outgoing) -> Replies:
    """Say what is wrong with the figure and ask again."""
    return [Outgoing(f"{problem}\n\n{again.text}", again.choices, free_input=again.free_input)]


def expect_choice(turn: Turn, again: Outgoing) -> Replies:
    """Something was typed where a button is expected. A whole sentence is about something else: this talk is over."""
    if len(turn.text.split()) > A_SENTENCE and answer_between(turn) is None:
        turn.talk.end()
        return answer(turn, consult(turn))
    return _answer_meanwhile(turn, again, texts.NEEDS_CHOICE)


def named_in_words(text: str, words: Sequence[tuple[str, str]]) -> str | None:
    """The key whose pattern stands in a short text; None for a question, a longer text or none of them."""
    said = flat(text)
    if len(said.split()) > A_CHOICE or text.rstrip().endswith("?"):
        return None
    return next((key for key, pattern in words if re.search(rf"\b(?:{pattern})\b", said)), None)


def has_figure(text: str) -> bool:
    """Whether a number of people can be read, perhaps in more than one way."""
    return read_number(text, "count").outcome in (Outcome.VALUE, Outcome.ASK)


def check_people(number: int) -> str | None:
    """Why a number of people cannot be; None when it can."""
    if number < 1:
        return texts.AT_LEAST_ONE
    return texts.TOO_LARGE if number > HIGHEST else None


def _read(turn: Turn, kind: NumberKind, about: tuple[str, ...], again: Outgoing, area: str) -> int | Replies:
    reading = read_number(turn.text, kind, about)
    if reading.outcome is Outcome.VALUE:
        return int(reading.readings[0].value)
    if reading.outcome is Outcome.ASK:
        return _which(reading, area)
    if reading.reason in _PROBLEMS:
        return refuse(_PROBLEMS[reading.reason], again)
    return _answer_meanwhile(turn, again, texts.NO_NUMBER)


def _which(reading: Reading, area: str) -> Replies:
    offered = [Choice(f"{area}:value:{int(item.value)}", item.written) for item in reading.readings]
    return [Outgoing(texts.WHICH, (*offered, STOP), free_input=True)]


def _answer_meanwhile(turn: Turn, again: Outgoing, hint: str) -> Replies:
    """No figure at all: it may be a question, which is answered before the calculator goes on."""
    if is_wanted(turn.text):
        return begin(turn)
    if (said := answer_between(turn)) is not None:
        return [*said, again]
    reply = consult(turn)
    if reply.kind == "law" and reply.outcome == "answer":
        go_on = Outgoing(f"{texts.GO_ON} {again.text}", again.choices, free_input=again.free_input)
        return [*answer(turn, reply), go_on]
    return refuse(hint, again)
