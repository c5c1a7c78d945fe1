"""Showing a question that waits to the staff."""

from handlers.conversation import Turn
from handlers.messages import Choice, Outgoing
from handlers.offers import cut
from handlers.texts import questions as texts
from storage import inbox, questions
from storage.unit import Unit

MOST = 10  # questions in one list
LONGEST_SHOWN = 200  # characters of a question in the list


def wordings_of(unit: Unit, number: int) -> list[str]:
    """The ways a question was asked, the first first, each once."""
    return list(dict.fromkeys(asker.text for asker in questions.askers(unit, number)))


def complaints_of(unit: Unit, number: int) -> list[str]:
    """Why the assistant's answer was of no use to those who say so."""
    asked = [inbox.find_asked(unit, asker.asked_id) for asker in questions.askers(unit, number) if asker.asked_id]
    judged = [item for item in asked if item is not None and (item.reason or item.reason_text)]
    return list(dict.fromkeys(texts.complaint(item.reason, item.reason_text) for item in judged))


def tell_question(turn: Turn, number: int) -> int:
    """Tell the staff of a question somebody wants an answer to, once; how many of them can be told."""
    text = texts.staff_question(number, wordings_of(turn.unit, number), questions.count_people(turn.unit, number))
    message = Outgoing(text, (Choice(f"desk:answer:{number}", texts.STAFF_ANSWER),))
    return turn.tell_staff(message, f"question:{number}")


def open_list(unit: Unit, *, weekly: bool = False) -> Outgoing | None:
    """The questions that wait, those most asked first, each with its button; None when none waits."""
    rows = [(found.id, cut(found.text, LONGEST_SHOWN), found.people) for found in questions.most_asked(unit, MOST)]
    if not rows:
        return None
    said = texts.weekly if weekly else texts.open_list
    choices = tuple(Choice(f"desk:answer:{number}", texts.answer_choice(number)) for number, _, _ in rows)
    return Outgoing(said(rows, questions.count_open(unit)), choices)
