"""Alembic's entry: runs the migrations on the address that storage.migrate passes in."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, Engine, create_engine, event, pool, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (defines the tables)
from storage import locking


def upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Replicas that start together upgrade one after the other.
        connection.execute(text("SELECT pg_advisory_lock(hashtext('migrate'))"))
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transactional_ddl=True,  # on SQLite too: an upgrade that is killed leaves nothing half done
    )
    with context.begin_transaction():
        context.run_migrations()


def lock_sqlite(engine: Engine) -> None:
    """Upgrades of one file wait for each other: the whole upgrade is one transaction that takes its lock at once."""

    @event.listens_for(engine, "connect")
    def leave_transactions_to_us(connection: Any, _: object) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={int(locking.WAIT_SECONDS * 1000)}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        locking.begin_writing(connection, locking.WAITS_AT_START)


engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
if engine.dialect.name == "sqlite":
    lock_sqlite(engine)
with engine.connect() as connection:
    upgrade(connection)
engine.dispose()
