"""The database: one engine, and units of work on it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from threading import RLock

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from storage import locking
from storage.unit import Unit


class Database:
    """A migrated database. `url` is `sqlite:///path` (a file, never in memory) or `postgresql+psycopg://…`."""

    def __init__(self, url: str, *, connections: int = 12) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        arguments = {"timeout": locking.WAIT_SECONDS, "check_same_thread": False} if self.is_sqlite else {}
        self.engine = create_engine(
            url,
            pool_size=connections,
            max_overflow=4,
            pool_pre_ping=not self.is_sqlite,
            connect_args=arguments,
            hide_parameters=True,  # what people wrote stands in them, and errors go to the log
        )
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        # SQLite has one writer, and who waits for it sleeps ever longer: threads of one process queue here instead.
        self._writing: AbstractContextManager[object] = RLock() if self.is_sqlite else nullcontext()
        self._reading = self.engine.execution_options(reading=True)

    @contextmanager
    def unit(self) -> Iterator[Unit]:
        """One transaction: committed at the end, rolled back when an exception passes."""
        with self._writing, closing(Unit(self.engine, sqlite=self.is_sqlite)) as unit:
            yield unit
            unit.commit()

    @contextmanager
    def reading(self) -> Iterator[Unit]:
        """A transaction that only reads; on SQLite it does not wait for writers."""
        with closing(Unit(self._reading, sqlite=self.is_sqlite)) as unit:
            yield unit

    def close(self) -> None:
        self.engine.dispose()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: object, _: ConnectionPoolEntry) -> None:
        # The driver must not begin transactions by itself: `begin` below says which kind.
        connection.isolation_level = None  # type: ignore[attr-defined]
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: a reader that turns writer halfway would fail instead of waiting.
        if connection.get_execution_options().get("reading", False):
            connection.exec_driver_sql("BEGIN")
        else:
            locking.begin_writing(connection, locking.WAITS)
