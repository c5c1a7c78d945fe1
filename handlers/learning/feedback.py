"""Why an answer was of no use: by a button, or in the person's own words."""

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Kind
from handlers.texts import ask as ask_texts
from handlers.texts import feedback as texts
from storage import inbox
from storage.inbox import Asked

FLOW = "feedback-words"
LONGEST = 1000  # characters of a reason that are kept


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("fb")) is not None:
        return _pressed(turn, parts)
    if turn.talk.flow == FLOW and turn.incoming.kind is Kind.TEXT and not turn.text.startswith("/"):
        return _keep_words(turn)
    return None


def ask_why(asked: Asked) -> Replies:
    """After "not what I meant": what was wrong with it?"""
    reasons = [(f"fb:{reason}:{asked.id}", label) for reason, label in texts.REASONS.items()]
    return say(texts.WHAT_WAS_WRONG, *reasons, _in_words(asked), _ask_person(asked))


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    asked = find_own(turn, parts[-1])
    if asked is None:
        return say(ask_texts.QUESTION_GONE)
    if parts[0] == "words":
        turn.talk.begin(FLOW, asked=asked.id)
        return say(texts.TYPE_THE_REASON, ("fb:stop:" + str(asked.id), texts.NOTHING), free_input=True)
    if parts[0] in texts.REASONS:
        inbox.record_reason(turn.unit, asked.id, parts[0])
        return say(texts.NOTED[parts[0]], _in_words(asked), _ask_person(asked))
    turn.talk.end()
    return say(texts.NOTHING_MORE)


def _keep_words(turn: Turn) -> Replies:
    asked = find_own(turn, str(turn.talk.data.get("asked", "")))
    turn.talk.end()
    if asked is None:
        return say(ask_texts.QUESTION_GONE)
    inbox.record_reason_text(turn.unit, asked.id, turn.text[:LONGEST])
    return say(texts.WORDS_NOTED, _ask_person(asked))


def find_own(turn: Turn, number: str) -> Asked | None:
    """A question by its number, when the person who presses asked it."""
    wanted = read_number(number)
    asked = None if wanted is None else inbox.find_asked(turn.unit, wanted)
    return asked if asked is not None and asked.contact_id == turn.contact.id else None


def _in_words(asked: Asked) -> tuple[str, str]:
    return f"fb:words:{asked.id}", texts.IN_WORDS


def _ask_person(asked: Asked) -> tuple[str, str]:
    return f"ask:p:{asked.id}", ask_texts.ASK_PERSON
