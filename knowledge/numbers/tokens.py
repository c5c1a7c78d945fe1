"""A typed text as tokens: words, number literals and marks, with accents kept beside their folded form."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

MAX_DIGITS = 18

_TOKEN = re.compile(r"(?P<area>k?m[2²](?!\d))|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)|(?P<mark>\S)")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f"), "")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})")
_COUNTED_FROM = frozenset({"thang", "quy", "ngay", "nam", "thon", "xom", "ap", "ky", "dot", "tuan"})


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a text.

    `raw` is lower case with its accents, `folded` without them. `glued` says that no space stands before it.
    `values` are the readings of a number literal ("1.500" has two); a literal with none is malformed.
    """

    kind: Literal["word", "number", "mark"]
    raw: str
    folded: str
    glued: bool
    values: tuple[Decimal, ...] = ()

    @property
    def is_digits(self) -> bool:
        """A literal without any separator."""
        return self.kind == "number" and self.raw.isdecimal()


def fold(text: str) -> str:
    """Lower case without accents; "đ" becomes "d", which Unicode decomposition alone does not do."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def split_tokens(text: str) -> tuple[Token, ...]:
    """Every token of the text in order; takes any text, in linear time."""
    return _join_groups([_token(match, text_) for text_ in (_plain(text),) for match in _TOKEN.finditer(text_)])


def has_odd_numerals(text: str) -> bool:
    """Whether the text holds numerals that are not decimal digits (½, ³, Ⅳ, 三), which are not read."""
    plain = re.sub(r"m²", "m2", text.lower())
    return any(c.isnumeric() and not c.isdecimal() for c in plain)


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).lower()
    return "".join(map(_plain_digit, composed.translate(_DASHES).translate(_INVISIBLE)))


def _plain_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _token(match: re.Match[str], text: str) -> Token:
    raw, start = match.group(), match.start()
    glued = start > 0 and not text[start - 1].isspace()
    if match.lastgroup == "number":
        return Token("number", raw, raw, glued, read_literal(raw))
    if match.lastgroup == "area":
        return Token("word", raw, raw.replace("²", "2"), glued)
    return Token("word" if match.lastgroup == "word" else "mark", raw, fold(raw), glued)


def read_literal(literal: str) -> tuple[Decimal, ...]:
    """Readings of digits with dots and commas, the Vietnamese one first; none when malformed.

    One separator before exactly three digits is a thousands mark or a decimal one: "1.500" is 1500 or 1,5.
    """
    if len(literal) > 3 * MAX_DIGITS or sum(c.isdecimal() for c in literal) > MAX_DIGITS:
        return ()
    marks = [c for c in literal if c in ".,"]
    if not marks:
        return (Decimal(literal),)
    if len(set(marks)) == 2:
        return _with_both(literal, marks)
    groups = literal.replace(",", ".").split(".")
    whole = (Decimal("".join(groups)),) if _are_thousands(groups) else ()
    if len(marks) > 1:
        return whole
    fraction = Decimal(".".join(groups))
    return (*whole, fraction) if marks[0] == "." else (fraction, *whole)


def is_date(literal: str) -> bool:
    """Whether a literal is a date written with dots."""
    return _DATE.fullmatch(literal) is not None


def _with_both(literal: str, marks: list[str]) -> tuple[Decimal, ...]:
    if marks.count(marks[-1]) > 1:
        return ()
    head, _, fraction = literal.rpartition(marks[-1])
    groups = head.split(marks[0])
    return (Decimal(f"{''.join(groups)}.{fraction}"),) if _are_thousands(groups) else ()


def _are_thousands(groups: list[str]) -> bool:
    head, *rest = groups
    return len(head) <= 3 and not head.startswith("0") and all(len(group) == 3 for group in rest)


def _join_groups(tokens: list[Token]) -> tuple[Token, ...]:
    """Thousands set apart by spaces ("1 500 000") become one literal."""
    joined: list[Token] = []
    for token in tokens:
        if joined and _goes_on(joined, token):
            joined[-1] = _joined(joined[-1], token)
        else:
            joined.append(token)
    return tuple(joined)


def _goes_on(before: list[Token], token: Token) -> bool:
    last = before[-1]
    if token.kind != "number" or token.glued or last.kind != "number" or not re.fullmatch(r"\d{3}(,\d+)?", token.raw):
        return False
    if len(before) > 1 and before[-2].folded in _COUNTED_FROM:
        return False
    return re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})*", last.raw) is not None


def _joined(last: Token, token: Token) -> Token:
    raw = f"{last.raw} {token.raw}"
    digits = raw.replace(" ", "").replace(",", ".")
    values = (Decimal(digits),) if len(digits) <= MAX_DIGITS else ()
    return replace(last, raw=raw, folded=raw, values=values)
