"""Small questions about the report itself, asked in its middle: until when, who sees it, what for."""

import re

from handlers.survey.commands import flat
from handlers.survey.sheet import Sheet
from handlers.texts import asides as texts
from handlers.texts.times import day

LONGEST = 12  # words; who writes more asks something else
_DEADLINE = re.compile(
    r"\bhan (?:chot|cuoi|nop|gui|den|la)\b|^han\b"
    r"|\b(?:bao gio|khi nao|ngay nao|luc nao|may gio)\b.*\b(?:nop|gui|het han|khoa so|dong)\b"
    r"|\b(?:nop|gui|het han|khoa so)\b.*\b(?:bao gio|khi nao|ngay nao|luc nao)\b"
)
_ABOUT_IT = r"(?:so lieu|bao cao|so nay|thong tin nay|may so|con so)"
_WHO_SEES = re.compile(
    rf"\bai\b.*\b(?:xem|thay|biet|doc)\b.*{_ABOUT_IT}|{_ABOUT_IT}.*\b(?:ai|cong khai|bi lo|lo ra|giu kin|bao mat)\b"
)
_WHAT_FOR = re.compile(rf"{_ABOUT_IT}.*\b(?:de|dung) lam gi\b|\b(?:khai|hoi|lay|nop|gui).*\bde lam gi\b|^de lam gi\b")
_THANKS = re.compile(r"^(?:cam on|thank|thanks|tks)\b")


def answer_aside(text: str, sheet: Sheet) -> str | None:
    """What is said to a text that asks about the report itself; None for any other."""
    said = flat(text)
    if len(said.split()) > LONGEST:
        return None
    if _WHO_SEES.search(said):
        return texts.WHO_SEES
    if _WHAT_FOR.search(said):
        return texts.WHAT_FOR
    if _DEADLINE.search(said):
        return texts.deadline(day(sheet.round.closes_at))
    return texts.WELCOME if _THANKS.search(said) else None
