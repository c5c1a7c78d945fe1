"""Whether a person can be reached: blocks, unblocks, and the words that stop and start what the bot sends itself."""

from handlers.conversation import Replies, Turn, say
from handlers.messages import Kind
from handlers.texts import general
from storage import outbox, people

STOP_WORDS = ("/dung", "/stop")
START_WORDS = ("/batdau",)


def handle(turn: Turn) -> Replies | None:
    if turn.incoming.kind is Kind.BLOCKED:
        people.mark_blocked(turn.unit, turn.contact.id)
        outbox.cancel_waiting(turn.unit, turn.contact.id, "blocked by the person", turn.now)
        return []
    if turn.contact.state == "blocked":  # whoever writes has unblocked us
        people.set_contact_state(turn.unit, turn.contact.id, "active")
    if turn.incoming.kind is Kind.UNBLOCKED:
        return []
    return _stop_or_start(turn)


def _stop_or_start(turn: Turn) -> Replies | None:
    word = turn.text.lower()
    if word in STOP_WORDS:
        people.set_contact_state(turn.unit, turn.contact.id, "stopped")
        # Answers to what the person asked still come.
        outbox.cancel_waiting(turn.unit, turn.contact.id, "stopped by the person", turn.now, lane="bulk")
        return say(general.STOPPED)
    if word in START_WORDS:
        people.set_contact_state(turn.unit, turn.contact.id, "active")
        return say(general.STARTED_AGAIN)
    return None
