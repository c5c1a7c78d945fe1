"""The units that a table states once: in a line above it, or in a line of units under the titles."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.directory.cells import find_unit, is_blank
from handlers.directory.files import Cell, Sheet
from handlers.survey.definition import Kind, Question
from knowledge.vietnamese import fold

MONEY_WORDS = {10**9: "tỷ", 10**6: "triệu", 10**3: "nghìn", 1: "đồng"}
UNIT_WORDS = {
    Kind.AREA: {"ha": "ha", "hec ta": "ha", "hecta": "ha", "m2": "m2", "m²": "m2", "sao": "sào"},
    Kind.WEIGHT: {"tan": "tấn", "kg": "kg", "ta": "tạ"},
}
_STATES = ("don vi tinh", "don vi:", "dvt")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sheet says of units beside its titles: in words for each column, and for all of them."""

    columns: Mapping[int, str] = field(default_factory=dict)
    everywhere: str = ""


def read_units(sheet: Sheet) -> tuple[Sheet, Stated]:
    """The sheet with its lines of units left empty, and what they say. Rows keep their numbers."""
    columns: dict[int, str] = {}
    everywhere: list[str] = []
    rows = []
    for row in sheet.rows:
        label = next((at for at, cell in enumerate(row) if _states_unit(cell)), None)
        others = {} if label is None else _others(row, label)
        if label is None or (others and not _are_units(others)):
            rows.append(row)
            continue
        columns |= others
        everywhere += [] if others else [str(row[label])]
        rows.append([])
    return Sheet(sheet.name, rows), Stated(columns, " ; ".join(everywhere))


def _states_unit(cell: Cell) -> bool:
    return isinstance(cell, str) and fold(cell).lower().lstrip("( ").startswith(_STATES)


def _others(row: Sequence[Cell], label: int) -> dict[int, str]:
    return {at: cell for at, cell in enumerate(row) if at != label and isinstance(cell, str) and not is_blank(cell)}


def _are_units(cells: Mapping[int, str]) -> bool:
    """A line of titles may have a column "Đơn vị tính" too: there the other cells are no units."""
    named = [cell for cell in cells.values() if find_unit(cell) or any(_words(kind, cell) for kind in UNIT_WORDS)]
    return bool(named) and all(len(cell) <= 20 for cell in cells.values())


def unit_of(question: Question, title: str, column: int, stated: Stated) -> str:
    """The unit of a column's figures, as the number reader knows it: by its title, its own cell in the line of units,
    or the line for all. Empty where none says it, or where several are said."""
    own = stated.columns.get(column, "")
    if question.kind is Kind.MONEY:
        size = find_unit(title) or find_unit(own) or _single_size(stated.everywhere)
        return MONEY_WORDS.get(size, "") if size else ""
    if question.kind in UNIT_WORDS:
        found = _words(question.kind, title) or _words(question.kind, own) or _words(question.kind, stated.everywhere)
        return found.pop() if len(found) == 1 else ""
    size = find_unit(own) if question.kind is Kind.COUNT else None
    return MONEY_WORDS[size] if size in (10**3, 10**6) else ""


def _single_size(text: str) -> int | None:
    """The unit of money of a line that may name those of other things too: "triệu đồng; ha"."""
    parts = [size for part in re.split(r"[;,:]|\bvà\b", text) if (size := find_unit(part))]
    return parts[0] if len(set(parts)) == 1 else None


def _words(kind: Kind, text: str) -> set[str]:
    plain = f" {' '.join(re.findall(r'[a-z0-9²]+', fold(text).lower()))} "
    return {unit for word, unit in UNIT_WORDS[kind].items() if f" {word} " in plain}
