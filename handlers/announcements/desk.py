"""Announcements in the hands of staff: what they type and press."""

from collections.abc import Callable

from handlers.announcements import changes, drafts, events, planning, reports, tagging
from handlers.announcements.audience import lexicon
from handlers.announcements.drafts import button, card, change, other_version, read_draft
from handlers.announcements.reading import Read, read_segment
from handlers.announcements.sending import enqueue
from handlers.conversation import Replies, Turn, say
from handlers.desk.places import find_ward
from handlers.messages import Kind
from handlers.survey.commands import flat
from handlers.survey.periods import is_period, say_period
from handlers.texts import announce as texts
from handlers.texts import segments as segment_texts
from handlers.texts.sectors import SECTORS
from handlers.texts.times import clock_time
from storage import broadcasts, cooperatives, gatherings, surveys
from storage.broadcasts import Broadcast

LEAVE_WORDS = ("/huy",)
ENOUGH = frozenset({"thoi", "huy", "de sau", "dung", "dung lai", "khong gui", "khong gui nua", "thoi khong gui"})
"""Whole messages that are no announcement, no line of recipients and no hour: the draft is kept."""


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("news")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    word = turn.text.lower()
    if word in LEAVE_WORDS and (turn.talk.flow or "").startswith("news-"):
        return _leave(turn)
    command = COMMANDS.get(word) or tagging.command(turn.text)
    if command is not None:
        return command(turn)
    if turn.text.startswith("/"):
        return None
    typed = TYPED.get(turn.talk.flow or "")
    if typed is not None and flat(turn.text) in ENOUGH:
        return _leave(turn) if drafts.current(turn) is not None else _leave_by_button(turn)
    return None if typed is None else typed(turn)


# Writing


def _begin(turn: Turn) -> Replies:
    turn.talk.begin(drafts.FLOW_TEXT)
    waiting = broadcasts.unfinished(turn.unit)
    if not waiting:
        return say(texts.TYPE_TEXT, ("news:leave", texts.CANCEL), free_input=True)
    offered = [
        (f"news:open:{item.id}", texts.draft_label(item.id, item.text, is_scheduled=item.state == "scheduled"))
        for item in waiting
    ]
    return say(f"{texts.TYPE_TEXT}\n{texts.OR_GO_ON}", *offered, ("news:leave", texts.CANCEL), free_input=True)


def _leave(turn: Turn) -> Replies:
    draft = drafts.current(turn)
    turn.talk.end()
    if draft is None or draft.state != "draft":
        return say(texts.NOTHING_TO_LEAVE)
    return say(texts.kept(draft.id))


def _typed_text(turn: Turn) -> Replies:
    return drafts.new_draft(turn, turn.text, turn.talk.data.get("files", []))


def _typed_words(turn: Turn) -> Replies:
    draft = drafts.current(turn)
    if draft is None or draft.state != "draft":
        return say(texts.DECIDED)
    return change(turn, draft, text=turn.text)


def _typed_who(turn: Turn) -> Replies:
    draft = drafts.current(turn)
    if draft is None or draft.state != "draft":
        return say(texts.DECIDED)
    read = _read_place(turn) if turn.talk.data.get("at") == "place" else read_segment(turn.text, lexicon(turn.unit))
    if isinstance(read, str):
        # What was not understood is asked again; the draft waits.
        return say(read, button(draft, "who", texts.WHO), button(draft, "keep", texts.KEEP), free_input=True)
    return drafts.aim(turn, draft, read)


def _read_place(turn: Turn) -> Read:
    """The place that was asked for: a ward with a slip in its name, else whatever the line says."""
    ward = find_ward(cooperatives.directory(turn.unit), turn.text)
    if ward is not None:
        return {"wards": [ward[0]], "name": ward[1]}
    read = read_segment(turn.text, lexicon(turn.unit))
    return texts.NO_SUCH_PLACE if isinstance(read, str) and segment_texts.EXAMPLES in read else read


# Buttons


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    what = parts[0]
    if what == "leave":
        return _leave_by_button(turn)
    if what in reports.PRESSED:
        return reports.PRESSED[what](turn, parts)
    if what in changes.PRESSED:
        return changes.PRESSED[what](turn, parts)
    draft, is_current = read_draft(turn, parts)
    if draft is None:
        return say(texts.DECIDED)
    if what == "open":
        return _open(turn, draft)
    if what == "unschedule":
        return planning.unschedule(turn, draft)
    if what == "cancel":
        return _cancel(turn, draft)
    if not is_current or draft.state != "draft":
        return other_version(turn, draft)
    step = STEPS.get(what)
    return say(texts.DECIDED) if step is None else step(turn, draft, parts[3] if len(parts) > 3 else "")


def _leave_by_button(turn: Turn) -> Replies:
    turn.talk.end()
    return say(texts.NOT_SENT)


def _open(turn: Turn, draft: Broadcast) -> Replies:
    if draft.state == "scheduled":
        return planning.show(turn, draft)
    return card(turn, draft) if draft.state == "draft" else say(texts.DECIDED)


