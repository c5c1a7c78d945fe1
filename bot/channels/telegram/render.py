"""Outgoing -> the parts Telegram takes. Pure.

Lengths are counted in UTF-16 units, as Telegram's clients do, which is never less than what its server counts.
Text is cut before it is escaped, so that a cut can never fall inside an entity.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from handlers.messages import Attachment, Choice, Outgoing

log = logging.getLogger(__name__)

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
PHOTO_BYTES = 10 * 2**20  # a larger picture goes as a file
PHOTO_TYPES = ("image/png", "image/jpeg")
ROW_BUTTONS = 8
ROW_WIDTH = 32  # characters a phone shows in one row of buttons
ALL_BUTTONS = 100

# Where a text may be cut, the best place first; a cut in the first half of the room is not worth a message.
BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…:;])\s"), re.compile(r"\s"))


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


def split_text(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` UTF-16 units, cut between paragraphs, lines, sentences or words where possible.

    Nothing but white space at the cuts is left out.
    """
    pieces, rest = [], text.strip()
    while utf16_length(rest) > limit:
        cut = _find_cut(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units; characters beyond the basic plane (most emoji) count two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _find_cut(text: str, limit: int) -> int:
    room = _characters_within(text, limit)
    window = text[: room + 1]  # one more: the white space may follow the last character that fits
    for place in BREAKS:
        cuts = [match.start() for match in place.finditer(window) if match.start() <= room]
        if cuts and cuts[-1] >= room // 2:
            return cuts[-1]
    return room


def _characters_within(text: str, limit: int) -> int:
    units = 0
    for index, character in enumerate(text):
        units += 1 + (character > "\uffff")
        if units > limit:
            return index
    return len(text)


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
