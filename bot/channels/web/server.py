"""The web chat's pages and its small JSON interface."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse
from fastapi.staticfiles import StaticFiles
from handlers.trial import trial_codes
from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.channels.channel import Receiver
from bot.channels.web.limits import BodyLimit
from bot.channels.web.receive import Posted, to_incoming
from bot.channels.web.render import to_page
from bot.channels.web.send import Mailbox
from bot.channels.web.sessions import address_of, begin_session
from bot.clock import Clock
from handlers.world import World
from storage import files, webchat
from storage.engine import Database
from storage.webchat import WebMessage

log = logging.getLogger(__name__)

HERE = Path(__file__).parent
PAGE_OF_HISTORY = 60  # messages shown when the page opens
POLL_SECONDS = 2.0  # another process may have stored a message; our own wake us at once
BEAT_SECONDS = 20.0  # proxies close a silent connection
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Site:
    """What the routes share. `receive` is set when the channel starts."""

    def __init__(self, database: Database, world: World, clock: Clock, mailbox: Mailbox, *, secure: bool) -> None:
        self.database = database
        self.world = world
        self.clock = clock
        self.mailbox = mailbox
        self.secure = secure
        self.receive: Receiver | None = None
        self.closing = asyncio.Event()
        self.templates = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape(), enable_async=False
        )

    def history(self, address: str, last_id: int | None) -> list[dict[str, Any]]:
        """Messages of an address as the page takes them: after `last_id`, or the latest."""
        with self.database.reading() as unit:
            if last_id is None:
                messages = webchat.latest(unit, address, PAGE_OF_HISTORY)
            else:
                messages = webchat.after(unit, address, last_id)
            names = {file_id: self._file_name(unit, file_id) for file_id in _files_in(messages)}
        return [to_page(message, names) for message in messages]

    @staticmethod
    def _file_name(unit: Any, file_id: int) -> tuple[str, str]:
        file = files.read(unit, file_id)
        return file.name, file.media_type

    def file_for(self, address: str, file_id: int) -> files.StoredFile | None:
        with self.database.reading() as unit:
            return files.read(unit, file_id) if webchat.may_read_file(unit, address, file_id) else None

    def trial(self) -> list[tuple[str, str]]:
        with self.database.reading() as unit:
            return trial_codes(unit)


def _files_in(messages: list[WebMessage]) -> set[int]:
    return {file_id for message in messages for file_id in message.payload.get("files", [])}


def build_site(site: Site) -> FastAPI:
    """The web application; everything it needs is in `site`."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(BodyLimit)
    app.middleware("http")(_add_headers)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.get("/")(_page(site))
    app.post("/messages", status_code=202)(_post(site))
    app.get("/messages")(_history(site))
    app.get("/events")(_events(site))
    app.get("/files/{file_id}")(_file(site))
    app.get("/health")(_health)
    return app


async def _add_headers(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(HEADERS)
    return response


async def _health() -> dict[str, str]:
    return {"status": "ok"}


def _page(site: Site) -> Callable[..., Any]:
    async def page(request: Request) -> Response:
        trial = await asyncio.to_thread(site.trial)
        text = site.templates.get_template("chat.html").render(alliance=site.world.alliance_name, trial=trial)
        response = HTMLResponse(text, headers={"Cache-Control": "no-store"})
        if address_of(request) is None:
            begin_session(response, secure=site.secure)
        return response

    return page


def _require(request: Request) -> str:
    address = address_of(request)
    if address is None:
        raise HTTPException(401, "no session")
    return address


def _post(site: Site) -> Callable[..., Any]:
    async def post(posted: Posted, request: Request) -> dict[str, int]:
        """202 means stored: the page may forget its own copy."""
        address = _require(request)
        assert site.receive is not None
        shown = 0
        if posted.text.strip() and not posted.start:
            shown = await asyncio.to_thread(site.mailbox.keep_typed, address, posted.text, posted.id)
        await site.receive(to_incoming(posted, address, site.clock.now()))
        site.mailbox.nudge(address)
        return {"id": shown}

    return post


def _history(site: Site) -> Callable[..., Any]:
    async def history(request: Request) -> Response:
        found = await asyncio.to_thread(site.history, _require(request), None)
        return JSONResponse(found, headers={"Cache-Control": "no-store"})

    return history


def _events(site: Site) -> Callable[..., Any]:
    async def events(request: Request, after: int = 0) -> Response:
        address = _require(request)
        last = request.headers.get("last-event-id", "")
        start = max(after, int(last)) if last.isdecimal() else after
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            _stream(site, request, address, start), media_type="text/event-stream", headers=headers
        )

    return events


async def _stream(site: Site, request: Request, address: str, last_id: int) -> AsyncIterator[str]:
    """Messages as they come, each with its id, so that a page that was cut off asks for what it missed."""
    yield "retry: 2000\n\n"
    silent = 0.0
    while not site.closing.is_set() and not await request.is_disconnected():
        messages = await asyncio.to_thread(site.history, address, last_id)
        for message in messages:
            last_id = message["id"]
            yield f"id: {last_id}\ndata: {json.dumps(message, ensure_ascii=False)}\n\n"
        silent = 0.0 if messages else silent + POLL_SECONDS
        if silent >= BEAT_SECONDS:
            silent = 0.0
            yield ": still here\n\n"
        await site.mailbox.wait(address, POLL_SECONDS)


def _file(site: Site) -> Callable[..., Any]:
    async def file(file_id: int, request: Request) -> Response:
        found = await asyncio.to_thread(site.file_for, _require(request), file_id)
        if found is None:
            raise HTTPException(404, "no such file")
        shown = found.media_type.startswith("image/")
        name = found.name.encode("ascii", "ignore").decode() or "file"
        disposition = f'{"inline" if shown else "attachment"}; filename="{name}"'
        return Response(found.content, media_type=found.media_type, headers={"Content-Disposition": disposition})

    return file
