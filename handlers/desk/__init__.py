"""What the alliance's staff do in chat. Everything here is for staff only; to others these commands do not exist."""

from dataclasses import replace

from handlers.announcements import desk as announcing
from handlers.conversation import Handler, Replies, Turn, say
from handlers.desk import (
    approvals,
    calendars,
    drafts,
    invites,
    mergers,
    photos,
    questions,
    results,
    rounds,
    splitting,
    versions,
    why,
)
from handlers.desk.spoken import read_spoken
from handlers.menu import SAID
from handlers.messages import Kind
from handlers.texts import desk as texts
from storage import members

AREAS: tuple[Handler, ...] = (
    why.handle,
    versions.handle,
    questions.handle,
    drafts.handle,
    approvals.handle,
    calendars.handle,
    rounds.handle,
    results.handle,
    photos.handle,
    announcing.handle,
    invites.handle,
    splitting.handle,
    mergers.handle,
)
AREA_NAMES = ("desk", "lm", "merge", "news", "photo", "round", "result", "split")
FLOWS = ("desk-", "news-", "round-")


def handle(turn: Turn) -> Replies | None:
    if not _may_concern(turn) or members.staff_role(turn.unit, turn.person.id) is None:
        return None
    if turn.text.lower() == "/canbo":
        return say(texts.WHAT, *((f"{SAID}/{command}", label) for command, label in texts.OFTEN))
    if turn.text.lower() == texts.ALL_COMMANDS:
        return say(texts.HELP)
    if turn.talk.flow is None and turn.incoming.kind is Kind.TEXT and (command := read_spoken(turn.text)) is not None:
        turn.incoming = replace(turn.incoming, text=command)
    for area in AREAS:
        messages = area(turn)
        if messages is not None:
            return messages
    return None


def handle_unreadable(turn: Turn) -> Replies | None:
    """What cannot be read where staff are expected to type; offered before everybody else's."""
    if not (turn.talk.flow or "").startswith(FLOWS) or members.staff_role(turn.unit, turn.person.id) is None:
        return None
    return questions.handle_unreadable(turn)


def _may_concern(turn: Turn) -> bool:
    """Cheap test that spares everybody else's messages a look into the staff table."""
    if turn.incoming.kind is Kind.CHOICE:
        return any(turn.pressed(area) is not None for area in AREA_NAMES)
    if turn.incoming.kind is not Kind.TEXT:
        return False
    if turn.text.startswith("/") or (turn.talk.flow or "").startswith(FLOWS):
        return True
    if turn.talk.flow is None and read_spoken(turn.text) is not None:
        return True
    return turn.incoming.reply_to is not None or why.is_asked(turn.text)
