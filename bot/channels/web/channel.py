"""The web chat as a channel: a server in this process, and a mailbox every page reads."""

import asyncio
import contextlib
from collections.abc import Iterator

import uvicorn

from bot.channels.channel import Capabilities, Receiver, SendError
from bot.channels.web.listening import BACKLOG, listen
from bot.channels.web.send import Mailbox
from bot.channels.web.server import Site, build_site
from bot.clock import Clock
from bot.settings import Settings
from handlers.messages import Address, Outgoing
from handlers.world import World
from storage.engine import Database


class Server(uvicorn.Server):
    """A server that leaves SIGINT and SIGTERM to the program it is a part of."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class WebChannel:
    """Serves the page and keeps the messages that pages show. `port` is where it listens once it has started."""

    name = "web"
    capabilities = Capabilities(buttons=True, text_limit=20_000, files=True, edits=False)

    def __init__(self, settings: Settings, database: Database, world: World, clock: Clock) -> None:
        self._settings = settings
        self.mailbox = Mailbox(database, clock)
        secure = settings.web_url.startswith("https://")
        self.site = Site(database, world, clock, self.mailbox, secure=secure)
        self.port = settings.web_port
        self._server: Server | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, receive: Receiver) -> None:
        """Listen. Raises PortTaken when somebody else does."""
        listening = listen(self._settings.web_host, self._settings.web_port)
        self.port = listening.getsockname()[1]
        self.site.receive = receive
        config = uvicorn.Config(
            build_site(self.site),
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            backlog=BACKLOG,
            timeout_keep_alive=65,  # on a weak network a new connection is what costs
            timeout_graceful_shutdown=3,
        )
        self._server = Server(config)
        serving = asyncio.create_task(self._server.serve(sockets=[listening]))
        self._tasks = [serving, asyncio.create_task(self.mailbox.look_around())]
        while not self._server.started:  # uvicorn has no event to wait on
            done, _ = await asyncio.wait({serving}, timeout=0.01)
            if done:
                raise RuntimeError("the web server ended while it started") from serving.exception()

    async def stop(self) -> None:
        self.mailbox.close()
        if self._server is None:
            return
        self._server.should_exit = True
        self._server = None
        serving, looking = self._tasks
        looking.cancel()
        await asyncio.gather(serving, looking, return_exceptions=True)

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        try:
            message_id = await asyncio.to_thread(self.mailbox.keep, address.id, outgoing, reference)
        except Exception as error:  # storing the same reference again is harmless, so every error is tried again
            raise SendError(f"the message could not be stored: {error}", retry_after=5) from error
        self.mailbox.nudge(address.id)
        return str(message_id)
