"""What the commands share: the database of the settings, refusals in one sentence, and text in UTF-8."""

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import NoReturn

from bot.database import open_database
from bot.settings import Settings, WrongSetting, read_settings
from storage.engine import Database

WRONG = 2
"""Exit code where the command cannot work at all: a wrong setting, a file that cannot be read."""

Work = Callable[[Database, Settings, datetime], int]
"""What a command does with the open database; the exit code."""


def on_database(work: Work, database_url: str = "") -> int:
    """Do `work` on the migrated database of the settings, or on another one; the exit code."""
    try:
        settings = read_settings(**({"database_url": database_url} if database_url else {}))
        database = open_database(settings)
    except WrongSetting as error:
        return refuse(error)
    with closing(database):
        return work(database, settings, datetime.now(UTC))


def refuse(reason: object) -> int:
    """Say why the command cannot work; the exit code."""
    print(reason, file=sys.stderr)
    return WRONG


def confirm(question: str) -> bool:
    """Whether the person at the keyboard types yes."""
    try:
        return input(f"{question} Type yes: ").strip().lower() == "yes"
    except EOFError:
        return False


def end_with(main: Callable[[], int]) -> NoReturn:
    """Run a command as a program: in and out in UTF-8 whatever the terminal is set to."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())
