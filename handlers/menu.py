"""Typed words that mean a choice shown before: its label, or its number where no other number is expected.

On channels without buttons the numbers are written before the choices, so each of them must mean one thing only: they
belong to the last message that offered any, and to none while something else is to be typed.
"""

from dataclasses import replace

from handlers.commands import spell
from handlers.conversation import Talk
from handlers.labels import is_label
from handlers.messages import Incoming, Kind, Outgoing
from handlers.survey.commands import says_no, says_yes
from storage import people
from storage.people import Contact
from storage.unit import Unit

YES_OR_NO = ("consent:", "join:")
"""Questions that are answered by yes or no in so many words; what cannot be undone is not among them."""
LONGEST_MENU = 60
"""Choices kept by their labels; older ones are forgotten."""
TRIES = 5


SAID = "say:"
"""A choice whose id begins so is as good as typing what follows."""


def read_meaning(incoming: Incoming, talk: Talk) -> Incoming:
    """The message as it was meant: a press for what names a choice, typed words for a choice that stands for words."""
    meant = read_menu(_read_start(_spell(incoming)), talk)
    if meant.kind is Kind.CHOICE and (meant.choice or "").startswith(SAID):
        return replace(meant, kind=Kind.TEXT, text=(meant.choice or "").removeprefix(SAID), choice=None)
    return meant


def _spell(incoming: Incoming) -> Incoming:
    typed = incoming.text.strip()
    spelled = spell(typed) if incoming.kind is Kind.TEXT else typed
    return incoming if spelled == typed else replace(incoming, text=spelled)


def _read_start(incoming: Incoming) -> Incoming:
    """ "/start CODE" typed where the channel has no such command of its own: the same as opening the invite link."""
    word, _, payload = incoming.text.strip().partition(" ")
    if incoming.kind is not Kind.TEXT or word.lower() != "/start":
        return incoming
    return replace(incoming, kind=Kind.START, text=payload.strip())


def read_menu(incoming: Incoming, talk: Talk) -> Incoming:
    """The message as a press, when its text names one of the choices shown last; else the message as it is."""
    if incoming.kind is not Kind.TEXT or not talk.menu:
        return incoming
    chosen = _by_label(incoming.text, talk) or _by_number(incoming.text, talk) or _by_yes_or_no(incoming.text, talk)
    return incoming if chosen is None else replace(incoming, kind=Kind.CHOICE, choice=chosen)


def _by_label(text: str, talk: Talk) -> str | None:
    return next((choice_id for choice_id, label in talk.menu if is_label(text, label)), None)


def _by_number(text: str, talk: Talk) -> str | None:
    digits = text.strip().rstrip(".)")
    if talk.free_input or not digits.isdecimal() or len(digits) > 2:
        return None
    return talk.menu[int(digits) - 1][0] if 1 <= int(digits) <= talk.numbered else None


def _by_yes_or_no(text: str, talk: Talk) -> str | None:
    """ "Có" and "không" where the last message asked just that: of its two choices the first is yes."""
    last = [choice_id for choice_id, _ in talk.menu[: talk.numbered]]
    if len(last) != 2 or not last[0].startswith(YES_OR_NO):
        return None
    if says_yes(text):
        return last[0]
    return last[1] if says_no(text) else None


def remember_menu(talk: Talk, messages: list[Outgoing]) -> list[Outgoing]:
    """Keep the choices of what is said now, the last message's first; the messages as they are to be shown.

    A turn that offers none leaves no menu behind, except one that came by itself and was not answered yet.
    """
    offered = [message.choices for message in reversed(messages) if message.choices]
    typing = any(message.free_input for message in messages)
    if talk.standing and not offered and not typing:
        return messages
    talk.menu = [[choice.id, choice.label] for choices in offered for choice in choices]
    talk.numbered = len(offered[0]) if offered else 0
    talk.free_input, talk.standing = typing, False
    return _number_the_last(messages, typing=typing)


def _number_the_last(messages: list[Outgoing], *, typing: bool) -> list[Outgoing]:
    """Only the last choices may be typed by number, and not even those where a typed number is an answer."""
    last = max((place for place, message in enumerate(messages) if message.choices), default=None)
    return [
        message if not message.choices or (place == last and not typing) else replace(message, free_input=True)
        for place, message in enumerate(messages)
    ]


def keep_others(talk: Talk, answered: str) -> None:
    """A question that came along with something else was answered (its choices begin with `answered`).

    What else could be chosen still can, by its number too where it had one: who only types cannot go back to buttons.
    """
    others = [entry for entry in talk.menu if not entry[0].startswith(answered)]
    if others[: talk.numbered] != talk.menu[: talk.numbered]:
        talk.numbered = 0
    talk.menu, talk.standing = others, bool(others)


def suit_menu(unit: Unit, contact_id: int, outgoing: Outgoing) -> Outgoing:
    """A message that comes by itself, as it may be shown now: without numbers while the person is to type something."""
    contact = people.find_contact(unit, contact_id)
    typing = contact is not None and Talk.from_json(contact.talk).free_input
    return replace(outgoing, free_input=True) if typing else outgoing


def keep_menu(unit: Unit, contact_id: int, outgoing: Outgoing) -> None:
    """A message that came by itself was shown: from now on its choices can be typed, the earlier ones by label only.

    While the person is to type something, what they were asked comes first. Left alone when turns of the same person
    change the talk again and again: they show choices of their own.
    """
    for _ in range(TRIES):
        contact = people.find_contact(unit, contact_id)
        if contact is None or _keep(unit, contact, outgoing):
            return


def _keep(unit: Unit, contact: Contact, outgoing: Outgoing) -> bool:
    talk = Talk.from_json(contact.talk)
    new = [[choice.id, choice.label] for choice in outgoing.choices]
    old = [entry for entry in talk.menu if entry not in new]
    talk.menu = ([*old, *new] if talk.free_input else [*new, *old])[:LONGEST_MENU]
    if not talk.free_input:
        talk.numbered, talk.standing = len(new), True
    return people.change_talk(unit, contact, talk.to_json())
