"""Typed words that mean a choice shown before: its label, or its number where no other number is expected."""

from dataclasses import replace

from handlers.conversation import Talk
from handlers.labels import is_label
from handlers.messages import Incoming, Kind, Outgoing
from handlers.survey.commands import says_no, says_yes

YES_OR_NO = ("consent:", "join:")
"""Questions that are answered by yes or no in so many words; what cannot be undone is not among them."""


def read_start(incoming: Incoming) -> Incoming:
    """"/start CODE" typed where the channel has no such command of its own: the same as opening the invite link."""
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


def remember_menu(talk: Talk, messages: list[Outgoing]) -> None:
    """Keep the choices of what is said now, the last message's first; a turn that offers none leaves no menu behind."""
    offered = [message.choices for message in reversed(messages) if message.choices]
    talk.menu = [[choice.id, choice.label] for choices in offered for choice in choices]
    talk.numbered = len(offered[0]) if offered else 0
    talk.free_input = any(message.free_input for message in messages)
