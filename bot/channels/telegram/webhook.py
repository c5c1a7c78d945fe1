"""Webhooks: Telegram delivers updates itself, to any process behind the public address.

An update is acknowledged (200) when it is stored; anything else makes Telegram deliver it again, for up to 24 hours.
All processes set the same address and secret, so that it does not matter which of them came first or is left.
"""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import Bot

from bot.channels.channel import Receiver
from bot.channels.telegram.receive import ALLOWED_UPDATES
from bot.channels.telegram.receiving import FIRST_PAUSE, Commands, Receiving
from bot.channels.telegram.updates import read_raw
from bot.channels.webhooks import PATH, Door, Posted, Webhook, derive_secret, same_secret

log = logging.getLogger(__name__)

NAME = "telegram"
HEADER = "x-telegram-bot-api-secret-token"
CONNECTIONS = 40  # at once, from Telegram to all our processes together
CHECK_SECONDS = 600.0


class WebhookReceiver(Receiving):
    """Opens the door for one bot and tells Telegram where it is; looks from time to time whether that still holds."""

    def __init__(
        self,
        bot: Bot,
        receive: Receiver,
        commands: Commands = (),
        *,
        door: Door,
        public_url: str,
        check_seconds: float = CHECK_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        super().__init__(bot, receive, commands, first_pause=first_pause)
        self._door = door
        self._url = public_url + PATH.format(name=NAME)
        self._check_seconds = check_seconds
        self._secret = derive_secret(bot.token, NAME)
        # Open before Telegram hears of it: deliveries come also from what an earlier start told it.
        door.open(Webhook(NAME, self._is_genuine, self._take))

    async def close(self) -> None:
        """Take nothing more. The webhook stays set: other processes, or this one's next start, go on with it."""
        self._door.shut(NAME)
        await super().close()

    def _is_genuine(self, posted: Posted) -> bool:
        return same_secret(posted.headers.get(HEADER), self._secret)

    async def _take(self, update: dict[str, Any]) -> None:
        if not isinstance(update.get("update_id"), int):
            log.warning("Telegram delivered something without an update_id; it is left out")
            return
        await self._taker.take(read_raw(update))

    async def _prepare(self) -> None:
        await self._bot.set_webhook(
            self._url,
            secret_token=self._secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=CONNECTIONS,
            drop_pending_updates=False,
        )

    async def _step(self) -> None:
        await asyncio.sleep(self._check_seconds)
        info = await self._bot.get_webhook_info()
        if info.url != self._url:
            log.warning("The webhook was taken away, perhaps by a program that polls with the same token; set again")
            await self._prepare()
        elif _is_recent(info.last_error_date, self._check_seconds):
            log.warning("Telegram could not deliver: %s (%d wait)", info.last_error_message, info.pending_update_count)


def _is_recent(moment: datetime | None, seconds: float) -> bool:
    # Telegram gives whole seconds, hence never less than a minute.
    return moment is not None and datetime.now(UTC) - moment < timedelta(seconds=max(seconds, 60.0))
