"""Amounts of money whose unit cannot be right beside the others of their column or line."""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from handlers.results.checking.cells import DONG, Figure, Table
from handlers.results.checking.findings import Finding
from handlers.texts import checking as texts

TOO_MUCH = 200
"""How many times the others' middle an amount may be before its unit is doubted."""
SMALLER = {"tỷ": "triệu", "triệu": "nghìn", "nghìn": "đồng"}


def check_units(table: Table) -> Iterator[Finding]:
    for _, figure in sorted(table.figures.items()):
        if figure.unit not in DONG:
            continue
        wanted = table.column_unit(figure.column)
        if (better := _doubted(table, figure)) is not None:
            expected = figure.text.replace(figure.unit, better)
            yield Finding("unit", table.name, figure.address, figure.text, expected, texts.unit_beside(figure.unit))
        elif wanted in DONG and wanted != figure.unit:
            why = texts.unit_of_column(wanted)
            yield Finding("unit", table.name, figure.address, figure.text, texts.in_unit(wanted), why)


def _doubted(table: Table, figure: Figure) -> str | None:
    """The unit an amount would fit in, when it does not fit in its own."""
    others = [
        _dong(table, other)
        for (row, column), other in table.figures.items()
        if other is not figure and (row == figure.row or column == figure.column)
    ]
    known = [value for value in others if value]
    better = SMALLER.get(figure.unit)
    if not known or better is None:
        return None
    middle = median(known)
    own, smaller = figure.value * DONG[figure.unit], figure.value * DONG[better]
    return better if own > middle * TOO_MUCH and middle / TOO_MUCH <= smaller <= middle * TOO_MUCH else None


def _dong(table: Table, figure: Figure) -> Decimal | None:
    """An amount in đồng; None when neither the cell nor its column says that it is money."""
    unit = figure.unit or table.column_unit(figure.column)
    return figure.value * DONG[unit] if unit in DONG else None
