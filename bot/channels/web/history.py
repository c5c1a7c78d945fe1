"""What was said, read for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.web.render import to_page
from storage import files, webchat
from storage.engine import Database
from storage.unit import Unit
from storage.webchat import WebMessage

PAGE_LENGTH = 30
"""Messages shown when the page opens, and with each look further back."""
BATCH = 100
"""Messages sent at once to a page that was away."""


@dataclass(frozen=True, slots=True)
class News:
    """Messages that came after one, ready for the page, and the first and last id that are kept at all."""

    messages: list[dict[str, Any]]
    first: int
    last: int

    @property
    def may_have_more(self) -> bool:
        return len(self.messages) == BATCH


class History:
    """Reads one database for many addresses. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, address: str, before: int | None) -> dict[str, Any]:
        """The latest messages, or those before one, and whether there are earlier ones."""
        with self._database.reading() as unit:
            messages = webchat.latest(unit, address, PAGE_LENGTH + 1, before)
            shown = messages[-PAGE_LENGTH:]
            return {"messages": _to_pages(unit, shown), "earlier": len(messages) > PAGE_LENGTH}

    def news(self, address: str, after: int) -> News:
        with self._database.reading() as unit:
            first, last = webchat.span(unit, address)
            return News(_to_pages(unit, webchat.after(unit, address, after, BATCH)), first, last)

    def file(self, address: str, file_id: int) -> files.StoredFile | None:
        """A file that was sent to this address; None for everybody else."""
        with self._database.reading() as unit:
            return files.read(unit, file_id) if webchat.may_read_file(unit, address, file_id) else None


def _to_pages(unit: Unit, messages: Sequence[WebMessage]) -> list[dict[str, Any]]:
    ids = {file_id for message in messages for file_id in message.payload["files"]}
    names = webchat.file_names(unit, ids) if ids else {}
    return [to_page(message, names) for message in messages]
