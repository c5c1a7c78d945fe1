"""Someone who sends more than anyone can read: one kind word, then silence until it calms.

What comes meanwhile is kept as it came and read over, not answered later: an answer typed to one question must not be
taken for an answer to another. Counted by the time at which a message was sent, so that a day's messages that arrive
together after an outage are no flood.
"""

from datetime import datetime, timedelta
from enum import Enum

from handlers.conversation import Talk
from handlers.messages import Incoming, Kind, Outgoing
from handlers.texts.flood import too_fast

MOST = 40
WINDOW = timedelta(minutes=1)
"""So many messages in so much time are answered. Who taps through a survey without reading needs longer."""
CALM = timedelta(seconds=10)
"""So long nothing has to come before a flood is over."""
UNCOUNTED_CHANNELS = ("terminal",)  # a script's own
UNCOUNTED_KINDS = (Kind.BLOCKED, Kind.UNBLOCKED)  # nobody types these, and what they say has to be known


class Verdict(Enum):
    ANSWER = "answer"
    WARN = "warn"
    READ_OVER = "read over"


def count(talk: Talk, incoming: Incoming) -> Verdict:
    """Count a message in the talk (`talk.burst`: since when, how many, the last) and say what is to become of it."""
    if incoming.address.channel in UNCOUNTED_CHANNELS or incoming.kind in UNCOUNTED_KINDS:
        return Verdict.ANSWER
    at = incoming.sent_at
    since, number, last = _read(talk.burst, at)
    is_over = at - last >= CALM if number > MOST else at - since >= WINDOW
    since, number = (at, 1) if is_over else (since, number + 1)
    talk.burst = [since.isoformat(), number, max(at, last).isoformat()]
    if number <= MOST:
        return Verdict.ANSWER
    return Verdict.WARN if number == MOST + 1 else Verdict.READ_OVER


def _read(burst: list[str | int], at: datetime) -> tuple[datetime, int, datetime]:
    if not burst:
        return at, 0, at
    since, number, last = burst
    return datetime.fromisoformat(str(since)), int(number), datetime.fromisoformat(str(last))


def warn(incoming: Incoming) -> Outgoing:
    """The one word: from which message on nothing was read."""
    return Outgoing(too_fast(incoming.text))
