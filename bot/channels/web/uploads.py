"""Files sent from the page: by the alliance's staff, and as the answer to a question that asks for one.

Nobody else may: what is uploaded is kept in the database.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import HTTPException, Query, Request

from bot.channels.web.send import Mailbox
from bot.clock import Clock
from handlers.cleaning import clean
from handlers.messages import LARGEST_FILE, Address, Incoming, IncomingFile, Kind
from handlers.survey.photos import awaits_file
from storage import files, members, people
from storage.engine import Database
from storage.files import StoredFile

PATH = "/files"
LONGEST_NAME = 120  # characters of a file's name that are kept, its end with the kind among them
MessageId = Annotated[str, Query(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$")]
FileName = Annotated[str, Query(max_length=1000)]


class Uploads:
    """Takes files in, for one database."""

    def __init__(self, database: Database, mailbox: Mailbox, clock: Clock) -> None:
        self._database = database
        self._mailbox = mailbox
        self._clock = clock

    async def take(self, request: Request, address: str, message_id: str, name: str) -> Incoming:
        """The event of a file that was sent whole. Answers 403 to who may not, 413 when it is too large."""
        if not await asyncio.to_thread(self._may_send, address):
            raise HTTPException(403, "nobody waits for a file", headers={"Connection": "close"})
        content = await read_limited(request.stream())
        kept = await asyncio.to_thread(self._keep, address, message_id, read_name(name), content)
        return Incoming(
            address=Address("web", address),
            external_id=f"{address}:{message_id}",
            kind=Kind.FILE,
            sent_at=self._clock.now(),
            file=IncomingFile(kept.name, kept.media_type, len(kept.content), stored=kept.id),
        )

    def _may_send(self, address: str) -> bool:
        with self._database.reading() as unit:
            person_id = people.person_at(unit, "web", address)
            if person_id is None:
                return False
            here = (item for item in people.contacts_of(unit, person_id) if item.address == address)
            return members.staff_role(unit, person_id) is not None or any(awaits_file(item.talk) for item in here)

    def _keep(self, address: str, message_id: str, name: str, content: bytes) -> StoredFile:
        with self._database.unit() as unit:
            # What it really is a handler looks at; until then the page saves it and never opens it.
            stored = files.keep(unit, name, "application/octet-stream", content, self._clock.now())
            kept = files.read(unit, stored)
        self._mailbox.keep_typed(address, "", message_id, stored)
        return kept


def read_name(name: str) -> str:
    """A file's own name: no folders, nothing invisible, not too long."""
    plain = clean(name).replace("\n", " ").replace("\\", "/").rsplit("/", 1)[-1].strip()
    return plain[-LONGEST_NAME:] or "tep"


async def read_limited(parts: AsyncIterator[bytes]) -> bytes:
    """All the parts. Answers 413 as soon as they are too large, without reading on."""
    content = bytearray()
    async for part in parts:
        content += part
        if len(content) > LARGEST_FILE:
            raise HTTPException(413, "too large", headers={"Connection": "close"})
    return bytes(content)
