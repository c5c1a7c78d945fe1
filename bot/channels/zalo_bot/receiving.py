"""Receiving from the Zalo Bot platform: by webhook, which it advises, or by asking for updates, for trying it out.

The platform's getUpdates gives one event and forgets it (no offset, no receipt): what it gave is stored before anything
else, and stored again and again until that works; only a kill in that moment loses it. A webhook is delivered until it
is answered, so there nothing is lost.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from bot.channels.channel import Receiver, SendError
from bot.channels.webhooks import PATH, Door, Posted, Webhook, same_secret
from bot.channels.zalo_bot.api import Refusal, ZaloBotApi
from bot.channels.zalo_bot.receive import read_event
from bot.channels.zalo_bot.refusals import is_token_refusal

log = logging.getLogger(__name__)

NAME = "zalo_bot"
HEADER = "x-bot-api-secret-token"
POLL_SECONDS = 30
CHECK_SECONDS = 600.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
NOTHING_NEW = 408
NOT_FOUND = 404


class Receiving:
    """Runs one way of receiving until it is cancelled, or until the platform refuses the token."""

    def __init__(self, api: ZaloBotApi, receive: Receiver, first_pause: float) -> None:
        self.account: str | None = None
        self.trouble: str | None = None
        self._api = api
        self._receive = receive
        self._first_pause = first_pause

    async def run(self) -> None:
        if await self._repeat_until_done(self._prepare):
            log.info("Receiving from Zalo as %s", self.account)
            await self._repeat(self._step)

    async def close(self) -> None:
        """Receive nothing more."""

    async def _prepare(self) -> None:
        me = await self._api.call("getMe", {})
        self.account = str(me.get("account_name") or me.get("id")) if isinstance(me, dict) else None

    async def _step(self) -> None:
        raise NotImplementedError

    async def _repeat(self, step: Callable[[], Awaitable[None]]) -> None:
        while await self._repeat_until_done(step):
            pass

    async def _repeat_until_done(self, step: Callable[[], Awaitable[None]]) -> bool:
        """Try a step until it succeeds; False when the token is refused and trying is of no use."""
        pause = self._first_pause
        while True:
            try:
                await step()
            except Refusal as refusal:
                if is_token_refusal(refusal.code):
                    self.trouble = "Zalo refuses the bot's token"
                    log.error("%s: receiving has stopped. Correct ZALO_BOT_TOKEN and start again", self.trouble)
                    return False
                self._note(f"Zalo failed ({refusal.code})", pause)
            except SendError as error:
                self._note(error.reason, pause)
            except Exception as error:
                self._note(f"Receiving from Zalo failed ({type(error).__name__})", pause)
            else:
                self.trouble = None
                return True
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def _note(self, trouble: str, pause: float) -> None:
        self.trouble = trouble
        log.warning("%s. Trying again in %.1f s", trouble, pause)


class PollingReceiver(Receiving):
    """Asks for one event after the other."""

    def __init__(
        self,
        api: ZaloBotApi,
        receive: Receiver,
        *,
        poll_seconds: float = POLL_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        super().__init__(api, receive, first_pause)
        self._poll_seconds = poll_seconds
        self._unstored: dict[str, Any] | None = None

    async def _prepare(self) -> None:
        await super()._prepare()
        await self._take_webhook_away()  # with one set, the platform answers no getUpdates

    async def _take_webhook_away(self) -> None:
        """Where none is set some of its methods answer 404, which elsewhere means a token of nobody; getMe knew it."""
        try:
            await self._api.call("deleteWebhook", {})
        except Refusal as refusal:
            if refusal.code != NOT_FOUND:
                raise

    async def _step(self) -> None:
        if self._unstored is None:
            self._unstored = await self._fetch()
        if self._unstored is not None:
            await self._receive(read_event(self._unstored, datetime.now(UTC)))
            self._unstored = None

    async def _fetch(self) -> dict[str, Any] | None:
        try:
            params = {"timeout": str(self._poll_seconds)}
            result = await self._api.call("getUpdates", params, hold_seconds=self._poll_seconds)
        except Refusal as refusal:
            if refusal.code == NOTHING_NEW:
                return None
            if refusal.code == 400:  # most likely somebody set a webhook meanwhile
                await self._take_webhook_away()
            raise
        return result if isinstance(result, dict) and result else None


class WebhookReceiver(Receiving):
    """Opens the door, tells the platform where it is, and looks from time to time whether that still holds."""

    def __init__(
        self,
        api: ZaloBotApi,
        receive: Receiver,
        *,
        door: Door,
        public_url: str,
        secret: str,
        check_seconds: float = CHECK_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        super().__init__(api, receive, first_pause)
        self._door = door
        self._url = public_url + PATH.format(name=NAME)
        self._secret = secret
        self._check_seconds = check_seconds
        # Open before the platform hears of it: deliveries come also from what an earlier start told it.
        # Its own trial of the address comes with an empty body and must hear 200.
        door.open(Webhook(NAME, self._is_genuine, self._take, malformed_status=200, probe_status=200))

    async def close(self) -> None:
        """Take nothing more. The webhook stays set: other processes, or this one's next start, go on with it."""
        self._door.shut(NAME)

    def _is_genuine(self, posted: Posted) -> bool:
        return same_secret(posted.headers.get(HEADER), self._secret)

    async def _take(self, content: dict[str, Any]) -> None:
        await self._receive(read_event(content, datetime.now(UTC)))

    async def _prepare(self) -> None:
        await super()._prepare()
        await self._set()

    async def _set(self) -> None:
        result = await self._api.call("setWebhook", {"url": self._url, "secret_token": self._secret})
        tried = result.get("verification") if isinstance(result, dict) else None
        if isinstance(tried, dict) and tried.get("ok") is False:  # the address is kept all the same
            log.warning(
                "Zalo tried the webhook's address and failed (status %s): docs/zalo.md", tried.get("status_code")
            )

    async def _step(self) -> None:
        await asyncio.sleep(self._check_seconds)
        try:
            info = await self._api.call("getWebhookInfo", {})
        except Refusal as refusal:
            if refusal.code != NOT_FOUND:  # what the platform says where no webhook is set
                raise
            info = None
        if not isinstance(info, dict) or info.get("url") != self._url:
            log.warning(
                "The Zalo webhook was taken away, perhaps by a program that polls with the same token; set again"
            )
            await self._set()
