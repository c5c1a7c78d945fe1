"""Which answer a sent message gave, so that changing the message changes the answer, in whatever order both arrive.

Kept in the talk: `typed`, message id -> question; `edited`, message id -> (when it was changed last, the text).
"""

from datetime import datetime
from typing import Any

from handlers.conversation import Turn

REMEMBERED = 60  # messages


def remember(turn: Turn, question: str) -> str:
    """Keep what question a message answers; its text, or the newer one when the change of it came first."""
    data = turn.talk.data
    message = turn.incoming.message_id or turn.incoming.external_id
    data["typed"] = _newest({**data.get("typed", {}), message: question})
    early = data.get("edited", {}).get(message)
    return turn.text if early is None else str(early[1])


def question_of(turn: Turn) -> str | None:
    """The question an edited message answered ("" when that is not known); None when a newer change of it was taken."""
    data, message = turn.talk.data, turn.incoming.refers_to or ""
    before = data.get("edited", {}).get(message)
    if before is not None and datetime.fromisoformat(before[0]) > turn.incoming.sent_at:
        return None
    data["edited"] = _newest({**data.get("edited", {}), message: [turn.incoming.sent_at.isoformat(), turn.text]})
    return str(data.get("typed", {}).get(message, ""))


def kept(turn: Turn) -> dict[str, object]:
    """What goes on with the talk to its next question."""
    return {"edited": turn.talk.data["edited"]} if "edited" in turn.talk.data else {}


def _newest(entries: dict[str, Any]) -> dict[str, Any]:
    return dict(list(entries.items())[-REMEMBERED:])
