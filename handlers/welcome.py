"""First contact, help, and what a person agrees to."""

from collections.abc import Sequence

from handlers import members
from handlers.cleaning import clean_name
from handlers.conversation import Replies, Turn, say
from handlers.menu import SAID, keep_others
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import TO_PERSON
from handlers.texts import general
from storage import members as staff
from storage import people
from storage.members import looks_like_code

HELP_WORDS = ("/trogiup", "/help", "/menu")


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("consent")) is not None:
        return _consent(turn, parts[0])
    if turn.pressed("help") is not None:
        return [_more_help()]
    if turn.text.lower() in HELP_WORDS:
        return [help_with(turn)]
    if turn.incoming.kind is Kind.START:
        return _started(turn)
    return None


def greet(turn: Turn) -> Outgoing:
    """Who this is, what is stored and why, and the two choices."""
    turn.talk.greeted = True
    return Outgoing(general.welcome(turn.world.alliance_name), members.CONSENT_CHOICES)


def greet_stranger(turn: Turn) -> list[Outgoing]:
    """The greeting for someone whose first words are not a start; nothing for everybody else."""
    return [greet(turn)] if turn.person.consent is None and not turn.talk.greeted else []


def _started(turn: Turn) -> Replies | None:
    if looks_like_code(turn.text):
        return None  # a link with an invite code: the next handler lets the person in
    if turn.person.consent is None:
        return [greet(turn)]
    return [help_with(turn)]


def help_with(turn: Turn) -> Outgoing:
    """What the assistant does, with its main matters to choose from."""
    is_staff = staff.staff_role(turn.unit, turn.person.id) is not None
    offered = (*general.MATTERS, general.STAFF_MATTERS) if is_staff else general.MATTERS
    text = general.help_text(turn.world.alliance_name, turn.world.alliance_phone)
    return Outgoing(text, (*_said(offered), Choice("help:more", general.MORE)))


def _more_help() -> Outgoing:
    """What is wanted less often; a person is always among it."""
    return Outgoing(general.MORE_HELP, (*_said(general.MORE_MATTERS), TO_PERSON))


def _said(matters: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    return tuple(Choice(f"{SAID}/{command}", label) for command, label in matters)


def _takes_part(turn: Turn) -> bool:
    """Whether an old "ask only" button would take somebody's work away by one touch."""
    is_staff = staff.staff_role(turn.unit, turn.person.id) is not None
    return is_staff or bool(staff.cooperatives_of(turn.unit, turn.person.id))


def _consent(turn: Turn, choice: str) -> Replies:
    if choice not in ("full", "ask_only"):
        return say(general.OLD_BUTTON)
    if choice == "ask_only" and turn.person.consent == "full" and _takes_part(turn):
        return say(general.AGREED_BEFORE)
    if turn.person.consent != choice:
        people.record_consent(turn.unit, turn.person.id, choice, general.CONSENT_VERSION, turn.now)
    keep_others(turn.talk, "consent:")
    if choice == "ask_only":
        turn.talk.end()
        people.set_name(turn.unit, turn.person.id, None)
        return say(general.ASK_ONLY_THANKS)
    name = clean_name(turn.incoming.sender_name, members.LONGEST_NAME)
    if name and turn.person.name is None:
        people.set_name(turn.unit, turn.person.id, name)
    return members.go_on_joining(turn) or say(general.CONSENT_THANKS)
