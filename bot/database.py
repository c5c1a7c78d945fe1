"""The database that the settings name, ready to be used."""

from bot.settings import Settings, WrongSetting
from storage.engine import Database
from storage.migrate import DatabaseUnusable, migrate


def open_database(settings: Settings) -> Database:
    """The database with the newest schema. Raises WrongSetting where it cannot be opened, written or upgraded."""
    try:
        migrate(settings.database)
    except DatabaseUnusable as error:
        name = "DATABASE_URL" if settings.database_url else "DATA_DIR"
        raise WrongSetting(f"{error} Setting {name} says where it is.") from None
    return Database(settings.database)
