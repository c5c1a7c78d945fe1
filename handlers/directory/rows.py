"""The rows of a list: each a cooperative with the facts that could be read, or a heading, or refused."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handlers.directory.addresses import Address, read_address
from handlers.directory.cells import (
    find_unit,
    holds_several_phones,
    is_blank,
    is_year_only,
    read_capital,
    read_founding,
    read_members,
    read_phone,
    read_register_number,
    read_state,
    show,
)
from handlers.directory.columns import LABELS, Header, find_header
from handlers.directory.files import Cell, Sheet, Unreadable
from handlers.directory.findings import Doubt, Finding, Level, left_out
from handlers.directory.gazetteer import Gazetteer
from handlers.directory.names import fold_name, kind_of
from handlers.directory.places import find_place
from handlers.directory.sectors import read_sectors
from knowledge.vietnamese import fold

LONGEST_NAME = 200
NAME_REMEDY = "write the cooperative's name, or delete the row"


@dataclass(frozen=True, slots=True)
class Entry:
    """One cooperative of the list. `values` holds the facts the row states, by the names of CooperativeFacts.

    `likely_sector` is read from the name; it is for cooperatives that have none yet.
    """

    row: int
    values: dict[str, Any]
    likely_sector: str = "other"

    @property
    def name(self) -> str:
        return str(self.values["name"])


@dataclass(frozen=True, slots=True)
class Reading:
    """A list as it was understood. `only_years` counts founding dates that gave no more than the year."""

    sheet: str
    header: Header
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    headings: int = 0
    only_years: int = 0


@dataclass(frozen=True, slots=True)
class _Reader:
    """What every row is read with; `heading` is the place or sector the rows stand under."""

    header: Header
    gazetteer: Gazetteer
    today: date
    province: int | None
    unit: int | None
    heading: dict[str, str] = field(default_factory=dict)

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        at = self.header.columns.get(name)
        found = row[at] if at is not None and at < len(row) else None
        return None if is_blank(found) else found


def read_list(sheets: Sequence[Sheet], gazetteer: Gazetteer, today: date, province: int | None) -> Reading:
    """Read the sheet that looks most like a list. `province` where the list names none. Raises Unreadable."""
    found = [(sheet, header) for sheet in sheets if (header := find_header(sheet.rows)) is not None]
    if not found:
        raise Unreadable(
            "No row of titles was found in the first 20 rows. One cell must say 'Tên HTX', and others what the "
            "columns are, e.g. 'Địa chỉ', 'Ngành nghề', 'Điện thoại'."
        )
    sheet, header = max(found, key=lambda pair: len(pair[1].columns))
    unit = find_unit(header.titles.get("charter_capital", "")) or _stated_unit(sheet.rows[: header.row])
    return _read_rows(sheet, _Reader(header, gazetteer, today, province, unit))


def _stated_unit(rows: Iterable[Sequence[Cell]]) -> int | None:
    """The unit of a line above the table: "Đơn vị tính: triệu đồng"."""
    texts = [
        cell for row in rows for cell in row if isinstance(cell, str) and fold(cell).startswith(("don vi tinh", "dvt"))
    ]
    return next((unit for text in texts if (unit := find_unit(text))), None)


def _read_rows(sheet: Sheet, reader: _Reader) -> Reading:
    entries: list[Entry] = []
    findings: list[Finding] = []
    headings = only_years = 0
    for index, row in enumerate(sheet.rows[reader.header.row + 1 :], reader.header.row + 2):
        heading = _heading(row, reader)
        if heading is not None:
            reader = replace(reader, heading=heading)
            headings += 1
        elif not _is_aside(row, reader):
            entry, found = _read_row(index, row, reader)
            entries += [entry] if entry else []
            findings += found
            only_years += bool(entry and "founded_on" in entry.values) and is_year_only(reader.cell(row, "founded_on"))
    return Reading(sheet.name, reader.header, tuple(entries), tuple(findings), headings, only_years)


# Rows that are no cooperative ---------------------------------------------------------------------------------------

_NUMBERING = re.compile(r"[ivxlcdm]{1,6}|[a-z]|\d{1,5}|\(?\d{1,2}\)?|[\d.]+")
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong)\b")
_PLACE_HEADING = re.compile(r"(?:[ivx\d]+[.)]?\s+)?((?:huyen|thi xa|thanh pho|quan|xa|phuong|thi tran|dac khu)\s+\S.*)")
_SECTOR_HEADING = re.compile(r"(?:[ivx\d]+[.)]?\s+)?(?:linh vuc|nganh|nhom|loai hinh)\b")


def _texts(row: Sequence[Cell]) -> list[str]:
    """The texts of a row that are more than numbering."""
    cells = [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
    return [cell for cell in cells if not _NUMBERING.fullmatch(fold(cell).rstrip(".)"))]


def _heading(row: Sequence[Cell], reader: _Reader) -> dict[str, str] | None:
    """What the rows below stand under, when the row is such a heading; the level above is kept."""
    texts = _texts(row)
    if len(texts) != 1:
        return None
    text = re.sub(r"\s*[:(].*$", "", texts[0])
    if found := _PLACE_HEADING.fullmatch(fold(text)):
        name = text[found.start(1) :]
        if fold(name).startswith(("huyen", "thi xa", "thanh pho", "quan")):
            return {**reader.heading, "district": name, "ward": ""}
        return {**reader.heading, "ward": name}
    if _SECTOR_HEADING.match(fold(text)) and read_sectors(text):
        return {**reader.heading, "sector": text}
    return None


def _is_aside(row: Sequence[Cell], reader: _Reader) -> bool:
    """An empty row, the columns' numbers under the titles, a line of totals."""
    texts = _texts(row)
    if not texts:
        return _counts(row)
    return bool(_TOTAL.match(fold(texts[0]))) and kind_of(texts[0]) == "cooperative" and len(texts) <= 2


