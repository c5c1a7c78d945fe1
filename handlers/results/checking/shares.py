"""Percentages: what they are of is found by which reading fits most lines; the others are wrong."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from handlers.results.arithmetic import round_half_up
from handlers.results.checking.cells import Figure, Table
from handlers.results.checking.findings import Finding
from handlers.results.checking.sums import amount, is_total
from handlers.texts import checking as texts
from knowledge.numbers.writing import group_digits
from knowledge.vietnamese import fold

SHARE = re.compile(r"\b(?:ty le|ty trong|co cau|phan tram|chiem)\b|%")
Reading = Callable[[int], tuple[Decimal, str] | None]
"""Line -> the true percentage and the cells it is computed from."""


def is_share(table: Table, column: int) -> bool:
    """Whether a column holds percentages."""
    figures = [figure for (_, at), figure in table.figures.items() if at == column]
    by_title = SHARE.search(fold(table.title(column)).lower()) is not None
    return by_title or all(figure.unit == "%" for figure in figures)


def check_shares(table: Table) -> Iterator[Finding]:
    columns = sorted({at for _, at in table.figures})
    shares = [column for column in columns if is_share(table, column)]
    plain = [column for column in columns if column not in shares]
    for column in shares:
        yield from _check(table, column, sorted(plain, key=lambda at: (at > column, abs(at - column))))


def _check(table: Table, column: int, plain: Sequence[int]) -> Iterator[Finding]:
    figures = [figure for at, figure in sorted(table.figures.items()) if at[1] == column]
    readings = [_of_whole(table, at, whole) for at in plain for whole in _wholes(table, at)]
    readings += [_of_other(table, part, whole) for part in plain for whole in plain if part != whole]
    best: tuple[int, list[tuple[Figure, Decimal, str]]] | None = None
    for reading in readings:
        told = [(figure, *found) for figure in figures if (found := reading(figure.row)) is not None]
        wrong = [one for one in told if not _fits(one[0], one[1])]
        # The total's own 100 % fits whatever the reading: it proves nothing.
        right = sum(_fits(figure, true) and true != 100 for figure, true, _ in told)
        if right and (best is None or right > best[0]):
            best = right, wrong
    for figure, true, cells in best[1] if best is not None and best[0] >= len(best[1]) else []:
        digits = min(max(figure.digits, 1), 2)
        expected = f"{group_digits(round_half_up(true, digits))}%"
        yield Finding("percent", table.name, figure.address, figure.text, expected, texts.share_of(cells))


def _fits(figure: Figure, true: Decimal) -> bool:
    return abs(figure.value - true) <= figure.slack


def _wholes(table: Table, column: int) -> list[Decimal]:
    """What a column's figures may be shares of: what its total says, and what its lines make, should that be wrong."""
    rows = [row for row, at in sorted(table.figures) if at == column]
    totals = [row for row in rows if is_total(table.label(row))]
    lines = [amount(table, table.figures[row, column]) for row in rows if row not in totals]
    said = [amount(table, table.figures[row, column]) for row in totals[-1:]]
    return list(dict.fromkeys([*said, sum(lines, Decimal(0))]))


def _of_whole(table: Table, column: int, whole: Decimal) -> Reading:
    """A line's figure over that of all lines."""

    def read(row: int) -> tuple[Decimal, str] | None:
        part = table.figures.get((row, column))
        # A wrong total is told as a wrong sum; its own 100 % is right.
        if part is None or not whole or (is_total(table.label(row)) and amount(table, part) != whole):
            return None
        return 100 * amount(table, part) / whole, texts.over(part.address, part.text, group_digits(whole))

    return read


def _of_other(table: Table, part_column: int, whole_column: int) -> Reading:
    """One figure of a line over another of it."""

    def read(row: int) -> tuple[Decimal, str] | None:
        part, whole = table.figures.get((row, part_column)), table.figures.get((row, whole_column))
        if part is None or whole is None or not whole.value:
            return None
        return 100 * part.value / whole.value, texts.over(part.address, part.text, f"{whole.text} ({whole.address})")

    return read
