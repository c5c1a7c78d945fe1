"""The web chat's addresses: the page, its small JSON interface, its stream and its files."""

import asyncio
from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from bot.channels.channel import Receiver
from bot.channels.web import attachments, uploads
from bot.channels.web.history import History
from bot.channels.web.limits import AddHeaders, BodyLimit
from bot.channels.web.page import STATIC, LastingFiles, Page
from bot.channels.web.receive import Posted, to_incoming
from bot.channels.web.send import Mailbox
from bot.channels.web.sessions import address_of, keep_session
from bot.channels.web.stream import stream
from bot.channels.webhooks import PATH, Door
from bot.clock import Clock
from handlers.trial import trial_codes
from handlers.world import World
from storage.engine import Database

LARGEST_ID = 2**63 - 1  # what a database holds
NOT_KEPT = {"Cache-Control": "no-store"}
STREAMED = {**NOT_KEPT, "X-Accel-Buffering": "no"}  # nginx would hold the events back

Position = Annotated[int, Query(ge=0, le=LARGEST_ID)]
FileId = Annotated[int, Path(ge=1, le=LARGEST_ID)]


class Site:
    """What answers requests. `receive` is set when the channel starts."""

    def __init__(self, database: Database, world: World, clock: Clock, mailbox: Mailbox, *, secure: bool) -> None:
        self.receive: Receiver | None = None
        self._database = database
        self._world = world
        self._clock = clock
        self._mailbox = mailbox
        self._secure = secure
        self._history = History(database)
        self._page = Page()
        self._uploads = uploads.Uploads(database, mailbox, clock)

    async def page(self, request: Request) -> Response:
        """The chat page, and a session for who has none."""
        trial = await asyncio.to_thread(self._trial_codes)
        response = HTMLResponse(self._page.render(self._world.alliance_name, trial), headers=NOT_KEPT)
        keep_session(request, response, secure=self._secure)
        return response

    def _trial_codes(self) -> list[tuple[str, str]]:
        with self._database.reading() as unit:
            return trial_codes(unit)

    async def post(self, posted: Posted, request: Request) -> dict[str, bool]:
        """A message from the page. 202 means stored: the page may forget its own copy."""
        address = require_session(request)
        assert self.receive is not None
        if posted.shown:
            await asyncio.to_thread(self._mailbox.keep_typed, address, posted.shown, posted.id)
        await self.receive(to_incoming(posted, address, self._clock.now()))
        self._mailbox.nudge(address)
        return {"stored": True}

    async def messages(
        self, request: Request, before: Position | None = None, after: Position | None = None
    ) -> Response:
        """The latest messages; with `before` earlier ones, with `after` those a page has not seen."""
        address = require_session(request)
        if after is not None:
            news = await asyncio.to_thread(self._history.news, address, after)
            return JSONResponse({"messages": news.messages, "first": news.first, "last": news.last}, headers=NOT_KEPT)
        return JSONResponse(await asyncio.to_thread(self._history.page, address, before), headers=NOT_KEPT)

    async def events(self, request: Request, after: Position = 0) -> Response:
        """The stream. A browser that connects again by itself repeats the old address but says what it saw last."""
        address = require_session(request)
        last = request.headers.get("last-event-id", "")
        if last.isascii() and last.isdecimal():
            after = max(after, min(int(last[:20]), LARGEST_ID))
        events = stream(self._history, self._mailbox, address, after)
        return StreamingResponse(events, media_type="text/event-stream", headers=STREAMED)

    async def file(self, request: Request, file_id: FileId) -> Response:
        found = await asyncio.to_thread(self._history.file, require_session(request), file_id)
        if found is None:
            raise HTTPException(404, "no such file")
        return attachments.to_response(found)

    async def upload(self, request: Request, id: uploads.MessageId, name: uploads.FileName = "") -> dict[str, bool]:
        """A file from the page, as the body itself. 202 means stored."""
        address = require_session(request)
        assert self.receive is not None
        await self.receive(await self._uploads.take(request, address, id, name))
        self._mailbox.nudge(address)
        return {"stored": True}


def require_session(request: Request) -> str:
    """The address of the browser that asks. Answers 401 when it has none."""
    address = address_of(request)
    if address is None:
        raise HTTPException(401, "no session")
    return address


async def _unreadable(_: Request, __: Exception) -> Response:
    """422 without repeating what was sent: it may be long, or no text at all."""
    return JSONResponse({"error": "unreadable"}, 422)


async def _health() -> dict[str, str]:
    return {"status": "ok"}


def build_site(site: Site | None, door: Door | None = None) -> ASGIApp:
    """The web application: the chat of `site`, and the webhooks of `door`. Either may be missing."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.get("/health")(_health)
    if door is not None:
        app.add_route(PATH, door.answer, methods=["POST"])
        for path, answer in door.pages.items():
            app.add_route(path, answer, methods=["GET"])
    if site is not None:
        _add_chat(app, site)
    return AddHeaders(BodyLimit(app))


def _add_chat(app: FastAPI, site: Site) -> None:
    app.add_middleware(GZipMiddleware, compresslevel=6)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.mount("/static", LastingFiles(directory=STATIC), name="static")
    app.get("/")(site.page)
    app.post("/messages", status_code=202)(site.post)
    app.get("/messages")(site.messages)
    app.get("/events")(site.events)
    app.post(uploads.PATH, status_code=202)(site.upload)
    app.get("/files/{file_id}")(site.file)
