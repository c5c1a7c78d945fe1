"""The unit of work that query functions take."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from sqlalchemy import CursorResult, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

T = TypeVar("T")


class Unit:
    """An open transaction. Only functions in `storage` look inside."""

    def __init__(self, session: Session, *, sqlite: bool) -> None:
        self.session = session
        self.is_sqlite = sqlite

    def add(self, row: SQLModel) -> None:
        """Store a row now, so that it has its id."""
        self.session.add(row)
        self.session.flush()

    def changed(self, statement: Any) -> int:
        """Run an UPDATE or DELETE; the number of rows it touched."""
        # PostgreSQL counts rows inserted only when asked to keep the count.
        result = self.session.execute(statement.execution_options(preserve_rowcount=True))
        assert isinstance(result, CursorResult)
        return result.rowcount

    def insert_new(self, table: type[SQLModel], values: dict[str, Any] | list[dict[str, Any]]) -> int:
        """Insert rows that do not clash with a unique one already there; the number inserted."""
        rows = values if isinstance(values, list) else [values]
        if not rows:
            return 0
        insert = sqlite.insert if self.is_sqlite else postgresql.insert
        return self.changed(insert(table).values(rows).on_conflict_do_nothing())

    def serialise(self, name: str) -> None:
        """Make other processes that ask for the same name wait until this unit ends. SQLite has one writer anyway."""
        if not self.is_sqlite:
            self.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})


def plain(kind: type[T], row: Any) -> T:
    """A frozen dataclass from a row that has its fields by the same names."""
    assert is_dataclass(kind)
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def plains(kind: type[T], rows: Iterable[Any]) -> list[T]:
    return [plain(kind, row) for row in rows]
