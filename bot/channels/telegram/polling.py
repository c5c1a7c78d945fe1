"""Long polling: an update is stored before Telegram is told that it arrived.

Telegram takes the next offset as the receipt for everything before it. The offset therefore moves past an update
only when it is stored; whatever happens before that, the update comes again.
"""

import logging
from typing import Any

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError

from bot.channels.channel import Receiver
from bot.channels.telegram.receive import ALLOWED_UPDATES
from bot.channels.telegram.receiving import FIRST_PAUSE, Commands, Receiving
from bot.channels.telegram.updates import Received, read, read_raw

log = logging.getLogger(__name__)

POLL_SECONDS = 25  # how long Telegram holds an empty answer back
SLACK_SECONDS = 15  # on top of that, before the line counts as dead


class Poller(Receiving):
    """Asks Telegram for updates; one process for a bot."""

    def __init__(
        self,
        bot: Bot,
        receive: Receiver,
        commands: Commands = (),
        *,
        poll_seconds: int = POLL_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        super().__init__(bot, receive, commands, first_pause=first_pause)
        self._poll_seconds = poll_seconds
        self._offset: int | None = None

    async def _prepare(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)

    async def _step(self) -> None:
        for received in await self._fetch():
            await self._take(received)

    async def _fetch(self) -> list[Received]:
        seconds = self._poll_seconds
        try:
            updates = await self._bot.get_updates(
                offset=self._offset,
                timeout=seconds,
                allowed_updates=ALLOWED_UPDATES,
                request_timeout=seconds + SLACK_SECONDS,
            )
        except ClientDecodeError as error:
            # One update of a form the library does not know must not hold back the others for ever.
            return [read_raw(raw) for raw in _raw_updates(error)]
        return [read(update) for update in updates]

    async def _take(self, received: Received) -> None:
        try:
            await self._taker.take(received)
        except Exception:
            log.exception("Update %d could not be stored; Telegram will send it again", received.update_id)
            raise
        self._offset = received.update_id + 1


def _raw_updates(error: ClientDecodeError) -> list[dict[str, Any]]:
    """The updates in an answer the library could not read. Raises the error when there are none."""
    data = error.data
    if not isinstance(data, dict) or not isinstance(data.get("result"), list):
        raise error
    return [raw for raw in data["result"] if isinstance(raw, dict) and "update_id" in raw]
