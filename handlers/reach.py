"""Whether a person can be reached: blocks, unblocks, and the words that stop and start what the bot sends itself."""

from handlers import detours
from handlers.conversation import Replies, Turn, say
from handlers.messages import Kind
from handlers.texts import general
from storage import outbox, people

STOP_WORDS = ("/dung", "/stop")
START_WORDS = ("/batdau",)


def handle(turn: Turn) -> Replies | None:
    if turn.incoming.kind is Kind.BLOCKED:
        people.mark_blocked(turn.unit, turn.contact.id)
        detours.leave(turn.unit, turn.contact.id, "blocked by the person", turn.now, turn.world.quiet)
        return []
    if turn.contact.state == "blocked":  # whoever writes has unblocked us
        people.set_contact_state(turn.unit, turn.contact.id, "active")
    if turn.incoming.kind is Kind.UNBLOCKED:
        return []
    return _stop_or_start(turn)


def _stop_or_start(turn: Turn) -> Replies | None:
    word = turn.text.lower()
    if word in STOP_WORDS:
        _stop_everywhere(turn)
        return say(general.STOPPED)
    if word in START_WORDS:
        for contact in people.contacts_of(turn.unit, turn.person.id):
            if contact.state == "stopped":
                people.set_contact_state(turn.unit, contact.id, "active")
        return say(general.STARTED_AGAIN)
    return None


def _stop_everywhere(turn: Turn) -> None:
    """The person said so, not the address: their other addresses are not written to instead."""
    for contact in people.contacts_of(turn.unit, turn.person.id):
        if contact.state == "active" or contact.id == turn.contact.id:
            people.set_contact_state(turn.unit, contact.id, "stopped")
        # Answers to what the person asked still come.
        outbox.cancel_waiting(turn.unit, contact.id, "stopped by the person", turn.now, lane="bulk")
