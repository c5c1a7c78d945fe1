"""What became of announcements: counts, names, stopping, sending again, lists to take along."""

from handlers.announcements import sheets
from handlers.announcements.sending import resend_failed
from handlers.conversation import Replies, Turn, read_number, say
from handlers.media_types import WORKBOOK
from handlers.messages import Attachment, Outgoing
from handlers.texts import announce
from handlers.texts import announce_reports as texts
from handlers.texts import invitations as invitation_texts
from handlers.texts.times import clock_time
from storage import broadcasts, copies, gatherings
from storage.broadcasts import Broadcast

NAMED = 20  # recipients named in one message
WANTED = ("failed", "uncertain", "held")
HAVE_IT = ("sent", "delivered", "uncertain")


def reports(turn: Turn) -> Replies:
    sent = broadcasts.latest(turn.unit)
    if not sent:
        return say(announce.NONE_YET)
    if len(sent) == 1:
        return show(turn, sent[0])
    labels = {item.id: announce.draft_label(item.id, item.text, is_scheduled=False) for item in sent}
    offered = [(f"news:report:{number}", label) for number, label in labels.items()]
    return say("\n\n".join(report(turn, item) for item in sent), *offered)


def report(turn: Turn, sent: Broadcast) -> str:
    """How many of an announcement's copies came to what, and by name whom it may not have reached."""
    counts = copies.count(turn.unit, sent.id)
    missed = copies.copies(turn.unit, sent.id, WANTED, NAMED + 1)
    named = [texts.recipient(item.state, item.person, item.cooperative, item.reason) for item in missed[:NAMED]]
    waits = texts.waits(copies.waiting_reasons(turn.unit, sent.id))
    notes = texts.notes(sent.state, corrected=sent.corrected_at is not None, recalled=sent.recalled_at is not None)
    return texts.report(sent.id, sent.text, counts, named, more=len(missed) > NAMED, notes=notes, waits=waits)


def show(turn: Turn, sent: Broadcast) -> Replies:
    """One announcement's report with what can be done about it."""
    counts = copies.count(turn.unit, sent.id)
    offered = [("answers", texts.ANSWERS)] if sent.kind == "invitation" else []
    if sent.state == "confirmed" and (counts.get("waiting") or counts.get("held")):
        offered.append(("stop", texts.STOP))
    if counts.get("failed") or counts.get("refused"):
        offered.append(("resend", texts.RESEND))
    if sent.asks_read:
        offered.append(("unread", texts.UNREAD))
    if counts:
        offered.append(("sheet", texts.SHEET))
    if sent.recalled_at is None and any(counts.get(state) for state in (*HAVE_IT, "read")):
        offered += [("correct", texts.CORRECT), ("recall", texts.RECALL)]
    return say(report(turn, sent), *((f"news:{what}:{sent.id}", label) for what, label in offered))


def find_sent(turn: Turn, parts: list[str]) -> Broadcast | None:
    """The announcement a button names, when it was sent."""
    number = read_number(parts[1]) if len(parts) > 1 else None
    found = None if number is None else broadcasts.find(turn.unit, number)
    return found if found is not None and found.state in ("confirmed", "stopped") else None


def _report(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    return say(texts.GONE) if sent is None else show(turn, sent)


def _stop(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None:
        return say(texts.GONE)
    if not broadcasts.settle(turn.unit, sent.id, "stopped", turn.now, was=("confirmed",)):
        return say(texts.NOTHING_TO_STOP)
    return say(texts.stopped(copies.stop(turn.unit, sent.id, turn.now)))


def _resend(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None:
        return say(texts.GONE)
    due_at = turn.world.quiet.allow(turn.now)
    again = resend_failed(turn.unit, sent, due_at, turn.now)
    later = clock_time(due_at) if due_at > turn.now else None
    return say(texts.resent(again, later) if again else texts.NOTHING_TO_RESEND)


def _unread(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None:
        return say(texts.GONE)
    missing = copies.copies(turn.unit, sent.id, HAVE_IT)
    if not missing:
        return say(texts.ALL_READ)
    named = [texts.recipient(item.state, item.person, item.cooperative, None) for item in missing[:NAMED]]
    return say(texts.unread(named, max(0, len(missing) - NAMED)), (f"news:sheet:{sent.id}", texts.SHEET))


def _sheet(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None:
        return say(texts.GONE)
    content = sheets.recipients(copies.copies(turn.unit, sent.id), turn.now)
    name = texts.FILE_NAME.format(number=sent.id)
    return [Outgoing(texts.sheet(sent.id), attachments=(Attachment(name, WORKBOOK, content),))]


def _answers(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    gathering = None if sent is None else gatherings.find(turn.unit, sent.id)
    if sent is None or gathering is None:
        return say(texts.GONE)
    listed = gatherings.listed(turn.unit, sent.id)
    counts = {
        state: (len(same), sum(one.people for one in same))
        for state in invitation_texts.STATES
        if (same := [one for one in listed if one.state == state])
    }
    names = [invitation_texts.answer_line(one.cooperative, one.state, one.people) for one in listed[:NAMED]]
    text = invitation_texts.summary(sent.id, counts, gathering.capacity, names)
    return say(text, (f"news:export:{sent.id}", invitation_texts.EXPORT)) if listed else say(text)


def _export(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None:
        return say(texts.GONE)
    content = sheets.answers(gatherings.listed(turn.unit, sent.id), turn.now)
    name = invitation_texts.FILE_NAME.format(number=sent.id)
    return [Outgoing(invitation_texts.listed(sent.id), attachments=(Attachment(name, WORKBOOK, content),))]


PRESSED = {
    "report": _report,
    "stop": _stop,
    "resend": _resend,
    "unread": _unread,
    "sheet": _sheet,
    "answers": _answers,
    "export": _export,
}
