"""What reaches a person who is not talking now: stored by another process, as an announcement is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from playwright.sync_api import BrowserContext

from bot.channels.web.send import Mailbox
from bot.channels.web.sessions import COOKIE, address_for
from bot.clock import ManualClock
from handlers.messages import Outgoing
from storage.engine import Database
from tests.web_program import Program


def address_of(context: BrowserContext) -> str:
    return address_for(next(cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE))


def send(program: Program, context: BrowserContext, *messages: Outgoing, at: datetime | None = None) -> None:
    """Store messages for the person whose browser this is."""
    with opened(program) as database:
        mailbox = Mailbox(database, ManualClock(at or datetime.now(UTC)))
        for message in messages:
            mailbox.keep(address_of(context), message)


@contextmanager
def opened(program: Program) -> Iterator[Database]:
    database = Database(program.database_url)
    try:
        yield database
    finally:
        database.close()
