"""Shared answers that wait for a second person, and those that are served: approve, refuse, withdraw."""

from handlers.conversation import Replies, Turn, read_number, say
from handlers.learning.corrections import note_correction
from handlers.learning.review import refuse_draft
from handlers.learning.writing import new_rules
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import cut
from handlers.texts import learned as texts
from handlers.texts.questions import SOMEBODY
from knowledge.answer import render
from knowledge.entries import Entry
from knowledge.versions import pack_entry, unpack_entry, version_of
from storage import learned, members, people
from storage.learned import Learned

COMMAND = "/cauchung"
REFUSING = "desk-refusing"
MOST = 10  # of each kind in the list


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("lm")) is not None and parts[0] in PRESSES:
        return _press(turn, parts[0], parts[-1])
    if turn.incoming.kind is not Kind.TEXT:
        return None
    if turn.text.lower() == COMMAND:
        return [_listing(turn)]
    if turn.talk.flow == REFUSING and not turn.text.startswith("/"):
        return _press(turn, "refused", str(turn.talk.data["draft"]), turn.text)
    return None


def ask_to_approve(turn: Turn, entry: Entry, asked: int | None) -> Replies:
    """Keep a draft and show it to everybody else of the staff."""
    shipped = (turn.world.shipped or turn.world.knowledge).entries.get(entry.key)
    number = learned.draft(
        turn.unit,
        entry.key,
        pack_entry(entry),
        version_of(entry),
        turn.person.id,
        turn.now,
        question_id=asked,
        based_on=None if shipped is None else version_of(shipped),
    )
    text = texts.please_approve(number, turn.person.name or SOMEBODY, _shown(turn, entry))
    return say(texts.submitted(number, _tell_others(turn, Outgoing(text, _decisions(number)), f"draft:{number}")))


def _tell_others(turn: Turn, message: Outgoing, key: str) -> int:
    told = 0
    for staff in members.all_staff(turn.unit):
        contact = members.reachable(turn.unit, staff.person_id)
        if contact is not None and staff.person_id != turn.person.id:
            turn.send(contact, message, purpose="staff", key=f"{key}:{staff.person_id}")
            told += 1
    return told


def _decisions(number: int) -> tuple[Choice, ...]:
    return (Choice(f"lm:ok:{number}", texts.APPROVE), Choice(f"lm:no:{number}", texts.REFUSE))


def _shown(turn: Turn, entry: Entry) -> str:
    text = render(entry, turn.world.knowledge.registry, turn.today).text
    return f"Hỏi: {entry.question}\n\n{text}"


def _listing(turn: Turn) -> Outgoing:
    rows = {state: learned.in_state(turn.unit, state) for state in ("draft", "approved")}
    drafts, served = ([(row.id, cut(row.entry["question"])) for row in rows[state]][-MOST:] for state in rows)
    if not drafts and not served:
        return Outgoing(texts.NOTHING_SHARED)
    choices = tuple(Choice(f"lm:view:{number}", texts.view(number)) for number, _ in (*drafts, *served))
    return Outgoing(texts.listing(drafts, served), choices)


def _press(turn: Turn, what: str, number: str, words: str = "") -> Replies:
    wanted = read_number(number)
    found = None if wanted is None else learned.find(turn.unit, wanted)
    return say(texts.GONE) if found is None else PRESSES[what](turn, found, words)


def _view(turn: Turn, found: Learned, _: str) -> Replies:
    entry = unpack_entry(found.entry)
    if found.state == "draft":
        return [Outgoing(_shown(turn, entry), _decisions(found.id))]
    if found.state != "approved":
        return say(texts.SHARED_GONE)
    token = turn.world.knowledge.token(found.key)
    return say(_shown(turn, entry), (f"lm:fix:{token}", texts.CORRECT), (f"lm:withdraw:{found.id}", texts.WITHDRAW))


def _approve(turn: Turn, found: Learned, _: str) -> Replies:
    if found.author_id == turn.person.id:
        return say(texts.OWN_DRAFT)
    if found.state != "draft":
        return say(texts.decided_before(found.id))
    entry, knowledge = unpack_entry(found.entry), turn.world.knowledge
    changed = [c for rule in new_rules(entry, knowledge) for c in rule.citations]
    refusal = refuse_draft(entry, changed, knowledge, turn.today)
    if refusal is not None:  # the law or another entry has changed since it was written
        return say(texts.refused(refusal), (f"lm:no:{found.id}", texts.REFUSE))
    if not learned.decide(turn.unit, found.id, "approved", turn.person.id, turn.now):
        return say(texts.decided_before(found.id))
    if found.key in knowledge.entries:
        note_correction(turn.unit, turn.world, entry, f"learned:{found.version}", turn.now)
    _tell_author(turn, found, texts.told_approved(found.id, turn.person.name or SOMEBODY))
    return say(texts.approved(found.id))


def _ask_reason(turn: Turn, found: Learned, _: str) -> Replies:
    if found.state != "draft":
        return say(texts.decided_before(found.id))
    turn.talk.begin(REFUSING, draft=found.id)
    return say(texts.TYPE_REASON, (f"lm:refused:{found.id}", texts.NO_REASON), free_input=True)


def _refuse(turn: Turn, found: Learned, reason: str) -> Replies:
    turn.talk.end()
    if not learned.decide(turn.unit, found.id, "refused", turn.person.id, turn.now, reason or None):
        return say(texts.decided_before(found.id))
    if found.author_id != turn.person.id:
        _tell_author(turn, found, texts.told_refused(found.id, turn.person.name or SOMEBODY, reason))
    return say(texts.NOT_APPROVED)


def _withdraw(turn: Turn, found: Learned, _: str) -> Replies:
    return say(
        texts.WITHDRAWN if learned.withdraw(turn.unit, found.id, turn.person.id, turn.now) else texts.SHARED_GONE
    )


def _tell_author(turn: Turn, found: Learned, text: str) -> None:
    author = None if found.author_id is None else people.find_person(turn.unit, found.author_id)
    contact = None if author is None else members.reachable(turn.unit, author.id)
    if contact is not None:
        turn.send(contact, Outgoing(text), purpose="staff", key=f"decided:{found.id}")


PRESSES = {"view": _view, "ok": _approve, "no": _ask_reason, "refused": _refuse, "withdraw": _withdraw}
