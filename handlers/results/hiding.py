"""Which cells of published tables must be hidden so that nobody's own figures can be read or computed from them.

A cell is a group of cooperatives with one figure that adds up over them (a sum, a count). Cells of several breakdowns
of the same cooperatives (by sector, by ward, by former district) hang together: a district may be the sum of its
wards, and every breakdown adds up to the total. So the question whether a hidden cell can be computed from the shown
ones is one of linear algebra, and it is answered exactly: `relations` are all the sums that hold between the cells,
and a hidden cell is safe when no combination of relations has it as its only hidden part.

A cell is small with fewer than `LEAST` cooperatives. Two cells of one cooperative each are not shown as their sum
either: each of the two would know the other.
"""

from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)
Row = dict[Cell, int]

LEAST = 3
"""Cooperatives a shown figure is made of, at least."""
PRIME = 2**61 - 1
"""The algebra is done modulo this prime: as exact as fractions for coefficients of 0 and 1, and fifty times as fast."""


def find_hidden(cells: Mapping[Cell, frozenset[int]], least: int = LEAST) -> frozenset[Cell]:
    """The cells to hide, of cells given with the ids of their cooperatives; empty cells have nothing to hide.

    Besides the small ones these are as many others as it takes, the smallest first, so that no small one can be
    computed from what is shown.
    """
    filled = {cell: ids for cell, ids in cells.items() if ids}
    hidden = {cell for cell, ids in filled.items() if len(ids) < least}
    if not hidden:
        return frozenset()
    known = relations(filled)
    while (given_away := _given_away(known, filled, hidden)) is not None:
        hidden.add(min(given_away, key=lambda cell: (len(filled[cell]), repr(cell))))
    return frozenset(hidden)


def relations(cells: Mapping[Cell, frozenset[int]]) -> list[Row[Cell]]:
    """A basis of all sums between cells that hold whatever the cooperatives' figures are: coefficients that add up to
    nothing for every cooperative. {total: 1, a: -1, b: -1} says that a and b make the total."""
    solved: dict[Cell, Row[Cell]] = {}
    for together in _memberships(cells):
        left = _reduce(dict.fromkeys(together, 1), solved)
        if left:
            _solve(left, solved)
    free = [cell for cell in cells if cell not in solved]
    return [{one: 1} | {cell: row[one] for cell, row in solved.items() if one in row} for one in free]


def _memberships(cells: Mapping[Cell, frozenset[int]]) -> Iterable[tuple[Cell, ...]]:
    """For each kind of cooperative the cells it is in."""
    of_one: dict[int, list[Cell]] = {}
    for cell, ids in cells.items():
        for one in ids:
            of_one.setdefault(one, []).append(cell)
    return dict.fromkeys(tuple(found) for found in of_one.values())


def _reduce(row: Row[Cell], solved: Mapping[Cell, Row[Cell]]) -> Row[Cell]:
    """The equation with what is solved put in; `solved` gives a cell by cells that are not."""
    left: Row[Cell] = {}
    for cell, factor in row.items():
        for part, value in solved[cell].items() if cell in solved else ((cell, 1),):
            left[part] = (left.get(part, 0) + factor * value) % PRIME
    return {cell: value for cell, value in left.items() if value}


def _solve(row: Row[Cell], solved: dict[Cell, Row[Cell]]) -> None:
    """Solve an equation for one of its cells, and put that into what was solved before."""
    pivot = next(iter(row))
    inverse = pow(-row.pop(pivot), -1, PRIME)
    found = {cell: value * inverse % PRIME for cell, value in row.items()}
    for cell, earlier in solved.items():
        if pivot in earlier:
            solved[cell] = _reduce(earlier, {pivot: found})
    solved[pivot] = found


def _given_away(known: list[Row[Cell]], cells: Mapping[Cell, frozenset[int]], hidden: set[Cell]) -> list[Cell] | None:
    """The shown cells by which some hidden one can be computed; None when none can be."""
    rows = _by_hidden(known, hidden)
    alone_in_row = [_shown(row, cells, hidden) for cell, row in rows.items() if row.keys() & hidden == {cell}]
    if alone_in_row:
        return min(alone_in_row, key=lambda shown: (len(shown), repr(shown)))  # the most direct way first
    alone = sorted((cell for cell in hidden if len(cells[cell]) == 1), key=repr)
    for one, other in combinations(alone, 2):
        if cells[one] != cells[other] and (sum_row := _sum_row(rows, hidden, one, other)) is not None:
            return _shown(sum_row, cells, hidden)
    return None


def _by_hidden(known: list[Row[Cell]], hidden: set[Cell]) -> dict[Cell, Row[Cell]]:
    """The relations solved for hidden cells, as far as that goes: in each row its own cell stands with factor 1, and
    the own cells of other rows do not stand at all."""
    rows: dict[Cell, Row[Cell]] = {}
    for relation in known:
        row = dict(relation)
        for cell, other in rows.items():
            _subtract(row, other, row.get(cell, 0))
        pivot = next((cell for cell in row if cell in hidden), None)
        if pivot is None:
            continue
        inverse = pow(row[pivot], -1, PRIME)
        row = {cell: value * inverse % PRIME for cell, value in row.items()}
        for other in rows.values():
            _subtract(other, row, other.get(pivot, 0))
        rows[pivot] = row
    return rows


def _subtract(row: Row[Cell], other: Mapping[Cell, int], factor: int) -> None:
    if not factor:
        return
    for cell, value in other.items():
        left = (row.get(cell, 0) - factor * value) % PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def _sum_row(rows: Mapping[Cell, Row[Cell]], hidden: set[Cell], one: Cell, other: Cell) -> Row[Cell] | None:
    """The relation that gives the sum of two hidden cells, when there is one."""
    found: Row[Cell] = {}
    for cell in (one, other):
        _subtract(found, rows.get(cell, {}), PRIME - 1)
    inside = {cell: value for cell, value in found.items() if cell in hidden}
    return found if inside == {one: 1, other: 1} else None


def _shown(row: Row[Cell], cells: Mapping[Cell, frozenset[int]], hidden: set[Cell]) -> list[Cell]:
    """The shown cells of a relation; the largest (the total) only when there is no other."""
    shown = [cell for cell in row if cell not in hidden]
    largest = max(len(ids) for ids in cells.values())
    return [cell for cell in shown if len(cells[cell]) < largest] or shown
