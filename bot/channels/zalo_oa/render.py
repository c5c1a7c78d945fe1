"""Outgoing -> the messages the Official Account's platform takes. Pure.

Up to five choices become buttons under the text; more become a numbered list (bot.channels.numbered). Files become
links, pictures are fetched by the platform from a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.attached import Shared, write_links
from bot.channels.numbered import write_message
from bot.channels.splitting import split_text
from bot.channels.zalo_oa.receive import PRESSED
from handlers.messages import Choice, Outgoing

TEXT_LIMIT = 2000
MOST_BUTTONS = 5
TITLE_LIMIT = 100

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One message, and what says the same in words where its buttons are refused."""

    message: Message
    in_words: tuple[Message, ...] = ()


def render(outgoing: Outgoing, shared: Sequence[Shared] = (), *, buttons: bool = True) -> list[Part]:
    """The parts in the order they go out; what can be chosen is on the last one. `shared`: its files as links."""
    pictures = [_picture(item.url) for item in shared if item.is_picture and item.url]
    links = write_links([item for item in shared if not (item.is_picture and item.url)])
    text = "\n\n".join(part for part in (outgoing.text.strip(), links) if part)
    drawn = bool(text) and buttons and len(outgoing.choices) <= MOST_BUTTONS
    whole = text if drawn else write_message(replace(outgoing, text=text))
    pieces = split_text(whole, TEXT_LIMIT)
    parts = [*(Part(picture) for picture in pictures), *(Part({"text": piece}) for piece in pieces)]
    if drawn and outgoing.choices:
        parts[-1] = _with_buttons(pieces[-1], outgoing)
    return parts


def _with_buttons(text: str, outgoing: Outgoing) -> Part:
    payload = {"buttons": [_button(choice) for choice in outgoing.choices]}
    in_words = split_text(write_message(replace(outgoing, text=text)), TEXT_LIMIT)
    message = {"text": text, "attachment": {"type": "template", "payload": payload}}
    return Part(message, tuple({"text": piece} for piece in in_words))


def _button(choice: Choice) -> Message:
    # "hide": the payload comes back without being shown to the person as their own words.
    return {"title": choice.label[:TITLE_LIMIT], "type": "oa.query.hide", "payload": PRESSED + choice.id}


def _picture(url: str) -> Message:
    element = {"media_type": "image", "url": url}
    return {"attachment": {"type": "template", "payload": {"template_type": "media", "elements": [element]}}}
