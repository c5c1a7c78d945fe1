"""The unit of work that query functions take."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Table, inspect, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
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
        """Run an UPDATE or DELETE; the number of rows it touched. Rows read before are read again when used."""
        result = self.run(statement.execution_options(synchronize_session=False))
        self.session.expire_all()
        return result.rowcount

    def insert_new(self, table: type[SQLModel], values: dict[str, Any] | list[dict[str, Any]]) -> int:
        """Insert rows that do not clash with a unique one already there; the number inserted."""
        if not values:
            return 0
        # One statement with many sets of values, not one with many rows in its text: it is compiled once and kept.
        return self.run(_insert_new(table, sqlite=self.is_sqlite), values).rowcount

    def run(self, statement: Any, values: Any = None) -> CursorResult[Any]:
        """Run a statement past the session, after what the session has waiting: fast, for what each turn does."""
        self.session.flush()
        return self.session.connection().execute(statement, values)

    def serialise(self, name: str) -> None:
        """Make other processes that ask for the same name wait until this unit ends. SQLite has one writer anyway."""
        if not self.is_sqlite:
            self.session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": name})


def table_of(table: type[SQLModel]) -> Table:
    """The table itself, for statements that are built once and run past the session."""
    found = inspect(table).local_table
    assert isinstance(found, Table)
    return found


@cache
def _insert_new(table: type[SQLModel], *, sqlite: bool) -> Any:
    insert = sqlite_insert if sqlite else postgresql_insert
    return insert(table_of(table)).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def plain(kind: type[T], row: Any) -> T:
    """A frozen dataclass from a row that has its fields by the same names."""
    assert is_dataclass(kind)
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def plains(kind: type[T], rows: Iterable[Any]) -> list[T]:
    return [plain(kind, row) for row in rows]
