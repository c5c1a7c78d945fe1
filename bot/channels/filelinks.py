"""Links to files, for channels that carry none: GET /tep/<code>, for thirty days, for whoever has the link."""

import asyncio
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.attached import Shared
from bot.channels.web import attachments
from bot.clock import Clock
from handlers.messages import Attachment
from handlers.texts import attached as texts
from storage import files, links
from storage.engine import Database
from storage.files import StoredFile

PATH = "/tep/{code}"
LIVES = timedelta(days=30)  # handlers.texts.attached says so to people


class FileLinks:
    """Makes links below `public_url` and answers who follows them."""

    def __init__(self, database: Database, clock: Clock, public_url: str) -> None:
        self._database = database
        self._clock = clock
        self._public_url = public_url.rstrip("/")

    async def share(self, attachment: Attachment) -> Shared:
        code = await asyncio.to_thread(self._make, attachment)
        url = self._public_url + PATH.format(code=code)
        return Shared(attachment.name, attachment.media_type, url)

    def _make(self, attachment: Attachment) -> str:
        now = self._clock.now()
        with self._database.unit() as unit:
            file_id = files.keep(unit, attachment.name, attachment.media_type, attachment.content, now)
            return links.make(unit, file_id, now + LIVES)

    async def answer(self, request: Request) -> Response:
        """The file; 404 in plain words when the link's time is over."""
        found = await asyncio.to_thread(self._follow, request.path_params["code"])
        if found is None:
            return PlainTextResponse(texts.GONE, 404)
        return attachments.to_response(found)

    def _follow(self, code: str) -> StoredFile | None:
        with self._database.reading() as unit:
            return links.follow(unit, code, self._clock.now())
