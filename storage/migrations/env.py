"""Alembic's entry: runs the migrations on the address that storage.migrate passes in."""

from alembic import context
from sqlalchemy import Connection, create_engine, pool, text
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  (defines the tables)


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
    )
    with context.begin_transaction():
        context.run_migrations()


engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
with engine.connect() as connection:
    upgrade(connection)
engine.dispose()
