"""Sending at a time: read as people say it, said back with the quiet hours, kept as a row that the ticker finds."""

from datetime import UTC, datetime

from handlers.announcements.audience import gather
from handlers.announcements.drafts import FLOW_WHEN, button, card, current
from handlers.announcements.segments import describe
from handlers.conversation import Replies, Turn, read_number, say
from handlers.texts import announce as texts
from handlers.texts.times import clock_time
from knowledge.moments import Doubt, refuse_doubt
from storage import broadcasts
from storage.broadcasts import Broadcast


def typed_moment(turn: Turn) -> Replies:
    draft = current(turn)
    if draft is None or draft.state != "draft":
        return say(texts.DECIDED)
    read = refuse_doubt(turn.text, turn.local_now)
    if isinstance(read, datetime):
        return _confirm(turn, draft, read)
    return ask_again(draft, read, texts.TYPE_WHEN)


def ask_again(draft: Broadcast, doubt: Doubt, question: str) -> Replies:
    """What is doubtful about a time, with the times it may be as buttons."""
    offered = [button(draft, "moment", clock_time(moment), _write(moment)) for moment in doubt.offered]
    text = texts.when_doubt(doubt.kind)
    again = text if offered and doubt.kind == "either" else f"{text} {question}"
    return say(again, *offered, button(draft, "back", texts.BACK), free_input=True)


def _write(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def _read(argument: str) -> datetime | None:
    seconds = read_number(argument)
    return None if seconds is None or seconds > 10**11 else datetime.fromtimestamp(seconds, UTC)


def confirm_offered(turn: Turn, draft: Broadcast, argument: str) -> Replies:
    moment = _read(argument)
    if moment is None or moment <= turn.now:
        return say(texts.when_doubt("past"), button(draft, "later", texts.OTHER_TIME))
    return _confirm(turn, draft, moment)


def _confirm(turn: Turn, draft: Broadcast, moment: datetime) -> Replies:
    turn.talk.begin(FLOW_WHEN, draft=draft.id)
    due_at = turn.world.quiet.allow(moment)
    question = texts.confirm_time(clock_time(moment), clock_time(due_at) if due_at > moment else None)
    keep = button(draft, "at", texts.KEEP_TIME, _write(due_at))
    return say(question, keep, button(draft, "later", texts.OTHER_TIME), button(draft, "back", texts.BACK))


def schedule(turn: Turn, draft: Broadcast, argument: str) -> Replies:
    """Keep the time; what is then the segment is counted again when the time comes."""
    moment = _read(argument)
    if moment is None or moment < turn.now:
        return say(texts.when_doubt("past"), button(draft, "later", texts.OTHER_TIME))
    count = gather(turn.unit, draft.segment, draft.topic).people
    if not broadcasts.settle(
        turn.unit, draft.id, "scheduled", turn.now, version=draft.version, due_at=moment, expected=count
    ):
        return say(texts.DECIDED)
    turn.talk.end()
    return say(texts.scheduled(draft.id, count, clock_time(moment)))


def show(turn: Turn, draft: Broadcast) -> Replies:
    assert draft.due_at is not None
    text = texts.waiting_card(draft.id, draft.text, describe(draft.segment), clock_time(draft.due_at))
    cancel = button(draft, "cancel", texts.CANCEL)
    return say(text, button(draft, "unschedule", texts.UNSCHEDULE), cancel)


def unschedule(turn: Turn, draft: Broadcast) -> Replies:
    if not broadcasts.settle(turn.unit, draft.id, "draft", turn.now, was=("scheduled",), due_at=None):
        return say(texts.DECIDED)
    again = broadcasts.find(turn.unit, draft.id)
    assert again is not None
    return [*say(texts.UNSCHEDULED), *card(turn, again)]
