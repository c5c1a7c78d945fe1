"""Questions the assistant could not answer: staff see those most asked first and answer by replying."""

import re

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.answering import give_answer, send_too
from handlers.desk.replying import offered
from handlers.desk.telling import complaints_of, open_list, wordings_of
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import cut
from handlers.texts import questions as texts
from storage import questions
from storage.questions import Question

COMMAND = re.compile(r"/traloi\s+(\d{1,18})\s+(.+)", re.DOTALL | re.IGNORECASE)
FLOW, FLOW_WHICH = "desk-answer", "desk-which"
NOT_TYPED = (Kind.CHOICE, Kind.START, Kind.EDIT, Kind.BLOCKED, Kind.UNBLOCKED)
CANCEL = ("desk:cancel", texts.CANCEL)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("desk")) is not None:
        press = PRESSES.get(parts[0])
        return None if press is None else press(turn, parts[-1])
    if turn.incoming.kind is not Kind.TEXT:
        return None
    if turn.text.lower() == "/cauhoi":
        return [open_list(turn.unit) or Outgoing(texts.NO_OPEN_QUESTIONS)]
    if (found := COMMAND.match(turn.text)) is not None:
        return give_answer(turn, int(found[1]), found[2].strip())
    return None if turn.text.startswith("/") else _typed(turn)


def _typed(turn: Turn) -> Replies | None:
    """An answer: a reply to our message about one question, or what is typed after choosing to answer."""
    named = list(dict.fromkeys(int(c.rpartition(":")[2]) for c in offered(turn, "desk") if c.startswith("desk:answer")))
    if len(named) == 1:
        return give_answer(turn, named[0], turn.text)
    if named:
        turn.talk.begin(FLOW_WHICH, text=turn.text)
        return say(texts.WHICH_QUESTION, *((f"desk:to:{n}", texts.answer_choice(n)) for n in named), CANCEL)
    if turn.talk.flow == FLOW:
        return give_answer(turn, turn.talk.data["question"], turn.text)
    return None


def handle_unreadable(turn: Turn) -> Replies | None:
    """A sticker, a picture, too many or no words where staff are to type: said so, and what was begun still waits."""
    if not (turn.talk.flow or "").startswith("desk-") or turn.incoming.kind in NOT_TYPED or turn.text.startswith("/"):
        return None
    if turn.incoming.kind is not Kind.TEXT:
        return say(texts.NEEDS_WORDS, CANCEL, free_input=True)
    if turn.talk.flow == FLOW and len(turn.text) > texts.LONGEST_ANSWER:
        return give_answer(turn, turn.talk.data["question"], turn.text)
    return None if any(map(str.isalnum, turn.text)) else say(texts.EMPTY_ANSWER, CANCEL, free_input=True)


def _begin(turn: Turn, number: str) -> Replies:
    found = _find(turn, number)
    if found is None:
        return say(texts.no_such_question(number))
    turn.talk.begin(FLOW, question=found.id)
    wordings, count = wordings_of(turn.unit, found.id), questions.count_people(turn.unit, found.id)
    apart = [Choice(f"desk:apart:{found.id}", texts.SPLIT)] if len(wordings) > 1 else []
    drop = Choice(f"desk:drop:{found.id}", texts.DROP)
    text = texts.type_the_answer(found.id, wordings or [found.text], count, complaints_of(turn.unit, found.id))
    return [Outgoing(text, (*apart, drop, Choice(*CANCEL)), free_input=True)]


def _give_kept(turn: Turn, number: str) -> Replies:
    """Which of several questions the words typed before are for."""
    found, text = _find(turn, number), turn.talk.data.get("text")
    if found is None or text is None:
        return say(texts.GONE)
    return give_answer(turn, found.id, text)


def _cancel(turn: Turn, _: str) -> Replies:
    turn.talk.end()
    return say(texts.CANCELLED)


def _drop(turn: Turn, number: str) -> Replies:
    turn.talk.end()
    found = _find(turn, number)
    return say(texts.DROPPED if found is not None and questions.close(turn.unit, found.id) else texts.GONE)


def _choose_apart(turn: Turn, number: str) -> Replies:
    found = _find(turn, number)
    if found is None:
        return say(texts.GONE)
    first = {asker.text: asker.id for asker in reversed(questions.askers(turn.unit, found.id))}
    rows = [(f"desk:split:{asker_id}", cut(text)) for text, asker_id in reversed(first.items())]
    return say(texts.WHICH_APART, *rows, CANCEL)


def _split(turn: Turn, asker: str) -> Replies:
    turn.talk.end()
    wanted = read_number(asker)
    new = None if wanted is None else questions.split(turn.unit, wanted, turn.now)
    if new is None:
        return say(texts.GONE)
    return say(texts.split(new), (f"desk:answer:{new}", texts.answer_choice(new)))


def _find(turn: Turn, number: str) -> Question | None:
    wanted = read_number(number)
    return None if wanted is None else questions.find(turn.unit, wanted)


PRESSES = {
    "answer": _begin,
    "to": _give_kept,
    "cancel": _cancel,
    "drop": _drop,
    "apart": _choose_apart,
    "split": _split,
    "too": send_too,
}