def _counts(row: Sequence[Cell]) -> bool:
    """Whether a row is empty, or holds its own number alone, or those of the columns: 1 2 3 4, (A) (B) (1) (2)."""
    cells = [str(cell) for cell in row if not is_blank(cell)]
    return len(cells) < 2 or all(re.fullmatch(r"\(?[\dA-Za-z]{1,2}\)?", cell) for cell in cells)


# Rows that are one --------------------------------------------------------------------------------------------------


def _read_row(number: int, row: Sequence[Cell], reader: _Reader) -> tuple[Entry | None, list[Finding]]:
    refusal = _refuse(number, row, reader)
    if refusal is not None:
        return None, [refusal]
    name = str(reader.cell(row, "name")).strip()
    values: dict[str, Any] = {"name": name, "folded_name": fold_name(name), "kind": kind_of(name)}
    findings: list[Finding] = []
    for field_name, read in _FIELDS.items():
        cell = reader.cell(row, field_name)
        if cell is None:
            continue
        value = read(cell, reader)
        if isinstance(value, Doubt):
            findings.append(left_out(number, LABELS[field_name], show(cell), value))
        else:
            values[field_name] = value
    findings += _add_sector(number, row, reader, values)
    findings += _add_place(number, row, reader, values)
    findings += _look_twice(number, row, reader)
    likely = "credit" if values["kind"] == "credit_fund" else next(iter(read_sectors(name)), "other")
    return Entry(number, values, likely), findings


_FIELDS: dict[str, Callable[[Cell, _Reader], Any]] = {
    "register_number": lambda cell, _: read_register_number(cell),
    "founded_on": lambda cell, reader: read_founding(cell, reader.today),
    "phone": lambda cell, _: read_phone(cell),
    "members": lambda cell, _: read_members(cell),
    "charter_capital": lambda cell, reader: read_capital(cell, reader.unit),
    "state": lambda cell, _: read_state(cell),
}


def _refuse(number: int, row: Sequence[Cell], reader: _Reader) -> Finding | None:
    cell = reader.cell(row, "name")
    said = ", ".join(show(one) for one in row if one is not None)[:80]
    if not isinstance(cell, str) or not re.search(r"[^\W\d_]", cell):
        return Finding(Level.REFUSED, number, "name", show(cell) or said, "has no name", NAME_REMEDY)
    if len(cell) > LONGEST_NAME:
        return Finding(Level.REFUSED, number, "name", cell[:60] + "…", "is too long for a name", NAME_REMEDY)
    rest = [one for one in row if not is_blank(one) and one != cell and not _NUMBERING.fullmatch(fold(show(one)))]
    if not rest and len(reader.header.columns) > 2:
        remedy = "fill in one more cell if it is a cooperative"
        return Finding(Level.REFUSED, number, "name", cell, "stands alone in its row, as a heading does", remedy)
    return None


def _add_sector(number: int, row: Sequence[Cell], reader: _Reader, values: dict[str, Any]) -> list[Finding]:
    cell = reader.cell(row, "sector")
    text = show(cell) or reader.heading.get("sector", "")
    found = read_sectors(text)
    if not text:
        return []
    if not found:
        doubt = Doubt("is no sector that is known", "write e.g. nông nghiệp, vận tải, xây dựng, thương mại dịch vụ")
        return [left_out(number, LABELS["sector"], text, doubt)]
    values["sector"] = found[0]
    if len(found) == 1:
        return []
    reason = f"names several sectors; the first one counts ({found[0]})"
    return [Finding(Level.CHECK, number, LABELS["sector"], text, reason)]


def _address(row: Sequence[Cell], reader: _Reader) -> Address:
    names = ("address", "ward", "district", "province")
    columns = {name: show(reader.cell(row, name)) for name in names}
    told = read_address(columns)
    for name in ("ward", "district"):
        if reader.heading.get(name) and not getattr(told, name) and not columns["address"]:
            columns[name] = reader.heading[name]
    return read_address(columns)


def _add_place(number: int, row: Sequence[Cell], reader: _Reader, values: dict[str, Any]) -> list[Finding]:
    """The place, or its text alone; a text is always kept as the list has it."""
    address = _address(row, reader)
    if not address.text:
        return []
    values["old_place"] = address.text
    place = find_place(reader.gazetteer, address, reader.province)
    if isinstance(place, Doubt):
        return [left_out(number, "place", address.text, place)]
    values |= {"province_code": place.province_code, "ward_code": place.ward_code, "ward_name": place.ward_name}
    return [Finding(Level.CHECK, number, "place", address.text, place.check)] if place.check else []


def _look_twice(number: int, row: Sequence[Cell], reader: _Reader) -> list[Finding]:
    cell = reader.cell(row, "phone")
    if not holds_several_phones(cell):
        return []
    return [Finding(Level.CHECK, number, LABELS["phone"], show(cell), "holds several numbers; the first one is kept")]
