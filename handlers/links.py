"""One person, several addresses: joined by a code that one shows and the other types, when both sides say yes.

/lienket shows a code, or the list once there are several addresses: which is written to first, and taking one off.
"""

from datetime import timedelta

from handlers import detours, post
from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.texts import links as texts
from handlers.world import QuietHours
from knowledge.vietnamese import fold
from storage import linking, members, merging, outbox, people
from storage.linking import Link
from storage.people import Contact

COMMAND = "/lienket"
WORDS = ("lien ket", "lien ket may", "noi may", "noi tai khoan")
CODE_LIVES = timedelta(minutes=10)
GUESSES = 5  # wrong codes from one address
GUESSED_WITHIN = timedelta(minutes=15)
ALWAYS = QuietHours(0, 0)  # the person is doing this just now, at whatever hour


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("link")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    word, _, rest = turn.text.partition(" ")
    if word.lower() == COMMAND:
        return _typed(turn, rest) if rest.strip() else _begin(turn)
    if turn.talk.flow is None and fold(turn.text) in WORDS:
        return _begin(turn)
    return _bare_code(turn) if members.looks_like_code(turn.text) else None


def _begin(turn: Turn) -> Replies:
    """The list of those who have several addresses; a code for everybody else."""
    return [_list(turn)] if len(people.contacts_of(turn.unit, turn.person.id)) > 1 else [_code(turn)]


def _code(turn: Turn) -> Outgoing:
    return Outgoing(texts.code(linking.show_code(turn.unit, turn.contact.id, turn.now, turn.now + CODE_LIVES)))


def _bare_code(turn: Turn) -> Replies | None:
    """Six letters and digits: somebody else's business unless they are a code of ours."""
    if members.find_invite(turn.unit, turn.text) is not None or turn.talk.flow in ("survey", "policy-ask"):
        return None
    if _guessed_too_often(turn):
        return None
    found = linking.find_shown(turn.unit, turn.text, turn.now)
    if found is None:
        linking.record_guess(turn.unit, turn.contact.id, turn.now)
        return None
    return _take(turn, found)


def _typed(turn: Turn, code: str) -> Replies:
    if _guessed_too_often(turn):
        return say(texts.TOO_MANY)
    found = linking.find_shown(turn.unit, code, turn.now)
    if found is None:
        linking.record_guess(turn.unit, turn.contact.id, turn.now)
        return say(texts.CODE_WRONG)
    return _take(turn, found)


def _guessed_too_often(turn: Turn) -> bool:
    return linking.count_guesses(turn.unit, turn.contact.id, turn.now - GUESSED_WITHIN) >= GUESSES


def _take(turn: Turn, found: Link) -> Replies:
    """The code is right: does its typist know whom they let in?"""
    if found.shown_by == turn.contact.id:
        return say(texts.OWN_CODE)
    other = people.find_contact(turn.unit, found.shown_by)
    assert other is not None
    if other.person_id == turn.person.id:
        return say(texts.SAME_ALREADY)
    if not linking.take_code(turn.unit, found.id, turn.contact.id, turn.now, turn.now + CODE_LIVES):
        return say(texts.TOO_LATE)
    return say(texts.confirm_typed(texts.place(other.channel)), *_yes_or_no("agree", found.id))


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    number = read_number(parts[-1])
    match parts[0]:
        case "new":
            return [_code(turn)]
        case "keep":
            return say(texts.KEPT)
        case what if number is not None and what in STEPS:
            return STEPS[what](turn, number)
    return say(texts.TOO_LATE)


def _agree(turn: Turn, link_id: int) -> Replies:
    """Who typed the code says yes: now who showed it is asked."""
    link = linking.agree(turn.unit, link_id, turn.contact.id, turn.now, turn.now + CODE_LIVES)
    if link is None:
        return say(texts.TOO_LATE)
    shown = people.find_contact(turn.unit, link.shown_by)
    assert shown is not None
    question = say(texts.confirm_shown(texts.place(turn.contact.channel)), *_yes_or_no("join", link_id))
    _tell(turn, shown, question[0], f"link:{link_id}:asked")
    return say(texts.waiting_for(texts.place(shown.channel)))


def _join(turn: Turn, link_id: int) -> Replies:
    """Who showed the code says yes: the two are one from here on."""
    link = linking.join(turn.unit, link_id, turn.contact.id, turn.now)
    if link is None or link.typed_by is None:
        return say(texts.TOO_LATE)
    typed = people.find_contact(turn.unit, link.typed_by)
    assert typed is not None
    both = merging.persons_of(turn.unit, [turn.contact.id, typed.id])
    if len(both) == 2:
        _merge(turn, *both)
    _tell(turn, typed, Outgoing(texts.joined(texts.place(turn.contact.channel))), f"link:{link_id}:done")
    return say(texts.joined(texts.place(typed.channel)))


