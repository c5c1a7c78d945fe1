"""Correcting an announcement and taking it back: the copies are changed where that is possible, else a word is said."""

from dataclasses import replace
from datetime import datetime

from handlers import post
from handlers.announcements.composing import choices, compose, words
from handlers.announcements.drafts import FLOW_CORRECT
from handlers.announcements.reports import HAVE_IT, find_sent
from handlers.conversation import Replies, Turn, say
from handlers.envelope import add_rewrite, pack
from handlers.messages import Outgoing, Rewrite
from handlers.texts import announce_reports as texts
from handlers.texts.announce import DECIDED
from handlers.texts.times import clock_time
from storage import broadcasts, copies, outbox
from storage.broadcasts import Broadcast
from storage.copies import Copy
from storage.unit import Unit

TO_CHANGE = (*HAVE_IT, "read")


def _ask_correction(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None or sent.recalled_at is not None:
        return say(texts.GONE if sent is None else texts.ALREADY_RECALLED)
    turn.talk.begin(FLOW_CORRECT, sent=sent.id)
    return say(texts.TYPE_CORRECTION, ("news:nocorrect", texts.NO_RECALL), free_input=True)


def typed_correction(turn: Turn) -> Replies:
    sent = broadcasts.find(turn.unit, turn.talk.data["sent"])
    if sent is None:
        return say(texts.GONE)
    turn.talk.begin(FLOW_CORRECT, sent=sent.id, text=turn.text)
    count = len(copies.copies(turn.unit, sent.id, TO_CHANGE))
    question = texts.confirm_correction(turn.text, count)
    return say(question, (f"news:docorrect:{sent.id}", texts.SEND_CORRECTION), ("news:nocorrect", texts.NO_RECALL))


def _leave(turn: Turn, _: list[str]) -> Replies:
    turn.talk.end()
    return say(texts.GONE_ON)


def _correct(turn: Turn, parts: list[str]) -> Replies:
    sent, text = find_sent(turn, parts), turn.talk.data.get("text")
    if sent is None:
        return say(texts.GONE)
    if text is None or turn.talk.data.get("sent") != sent.id:
        return say(DECIDED)
    turn.talk.end()
    due_at = turn.world.quiet.allow(turn.now)
    count = correct(turn.unit, sent, text, due_at, turn.now)
    return say(texts.corrected(count, clock_time(due_at) if due_at > turn.now else None) if count else texts.NO_COPIES)


def correct(unit: Unit, sent: Broadcast, text: str, due_at: datetime, now: datetime) -> int:
    """Change the copies people have, and what still waits; how many have a copy."""
    corrected = replace(sent, text=text)
    edited = texts.edited(words(unit, corrected), clock_time(now))
    told = Outgoing(texts.correction(sent.text, text), choices(sent))
    count = _change(unit, sent, "correct", edited, told, due_at, now)
    broadcasts.mark(unit, sent.id, text=text, corrected_at=now)
    outbox.rewrite_waiting(unit, sent.id, pack(unit, compose(unit, corrected), now))
    return count


def _ask_recall(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None or sent.recalled_at is not None:
        return say(texts.GONE if sent is None else texts.ALREADY_RECALLED)
    count = len(copies.copies(turn.unit, sent.id, TO_CHANGE))
    question = texts.confirm_recall(sent.id, sent.text, count)
    return say(question, (f"news:dorecall:{sent.id}", texts.YES_RECALL), ("news:nocorrect", texts.NO_RECALL))


def _recall(turn: Turn, parts: list[str]) -> Replies:
    sent = find_sent(turn, parts)
    if sent is None or sent.recalled_at is not None:
        return say(texts.GONE if sent is None else texts.ALREADY_RECALLED)
    due_at = turn.world.quiet.allow(turn.now)
    count = recall(turn.unit, sent, due_at, turn.now)
    return say(texts.recalled(count, clock_time(due_at) if due_at > turn.now else None))


def recall(unit: Unit, sent: Broadcast, due_at: datetime, now: datetime) -> int:
    """Take back the copies people have, and stop what waits; how many have a copy."""
    broadcasts.settle(unit, sent.id, "stopped", now, was=("confirmed",))
    copies.stop(unit, sent.id, now)
    count = _change(unit, sent, "recall", texts.NOTE, Outgoing(texts.recall_note(sent.text)), due_at, now)
    broadcasts.mark(unit, sent.id, recalled_at=now)
    return count


def _change(unit: Unit, sent: Broadcast, what: str, text: str, told: Outgoing, due_at: datetime, now: datetime) -> int:
    """A row for each copy: the change, and the word that is said where it cannot be made."""
    have = copies.copies(unit, sent.id, TO_CHANGE)
    payload = pack(unit, told, now)
    rows = [
        post.address(
            copy,
            add_rewrite(payload, _rewrite(sent, copy, what, text)) if copy.external_id else payload,
            now,
            due_at,
            "correction",
            f"{what}:{sent.id}:{int(now.timestamp())}:{copy.person_id}",
        )
        for copy in have
    ]
    post.put(unit, rows)
    return len(have)


def _rewrite(sent: Broadcast, copy: Copy, what: str, text: str) -> Rewrite:
    """How the platform changes one copy."""
    take_back = what == "recall"
    old = copy.payload
    kept = () if take_back else choices(sent)
    return Rewrite(str(copy.external_id), str(old["text"]), len(old["files"]), text, kept, take_back)


PRESSED = {
    "correct": _ask_correction,
    "docorrect": _correct,
    "nocorrect": _leave,
    "recall": _ask_recall,
    "dorecall": _recall,
}
