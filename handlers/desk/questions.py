"""Questions the assistant could not answer: staff see them and answer by replying."""

import re

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.texts import ask as texts
from handlers.texts.times import clock_time
from storage import inbox, people

COMMAND = re.compile(r"/traloi\s+(\d{1,18})\s+(.+)", re.DOTALL | re.IGNORECASE)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("desk")) is not None and parts[0] == "answer":
        return _begin(turn, parts[-1])
    if (parts := turn.pressed("desk")) is not None and parts[0] == "cancel":
        turn.talk.end()
        return say(texts.CANCELLED)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    if turn.text.lower() == "/cauhoi":
        return _list(turn)
    if (found := COMMAND.match(turn.text)) is not None:
        return _answer(turn, int(found[1]), found[2].strip())
    if turn.talk.flow == "desk-answer" and not turn.text.startswith("/"):
        number = turn.talk.data["question"]
        turn.talk.end()
        return _answer(turn, number, turn.text)
    return None


def _list(turn: Turn) -> Replies:
    waiting = inbox.open_questions(turn.unit)
    if not waiting:
        return say(texts.NO_OPEN_QUESTIONS)
    return [
        Outgoing(texts.staff_question(item.id, item.text), (Choice(f"desk:answer:{item.id}", texts.STAFF_ANSWER),))
        for item in waiting[:10]
    ]


def _begin(turn: Turn, number: str) -> Replies:
    wanted = read_number(number)
    found = None if wanted is None else inbox.find_question(turn.unit, wanted)
    if found is None:
        return say(texts.no_such_question(number))
    if found.state != "open":
        return say(texts.already_answered(found.id))
    turn.talk.begin("desk-answer", question=found.id)
    return say(texts.type_the_answer(found.id, found.text), ("desk:cancel", texts.CANCEL), free_input=True)


def _answer(turn: Turn, number: int, answer: str) -> Replies:
    found = inbox.find_question(turn.unit, number)
    if found is None:
        return say(texts.no_such_question(str(number)))
    if not inbox.answer_question(turn.unit, number, answer, turn.person.id, turn.now):
        return say(texts.already_answered(number))
    contact = people.find_contact(turn.unit, found.contact_id)
    assert contact is not None
    message = Outgoing(texts.answer_from_staff(found.text, answer, turn.world.alliance_name))
    due_at = turn.send(contact, message, purpose="notice", key=f"answer:{number}")
    later = clock_time(due_at) if due_at is not None and due_at > turn.now else None
    return say(texts.answered(number, later))
