"""Facts the installation keeps about itself, by name."""

from storage.tables.inbox import NoteRow
from storage.unit import Unit


def read(unit: Unit, name: str) -> str | None:
    row = unit.session.get(NoteRow, name)
    return None if row is None else row.value


def write(unit: Unit, name: str, value: str) -> None:
    row = unit.session.get(NoteRow, name)
    if row is None:
        unit.add(NoteRow(name=name, value=value))
    else:
        row.value = value


def remove(unit: Unit, name: str) -> None:
    row = unit.session.get(NoteRow, name)
    if row is not None:
        unit.session.delete(row)
