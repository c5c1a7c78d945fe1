"""Reads a figure from what a person typed. It never guesses silently: what is not sure comes back as a question."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from knowledge.numbers.absence import flatten, says_unknown, says_vaguely, says_zero
from knowledge.numbers.amounts import Values
from knowledge.numbers.lexicon import BILLION, MILLION, THOUSAND, Value
from knowledge.numbers.scan import Found, counts_noun, is_period, scan
from knowledge.numbers.tokens import Token, fold, has_odd_numerals, split_tokens, word_set
from knowledge.numbers.writing import HIGHEST, UNIT_LABELS, Number, NumberKind, say_value, write_number

MOST_READINGS = 6
MOST_TOKENS = 300
"""A longer text is a story, not a figure."""
BEYOND_ALL = 10**19
"""No reading of a text with such a number is trusted."""
BARE_MONEY = 10**6
"""Money typed without a unit is taken as đồng from one million up; below, the unit is asked."""


class Outcome(StrEnum):
    """What came of reading a text."""

    VALUE = "value"
    ASK = "ask"
    NO_DATA = "no_data"
    NONE = "none"


class Reason(StrEnum):
    """Why there is no value though there is a number; UNREAD when there is none."""

    UNREAD = "unread"
    NOT_WHOLE = "not_whole"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    OTHER_UNIT = "other_unit"
    UNCLEAR = "unclear"
    VAGUE = "vague"  # a size and no figure: "dăm chục"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading: the value in the base unit (đồng, m², kg, %), that unit, in words, and written out.

    Counts and money are int, the other kinds Decimal. `note`, also at the end of the words and of what is written,
    names the regional measure it was read in: " (sào Bắc Bộ)".
    """

    value: Number
    unit: str
    words: str
    written: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says. VALUE has one reading, ASK at least two, the others none.

    `is_approximate`: the person said "khoảng", "hơn" or the like. `reason` is set with NONE only.
    """

    outcome: Outcome
    readings: tuple[Meaning, ...] = ()
    is_approximate: bool = False
    reason: Reason | None = None

    @property
    def value(self) -> Number | None:
        """The value when there is exactly one."""
        return self.readings[0].value if self.outcome is Outcome.VALUE else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: Decimal
    note: str = ""


def read_number(text: str, kind: NumberKind, about: Sequence[str] = ()) -> Reading:
    """Read one figure of a kind from any text.

    `about` names what is counted ("thành viên", "người"): of several numbers the one before such a word is taken.
    """
    if has_odd_numerals(text):
        return Reading(Outcome.NONE, reason=Reason.UNCLEAR)
    names = [fold(name) for name in about]
    tokens = split_tokens(text)
    if len(tokens) > MOST_TOKENS:
        return Reading(Outcome.NONE, reason=Reason.UNREAD)
    if kind == "percent" and flatten(fold(text)) in ("nua", "mot nua", "1 nua", "phan nua"):
        return Reading(Outcome.VALUE, (_meaning(_Candidate(Decimal(50)), kind),))
    if kind == "weight":
        tokens = tuple(replace(token, raw="tấn", folded="tan") if token.raw == "t" else token for token in tokens)
    found = [one for one in scan(tokens) if not one.is_named and not (kind != "count" and is_period(one))]
    if not found or all(one.is_broken and not one.amount.values for one in found):
        return _read_absence(text, kind, names, has_numbers=bool(found))
    if any(one.is_broken for one in found):
        return Reading(Outcome.NONE, reason=Reason.UNCLEAR)
    if kind == "weight" and any(one.noun.split(" ")[0] in _CONTAINERS for one in found):
        return Reading(Outcome.NONE, reason=Reason.OTHER_UNIT)
    if any(abs(value.number) > BEYOND_ALL for one in found for value in one.amount.values):
        return Reading(Outcome.NONE, reason=Reason.TOO_LARGE)
    return _choose(_fitting(found, kind, names), kind, _region(tokens))


def infer_kind(text: str) -> NumberKind:
    """The kind a text speaks of by its own units: "2,5 ha" an area, "1tr5" money; a bare number is a count."""
    tokens = split_tokens(text)[:MOST_TOKENS]
    found = scan(tokens)
    measures = {one.amount.measure for one in found}
    for kind in ("money", "percent", "area", "weight"):
        if kind in measures:
            return kind
    if any(_sounds_like_money(one, tokens) for one in found):
        return "money"
    values = [one.amount.values[0].number for one in found if one.amount.values and not one.is_named]
    return "decimal" if any(value != int(value) for value in values) else "count"


def _sounds_like_money(found: Found, tokens: Sequence[Token]) -> bool:
    """Millions and "k" are said of money; cooperatives count nothing else so high."""
    amount = found.amount
    is_short = any(token.raw == "k" for token in tokens[amount.start : amount.end])
    return amount.is_scaled and (is_short or any(value.number >= MILLION for value in amount.values))


def _read_absence(text: str, kind: NumberKind, names: Sequence[str], *, has_numbers: bool) -> Reading:
    flat = flatten(fold(text))
    if says_vaguely(flat) and not says_unknown(flat):
        return Reading(Outcome.NONE, reason=Reason.VAGUE)
    if has_numbers:
        return Reading(Outcome.NONE, reason=Reason.UNCLEAR)
    if says_unknown(flat):
        return Reading(Outcome.NO_DATA)
    if says_zero(flat, names):
        return Reading(Outcome.VALUE, (_meaning(_Candidate(Decimal(0)), kind),))
    return Reading(Outcome.NONE, reason=Reason.UNREAD)


def _fitting(found: list[Found], kind: NumberKind, names: Sequence[str]) -> list[Found]:
    """The numbers that may be meant: in the kind's own unit, else bare; before a word the question is about."""
    if kind == "count":
        found = [one for one in found if not is_period(one) or counts_noun(one, names)]
    measured = [one for one in found if one.amount.measure == kind]
    if kind == "money":
        measured = measured or [one for one in found if one.amount.is_scaled and not one.amount.measure]
    fitting = measured or [one for one in found if not one.amount.measure and not (kind != "count" and _is_people(one))]
    named = [one for one in fitting if counts_noun(one, names)]
    ranged = any(one.starts_range for one in fitting)
    return named if named and not ranged else fitting


