"""Lines and columns that say they are the sum of others."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from handlers.results.checking.cells import DONG, Figure, Table
from handlers.results.checking.findings import Finding
from handlers.texts import checking as texts
from knowledge.numbers.writing import group_digits
from knowledge.vietnamese import fold

TOTAL = re.compile(r"^\W*(?:tong(?: cong| so| the)?|cong|toan (?:tinh|huyen|xa|nganh|bo)|tat ca)\b")
INDUSTRY = re.compile(r"^\W*công", re.IGNORECASE)
"""Without accents "công nghiệp" begins like "cộng"."""
NO_SUM = re.compile(r"\b(?:binh quan|trung binh|ty le|ty trong|co cau|stt|don gia|lai suat)\b|%")
YEARS = range(1900, 2101)
_BULLET = re.compile(r"^\s*(?:[-+•*–]|[a-zđ]\))\s*")
_NUMBERED = re.compile(r"^\s*(\d+(?:\.\d+)+)\b")


@lru_cache(maxsize=4096)
def is_total(label: str) -> bool:
    """Whether a line or a column says that it is a sum."""
    folded = fold(label).lower()
    is_industry = INDUSTRY.match(label) is not None or re.match(r"\W*cong (?:nghiep|nghe|trinh|ty)\b", folded)
    return TOTAL.match(folded) is not None and not is_industry


def adds_up(table: Table, column: int) -> bool:
    """Whether a column's figures may be added up at all."""
    figures = [figure for (_, at), figure in table.figures.items() if at == column]
    if NO_SUM.search(fold(table.title(column)).lower()) or any(figure.unit == "%" for figure in figures):
        return False
    return not all(figure.value in YEARS for figure in figures)


def level_of(table: Table, row: int) -> int:
    """How deep a line stands under others: by its numbering, its dash, or how far it is moved in."""
    label = table.label(row)
    if (numbered := _NUMBERED.match(label)) is not None:
        return numbered[1].count(".")
    return table.indents.get(row, 0) + bool(_BULLET.match(label))


def amount(table: Table, figure: Figure) -> Decimal:
    """A figure in its column's unit: 1.018 tỷ in a column of triệu is 1.018.000."""
    wanted = table.column_unit(figure.column)
    if figure.unit in DONG and wanted in DONG:
        return figure.value * DONG[figure.unit] / DONG[wanted]
    return figure.value


def check_sums(table: Table) -> Iterator[Finding]:
    """Totals of columns, lines that have others under them, and columns that add up others of their line."""
    for column in sorted({at for _, at in table.figures}):
        if adds_up(table, column):
            yield from _check_column(table, column)
    yield from _check_across(table)


def _check_column(table: Table, column: int) -> Iterator[Finding]:
    rows = [row for row, at in sorted(table.figures) if at == column]
    for place, row in enumerate(rows):
        if is_total(table.label(row)):
            ways = [found for found in _ways(table, rows, place) if len(found) > 1]
        else:
            under = _under(table, rows, place)
            ways = [under] if len(under) > 1 else []
        if ways:
            yield from _compare(table, column, row, ways)


def _ways(table: Table, rows: Sequence[int], place: int) -> list[list[int]]:
    """The lines a total may be the sum of: those before it or after it, all of them or only the uppermost."""
    found = []
    for side in (rows[:place], rows[place + 1 :]):
        plain = [row for row in side if not is_total(table.label(row))]
        since = _since_total(table, side, before=side == rows[:place])
        totals = [row for row in side if is_total(table.label(row))]
        for lines in (plain, since, totals):
            top = min((level_of(table, row) for row in lines), default=0)
            found += [lines, [row for row in lines if level_of(table, row) == top]]
    return found


def _since_total(table: Table, side: Sequence[int], *, before: bool) -> list[int]:
    """The lines next to a total up to the next total."""
    found: list[int] = []
    for row in reversed(side) if before else side:
        if is_total(table.label(row)):
            break
        found.append(row)
    return found


def _under(table: Table, rows: Sequence[int], place: int) -> list[int]:
    """The lines directly under a line."""
    own, found = level_of(table, rows[place]), []
    deeper = None
    for row in rows[place + 1 :]:
        level = level_of(table, row)
        if level <= own or is_total(table.label(row)):
            break
        deeper = level if deeper is None else deeper
        if level == deeper:
            found.append(row)
    return found


def _compare(table: Table, column: int, row: int, ways: Sequence[Sequence[int]]) -> Iterator[Finding]:
    whole = table.figures[row, column]
    written = amount(table, whole)
    slack = whole.slack * (written / whole.value if whole.value else 1)
    sums = []
    for lines in ways:
        parts = [table.figures[line, column] for line in lines]
        found = sum((amount(table, part) for part in parts), Decimal(0))
        if abs(found - written) <= slack + sum((part.slack for part in parts if part.digits), Decimal(0)):
            return
        sums.append((abs(found - written), found, lines))
    _, nearest, lines = min(sums, key=lambda one: one[0])
    yield Finding(
        "sum", table.name, whole.address, whole.text, group_digits(nearest),
        texts.sum_of(table.label(row), table.title(column), [table.figures[line, column].address for line in lines]),
    )  # fmt: skip


def _check_across(table: Table) -> Iterator[Finding]:
    """A column "Tổng số" beside its parts, when that is true of most lines."""
    columns = sorted({at for _, at in table.figures})
    for column in columns:
        if not is_total(table.title(column)) or not adds_up(table, column):
            continue
        for others in _beside(table, columns, column):
            wrong, right = _lines_that_fit(table, column, others)
            if right and right >= len(wrong) and right + len(wrong) > 1:
                for row, found in wrong:
                    figure = table.figures[row, column]
                    why = texts.across(table.label(row), [table.figures[row, at].address for at in others])
                    yield Finding("sum", table.name, figure.address, figure.text, group_digits(found), why)
                break


def _beside(table: Table, columns: Sequence[int], column: int) -> list[list[int]]:
    unit = table.column_unit(column)
    fitting = [at for at in columns if at != column and adds_up(table, at) and table.column_unit(at) == unit]
    right = [at for at in fitting if at > column]
    left = [at for at in fitting if at < column]
    runs = [right[:count] for count in range(len(right), 1, -1)] + [left[-count:] for count in range(len(left), 1, -1)]
    return runs


def _lines_that_fit(table: Table, column: int, others: Sequence[int]) -> tuple[list[tuple[int, Decimal]], int]:
    wrong: list[tuple[int, Decimal]] = []
    right = 0
    for row in sorted({row for row, at in table.figures if at == column}):
        if not all((row, at) in table.figures for at in others):
            continue
        found = sum((table.figures[row, at].value for at in others), Decimal(0))
        if abs(found - table.figures[row, column].value) <= table.figures[row, column].slack:
            right += 1
        else:
            wrong.append((row, found))
    return wrong, right
