"""Outgoing -> the messages the Official Account's platform takes. Pure.

Up to five choices become buttons: under the text in the same message, or, where the platform refuses that, in a list
below it; more, or where both are refused, become a numbered list (bot.channels.numbered). Files become links, pictures
are fetched by the platform from a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from bot.channels.attached import Shared, write_links
from bot.channels.numbered import write_message
from bot.channels.splitting import split_text
from bot.channels.zalo_oa.receive import PRESSED
from handlers.messages import Choice, Outgoing
from handlers.texts.menu import CHOOSE, OR_ITS_WORDS

TEXT_LIMIT = 2000
MOST_BUTTONS = 5
TITLE_LIMIT = 100

Message = dict[str, Any]


class Form(IntEnum):
    """How few choices are drawn, the best first."""

    UNDER_TEXT = 0
    LIST = 1
    WORDS = 2

    @property
    def next(self) -> "Form":
        """What to try when this one is refused."""
        return Form(min(self + 1, Form.WORDS))


@dataclass(frozen=True, slots=True)
class Part:
    """One message; `choices` are those drawn on it, which can be drawn in another form where this one is refused."""

    message: Message
    text: str = ""
    choices: tuple[Choice, ...] = ()
    free_input: bool = False


def render(outgoing: Outgoing, shared: Sequence[Shared] = (), *, form: Form = Form.UNDER_TEXT) -> list[Part]:
    """The parts in the order they go out; what can be chosen is on the last one. `shared`: its files as links."""
    pictures = [_picture(item.url) for item in shared if item.is_picture and item.url]
    links = write_links([item for item in shared if not (item.is_picture and item.url)])
    text = "\n\n".join(part for part in (outgoing.text.strip(), links) if part)
    drawn = bool(text) and form is not Form.WORDS and 0 < len(outgoing.choices) <= MOST_BUTTONS
    whole = text if drawn else write_message(replace(outgoing, text=text))
    parts = [Part(message) for message in (*pictures, *_texts(whole))]
    if not drawn:
        return parts
    last = Part({}, parts[-1].message["text"], outgoing.choices, outgoing.free_input)
    return [*parts[:-1], *draw(last, form)]


def draw(part: Part, form: Form) -> list[Part]:
    """The last text with its choices, in this form."""
    if form is Form.WORDS:
        said = write_message(Outgoing(part.text, part.choices, free_input=part.free_input))
        return [Part(message) for message in _texts(said)]
    buttons = {"buttons": [_button(choice) for choice in part.choices]}
    if form is Form.UNDER_TEXT:
        return [replace(part, message={"text": part.text, **_template(buttons)})]
    listed = _template({"template_type": "list", "elements": [{"title": CHOOSE, "subtitle": OR_ITS_WORDS}], **buttons})
    # The text has gone out when the list is refused: in words only the choices are left to say.
    return [*(Part(message) for message in _texts(part.text)), replace(part, message=listed, text="")]


def _texts(text: str) -> list[Message]:
    return [{"text": piece} for piece in split_text(text, TEXT_LIMIT)]


def _button(choice: Choice) -> Message:
    # "hide": the payload comes back without being shown to the person as their own words.
    return {"title": choice.label[:TITLE_LIMIT], "type": "oa.query.hide", "payload": PRESSED + choice.id}


def _picture(url: str) -> Message:
    element = {"media_type": "image", "url": url}
    return _template({"template_type": "media", "elements": [element]})


def _template(payload: Message) -> Message:
    return {"attachment": {"type": "template", "payload": payload}}