def _is_people(found: Found) -> bool:
    return found.noun.split(" ")[0] == "nguoi" or found.noun in ("thanh vien", "xa vien", "lao dong")


_CONTAINERS = word_set("bao tui thung xe chuyen kien binh ro sot")
"""A number of these is no weight: "20 bao 50kg" is not fifty."""
_REGIONS = {"bac": "Bắc Bộ", "trung": "Trung Bộ", "nam": "Nam Bộ"}


def _region(tokens: Sequence[Token]) -> str:
    """The region a text names for its measure: "3 sào Bắc Bộ", "2 mẫu miền Nam"; "" when it names none."""
    words = [token.folded for token in tokens]
    for before, after in pairwise(words):
        if after == "bo" and before in _REGIONS:
            return _REGIONS[before]
        if before == "mien" and after in _REGIONS:
            return _REGIONS[after]
    return ""


def _choose(fitting: list[Found], kind: NumberKind, region: str) -> Reading:
    if not fitting:
        return Reading(Outcome.NONE, reason=Reason.OTHER_UNIT)
    candidates = [candidate for one in fitting for candidate in _candidates(one, kind)]
    candidates = [one for one in candidates if region and one.note.endswith(region)] or candidates
    kept, reason = _keep(candidates, kind)
    if not kept or len(fitting) > MOST_READINGS:
        return Reading(Outcome.NONE, reason=reason or Reason.UNCLEAR)
    meanings = _distinct(_meaning(candidate, kind) for candidate in kept)
    is_about = any(one.is_about for one in fitting)
    outcome = Outcome.VALUE if len(meanings) == 1 else Outcome.ASK
    return Reading(outcome, meanings[:MOST_READINGS], is_about)


def _candidates(found: Found, kind: NumberKind) -> list[_Candidate]:
    values = found.amount.values
    expand = _EXPANSIONS.get(kind)
    values = expand(found) if expand else values
    signs = (1, -1) if found.sign == 0 else (found.sign,)
    return [_Candidate(value.number * sign, value.note) for value in values for sign in signs]


