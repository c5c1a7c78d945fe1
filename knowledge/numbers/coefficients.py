"""The part of a number before its scale: a literal, or words up to nine hundred and ninety-nine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.numbers.lexicon import DIGITS, LAST_DIGITS, SCALES, is_word, word_at
from knowledge.numbers.tokens import Token

Tokens = Sequence[Token]

ABOUT = ("khoang", "chung", "tam", "hon", "gan", "ngot", "do", "co", "duoc")
"""Words before "chục người" that leave it one ten; "vài chục" and "mấy chục" are no figure."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """Values a stretch of tokens may mean, and how it was written.

    `is_padded`: begins with "không trăm" or "linh", so that it counts units and not tenths of what stands before.
    `is_single`: one digit word or one digit. `is_spelled`: in words. `is_implied`: the one of "trăm triệu".
    """

    values: tuple[Decimal, ...]
    end: int
    is_padded: bool = False
    is_single: bool = False
    is_spelled: bool = True
    is_implied: bool = False


def read_coefficient(tokens: Tokens, start: int) -> Coefficient | None:
    """The coefficient that begins at a token, if one does."""
    if start >= len(tokens):
        return None
    if word_at(tokens, start, "linh", "le") and start + 1 < len(tokens) and tokens[start + 1].is_digits:
        return replace(_literal(tokens, start + 1), is_padded=True)  # "1 tỷ lẻ 5 triệu"
    read = _literal(tokens, start) if tokens[start].kind == "number" else _spelled(tokens, start)
    return read and _with_fraction(tokens, read)


def _literal(tokens: Tokens, start: int) -> Coefficient:
    token = tokens[start]
    after = start + 1
    small = token.is_digits and len(token.raw) == 1
    if small and word_at(tokens, after, "tram"):
        return replace(_hundreds(tokens, after, int(token.raw)), is_spelled=False)
    if len(token.values) == 1 and word_at(tokens, after, "tram", "chuc"):
        size = 100 if is_word(tokens[after], "tram") else 10
        return Coefficient((token.values[0] * size,), after + 1, is_spelled=False)
    return Coefficient(token.values, after, is_single=small, is_spelled=False)


def _spelled(tokens: Tokens, start: int) -> Coefficient | None:
    digit = _digit(tokens, start)
    if digit is not None and word_at(tokens, start + 1, "tram") and not word_at(tokens, start, "tram"):
        read = _hundreds(tokens, start + 1, digit)
        return replace(read, is_padded=digit == 0)
    if word_at(tokens, start, "tram") and _may_be_implied(tokens, start):
        return replace(_hundreds(tokens, start, 1), is_implied=True)
    if word_at(tokens, start, "linh", "le") and _digit(tokens, start + 1) is not None:
        return replace(_below_hundred(tokens, start + 1), is_padded=True)  # type: ignore[type-var]
    return _below_hundred(tokens, start)


def _may_be_implied(tokens: Tokens, start: int) -> bool:
    """ "trăm" and "chục" stand for one hundred and ten only before a scale or a half, or behind "khoảng", "hơn"."""
    if word_at(tokens, start + 1, "ruoi", *SCALES):
        return not word_at(tokens, start - 1, "phan")
    return start == 0 or word_at(tokens, start - 1, *ABOUT)


def _hundreds(tokens: Tokens, at: int, digit: int) -> Coefficient:
    """What follows "trăm": a half, a zero ten, a ten, or a lone digit that counts tens ("trăm hai" is 120)."""
    base, after = Decimal(digit * 100), at + 1
    if word_at(tokens, after, "ruoi"):
        return Coefficient((base + 50,), after + 1)
    if digit and word_at(tokens, after, "tu") and _is_free(tokens, after + 1):
        return Coefficient((base + 40,), after + 1)
    zero_ten = word_at(tokens, after, "linh", "le")
    rest = _below_hundred(tokens, after + 1 if zero_ten else after)
    if rest is None or (zero_ten and not rest.is_single):
        return _hundreds_before_literal(tokens, after, base)
    if zero_ten:
        return Coefficient((base + rest.values[0],), rest.end)
    if rest.is_single and digit and not _is_free(tokens, rest.end):
        return Coefficient((base,), after)
    if rest.is_single and word_at(tokens, after, "nam") and not word_at(tokens, rest.end, *SCALES):
        return Coefficient((base + 50, base + 5), rest.end)  # "một trăm năm" is used for both
    size = 10 if rest.is_single else 1
    return Coefficient(tuple(base + value * size for value in rest.values), rest.end)


def _hundreds_before_literal(tokens: Tokens, after: int, base: Decimal) -> Coefficient:
    digits = tokens[after].raw if after < len(tokens) and tokens[after].is_digits else ""
    if len(digits) == 1 and word_at(tokens, after + 1, "chuc", "muoi"):  # "1 trăm 2 chục"
        return Coefficient((base + int(digits) * 10,), after + 2)
    if 1 <= len(digits) <= 2 and _is_free(tokens, after + 1):
        return Coefficient((base + int(digits) * (10 if len(digits) == 1 else 1),), after + 1)
    return Coefficient((base,), after)


def _is_free(tokens: Tokens, index: int) -> bool:
    """Whether a lone digit before this place belongs to the number: nothing, a scale or a mark follows it."""
    if index >= len(tokens) or tokens[index].kind == "mark":
        return True
    return word_at(tokens, index, "dong", "d", "vnd", "nguoi", *SCALES) or tokens[index].kind == "number"


def _below_hundred(tokens: Tokens, start: int) -> Coefficient | None:
    if word_at(tokens, start, "ham", "bam"):
        last, tens = _last_digit(tokens, start + 1), 20 if word_at(tokens, start, "ham") else 30
        return Coefficient((Decimal(tens + last),), start + 2) if last else None
    if word_at(tokens, start, "muoi"):
        return _tens(tokens, start, 1)
    if word_at(tokens, start, "chuc") and _may_be_implied(tokens, start):
        return replace(_tens(tokens, start, 1), is_implied=True)
    digit = _digit(tokens, start)
    if digit is None:
        return None
    if digit and word_at(tokens, start + 1, "muoi", "chuc"):
        return _tens(tokens, start + 1, digit)
    return _shortened(tokens, start, digit)


def _shortened(tokens: Tokens, start: int, digit: int) -> Coefficient:
    """ "ba lăm" is 35, "hai mốt" 21: the last digit sounds as it only does after a ten."""
    sounds_last = word_at(tokens, start + 1, "lam", "nham", "tu") or (
        start + 1 < len(tokens) and tokens[start + 1].raw in ("mốt", "mot")
    )
    if digit > 1 and sounds_last:
        return Coefficient((Decimal(digit * 10 + LAST_DIGITS[tokens[start + 1].folded]),), start + 2)
    return Coefficient((Decimal(digit),), start + 1, is_single=True)


def _tens(tokens: Tokens, at: int, digit: int) -> Coefficient:
    base, after = Decimal(digit * 10), at + 1
    if word_at(tokens, after, "ruoi") and word_at(tokens, at, "chuc"):
        return Coefficient((base + 5,), after + 1)
    last = _last_digit(tokens, after)
    if not last:
        return Coefficient((base,), after)
    if not word_at(tokens, after, "nam"):
        return Coefficient((base + last,), after + 1)
    # "hai mươi năm" is twenty-five or twenty years, unless a scale follows.
    values = (base + last,) if word_at(tokens, after + 1, *SCALES) else (base + last, base)
    return Coefficient(values, after + 1)


def _digit(tokens: Tokens, index: int) -> int | None:
    if not word_at(tokens, index, *DIGITS):
        return None
    return None if is_year_word(tokens, index) else DIGITS[tokens[index].folded]


def _last_digit(tokens: Tokens, index: int) -> int | None:
    if not word_at(tokens, index, *LAST_DIGITS) or is_year_word(tokens, index):
        return None
    return LAST_DIGITS[tokens[index].folded] or None


def is_year_word(tokens: Tokens, index: int) -> bool:
    """Whether "năm" here is the year: before a year or a literal, "nay", "ngoái", or after "đầu", "mỗi", a slash."""
    if not word_at(tokens, index, "nam"):
        return False
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is not None and (after.kind == "number" or after.folded in ("nay", "ngoai", "truoc", "roi", "qua")):
        return True
    before = tokens[index - 1].folded if index else ""
    return before in ("dau", "cuoi", "giua", "moi", "ca", "hang", "trong", "tung", "mot", "/")


def _with_fraction(tokens: Tokens, read: Coefficient) -> Coefficient:
    if not read.is_spelled:
        return read
    fraction, end = read_fraction(tokens, read.end)
    if end == read.end:
        return read
    return replace(read, values=tuple(value + fraction for value in read.values), end=end, is_single=False)


def read_fraction(tokens: Tokens, start: int) -> tuple[Decimal, int]:
    """Decimals in words after "phẩy", two digits as a number ("hai mươi lăm") or one by one; 0 when there are none."""
    if not word_at(tokens, start, "phay", "cham"):
        return Decimal(0), start
    digits, index = "", start + 1
    while len(digits) < 12 and (part := _decimal_place(tokens, index)) is not None:
        digits, index = digits + str(part.values[0]), part.end
    return (Decimal(f"0.{digits}"), index) if digits else (Decimal(0), start)


def _decimal_place(tokens: Tokens, index: int) -> Coefficient | None:
    spelled_as_ten = word_at(tokens, index, "muoi") or word_at(tokens, index + 1, "muoi", "lam", "nham")
    if not spelled_as_ten and word_at(tokens, index, *DIGITS):
        return Coefficient((Decimal(DIGITS[tokens[index].folded]),), index + 1)
    return _below_hundred(tokens, index)