def _merge(turn: Turn, keep: int, gone: int) -> None:
    before = [people.find_person(turn.unit, person_id) for person_id in (keep, gone)]
    merging.merge(turn.unit, keep, gone, turn.now, speaking=turn.contact.id)
    after = people.find_person(turn.unit, keep)
    assert after is not None
    if after.consent is not None and any(person and person.consent != after.consent for person in before):
        people.record_consent(turn.unit, keep, after.consent, texts.CONSENT_VERSION, turn.now)


def _refuse(turn: Turn, link_id: int) -> Replies:
    link = linking.refuse(turn.unit, link_id, turn.contact.id, turn.now)
    if link is None:
        return say(texts.TOO_LATE)
    other = link.shown_by if link.typed_by == turn.contact.id else link.typed_by
    contact = None if other is None else people.find_contact(turn.unit, other)
    if contact is not None:
        _tell(turn, contact, Outgoing(texts.REFUSED_THERE), f"link:{link_id}:refused")
    return say(texts.REFUSED_HERE)


def _tell(turn: Turn, contact: Contact, message: Outgoing, key: str) -> None:
    post.send(turn.unit, contact, message, turn.now, ALWAYS, purpose="link", key=key, bulk=False)


def _yes_or_no(step: str, link_id: int) -> tuple[tuple[str, str], tuple[str, str]]:
    return (f"link:{step}:{link_id}", texts.YES_MINE), (f"link:refuse:{link_id}", texts.NOT_MINE)


# The list


def _named(turn: Turn) -> list[tuple[Contact, str]]:
    """The person's addresses, each with a name of its own, in the order in which they are written to.

    The one that speaks now is the one used last, though its turn is not over. Numbers go by age, so that they stay.
    """
    contacts = linking.ordered(turn.unit, turn.person.id)
    contacts.sort(key=lambda contact: (not contact.is_preferred, contact.id != turn.contact.id))
    alike: dict[str, list[int]] = {}
    for contact in sorted(contacts, key=lambda contact: contact.id):
        alike.setdefault(texts.place(contact.channel), []).append(contact.id)
    return [(item, texts.place(item.channel, _place_of(item, alike))) for item in contacts]


def _place_of(contact: Contact, alike: dict[str, list[int]]) -> int:
    return alike[texts.place(contact.channel)].index(contact.id) + 1


def _list(turn: Turn) -> Outgoing:
    named = _named(turn)
    lines = [(name, _note(turn, contact)) for contact, name in named]
    chosen = next((name for contact, name in named if contact.is_preferred), None)
    first = [Choice(f"link:first:{contact.id}", texts.choose_first(name)) for contact, name in named if name != chosen]
    off = [Choice(f"link:off:{contact.id}", texts.take_off(name)) for contact, name in named]
    return Outgoing(texts.listing(lines, chosen), (*first, *off, Choice("link:new", texts.MORE)))


def _note(turn: Turn, contact: Contact) -> str:
    here = texts.HERE if contact.id == turn.contact.id else ""
    return ", ".join(part for part in (here, texts.STATES.get(contact.state, "")) if part)


def _find(turn: Turn, contact_id: int) -> tuple[Contact, str] | None:
    return next((item for item in _named(turn) if item[0].id == contact_id), None)


def _choose_first(turn: Turn, contact_id: int) -> Replies:
    found = _find(turn, contact_id)
    if found is None or not linking.prefer(turn.unit, turn.person.id, contact_id):
        return say(texts.PREFERRED_GONE)
    return say(texts.now_first(found[1]))


def _ask_off(turn: Turn, contact_id: int) -> Replies:
    found = _find(turn, contact_id)
    if found is None or len(_named(turn)) < 2:
        return say(texts.PREFERRED_GONE)
    text = texts.confirm_take_off(found[1], here=contact_id == turn.contact.id)
    return say(text, (f"link:take:{contact_id}", texts.take_off(found[1])), ("link:keep", texts.KEEP))


def _take_off(turn: Turn, contact_id: int) -> Replies:
    found = _find(turn, contact_id)
    if found is None or len(_named(turn)) < 2:
        return say(texts.PREFERRED_GONE)
    detours.move_on(turn.unit, contact_id, turn.now, turn.world.quiet)
    outbox.cancel_waiting(turn.unit, contact_id, "taken off by the person", turn.now, lane="bulk")
    linking.split(turn.unit, contact_id, turn.now)
    if contact_id == turn.contact.id:
        turn.talk.end()
        turn.talk.last_entry, turn.talk.greeted = None, False
    else:
        linking.clear_talk(turn.unit, contact_id)
    return say(texts.taken_off(found[1]))


STEPS = {
    "agree": _agree,
    "join": _join,
    "refuse": _refuse,
    "first": _choose_first,
    "off": _ask_off,
    "take": _take_off,
}
