"""Amounts: coefficients with their scales and units put together, "3 tỷ 200 triệu", "2 tấn 5", "1tr5"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.numbers.coefficients import Coefficient, is_year_word, read_coefficient, read_fraction
from knowledge.numbers.lexicon import (
    BILLION,
    MILLION,
    SCALES,
    THOUSAND,
    TWO_WORD_UNITS,
    UNITS,
    Unit,
    Value,
    is_word,
    word_at,
)
from knowledge.numbers.tokens import Token

Values = tuple[Value, ...]
DOZEN = Decimal(12)
ONE: Values = (Value(Decimal(1)),)
MOST_READINGS = 6


@dataclass(frozen=True, slots=True)
class Amount:
    """One number in a text: `values` in the base unit of `measure` ("" when it has none), from token to token.

    `step` is the size of its last scale and unit, so that "10-15 triệu" can share it. `is_word_alone` marks one
    digit word with neither ("ba"), which is a number only before something counted.
    """

    values: Values
    measure: str
    is_scaled: bool
    step: Values
    start: int
    end: int
    is_word_alone: bool = False
    is_implied: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    scale: Decimal
    unit: Unit | None
    end: int
    is_unsure: bool = False  # "t", which may be a million or a billion

    @property
    def is_plain(self) -> bool:
        return self.unit is None and self.scale == 1 and not self.is_unsure

    @property
    def steps(self) -> Values:
        units = self.unit.sizes if self.unit else ONE
        scales = (BILLION, MILLION) if self.is_unsure else (self.scale,)
        return tuple(Value(size.number * scale, size.note) for size in units for scale in scales)


@dataclass(slots=True)
class _Sum:
    """The amount as far as it has been read."""

    values: Values
    end: int
    measure: str = ""
    step: Values = ONE
    is_scaled: bool = False
    is_spelled: bool = True


def combine(first: Values, second: Values) -> Values:
    """Every sum of one of each, keeping to one region where both sides name one."""
    sums = (
        Value(a.number + b.number, a.note or b.note)
        for a in first
        for b in second
        if not (a.note and b.note and a.note[-7:] != b.note[-7:])
    )
    return distinct(sums)


def distinct(values: Iterable[Value]) -> Values:
    """The values without repetitions, at most a handful."""
    kept: dict[tuple[Decimal, str], Value] = {}
    for value in values:
        kept.setdefault((value.number, value.note), value)
    return tuple(kept.values())[:MOST_READINGS]


def multiply(values: Values, steps: Values) -> Values:
    """Every product of one of each."""
    return distinct(Value(a.number * b.number, a.note or b.note) for a in values for b in steps)


def read_amount(tokens: Sequence[Token], start: int) -> Amount | None:
    """The amount that begins at a token, if one does. A malformed literal gives an amount without values."""
    head = _half(tokens, start) or _bare_scale(tokens, start) or read_coefficient(tokens, start)
    if head is None:
        return None
    size = _size(tokens, head.end)
    total = _Sum(multiply(_plain(head), size.steps), size.end, is_spelled=head.is_spelled)
    _take_size(total, size)
    _take_half(tokens, total)
    if not size.is_plain:
        _take_rest(tokens, total)
        _take_fraction(tokens, total)
    _take_unit(tokens, total)
    alone = head.is_single and head.is_spelled and size.is_plain
    return Amount(total.values, total.measure, total.is_scaled, total.step, start, total.end, alone, head.is_implied)


def _plain(coefficient: Coefficient) -> Values:
    return tuple(Value(value) for value in coefficient.values)


def _half(tokens: Sequence[Token], start: int) -> Coefficient | None:
    if not word_at(tokens, start, "nua") or _size(tokens, start + 1).is_plain:
        return None
    return Coefficient((Decimal("0.5"),), start + 1)


def _bare_scale(tokens: Sequence[Token], start: int) -> Coefficient | None:
    """ "tỷ rưỡi", "triệu hai": the one is not said."""
    if not word_at(tokens, start, "ty", "ti", "trieu", "nghin", "ngan") or word_at(tokens, start - 1, "cong"):
        return None
    follows = _read_next(tokens, start + 1)
    is_short = follows is not None and follows.is_single and follows.end == len(tokens)
    return (
        Coefficient((Decimal(1),), start, is_implied=True) if is_short or word_at(tokens, start + 1, "ruoi") else None
    )


def _size(tokens: Sequence[Token], at: int) -> _Size:
    scale, index = Decimal(1), at
    if word_at(tokens, index, "t"):
        return _Size(scale, None, index + 1, is_unsure=True)
    if at < len(tokens) and tokens[at].raw == "tá":
        return _Size(DOZEN, None, index + 1)
    while _is_scale(tokens, index):
        step = SCALES.get(tokens[index].folded, BILLION)
        if index > at and step != BILLION:
            break
        scale, index = scale * step, index + 1
    unit, end = _unit(tokens, index)
    return _Size(scale, unit, end)


def _is_scale(tokens: Sequence[Token], index: int) -> bool:
    """Whether a scale stands here; "van" without its accent is "vẫn" unless the amount ends with it ("3 van")."""
    if index >= len(tokens):
        return False
    if tokens[index].raw == "van":
        last = index + 1 == len(tokens)
        return last or tokens[index + 1].kind == "number" or word_at(tokens, index + 1, "ruoi", "dong", "d", "vnd")
    return is_word(tokens[index], *SCALES) or tokens[index].raw == "tỏi"


def _unit(tokens: Sequence[Token], at: int) -> tuple[Unit | None, int]:
    if at + 1 < len(tokens):
        two = TWO_WORD_UNITS.get((tokens[at].folded, tokens[at + 1].folded))
        if two is not None:
            return two, at + 2
    if at < len(tokens) and tokens[at].folded in UNITS:
        token = tokens[at]
        if token.kind == "mark" or is_word(token, token.folded):
            return UNITS[token.folded], at + 1
    return None, at


def _take_size(total: _Sum, size: _Size) -> None:
    total.step = size.steps
    total.is_scaled = total.is_scaled or size.scale > 1 or size.is_unsure
    if size.unit is not None:
        total.measure = size.unit.measure


def _take_half(tokens: Sequence[Token], total: _Sum) -> None:
    if word_at(tokens, total.end, "ruoi") or (total.end < len(tokens) and tokens[total.end].raw == "nửa"):
        total.values = combine(total.values, tuple(Value(step.number / 2, step.note) for step in total.step))
        total.end += 1


def _take_fraction(tokens: Sequence[Token], total: _Sum) -> None:
    """ "một nghìn phẩy hai": decimals after a whole spelled number."""
    fraction, end = read_fraction(tokens, total.end)
    if fraction and total.is_spelled and not total.measure:
        total.values, total.end = combine(total.values, (Value(fraction),)), end


def _take_unit(tokens: Sequence[Token], total: _Sum) -> None:
    """A unit at the very end: "một tỷ rưỡi đồng", "3 tỷ 2 đồng", "hai mươi rưỡi phần trăm"."""
    unit, end = _unit(tokens, total.end)
    if unit is None or total.measure:
        return
    total.measure, total.end = unit.measure, end
    total.values, total.step = multiply(total.values, unit.sizes), multiply(total.step, unit.sizes)


def _take_rest(tokens: Sequence[Token], total: _Sum) -> None:
    while (coefficient := _read_next(tokens, total.end)) is not None and coefficient.values:
        size = _size(tokens, coefficient.end)
        if size.is_plain:
            _take_tail(tokens, total, coefficient)
            return
        if not _take_segment(total, coefficient, size):
            return
        _take_half(tokens, total)


def _read_next(tokens: Sequence[Token], at: int) -> Coefficient | None:
    """What follows a scale; there four may sound as it does after a ten: "hai triệu tư", "nghìn tư"."""
    if word_at(tokens, at, "tu"):
        return Coefficient((Decimal(4),), at + 1, is_single=True)
    return read_coefficient(tokens, at)


def _take_segment(total: _Sum, coefficient: Coefficient, size: _Size) -> bool:
    if total.measure and size.unit is not None and size.unit.measure != total.measure:
        return False
    if _is_smaller(size.steps, total.step):
        total.values = combine(total.values, multiply(_plain(coefficient), size.steps))
    elif _counts_billions(total, coefficient, size):
        sums = combine(total.values, _plain(coefficient))
        total.values = multiply(sums, size.steps)
    else:
        return False
    total.end, total.is_spelled = size.end, total.is_spelled and coefficient.is_spelled
    _take_size(total, size)
    return True


def _is_smaller(steps: Values, last: Values) -> bool:
    return max(step.number for step in steps) < min(step.number for step in last)


def _counts_billions(total: _Sum, coefficient: Coefficient, size: _Size) -> bool:
    """ "một triệu hai trăm nghìn tỷ": a spelled number may count billions itself."""
    spelled = total.is_spelled and coefficient.is_spelled and total.values[0].number < BILLION
    return spelled and size.scale == BILLION and total.step[0].number in (THOUSAND, MILLION) and not total.measure


def _take_tail(tokens: Sequence[Token], total: _Sum, tail: Coefficient) -> None:
    if not _belongs(tokens, total, tail):
        return
    step = total.step[0].number
    added = _tail_values(tokens[total.end], tail, step, total.measure)
    if added:
        total.values = combine(total.values, tuple(Value(number) for number in added))
        total.end = tail.end


def _belongs(tokens: Sequence[Token], total: _Sum, tail: Coefficient) -> bool:
    """A lone number after a scale is its tail unless something is counted in it ("5 triệu 1 tháng")."""
    if len(total.step) > 1 or (total.measure == "money" and not tail.is_padded):
        return False
    if tail.end >= len(tokens) or tokens[tail.end].kind == "mark":
        return tail.end >= len(tokens) or tokens[total.end].glued or tokens[tail.end].raw not in "-~%"
    if is_year_word(tokens, tail.end) and tail.is_single:
        return False
    return word_at(tokens, tail.end, "dong", "d", "vnd", "tren", "thoi", "a", "nhe") or _names_year(tokens, tail.end)


def _names_year(tokens: Sequence[Token], index: int) -> bool:
    return is_year_word(tokens, index) and index + 1 < len(tokens) and not word_at(tokens, index - 1, "mot")


def _tail_values(first: Token, tail: Coefficient, step: Decimal, measure: str) -> tuple[Decimal, ...]:
    value, is_unit, is_weight = tail.values[0], bool(measure), measure == "weight"
    if value != int(value) and tail.is_spelled:
        return (value,) if tail.is_padded or step == THOUSAND else ()
    if value != int(value) or (len(tail.values) > 1 and not is_word(first, "nam")):
        strict = [v for v in tail.values if v == int(v) and 1000 <= v < step]
        return tuple(strict) if step > THOUSAND else ()
    if tail.is_padded:
        return (value,) if step <= THOUSAND or not is_word(first, "linh", "le") else (value, value * step / 1000)
    if tail.is_single:
        tenths = (value * step / 10,) if value else ()
        return (*tenths, Decimal(0)) if is_word(first, "nam") else tenths
    if is_unit:
        return _kilograms(value, step) if is_weight else ()
    return _longer_tail(tail, value, step, len(first.raw) if tail.is_spelled is False else len(str(value)))


def _kilograms(value: Decimal, step: Decimal) -> tuple[Decimal, ...]:
    """ "2 tấn 300" and "5 tạ 20" go on in kilograms; "2 tấn 30" may also mean 2,30 tấn."""
    if not 10 <= value < step:
        return ()
    return (value * 10, value) if step == THOUSAND and value < 100 else (value,)


def _longer_tail(tail: Coefficient, value: Decimal, step: Decimal, digits: int) -> tuple[Decimal, ...]:
    """Two digits after a scale are hundredths or count the next scale; three count it, or single units."""
    if digits >= 4:
        return (value,) if value < step else ()
    if step == THOUSAND:
        return (value * 10, value) if digits == 2 and not tail.is_spelled else (value,)
    below = value * step / 1000
    return (value * step / 100, below) if digits == 2 else (below, value)
