"""Announcements: write, choose who, see how many, confirm; one outbox row a person."""

from datetime import datetime

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.places import find_ward
from handlers.envelope import pack
from handlers.messages import Kind, Outgoing
from handlers.texts import announce as texts
from handlers.texts.sectors import SECTORS
from handlers.texts.times import clock_time
from storage import broadcasts, cooperatives, outbox
from storage.broadcasts import Broadcast
from storage.cooperatives import Cooperative
from storage.unit import Unit

CANCEL = ("news:cancel", texts.CANCEL)
NAMED = 20  # recipients named in one report
FLOW_TEXT, FLOW_PLACE = "news-text", "news-place"


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("news")) is not None:
        return _pressed(turn, parts[0], parts[1] if len(parts) > 1 else "")
    if turn.incoming.kind is not Kind.TEXT:
        return None
    if turn.text.lower() == "/thongbao":
        turn.talk.begin(FLOW_TEXT)
        return say(texts.TYPE_TEXT, CANCEL, free_input=True)
    if turn.text.lower() == "/guitoi":
        return _reports(turn)
    if turn.text.startswith("/"):
        return None
    if turn.talk.flow == FLOW_TEXT:
        return _ask_segment(turn, turn.text)
    if turn.talk.flow == FLOW_PLACE:
        return _place(turn, turn.talk.data["text"])
    return None


def _ask_segment(turn: Turn, text: str) -> Replies:
    turn.talk.begin("news-segment", text=text)
    choices = (("news:all", texts.EVERYBODY), ("news:sectors", texts.BY_SECTOR), ("news:places", texts.BY_PLACE))
    return say(texts.TO_WHOM, *choices, CANCEL)


def _pressed(turn: Turn, what: str, argument: str) -> Replies:
    if what == "cancel":
        return _cancel(turn, read_number(argument))
    if what == "send":
        return _send(turn, read_number(argument))
    text = turn.talk.data.get("text")
    if text is None:
        return say(texts.DECIDED)
    if what == "all":
        return _confirm(turn, text, {})
    if what == "sectors":
        present = {item.sector for item in cooperatives.directory(turn.unit)}
        offered = [(f"news:sector:{key}", name) for key, name in SECTORS.items() if key in present]
        return say(texts.WHICH_SECTOR, *offered, CANCEL)
    if what == "sector" and argument in SECTORS:
        return _confirm(turn, text, {"sector": argument, "name": SECTORS[argument]})
    turn.talk.begin(FLOW_PLACE, text=text)
    return say(texts.TYPE_PLACE, CANCEL, free_input=True)


def _place(turn: Turn, text: str) -> Replies:
    ward = find_ward(cooperatives.directory(turn.unit), turn.text)
    if ward is None:
        return say(texts.NO_SUCH_PLACE, CANCEL, free_input=True)
    return _confirm(turn, text, {"ward": ward[0], "name": ward[1]})


def _confirm(turn: Turn, text: str, segment: dict[str, str | int]) -> Replies:
    turn.talk.end()
    chosen = [item.id for item in select(turn.unit, segment)]
    contacts = broadcasts.contacts_for(turn.unit, chosen)
    if not contacts:
        return say(texts.NOBODY)
    number = broadcasts.draft(turn.unit, text, segment, turn.person.id, turn.now)
    missing = len(chosen) - len(broadcasts.reachable_cooperatives(turn.unit, chosen))
    question = texts.confirm(text, describe(segment), len(contacts), len(chosen), missing, _later(turn))
    return say(question, (f"news:send:{number}", texts.SEND), (f"news:cancel:{number}", texts.CANCEL))


def select(unit: Unit, segment: dict[str, str | int]) -> list[Cooperative]:
    """The cooperatives of a segment: everybody, one sector, or one ward."""
    return [
        item
        for item in cooperatives.directory(unit)
        if segment.get("sector") in (None, item.sector) and segment.get("ward") in (None, item.ward_code)
    ]


def describe(segment: dict[str, str | int]) -> str:
    kind = next((key for key in ("sector", "ward") if key in segment), "all")
    return texts.segment_name(kind, str(segment.get("name", "")))


def _later(turn: Turn) -> str | None:
    due_at = turn.world.quiet.allow(turn.now)
    return clock_time(due_at) if due_at > turn.now else None


def _cancel(turn: Turn, draft: int | None) -> Replies:
    """Stop writing, or drop the draft that the button stood under."""
    if draft is None:
        turn.talk.end()
    elif not broadcasts.settle(turn.unit, draft, "cancelled", turn.now):
        return say(texts.DECIDED)
    return say(texts.NOT_SENT)


def _send(turn: Turn, number: int | None) -> Replies:
    found = None if number is None else broadcasts.find(turn.unit, number)
    if found is None or not broadcasts.settle(turn.unit, found.id, "confirmed", turn.now):
        return say(texts.DECIDED)
    count = enqueue(turn.unit, found, turn.world.quiet.allow(turn.now), turn.now)
    return say(texts.sending(found.id, count, _later(turn)))


def enqueue(unit: Unit, broadcast: Broadcast, due_at: datetime, now: datetime) -> int:
    """One outbox row for each person of the segment, whatever the number of times this is called; how many are new."""
    payload = pack(unit, Outgoing(broadcast.text), now)
    contacts = broadcasts.contacts_for(unit, [item.id for item in select(unit, broadcast.segment)])
    return outbox.put(
        unit,
        [
            outbox.NewMessage(
                channel=contact.channel,
                address=contact.address,
                contact_id=contact.id,
                payload=payload,
                due_at=due_at,
                created_at=now,
                lane="bulk",
                purpose="announcement",
                key=f"broadcast:{broadcast.id}:{contact.person_id}",
                broadcast_id=broadcast.id,
            )
            for contact in contacts
        ],
    )


def _reports(turn: Turn) -> Replies:
    sent = broadcasts.latest(turn.unit)
    if not sent:
        return say(texts.NONE_YET)
    return say("\n\n".join(_report(turn, item) for item in sent))


def _report(turn: Turn, sent: Broadcast) -> str:
    """How many of an announcement's messages came to what, and by name whom it may not have reached."""
    counts = outbox.counts_by_state(turn.unit, sent.id)
    missed = broadcasts.missed(turn.unit, sent.id, NAMED + 1)
    named = [texts.recipient(item.state, item.person, item.cooperative) for item in missed[:NAMED]]
    return texts.report(sent.id, sent.text, counts, named, more=len(missed) > NAMED)
