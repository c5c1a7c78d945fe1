"""Outgoing -> the parts Telegram takes. Pure.

Lengths are counted in UTF-16 units, as Telegram's clients do, which is never less than what its server counts.
Text is cut before it is escaped, so that a cut can never fall inside an entity.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.channels.splitting import split_text, utf16_length
from handlers.messages import Attachment, Choice, Outgoing

log = logging.getLogger(__name__)

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
PHOTO_BYTES = 10 * 2**20  # a larger picture goes as a file
PHOTO_TYPES = ("image/png", "image/jpeg")
ROW_BUTTONS = 8
ROW_WIDTH = 32  # characters a phone shows in one row of buttons
ALL_BUTTONS = 100


@dataclass(frozen=True, slots=True)
class Part:
    """One Telegram message: a text, or a file whose caption is the text. `html` is escaped."""

    html: str = ""
    rows: tuple[tuple[Choice, ...], ...] = ()
    attachment: Attachment | None = None
    as_photo: bool = False


def render(outgoing: Outgoing) -> list[Part]:
    """The parts in the order they go out; buttons are on the last one. Empty when there is nothing to send."""
    text, files = outgoing.text.strip(), list(outgoing.attachments)
    has_caption = bool(files) and utf16_length(text) <= CAPTION_LIMIT
    parts = [] if has_caption else [Part(html=_escape(piece)) for piece in split_text(text, TEXT_LIMIT)]
    for number, file in enumerate(files):
        caption = _escape(text) if has_caption and number == 0 else ""
        parts.append(Part(html=caption, attachment=file, as_photo=_is_photo(file)))
    if parts and outgoing.choices:
        last = parts[-1]
        rows = tuple(_rows(_drawable(outgoing.choices)))
        parts[-1] = Part(last.html, rows, last.attachment, last.as_photo)
    return parts


def _rows(choices: tuple[Choice, ...]) -> Iterator[tuple[Choice, ...]]:
    row: tuple[Choice, ...] = ()
    for choice in choices:
        if row and not _fits_row((*row, choice)):
            yield row
            row = ()
        row = (*row, choice)
    if row:
        yield row


def _fits_row(row: tuple[Choice, ...]) -> bool:
    # Telegram gives all buttons of a row the same width and cuts what does not fit.
    widest = max(len(choice.label) for choice in row)
    return len(row) <= ROW_BUTTONS and len(row) * (widest + 2) <= ROW_WIDTH


def _drawable(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    if len(choices) > ALL_BUTTONS:
        log.warning("%d choices are more than Telegram draws; those after %d are left out", len(choices), ALL_BUTTONS)
    return choices[:ALL_BUTTONS]


def _is_photo(file: Attachment) -> bool:
    return file.media_type in PHOTO_TYPES and len(file.content) <= PHOTO_BYTES


def _escape(text: str) -> str:
    return escape(text, quote=False)
