"""The web chat as a channel: a server in this process, and a mailbox every page reads."""

import asyncio

from bot.channels.channel import Capabilities, Receiver, SendError
from bot.channels.web.send import Mailbox
from bot.channels.web.server import Site, build_site
from bot.channels.web.serving import Serving
from bot.channels.webhooks import Door
from bot.clock import Clock
from bot.settings import Settings
from handlers.messages import Address, Outgoing, Rewrite
from handlers.world import World
from storage.engine import Database


class WebChannel:
    """Serves the page and keeps the messages that pages show. `port` is where it listens once it has started.

    The webhooks of `door` are answered by the same server.
    """

    name = "web"
    capabilities = Capabilities(buttons=True, text_limit=20_000, files=True, edits=False, takes_files="button")

    def __init__(
        self, settings: Settings, database: Database, world: World, clock: Clock, door: Door | None = None
    ) -> None:
        self.mailbox = Mailbox(database, clock)
        secure = settings.web_url.startswith("https://")
        self.site = Site(database, world, clock, self.mailbox, secure=secure)
        self._serving = Serving(build_site(self.site, door), settings.web_host, settings.web_port)
        self._looking: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        return self._serving.port

    async def start(self, receive: Receiver) -> None:
        """Listen. Raises PortTaken when somebody else does."""
        self.site.receive = receive
        await self._serving.start()
        self._looking = asyncio.create_task(self.mailbox.look_around())

    async def stop(self) -> None:
        self.mailbox.close()
        await self._serving.stop()
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        try:
            message_id = await asyncio.to_thread(self.mailbox.keep, address.id, outgoing, reference)
        except Exception as error:  # storing the same reference again is harmless, so every error is tried again
            raise SendError(f"the message could not be stored: {error}", retry_after=5) from error
        self.mailbox.nudge(address.id)
        return str(message_id)

    async def rewrite(self, address: Address, rewrite: Rewrite) -> None:
        try:
            changed = await asyncio.to_thread(self.mailbox.rewrite, address.id, rewrite)
        except Exception as error:
            raise SendError(f"the message could not be changed: {error}", retry_after=5) from error
        if not changed:
            raise SendError("the message is not kept any more", permanent=True)
        self.mailbox.nudge(address.id)
