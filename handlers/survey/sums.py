"""Several counts in one answer: "hội đồng 3 người, giám đốc 1, kế toán 1" may mean 3 or 5; the person says which."""

import re

from handlers.survey.commands import flat
from knowledge.numbers.reader import read_number

_WHOLE = re.compile(r"(?<![\d.,/-])\d{1,6}(?![\d.,/%-]*\d|%)")
_ANY = re.compile(r"\d[\d.,]*")
_BETWEEN = re.compile(
    r"\b(?:den|toi|hay|hoac|nam(?= (?:19|20)\d\d\b)|ngay|thang|gio|tuoi|lan|phan|trong|cua|con|lop|cap|hang|sao)\b"
)
"""Words of a range, a date, a rank or a share: their numbers are not to be added."""
_JOINS = re.compile(r"[,;+]| (?:voi|va|cong|cong voi|them|cung) ")
LONGEST = 120  # characters; a longer text tells a story


def read_parts(text: str) -> list[int]:
    """The counts of a text that are to be added, at least two; empty when there are not so many, or for another use."""
    said = flat(text)
    if len(text) > LONGEST or _BETWEEN.search(said):
        return []
    digits = [int(number) for number in _WHOLE.findall(text)]
    if len(digits) != len(_ANY.findall(text)):
        return []
    if len(digits) > 1:
        return digits
    pieces = [read_number(piece, "count", ("người",)) for piece in _JOINS.split(f" {said} ") if piece.strip()]
    counts = [int(piece.value) for piece in pieces if piece.value is not None]
    return counts if len(counts) == len(pieces) > 1 else []


def adds_words(text: str) -> bool:
    """Whether something is added to the number that was read: "vợ chồng tôi và 3 người"."""
    return len(text) <= LONGEST and len(_JOINS.split(f" {flat(text)} ")) > 1


def say_sum(parts: list[int]) -> str:
    """ "3 + 1 + 1"."""
    return " + ".join(map(str, parts))
