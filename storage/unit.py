"""The unit of work that query functions take."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Table, inspect, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, SQLModel

T = TypeVar("T")


class Unit:
    """An open transaction, begun by its first statement. Only functions in `storage` look inside.

    What each turn does runs as prepared statements on the connection; the session with its objects is made only for
    who asks for it. Both see the same transaction.
    """

    def __init__(self, engine: Engine, *, sqlite: bool) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._session: Session | None = None
        self.is_sqlite = sqlite

    @property
    def session(self) -> Session:
        """Rows as objects, in this transaction."""
        if self._session is None:
            self._session = Session(self._connect(), expire_on_commit=False, join_transaction_mode="rollback_only")
        return self._session

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def commit(self) -> None:
        """Make everything in it last."""
        self._flush()
        if self._connection is not None:
            self._connection.commit()

    def close(self) -> None:
        """Give the connection back; what was not committed is undone."""
        if self._session is not None:
            self._session.close()
        if self._connection is not None:
            self._connection.close()

    def _flush(self) -> None:
        if self._session is not None:
            self._session.flush()

    def add(self, row: SQLModel) -> None:
        """Store a row now, so that it has its id."""
        self.session.add(row)
        self.session.flush()

    def changed(self, statement: Any) -> int:
        """Run an UPDATE or DELETE; the number of rows it touched. Rows read before are read again when used."""
        result = self.run(statement.execution_options(synchronize_session=False))
        if self._session is not None:
            self._session.expire_all()
        return result.rowcount

    def insert_new(self, table: type[SQLModel], values: dict[str, Any] | list[dict[str, Any]]) -> int:
        """Insert rows that do not clash with a unique one already there; the number inserted."""
        if not values:
            return 0
        # One statement with many sets of values, not one with many rows in its text: it is compiled once and kept.
        return self.run(_insert_new(table, sqlite=self.is_sqlite), values).rowcount

    def run(self, statement: Any, values: Any = None) -> CursorResult[Any]:
        """Run a statement past the session, after what the session has waiting: fast, for what each turn does."""
        self._flush()
        return self._connect().execute(statement, values)

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


def values_of(record: Any) -> dict[str, Any]:
    """The fields of a dataclass by their names; unlike `asdict` nothing in them is copied."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def plains(kind: type[T], rows: Iterable[Any]) -> list[T]:
    return [plain(kind, row) for row in rows]
