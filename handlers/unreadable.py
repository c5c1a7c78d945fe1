"""Messages that cannot be read: each kind gets its own kind sentence, and none is lost."""

import re

from handlers.conversation import Replies, Turn, say
from handlers.messages import Kind
from handlers.texts import beside, general

ASKS_AGAIN = re.compile(r"[?!.…]+")
LONGEST = 4000  # characters; longer than any question seen, shorter than what slows the search down

SENTENCES = {
    Kind.STICKER: general.STICKER,
    Kind.VOICE: general.VOICE,
    Kind.PHOTO: general.FILE,
    Kind.FILE: general.FILE,
    Kind.CONTACT: general.CONTACT,
    Kind.LOCATION: general.LOCATION,
    Kind.UNKNOWN: general.UNKNOWN,
}


def handle(turn: Turn) -> Replies | None:
    if turn.incoming.kind in turn.talk.data.get("takes", ()) and turn.talk.flow == "survey":
        return None  # the question that waits asks for just that
    if turn.incoming.kind in SENTENCES:
        return say(SENTENCES[turn.incoming.kind])
    if turn.incoming.kind not in (Kind.TEXT, Kind.EDIT):
        return None
    if turn.text and turn.talk.flow == "survey":
        return None  # "?" there means: I do not understand the question
    if turn.talk.flow is None and ASKS_AGAIN.fullmatch(turn.text):  # "?" after an answer: I do not understand it
        return None if turn.talk.last_entry else say(beside.NOTHING_ASKED_YET)
    if not any(char.isalnum() for char in turn.text):
        return say(general.STICKER if turn.text else general.EMPTY)
    if len(turn.text) > LONGEST:
        return say(general.TOO_LONG)
    return None


def handle_rest(turn: Turn) -> Replies:
    """What nobody took: a button from a conversation long past."""
    return say(general.OLD_BUTTON)
