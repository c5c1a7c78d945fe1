"""The Zalo Bot channel: a bot of a personal Zalo account, spoken to by typing only."""

import asyncio

from bot.channels.attached import Share, share_nothing
from bot.channels.channel import Capabilities, Receiver
from bot.channels.media import Media
from bot.channels.webhooks import Door, derive_secret
from bot.channels.zalo_bot.api import ANSWER_SECONDS, API_URL, ZaloBotApi
from bot.channels.zalo_bot.receiving import (
    FIRST_PAUSE,
    POLL_SECONDS,
    PollingReceiver,
    Receiving,
    WebhookReceiver,
)
from bot.channels.zalo_bot.refusals import PLATFORM
from bot.channels.zalo_bot.render import TEXT_LIMIT
from bot.channels.zalo_bot.send import Sender
from handlers.messages import Address, Outgoing


class ZaloBotChannel:
    """One bot. Nothing touches the network before `start` or `send`; `stop` ends it for good.

    With a `door` the platform delivers to `public_url`, and shows `secret` (empty: one made from the token); without,
    it is asked for updates. `share` makes links for files. The seconds are for tests.
    """

    name = "zalo_bot"
    capabilities = Capabilities(buttons=False, text_limit=TEXT_LIMIT, files=False, edits=False, takes_files="pictures")

    def __init__(
        self,
        token: str,
        *,
        api_url: str = API_URL,
        secret: str = "",
        door: Door | None = None,
        public_url: str = "",
        share: Share = share_nothing,
        poll_seconds: float = POLL_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self._api = ZaloBotApi(token, api_url, answer_seconds)
        self._sender = Sender(self._api, share)
        self._media = Media(PLATFORM, api_url, answer_seconds)
        self._secret = secret or derive_secret(token, "zalo")
        self._door = door
        self._public_url = public_url
        self._poll_seconds = poll_seconds
        self._first_pause = first_pause
        self._receiving: Receiving | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def trouble(self) -> str | None:
        """Why nothing is being received just now, in one English sentence; None while all is well."""
        return self._receiving.trouble if self._receiving else None

    async def start(self, receive: Receiver) -> None:
        """Begin to receive in the background; a network that is down is waited for, not raised."""
        self._receiving = self._build_receiving(receive)
        self._task = asyncio.create_task(self._receiving.run(), name="zalo-bot-receiving")

    def _build_receiving(self, receive: Receiver) -> Receiving:
        if self._door is None:
            return PollingReceiver(self._api, receive, poll_seconds=self._poll_seconds, first_pause=self._first_pause)
        return WebhookReceiver(
            self._api,
            receive,
            door=self._door,
            public_url=self._public_url,
            secret=self._secret,
            first_pause=self._first_pause,
        )

    async def stop(self) -> None:
        """Stop receiving and close connections. Safe to call twice."""
        if self._task is not None and self._receiving is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            await self._receiving.close()
            self._task = None
        await self._media.close()
        await self._api.close()

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        """See `Channel.send`. The platform knows no `reference` and treats bulk as anything else."""
        return await self._sender.send(address, outgoing)

    async def fetch(self, reference: str) -> bytes:
        """See `Fetches.fetch`; the reference is the picture's address."""
        return await self._media.fetch(reference)
