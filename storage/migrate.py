"""Bring a database to the newest schema."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseUnusable(Exception):
    """A database cannot be opened or brought up to date; the text is one sentence without any secret."""


def configuration(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def migrate(url: str) -> None:
    """Create or upgrade the schema at `url`; does nothing where it is the newest already. Creates SQLite's folder.

    Raises DatabaseUnusable.
    """
    try:
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        command.upgrade(configuration(url), "head")
    except OSError as error:
        raise DatabaseUnusable(f"The folder {error.filename} cannot be made ({error.strerror}).") from None
    except DBAPIError as error:
        file = url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else "on PostgreSQL"
        reason = str(error.orig).strip().split("\n")[0]  # what follows is SQL and parameters
        if reason == "database is locked":
            raise DatabaseUnusable(
                f"The database {file} stays locked by another program. Close what else has it open "
                "(a second copy of this program, a database viewer, a backup), then start again."
            ) from None
        raise DatabaseUnusable(f"The database {file} cannot be used ({reason}).") from None


def check(url: str) -> None:
    """Raise when the tables in code and the migrated schema differ."""
    command.check(configuration(url))


def draft(url: str, message: str) -> None:
    """Write a new migration from the difference; for maintainers."""
    command.revision(configuration(url), message=message, autogenerate=True)
