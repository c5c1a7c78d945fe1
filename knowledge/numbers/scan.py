"""All amounts of a text with what surrounds them: sign, approximation, range, the noun counted, the role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.numbers.amounts import Amount, Values, multiply, read_amount
from knowledge.numbers.lexicon import COUNTED, FILLERS, ORDINALS, PERIODS, SCALES, UNITS, VAGUE, is_about
from knowledge.numbers.lexicon import is_word as token_is
from knowledge.numbers.tokens import Token, is_date

_SIGNS = ("+", "x", "*", "×")
NEAR = 3  # tokens before a number in which "lỗ" or "khoảng" speaks of it


@dataclass(frozen=True, slots=True)
class Found:
    """An amount in its place. `noun` is what is counted, folded, up to two syllables.

    `sign` is -1, 1 or 0 when it cannot be told; `is_named` marks numbers that name a day, a month or a year;
    `is_broken` numbers that cannot be read, or only by guessing.
    """

    amount: Amount
    sign: int = 1
    is_about: bool = False
    noun: str = ""
    is_named: bool = False
    is_broken: bool = False
    starts_range: bool = False


def scan(tokens: Sequence[Token]) -> list[Found]:
    """Every amount of the text in order, ranges sharing the scale of their last number."""
    found = [_place(tokens, amount) for amount in _amounts(tokens)]
    for index in range(len(found) - 2, -1, -1):
        if _is_range(tokens, found[index].amount, found[index + 1].amount):
            found[index] = _share_scale(tokens, found[index], found[index + 1])
    return found


def _amounts(tokens: Sequence[Token]) -> Iterator[Amount]:
    index = 0
    while index < len(tokens):
        amount = read_amount(tokens, index)
        if amount is None or not _stands(tokens, amount):
            index += 1
            continue
        yield amount
        index = amount.end


def _stands(tokens: Sequence[Token], amount: Amount) -> bool:
    """Whether words that look like a number are one here: "ba người" is, "ba tôi" is not."""
    if amount.is_implied:
        return all(_is_filler(token) for token in tokens[: amount.start][-1:])
    if not amount.is_word_alone or amount.measure:
        return True
    alone = all(token.kind == "mark" or _is_filler(token) for i, token in enumerate(tokens) if i != amount.start)
    if alone:
        return True
    if amount.end >= len(tokens) or tokens[amount.end].folded not in COUNTED | PERIODS:
        return _begins_pair(tokens, amount)
    token = tokens[amount.start]
    return token.raw != "nam" or all(other.raw == other.folded for other in tokens)


def _is_filler(token: Token) -> bool:
    return is_about(token) or token.folded in FILLERS


def _begins_pair(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "hai ba người" is two or three, so the two is a number too."""
    second = amount.end + 1 if amount.end < len(tokens) and tokens[amount.end].raw == "," else amount.end
    after = read_amount(tokens, second) if amount.start == 0 else None
    return after is not None and tokens[second].kind == "word"


def _place(tokens: Sequence[Token], amount: Amount) -> Found:
    if amount.start and tokens[amount.start - 1].raw in ("$", "€"):
        amount = replace(amount, measure="other")
    noun = " ".join(token.folded for token in tokens[amount.end : amount.end + 2] if token.kind == "word")
    before = tokens[max(0, amount.start - NEAR) : amount.start]
    is_rough = amount.is_implied or any(map(is_about, before)) or noun[:3] in ("hon", "tro")
    return Found(
        amount,
        sign=_sign(tokens, amount),
        is_about=is_rough,
        noun=noun,
        is_named=_is_named(tokens, amount),
        is_broken=_is_broken(tokens, amount),
    )


def _sign(tokens: Sequence[Token], amount: Amount) -> int:
    start = amount.start
    if start and tokens[start - 1].raw == "-" and not _ends_number(tokens, start - 2):
        return -1 if tokens[start].glued else 0
    if amount.end < len(tokens) and tokens[amount.end].raw == "lỗ":
        return 0
    for token in reversed(tokens[max(0, start - NEAR) : start]):
        if token.kind == "number" or token.raw in ",;":
            break
        if token_is(token, "lo", "am"):
            return -1
        if token_is(token, "giam"):
            return 0
    return 1


def _ends_number(tokens: Sequence[Token], index: int) -> bool:
    if index < 0:
        return False
    token = tokens[index]
    return token.kind == "number" or token.raw == "%" or token_is(token, *SCALES, *UNITS)


def _is_named(tokens: Sequence[Token], amount: Amount) -> bool:
    """Days, months, quarters, years and dates; numbers with a leading zero and nine digits are phones."""
    token = tokens[amount.start]
    if token.kind == "number" and is_date(token.raw):
        return True
    if amount.is_scaled or amount.measure or amount.start + 1 != amount.end:
        return False
    if token.is_digits and token.raw.startswith("0") and len(token.raw) >= 9:
        return True
    before = tokens[amount.start - 1] if amount.start else None
    if before is None or before.kind != "word":
        return _beside_slash(tokens, amount) and _is_year(token)
    if before.folded == "nam":
        return _is_year(token)
    return before.raw not in ("kỹ", "kí", "quỹ") and _is_ordinal(before, amount)


def _is_ordinal(before: Token, amount: Amount) -> bool:
    if before.raw == "thứ":
        return True
    return all(value.number <= ORDINALS.get(before.folded, -1) for value in amount.values)


def _is_year(token: Token) -> bool:
    return token.is_digits and len(token.raw) == 4 and token.raw[:2] in ("19", "20")


