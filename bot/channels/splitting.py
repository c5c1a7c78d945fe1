"""Cutting a text that is too long for one message. Pure.

Lengths are counted in UTF-16 units, as phones do, which is never less than what a platform's server counts.
"""

import re

# Where a text may be cut, the best place first; a cut in the first half of the room is not worth a message.
BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?…:;])\s"), re.compile(r"\s"))


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