def _likely_whole(values: Values) -> Values:
    """ "1.500 kg" is not one and a half: the reading with a thousands mark, where there are both."""
    low, high = values[0], values[-1]
    if low.number > high.number:
        low, high = high, low
    return (high,) if low.number * 1000 == high.number else values


def _money(found: Found) -> Values:
    amount = found.amount
    size = amount.step[0].number
    if amount.is_scaled:
        round_ones = tuple(value for value in amount.values if value.number % 1000 == 0) or amount.values
        is_thousand_mark = size <= THOUSAND or (size == MILLION and amount.values[0].number > amount.values[-1].number)
        return _dotted(round_ones) if is_thousand_mark and len(amount.step) == 1 else round_ones
    whole = _likely_whole(amount.values)
    if amount.measure or whole[0].number == 0 or whole[0].number >= BARE_MONEY:
        return whole
    return tuple(Value(value.number * step) for value in whole[:1] for step in _bare_steps(value.number))


def _dotted(values: Values) -> Values:
    """ "1.500 triệu" has a thousands mark; the reading as 1,5 triệu is the second and a thousandth of the first."""
    if len(values) == 2 and values[0].number == values[1].number * 1000:
        return values[:1]
    return values


def _bare_steps(number: Decimal) -> list[Decimal]:
    steps = [THOUSAND, MILLION] if number == int(number) or number >= THOUSAND else [MILLION]
    return [*([Decimal(1)] if number == int(number) else []), *steps, *([BILLION] if number < 100 else [])]


def _count(found: Found) -> Values:
    return _likely_whole(found.amount.values)


def _percent(found: Found) -> Values:
    values = found.amount.values
    if not found.amount.measure and 0 < values[0].number < 1:
        return (*values, *(Value(value.number * 100) for value in values))
    return values


def _area(found: Found) -> Values:
    return _measured(found, (Decimal(1), Decimal(10000)))


def _weight(found: Found) -> Values:
    return _measured(found, (Decimal(1), Decimal(1000)))


def _measured(found: Found, steps: tuple[Decimal, ...]) -> Values:
    """A bare area is m² or ha, a bare weight kg or tấn; "1.500 m²" is never one and a half."""
    amount = found.amount
    if amount.measure:
        is_base = len(amount.step) == 1 and amount.step[0].number == 1
        return _likely_whole(amount.values) if is_base else amount.values
    if all(value.number == 0 for value in amount.values):
        return amount.values
    return tuple(Value(value.number * step, value.note) for value in amount.values for step in steps)


_EXPANSIONS: dict[NumberKind, Callable[[Found], Values]] = {
    "money": _money,
    "count": _count,
    "percent": _percent,
    "area": _area,
    "weight": _weight,
}


def _keep(candidates: list[_Candidate], kind: NumberKind) -> tuple[list[_Candidate], Reason | None]:
    reason: Reason | None = None
    kept: list[_Candidate] = []
    for candidate in candidates:
        refused = _refuse(candidate.number, kind)
        reason = reason or refused
        if refused is None:
            kept.append(candidate)
    return kept, reason


def _refuse(number: Decimal, kind: NumberKind) -> Reason | None:
    if abs(number) > HIGHEST:
        return Reason.TOO_LARGE
    if kind in ("count", "money") and number != int(number):
        return Reason.NOT_WHOLE
    if kind in ("count", "area", "weight") and number < 0:
        return Reason.NEGATIVE
    return None


def _distinct(meanings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    kept: dict[Number, Meaning] = {}
    for meaning in meanings:
        kept.setdefault(meaning.value, meaning)
    return tuple(kept.values())


def _meaning(candidate: _Candidate, kind: NumberKind) -> Meaning:
    whole = int(candidate.number)
    exact = Decimal(whole) if whole == candidate.number else candidate.number.normalize()
    value: Number = whole if kind in ("count", "money") else exact
    note = f" ({candidate.note})" if candidate.note else ""
    return Meaning(value, UNIT_LABELS[kind], say_value(value, kind) + note, write_number(value, kind) + note, note)
