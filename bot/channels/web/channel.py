"""The web chat as a channel: a server in this process, and a mailbox every page reads."""

import asyncio
import contextlib
import logging
import socket

import uvicorn

from bot.channels.channel import Capabilities, Receiver, SendError
from bot.channels.web.send import Mailbox
from bot.channels.web.server import Site, build_site
from bot.clock import Clock
from bot.settings import Settings
from handlers.messages import Address, Outgoing
from handlers.world import World
from storage.engine import Database

log = logging.getLogger(__name__)


class PortTaken(Exception):
    """Somebody else listens there; the text says what to do."""


class WebChannel:
    """Serves the page and keeps the messages that pages show."""

    name = "web"
    capabilities = Capabilities(buttons=True, text_limit=20_000, files=True, edits=False)

    def __init__(self, settings: Settings, database: Database, world: World, clock: Clock) -> None:
        self._settings = settings
        self.mailbox = Mailbox(database, clock)
        secure = settings.web_url.startswith("https://")
        self.site = Site(database, world, clock, self.mailbox, secure=secure)
        self._server: uvicorn.Server | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self, receive: Receiver) -> None:
        self.site.receive = receive
        config = uvicorn.Config(
            build_site(self.site),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        self._server = uvicorn.Server(config)
        self._server.capture_signals = contextlib.nullcontext  # type: ignore[method-assign, assignment]
        listening = _listen(self._settings.web_host, self._settings.web_port)
        self._task = asyncio.create_task(self._server.serve(sockets=[listening]))
        while not self._server.started and not self._task.done():  # noqa: ASYNC110  (uvicorn has no event to wait on)
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        self.site.closing.set()
        if self._server is not None and self._task is not None:
            self._server.should_exit = True
            await self._task
            self._server = None

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str) -> str:
        try:
            message_id = await asyncio.to_thread(self.mailbox.keep, address.id, outgoing, reference)
        except OSError as error:
            raise SendError(f"the message could not be stored: {error}", retry_after=5) from error
        self.mailbox.nudge(address.id)
        return str(message_id)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortTaken with one plain sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"Cannot listen on {host}:{port} ({error.strerror}). "
            "Is the program running already? Set WEB_PORT to another number to run it twice."
        ) from error
    return listening
