"""Exact arithmetic for results: whole numbers stay whole, everything else is Decimal, rounding is for showing only."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

from knowledge.numbers.writing import Number

PRECISION = 60  # digits: sums of many amounts of 15 digits and more, and their quarters, stay exact


def add_up(values: Iterable[Number]) -> Number:
    """The exact sum; 0 of nothing."""
    with localcontext(prec=PRECISION):
        return sum(values, 0)


def divide(part: Number, whole: Number) -> Decimal:
    """The quotient, to 60 digits where it does not end."""
    with localcontext(prec=PRECISION):
        return Decimal(part) / Decimal(whole)


def percent(part: Number, whole: Number) -> Decimal | None:
    """What percentage a part is of the whole; None of nothing."""
    return divide(100 * part, whole) if whole else None


def quarter(ordered: Sequence[Number], quarters: int) -> Decimal:
    """The value below which so many quarters (0 to 4) of the ordered values lie, between two of them in proportion.

    It is the rule of QUARTILE.INC in Excel and LibreOffice, so that staff can check it there; two quarters are the
    median. `ordered` holds at least one value.
    """
    index, rest = divmod((len(ordered) - 1) * quarters, 4)
    if not rest:
        return Decimal(ordered[index])
    return divide(add_up([ordered[index] * (4 - rest), ordered[index + 1] * rest]), 4)


def round_half_up(value: Number, digits: int) -> Decimal:
    """Rounded to so many digits after the point, a half away from zero, as people learn it at school."""
    with localcontext(prec=PRECISION):
        return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
