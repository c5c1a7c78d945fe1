"""Turning an announcement into an invitation: when, where, how many places, until when answers are taken."""

from datetime import UTC, datetime, time, timedelta

from handlers.announcements.drafts import FLOW_EVENT, button, change, current
from handlers.conversation import Replies, Turn, say
from handlers.texts import announce as texts
from handlers.texts import invitations as words
from handlers.world import ZONE
from knowledge.moments import refuse_doubt
from storage import gatherings
from storage.broadcasts import Broadcast
from storage.gatherings import Gathering

SOONEST = timedelta(hours=1)
MOST_PLACES = 100_000
LONGEST_PLACE = 200


def begin(turn: Turn, draft: Broadcast, _: str) -> Replies:
    return _ask(turn, draft, "start", words.TYPE_START)


def _ask(turn: Turn, draft: Broadcast, at: str, question: str, *choices: tuple[str, str], **known: object) -> Replies:
    turn.talk.begin(FLOW_EVENT, **{**turn.talk.data, **known, "draft": draft.id, "at": at})
    return say(question, *choices, button(draft, "back", texts.BACK), free_input=True)


def choose(turn: Turn, draft: Broadcast, argument: str) -> Replies:
    """The buttons under two of the questions."""
    if argument == "unlimited" and turn.talk.data.get("at") == "capacity":
        return _ask_close(turn, draft, None)
    if argument == "before" and turn.talk.data.get("at") == "close":
        return _finish(turn, draft, _day_before(_moment(turn, "start")))
    return begin(turn, draft, "")


def typed(turn: Turn) -> Replies:
    draft = current(turn)
    if draft is None or draft.state != "draft":
        return say(texts.DECIDED)
    return {"start": _start, "place": _place, "capacity": _capacity, "close": _close}[turn.talk.data["at"]](turn, draft)


def _start(turn: Turn, draft: Broadcast) -> Replies:
    read = refuse_doubt(turn.text, turn.local_now)
    if not isinstance(read, datetime):
        return _ask(turn, draft, "start", f"{texts.when_doubt(read.kind)} {words.TYPE_START}")
    if read < turn.now + SOONEST:
        return _ask(turn, draft, "start", words.START_TOO_SOON)
    return _ask(turn, draft, "place", words.TYPE_PLACE, start=read.isoformat())


def _place(turn: Turn, draft: Broadcast) -> Replies:
    if len(turn.text) > LONGEST_PLACE:
        return _ask(turn, draft, "place", words.LONG_PLACE)
    unlimited = button(draft, "event", words.UNLIMITED, "unlimited")
    return _ask(turn, draft, "capacity", words.TYPE_CAPACITY, unlimited, place=" ".join(turn.text.split()))


def _capacity(turn: Turn, draft: Broadcast) -> Replies:
    digits = turn.text.replace(".", "").split()[0] if turn.text.split() else ""
    if not digits.isascii() or not digits.isdecimal() or not 1 <= int(digits[:9]) <= MOST_PLACES:
        unlimited = button(draft, "event", words.UNLIMITED, "unlimited")
        return _ask(turn, draft, "capacity", words.BAD_CAPACITY, unlimited)
    return _ask_close(turn, draft, int(digits))


def _ask_close(turn: Turn, draft: Broadcast, capacity: int | None) -> Replies:
    before = button(draft, "event", words.CLOSE_BEFORE, "before")
    offered = [before] if _day_before(_moment(turn, "start")) > turn.now else []
    return _ask(turn, draft, "close", words.TYPE_CLOSE, *offered, capacity=capacity)


def _moment(turn: Turn, key: str) -> datetime:
    return datetime.fromisoformat(turn.talk.data[key])


def _day_before(start: datetime) -> datetime:
    """The end of the Vietnamese day before."""
    day = start.astimezone(ZONE).date() - timedelta(days=1)
    return datetime.combine(day, time(23, 59), ZONE).astimezone(UTC)


def _close(turn: Turn, draft: Broadcast) -> Replies:
    read = refuse_doubt(turn.text, turn.local_now)
    if not isinstance(read, datetime):
        return _ask(turn, draft, "close", f"{texts.when_doubt(read.kind)} {words.TYPE_CLOSE}")
    if read >= _moment(turn, "start") or read <= turn.now:
        return _ask(turn, draft, "close", words.CLOSE_AFTER_START)
    return _finish(turn, draft, read)


def _finish(turn: Turn, draft: Broadcast, closes_at: datetime) -> Replies:
    data = turn.talk.data
    made = Gathering(draft.id, _moment(turn, "start"), closes_at, data["place"], data["capacity"])
    gatherings.hold(turn.unit, made)
    return change(turn, draft, kind="invitation")
