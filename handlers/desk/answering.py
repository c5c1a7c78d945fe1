"""A staff member's answer: kept whatever happens, sent to everybody who asked, once."""

from datetime import datetime

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Outgoing
from handlers.texts import questions as texts
from handlers.texts.learned import MAKE_SHARED
from handlers.texts.times import clock_time
from storage import people, questions
from storage.questions import Question


def give_answer(turn: Turn, number: int, answer: str) -> Replies:
    """Answer a question; says what became of the answer and ends the typing of it, unless it must be typed again."""
    found = questions.find(turn.unit, number)
    if found is None:
        turn.talk.end()
        return say(texts.no_such_question(str(number)))
    if not any(map(str.isalnum, answer)):
        return _again(turn, number, texts.EMPTY_ANSWER)
    if len(answer) > texts.LONGEST_ANSWER:
        return _again(turn, number, texts.too_long(number, len(answer)))
    turn.talk.end()
    kept, is_first = questions.answer(turn.unit, number, answer, turn.person.id, turn.now)
    if not is_first:
        return _after_another(turn, found, kept)
    count, due_at = send_to_askers(turn, number, answer, f"answer:{number}")
    later = clock_time(due_at) if due_at is not None and due_at > turn.now else None
    return say(texts.answered(number, count, later), (f"lm:new:{kept}", MAKE_SHARED))


def _again(turn: Turn, number: int, text: str) -> Replies:
    """The question waits on; what is typed next is its answer."""
    turn.talk.begin("desk-answer", question=number)
    return say(text, ("desk:cancel", texts.CANCEL), free_input=True)


def _after_another(turn: Turn, found: Question, kept: int) -> Replies:
    """The question waits no more: what happened to it, and by whom."""
    if found.state == "withdrawn":
        return say(texts.withdrawn(found.id))
    sent = questions.sent_answers(turn.unit, found.id)
    if found.state != "answered" or not sent:
        return say(texts.closed(found.id))
    who = _name(turn, sent[0].person_id)
    text = texts.answered_before(found.id, who, clock_time(sent[0].given_at), sent[0].text)
    return say(text, (f"desk:too:{kept}", texts.SEND_TOO))


def _name(turn: Turn, person_id: int | None) -> str:
    if person_id == turn.person.id:
        return texts.YOU
    person = None if person_id is None else people.find_person(turn.unit, person_id)
    return (person.name if person else None) or texts.SOMEBODY


def send_too(turn: Turn, number: str) -> Replies:
    """Send an answer that was kept because a colleague had been quicker."""
    wanted = read_number(number)
    kept = None if wanted is None else questions.find_answer(turn.unit, wanted)
    if kept is None:
        return say(texts.GONE)
    if not questions.mark_sent(turn.unit, kept.id, turn.now):
        return say(texts.SENT_BEFORE)
    send_to_askers(turn, kept.question_id, kept.text, f"answer:{kept.question_id}:{kept.id}")
    return say(texts.SENT_TOO)


def send_to_askers(turn: Turn, number: int, answer: str, key: str) -> tuple[int, datetime | None]:
    """Send to each person who asked, where they asked, under their own words; how many, and when it goes out."""
    due_at = None
    chosen = questions.recipients(turn.unit, number)
    for contact, asker in chosen:
        message = Outgoing(texts.answer_from_staff(asker.text, answer, turn.world.alliance_name))
        due_at = turn.send(contact, message, purpose="notice", key=f"{key}:{contact.person_id}") or due_at
    return len(chosen), due_at
