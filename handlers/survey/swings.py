"""Whether a figure is unlike everything a cooperative said before, or looks like a slip of a zero. Pure.

A figure inside the range of earlier periods is never doubted: what falls in every winter may fall again. Outside it, it
is doubted from the question's factor on; from less where four earlier periods and more were steady: from twice the
largest step there ever was between two of them, but not below twofold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

STEADY = 4  # earlier figures from which their own steps count
LEAST = Decimal(2)
ZEROS = (Decimal(10), Decimal(100), Decimal(1000))
NEAR = Decimal("1.25")  # "about ten times"


@dataclass(frozen=True, slots=True)
class Swing:
    """How a figure is unlike `figure` of `period`: `times` larger or smaller than it. `among`: of how many figures it
    is the nearest. `is_zero_off`: it is about ten, a hundred or a thousand times the latest one, or as much smaller.
    """

    is_more: bool
    period: str
    figure: Decimal
    times: Decimal
    among: int
    is_zero_off: bool


def compare(number: Decimal, earlier: Sequence[tuple[str, Decimal]], factor: Decimal) -> Swing | None:
    """What is unlike the earlier figures (the latest first); None where nothing is, or `factor` is 0 (off).

    A 0 and the other sign (a loss after profits) are no swing; earlier figures of another sign do not count.
    """
    alike = [(period, figure) for period, figure in earlier if figure and (figure > 0) == (number > 0)]
    if not factor or not number or not alike:
        return None
    size = abs(number)
    lowest, highest = (choose(alike, key=lambda one: abs(one[1])) for choose in (min, max))
    is_more = size > abs(highest[1])
    if not is_more and size >= abs(lowest[1]):
        return None
    period, figure = highest if is_more else lowest
    times = size / abs(figure) if is_more else abs(figure) / size
    zero_off = _is_zero_off(size, abs(alike[0][1]))
    if times < _bound(alike, factor) and not zero_off:
        return None
    return Swing(is_more, period, figure, times, len(alike), zero_off)


def _bound(alike: Sequence[tuple[str, Decimal]], factor: Decimal) -> Decimal:
    if len(alike) < STEADY:
        return factor
    sizes = [abs(figure) for _, figure in alike]
    largest = max(max(pair) / min(pair) for pair in pairwise(sizes))
    return min(factor, max(LEAST, 2 * largest))


def _is_zero_off(size: Decimal, latest: Decimal) -> bool:
    ratio = max(size, latest) / min(size, latest)
    return any(zeros / NEAR <= ratio <= zeros * NEAR for zeros in ZEROS)
