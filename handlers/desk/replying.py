"""Which of our messages a staff member's message answers, where the platform tells."""

from handlers.conversation import Turn
from storage import outbox


def offered(turn: Turn, area: str) -> list[str]:
    """The choices of an area under the message that this one replies to; none when it replies to nothing of ours.

    A message about one question carries that question's buttons, so its choices say what it is about.
    """
    if turn.incoming.reply_to is None:
        return []
    choices = outbox.choices_of(turn.unit, turn.contact.channel, turn.contact.address, turn.incoming.reply_to)
    return [choice for choice in choices if choice.startswith(f"{area}:")]
