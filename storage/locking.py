"""SQLite's one writer: waiting for another program that keeps the file locked, and saying so while waiting."""

import logging
import sqlite3

from sqlalchemy import Connection

WAIT_SECONDS = 5
"""How long a writer waits for another program before the log says so."""
WAITS = 3
"""So many such waits, then the writing fails."""
WAITS_AT_START = 12
"""The same for bringing the schema up to date, where another copy of the program may be doing just that."""

log = logging.getLogger(__name__)


def begin_writing(connection: Connection, waits: int) -> None:
    """Begin a transaction that may write. Raises SQLAlchemy's error when the file stays locked.

    The driver's own time to wait must be WAIT_SECONDS.
    """
    driver = connection.connection.cursor()
    for waited in range(1, waits):
        try:
            driver.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.DatabaseError as error:  # also for a file that is no database
            if "locked" not in str(error):
                break
            log.warning(
                "Another program has kept the database file locked for %s s; waiting up to %s s. "
                "Close what else has it open: a second copy of this program, a database viewer, a backup.",
                waited * WAIT_SECONDS,
                waits * WAIT_SECONDS,
            )
    connection.exec_driver_sql("BEGIN IMMEDIATE")
