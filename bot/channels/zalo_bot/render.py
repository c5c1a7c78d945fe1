"""Outgoing -> the parts the Zalo Bot platform takes. Pure.

It has no buttons and carries no files: choices become words (bot.channels.numbered), files become links, pictures are
fetched by the platform from a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.channels.attached import Shared, write_links
from bot.channels.numbered import write_message
from bot.channels.splitting import split_text
from handlers.messages import Outgoing

TEXT_LIMIT = 2000


@dataclass(frozen=True, slots=True)
class Part:
    """One message: a text, or a picture by its address."""

    text: str = ""
    photo: str = ""


def render(outgoing: Outgoing, shared: Sequence[Shared] = ()) -> list[Part]:
    """The parts in the order they go out; what can be chosen is on the last one. `shared`: its files as links."""
    pictures = [Part(photo=item.url) for item in shared if item.is_picture and item.url]
    links = write_links([item for item in shared if not (item.is_picture and item.url)])
    text = "\n\n".join(part for part in (outgoing.text.strip(), links) if part)
    whole = write_message(replace(outgoing, text=text))
    return [*pictures, *(Part(text=piece) for piece in split_text(whole, TEXT_LIMIT))]