def _cancel(turn: Turn, draft: Broadcast) -> Replies:
    if not broadcasts.settle(turn.unit, draft.id, "cancelled", turn.now, was=("draft", "scheduled")):
        return say(texts.DECIDED)
    if turn.talk.data.get("draft") == draft.id:
        turn.talk.end()
    return say(texts.NOT_SENT)


def _send(turn: Turn, draft: Broadcast, _: str) -> Replies:
    if not broadcasts.settle(turn.unit, draft.id, "confirmed", turn.now, version=draft.version):
        return say(texts.DECIDED)
    turn.talk.end()
    due_at = turn.world.quiet.allow(turn.now)
    count = enqueue(turn.unit, draft, due_at, turn.now)
    return say(texts.sending(draft.id, count, clock_time(due_at) if due_at > turn.now else None))


def _await(flow: str, question: str) -> Callable[[Turn, Broadcast, str], Replies]:
    def ask(turn: Turn, draft: Broadcast, _: str) -> Replies:
        turn.talk.begin(flow, draft=draft.id)
        return say(question, button(draft, "back", texts.BACK), free_input=True)

    return ask


def _places(turn: Turn, draft: Broadcast, _: str) -> Replies:
    turn.talk.begin(drafts.FLOW_WHO, draft=draft.id, at="place")
    return say(texts.TYPE_PLACE, button(draft, "cancel", texts.CANCEL), free_input=True)


def _file(turn: Turn, draft: Broadcast, _: str) -> Replies:
    turn.talk.begin(drafts.FLOW_FILES, draft=draft.id)
    asked = say(texts.SEND_FILE, button(draft, "back", texts.BACK), free_input=True)
    return [drafts.with_file_input(asked[0])]


def _sector(turn: Turn, draft: Broadcast, key: str) -> Replies:
    return drafts.aim(turn, draft, {"sector": key}) if key in SECTORS else drafts.choose_sector(turn, draft)


def _missing(turn: Turn, draft: Broadcast, _: str) -> Replies:
    opened = surveys.rounds(turn.unit, "open")
    if not opened:
        return say(segment_texts.NO_ROUND, button(draft, "who", texts.WHO))
    name = say_period(opened[0].period) if is_period(opened[0].period) else opened[0].period
    return drafts.aim(turn, draft, {"round": opened[0].id, "sent": False, "name": name})


def _topic(turn: Turn, draft: Broadcast, key: str) -> Replies:
    return change(turn, draft, topic=key if key in texts.TOPICS else None)


def _keep(turn: Turn, draft: Broadcast, _: str) -> Replies:
    turn.talk.end()
    return say(texts.kept(draft.id))


def _no_invite(turn: Turn, draft: Broadcast, _: str) -> Replies:
    gatherings.drop(turn.unit, draft.id)
    return change(turn, draft, kind="notice")


Step = Callable[[Turn, Broadcast, str], Replies]
STEPS: dict[str, Step] = {
    "all": lambda turn, draft, _: drafts.aim(turn, draft, {}),
    "sectors": lambda turn, draft, _: drafts.choose_sector(turn, draft),
    "sector": _sector,
    "places": _places,
    "words": _await(drafts.FLOW_WHO, segment_texts.HOW),
    "missing": _missing,
    "send": _send,
    "later": _await(drafts.FLOW_WHEN, texts.TYPE_WHEN),
    "at": planning.schedule,
    "moment": planning.confirm_offered,
    "test": lambda turn, draft, _: drafts.test(turn, draft),
    "file": _file,
    "missed": lambda turn, draft, _: drafts.show_missed(turn, draft),
    "more": lambda turn, draft, _: drafts.more(turn, draft),
    "keep": _keep,
    "edit": _await(drafts.FLOW_WORDS, texts.TYPE_WORDS),
    "who": lambda turn, draft, _: drafts.ask_whom(turn, draft),
    "topics": lambda turn, draft, _: drafts.choose_topic(turn, draft),
    "topic": _topic,
    "read": lambda turn, draft, _: change(turn, draft, asks_read=not draft.asks_read),
    "invite": events.begin,
    "event": events.choose,
    "noinvite": _no_invite,
    "nofiles": lambda turn, draft, _: change(turn, draft, files=[]),
    "back": lambda turn, draft, _: card(turn, draft),
}
COMMANDS: dict[str, Callable[[Turn], Replies]] = {"/thongbao": _begin, "/guitoi": reports.reports}
TYPED: dict[str, Callable[[Turn], Replies]] = {
    drafts.FLOW_TEXT: _typed_text,
    drafts.FLOW_WORDS: _typed_words,
    drafts.FLOW_WHO: _typed_who,
    drafts.FLOW_WHEN: planning.typed_moment,
    drafts.FLOW_CORRECT: changes.typed_correction,
    drafts.FLOW_EVENT: events.typed,
}