def _beside_slash(tokens: Sequence[Token], amount: Amount) -> bool:
    return amount.start > 0 and tokens[amount.start - 1].raw == "/"


def _is_broken(tokens: Sequence[Token], amount: Amount) -> bool:
    if not amount.values or _is_glued(tokens, amount) or _is_vague(tokens, amount) or _is_calculated(tokens, amount):
        return True
    if _is_change(tokens, amount):
        return True
    if _follows_lone_mark(tokens, amount) or _leaves_rest(tokens, amount):
        return True
    if _beside_slash(tokens, amount) and amount.start > 1 and tokens[amount.start - 2].kind == "number":
        return True
    slash = amount.end + 1 < len(tokens) and tokens[amount.end].raw == "/"
    return slash and tokens[amount.end + 1].kind == "number" and tokens[amount.end - 1].kind == "number"


def _follows_lone_mark(tokens: Sequence[Token], amount: Amount) -> bool:
    """ ",5 tỷ" and, as phones write it, "1, 5 tỷ": half a billion or one and a half, but never five."""
    start = amount.start
    if not start or tokens[start - 1].raw not in (".", ",") or not (amount.is_scaled or amount.measure):
        return False
    return start == 1 or (tokens[start - 2].kind == "number" and len(tokens[start].raw) <= 3)


def _leaves_rest(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "5 ha 200": what the last number counts is anybody's guess."""
    is_last = amount.end + 1 == len(tokens) and tokens[amount.end].kind == "number"
    return is_last and amount.measure in ("area", "weight")


def _is_glued(tokens: Sequence[Token], amount: Amount) -> bool:
    """Digits stuck to a word that is neither scale, unit nor noun are a name ("QD123") or a slip ("50abc")."""
    first, start = tokens[amount.start], amount.start
    if first.kind == "number" and first.glued and start and tokens[start - 1].kind == "word":
        before = tokens[start - 1]
        if not _is_filler(before) and before.folded not in ("thang", "nam", "quy", "lo", "am"):
            return True
    if amount.end >= len(tokens):
        return False
    after = tokens[amount.end]
    sticks = after.glued and after.kind == "word" and tokens[amount.end - 1].kind == "number"
    return sticks and after.folded not in COUNTED | PERIODS


def _is_vague(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "mấy chục", "bốn mươi mấy"; "40 may" with a noun behind it are forty machines ("máy")."""
    if any(token_is(token, *VAGUE) for token in tokens[max(0, amount.start - 1) : amount.start]):
        return True
    after = tokens[amount.end] if amount.end < len(tokens) else None
    return after is not None and (after.raw == "mấy" or (after.raw == "may" and amount.end + 1 == len(tokens)))


def _is_calculated(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "25tr x 12", "20 + 5": the sum is the person's to say, no part of it is the answer."""
    before = [token.raw for token in tokens[max(0, amount.start - 1) : amount.start]]
    after = [token.raw for token in tokens[amount.end : amount.end + 4]]
    if any(sign in before for sign in _SIGNS):
        return amount.start > 1
    at = next((place for place, raw in enumerate(after) if raw in _SIGNS), None)
    return at is not None and amount.end + at + 1 < len(tokens) and tokens[amount.end + at + 1].kind == "number"


def _is_change(tokens: Sequence[Token], amount: Amount) -> bool:
    """ "tăng 5 người" says how many more, not how many; "tăng lên 125" says how many."""
    at = amount.start - 1
    while at >= 0 and (is_about(tokens[at]) or tokens[at].folded in ("them", "duoc")):
        at -= 1
    return at >= 0 and token_is(tokens[at], "tang")


def _is_range(tokens: Sequence[Token], first: Amount, second: Amount) -> bool:
    between = tokens[first.end : second.start]
    words = [token.folded for token in between]
    return words in (["-"], ["~"], ["den"], ["toi"], ["hoac"], ["hay"], ["cho", "den"]) or (
        words in ([], [","]) and first.is_word_alone
    )


_TENS = {"chuc": 10, "muoi": 10, "tram": 100}


def _share_scale(tokens: Sequence[Token], first: Found, second: Found) -> Found:
    """ "hai ba chục triệu" is twenty to thirty million: a lone digit shares the ten too."""
    low, high = first.amount, second.amount
    if low.is_word_alone and high.start + 1 < high.end and tokens[high.start + 1].folded in _TENS:
        tens = _TENS[tokens[high.start + 1].folded]
        low = replace(low, values=tuple(replace(value, number=value.number * tens) for value in low.values))
        first = replace(first, amount=low)
    if low.is_scaled or low.measure or not low.values:
        return replace(first, starts_range=True)
    values: Values = multiply(low.values, high.step)
    amount = replace(low, values=values, measure=high.measure, is_scaled=high.is_scaled, is_word_alone=False)
    return replace(first, amount=amount, noun=second.noun, sign=first.sign, starts_range=True)


def counts_noun(found: Found, about: Sequence[str]) -> bool:
    """Whether the noun after the number is one of the folded names, or begins one."""
    return bool(found.noun) and any(
        found.noun == name or name.startswith(found.noun + " ") or found.noun.startswith(name + " ") for name in about
    )


def is_period(found: Found) -> bool:
    """Whether the number counts months, quarters and the like ("6 tháng đầu năm"); "năm" may be "nam", men."""
    return found.noun.split(" ")[0] in PERIODS - {"nam"} and not found.amount.is_scaled and not found.amount.measure
