"""The Telegram channel: long polling or a webhook in, replies by aiogram and bulk by python-telegram-bot out."""

import asyncio

from bot.channels.channel import Capabilities, Receiver
from bot.channels.shares import Shares
from bot.channels.telegram.bulk import BulkSender
from bot.channels.telegram.files import fetch_file
from bot.channels.telegram.gate import Gate
from bot.channels.telegram.polling import POLL_SECONDS, Poller
from bot.channels.telegram.receiving import FIRST_PAUSE, Commands, Receiving
from bot.channels.telegram.refusals import Flooded
from bot.channels.telegram.render import TEXT_LIMIT
from bot.channels.telegram.replies import ANSWER_SECONDS, build_bot
from bot.channels.telegram.rewrite import rewrite_message
from bot.channels.telegram.send import Sender, read_chat_id
from bot.channels.telegram.webhook import CHECK_SECONDS, WebhookReceiver
from bot.channels.webhooks import Door
from handlers.messages import Address, Outgoing, Rewrite

API_URL = "https://api.telegram.org"


class TelegramChannel:
    """One bot. Nothing touches the network before `start` or `send`; `stop` ends it for good.

    `api_url` is the Bot API server, `proxy` an address such as socks5://127.0.0.1:1080 or http://…, empty for none;
    `bulk_per_second` is the pace of bulk messages; `commands` the bot's menu. With a `door`, Telegram delivers to it at
    `public_url`; without one it is polled. `shares`: other processes send with this token. The seconds are for tests.
    Raises ValueError, without the token in it, when the token is malformed.
    """

    name = "telegram"
    capabilities = Capabilities(buttons=True, text_limit=TEXT_LIMIT, files=True, edits=True)

    def __init__(
        self,
        token: str,
        *,
        api_url: str = API_URL,
        proxy: str = "",
        bulk_per_second: float = 25,
        commands: Commands = (),
        door: Door | None = None,
        public_url: str = "",
        shares: Shares | None = None,
        check_seconds: float = CHECK_SECONDS,
        poll_seconds: int = POLL_SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        api_url, self._gate = api_url.rstrip("/"), Gate(bulk_per_second, shares)
        self._bot = build_bot(token, api_url, proxy, answer_seconds)
        self._bulk = BulkSender(token, api_url, proxy, bulk_per_second, self._gate, answer_seconds)
        self._sender = Sender(self._bot, self._bulk, self._gate)
        self._commands = commands
        self._poll_seconds = poll_seconds
        self._first_pause = first_pause
        self._door = door
        self._public_url = public_url
        self._check_seconds = check_seconds
        self._receiving: Receiving | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def username(self) -> str | None:
        """The bot's name for deep links, once Telegram has said it."""
        return self._receiving.username if self._receiving else None

    @property
    def trouble(self) -> str | None:
        """Why nothing is being received just now, in one English sentence; None while all is well."""
        return self._receiving.trouble if self._receiving else None

    async def start(self, receive: Receiver) -> None:
        """Begin to receive in the background; a network that is down is waited for, not raised."""
        self._receiving = self._build_receiving(receive)
        self._running = asyncio.create_task(self._receiving.run(), name="telegram-receiving")

    def _build_receiving(self, receive: Receiver) -> Receiving:
        bot, commands, pause = self._bot, self._commands, self._first_pause
        if self._door is None:
            return Poller(bot, receive, commands, poll_seconds=self._poll_seconds, first_pause=pause)
        return WebhookReceiver(
            bot,
            receive,
            commands,
            door=self._door,
            public_url=self._public_url,
            check_seconds=self._check_seconds,
            first_pause=pause,
        )

    async def stop(self) -> None:
        """Stop receiving and close connections. Safe to call twice."""
        if self._running and self._receiving:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
            await self._receiving.close()
            self._running = None
        await self._gate.close()
        await self._bulk.close()
        await self._bot.session.close()

    async def admit(self) -> None:
        """See `Paced.admit`."""
        await self._gate.admit()

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        """See `Channel.send`. Bulk messages wait for their turn in here. Telegram cannot recognise a `reference`."""
        return await self._sender.send(address, outgoing, bulk=bulk)

    async def fetch(self, reference: str) -> bytes:
        """See `Fetches.fetch`; the reference is Telegram's file_id."""
        return await fetch_file(self._bot, reference)

    async def rewrite(self, address: Address, rewrite: Rewrite) -> None:
        """See `Rewrites.rewrite`. Edits count against the same limits, so they wait for their turn like bulk."""
        await self._gate.pass_bulk()
        try:
            await rewrite_message(self._bot, read_chat_id(address), rewrite)
        except Flooded as error:
            self._gate.pause(error.seconds)
            raise
