"""Calculators: a few questions, a number each, and a result with its place in the law. /tinhhop and /quymo."""

from handlers.calculators import meeting, size
from handlers.conversation import Replies, Turn, say
from handlers.messages import Kind
from handlers.survey.commands import Command, read_command
from handlers.survey.talk import FLOW as SURVEY
from handlers.texts import calculators as texts
from handlers.welcome import greet_stranger

COMMANDS = {"/tinhhop": meeting.begin, "/quymo": size.begin}
FLOWS = {meeting.FLOW: meeting, size.FLOW: size}


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("calc")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    if (begin := COMMANDS.get(turn.text.lower())) is not None:
        notice = say(texts.SURVEY_KEPT) if turn.talk.flow == SURVEY else []
        return [*greet_stranger(turn), *notice, *begin(turn)]
    flow = FLOWS.get(turn.talk.flow or "")
    if flow is None or turn.text.startswith("/"):
        return None
    if read_command(turn.text) is Command.PAUSE and not turn.talk.data.get("done"):
        turn.talk.end()
        return say(texts.STOPPED)
    taken: Replies | None = flow.take_text(turn)
    return taken


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    match parts:
        case ["stop"]:
            if turn.talk.flow in FLOWS:
                turn.talk.end()
            return say(texts.STOPPED)
        case ["meeting", what, value]:
            return meeting.press(turn, what, value)
        case ["size", what, value]:
            return size.press(turn, what, value)
        case _:
            return say(texts.OLD)
