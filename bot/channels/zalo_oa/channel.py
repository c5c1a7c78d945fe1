"""The Zalo Official Account channel: events by webhook, messages by the consultation interface."""

import asyncio
import contextlib
import logging
from dataclasses import replace
from typing import Any

from bot.channels.attached import Share, share_nothing
from bot.channels.channel import Capabilities, Receiver
from bot.channels.media import Media
from bot.channels.pacing import Pacer
from bot.channels.shares import shares_for
from bot.channels.webhooks import Door, Posted, Webhook
from bot.channels.zalo_oa.api import ANSWER_SECONDS, API_URL, OAUTH_URL, ZaloOaApi
from bot.channels.zalo_oa.genuine import is_genuine
from bot.channels.zalo_oa.keys import KeyKeeper
from bot.channels.zalo_oa.receipts import read_receipts
from bot.channels.zalo_oa.receive import CHANNEL, WORDS, read_event
from bot.channels.zalo_oa.refusals import PLATFORM
from bot.channels.zalo_oa.render import MOST_BUTTONS, TEXT_LIMIT, Form
from bot.channels.zalo_oa.send import Sender
from bot.clock import Clock
from handlers.messages import Address, Incoming, Outgoing
from storage import windows
from storage.engine import Database

log = logging.getLogger(__name__)

FRESHEN_SECONDS = 600.0


class ZaloOaChannel:
    """One Official Account. Nothing touches the network before `start` or `send`; `stop` ends it for good.

    `webhook_secret` is the account's own secret key, which deliveries are signed with; `refresh` the refresh key of the
    settings; `paid` lets messages go out that Zalo charges for. `share` makes links for files.
    """

    name = CHANNEL

    def __init__(
        self,
        database: Database,
        clock: Clock,
        door: Door,
        *,
        oa_id: str,
        app_id: str,
        app_secret: str,
        webhook_secret: str,
        refresh: str = "",
        api_url: str = API_URL,
        oauth_url: str = OAUTH_URL,
        paid: bool = False,
        per_second: float = 20,
        share: Share = share_nothing,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._database = database
        self._clock = clock
        self._door = door
        self._oa_id, self._app_id = oa_id, app_id
        self._webhook_secret = webhook_secret
        self._refresh = refresh
        self._api = ZaloOaApi(app_id, app_secret, api_url=api_url, oauth_url=oauth_url, answer_seconds=answer_seconds)
        self.keeper = KeyKeeper(self._api, database, clock)
        self._sender = Sender(self._api, self.keeper, database, clock, share, paid=paid)
        self.capabilities = Capabilities(
            buttons=True, text_limit=TEXT_LIMIT, files=False, edits=False, most_buttons=MOST_BUTTONS
        )
        self._pacer = Pacer(per_second, shares_for(database, clock, CHANNEL, per_second))
        self._media = Media(PLATFORM, api_url, answer_seconds)
        self._receive: Receiver | None = None
        self._freshening: asyncio.Task[None] | None = None

    async def start(self, receive: Receiver) -> None:
        """Open the door, and see to the keys in the background."""
        self._receive = receive
        await asyncio.to_thread(self.keeper.plant, self._refresh)
        # What is no JSON cannot be signed either, so it is turned away; an empty trial of the address hears 200.
        self._door.open(Webhook(CHANNEL, self._is_genuine, self._take, probe_status=200))
        self._freshening = asyncio.create_task(self._freshen(), name="zalo-oa-keys")

    async def stop(self) -> None:
        """Take nothing more and close connections. Safe to call twice."""
        self._door.shut(CHANNEL)
        if self._freshening is not None:
            self._freshening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._freshening
            self._freshening = None
        await self._media.close()
        await self._api.close()

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool, reference: str = "") -> str:
        """See `Channel.send`. Zalo cannot recognise a `reference`."""
        try:
            return await self._sender.send(address, outgoing)
        finally:
            self.capabilities = replace(self.capabilities, buttons=self._sender.form is not Form.WORDS)

    async def admit(self) -> None:
        """See `Paced.admit`."""
        await self._pacer.wait()

    async def fetch(self, reference: str) -> bytes:
        """See `Fetches.fetch`; the reference is the file's address."""
        return await self._media.fetch(reference)

    async def _freshen(self) -> None:
        while True:
            try:
                await self.keeper.freshen()
            except Exception:
                log.exception("seeing to the Zalo OA keys failed; trying again")
            await asyncio.sleep(FRESHEN_SECONDS)

    def _is_genuine(self, posted: Posted) -> bool:
        return is_genuine(posted, self._app_id, self._webhook_secret, self._clock.now())

    async def _take(self, content: dict[str, Any]) -> None:
        assert self._receive is not None
        for receipt in (receipts := read_receipts(content, self._app_id, self._oa_id, self._clock.now())):
            await self._receive(receipt)
        if receipts:
            return
        incoming = read_event(content, self._app_id, self._oa_id, self._clock.now())
        if incoming.kind in WORDS:
            await asyncio.to_thread(self._note_word, incoming)
        await self._receive(incoming)

    def _note_word(self, incoming: Incoming) -> None:
        now = self._clock.now()
        with self._database.unit() as unit:
            # Their clock may run ahead of ours; a word from the future would keep the window open too long.
            windows.note_word(unit, CHANNEL, incoming.address.id, min(incoming.sent_at, now), now)
