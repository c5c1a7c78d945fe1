"""Procedures step by step: a list, one step at a time, a checklist of papers that is kept for the person.

Everything is in the buttons and the database, nothing in the talk: a guide may be left for a survey or a question and
taken up weeks later, and old buttons go on working.
"""

from handlers.conversation import Replies, Turn, read_number, say
from handlers.guides import pages
from handlers.messages import Kind, Outgoing
from handlers.texts import general
from handlers.texts import guides as texts
from handlers.welcome import greet_stranger
from knowledge.handbook import shipped
from knowledge.procedures import Procedure, wants_guide
from knowledge.vietnamese import words
from storage import guides

COMMAND = "/thutuc"


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("guide")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    command, _, named = turn.text.partition(" ")
    is_command = command.lower() == COMMAND
    asked = words(named) if is_command else wants_guide(turn.text)
    if asked is None or (turn.text.startswith("/") and not is_command):
        return None
    found = _named(turn, asked, is_command=is_command)
    return None if found is None else [*greet_stranger(turn), *found]


def _named(turn: Turn, asked: list[str], *, is_command: bool) -> Replies | None:
    """The procedure somebody names, or the list when none is named. What only sounds like a name is left to others."""
    if not asked:
        return [pages.listing(turn, 0)]
    found = shipped().find_procedures(asked)
    if len(found) == 1:
        return [pages.overview(turn, found[0])]
    if found:
        return [pages.which(found)]
    return [*say(texts.NOT_FOUND), pages.listing(turn, 0)] if is_command else None


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    match parts:
        case ["stop"]:
            return say(texts.STOPPED)
        case ["list", page]:
            return [pages.listing(turn, read_number(page) or 0)]
        case [what, key, *rest]:
            procedure = shipped().procedures.get(key)
            return say(texts.GONE) if procedure is None else _page(turn, what, procedure, rest)
        case _:
            return say(general.OLD_BUTTON)


def _page(turn: Turn, what: str, procedure: Procedure, rest: list[str]) -> Replies:
    match [what, *rest]:
        case ["open"]:
            return [pages.overview(turn, procedure)]
        case ["step", number]:
            return [_step(turn, procedure, read_number(number) or 1)]
        case ["papers"]:
            return [pages.papers(turn, procedure)]
        case ["has" | "hasnt", paper]:
            return _mark(turn, procedure, paper, has_it=what == "has")
        case ["print"]:
            return [pages.checklist(turn, procedure)]
        case ["before"]:
            return [pages.before(turn, procedure)]
        case _:
            return say(general.OLD_BUTTON)


def _step(turn: Turn, procedure: Procedure, number: int) -> Outgoing:
    number = max(1, min(number, len(procedure.steps)))
    guides.keep_step(turn.unit, turn.person.id, procedure.key, number, turn.now)
    return pages.step(turn, procedure, number)


def _mark(turn: Turn, procedure: Procedure, paper: str, *, has_it: bool) -> Replies:
    if paper not in {item.token for item in procedure.papers}:
        return [*say(texts.PAPER_GONE), pages.papers(turn, procedure)]
    if has_it:
        guides.tick(turn.unit, turn.person.id, procedure.key, paper, turn.now)
    else:
        guides.untick(turn.unit, turn.person.id, procedure.key, paper)
    return [pages.papers(turn, procedure)]
