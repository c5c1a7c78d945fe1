"""What is said when a response was sent: the receipt, also to the cooperative's people when staff sent it by phone."""

from handlers.conversation import Turn
from handlers.messages import Choice, Outgoing
from handlers.survey.access import is_by_phone
from handlers.survey.prompts import list_answers
from handlers.survey.sheet import Sheet
from handlers.texts import rounds as texts
from handlers.texts.times import day
from storage import members, surveys


def finish(turn: Turn, sheet: Sheet) -> Outgoing:
    """Mark the response sent and give the receipt. The talk is free again; buttons lead back until the round closes."""
    code = f"BC{sheet.response.id:05d}"
    surveys.submit(turn.unit, sheet.response.id, code, turn.now)
    turn.talk.flow = None
    lines = [f"{question.label}: {written}" for question, written in list_answers(sheet.definition, sheet.state)]
    closes = day(sheet.round.closes_at)
    text = texts.receipt(code, sheet.cooperative.name, sheet.period, lines, closes)
    change = Choice(f"sv:open:{sheet.round.id}:{sheet.cooperative.id}", texts.CHANGE)
    if not is_by_phone(turn, sheet.cooperative.id):
        return Outgoing(text, (change, Choice(f"sv:copy:{sheet.response.id}", texts.COPY)))
    _tell_people(turn, sheet, Outgoing(texts.by_phone(sheet.cooperative.name, text), (change,)))
    return Outgoing(text)


def _tell_people(turn: Turn, sheet: Sheet, message: Outgoing) -> None:
    """The cooperative's own people see what was noted for them by phone, and can change it."""
    for person_id in members.members_of(turn.unit, sheet.cooperative.id):
        contact = members.reachable(turn.unit, person_id)
        if contact is not None and person_id != turn.person.id:
            turn.send(contact, message, purpose="notice")
