"""Outgoing -> the Official Account's platform, within the time it lets messages through.

After a person's word everything is free for 48 hours; from then to seven days Zalo charges for each message, after
that it takes none. A message outside the time that is paid for is held: it goes out after the person's next word.
"""

import asyncio
import logging
from datetime import datetime

from bot.channels.attached import Share
from bot.channels.channel import SendError
from bot.channels.network import Rest
from bot.channels.parts import send_parts
from bot.channels.zalo_oa.api import ZaloOaApi
from bot.channels.zalo_oa.keys import KeyKeeper
from bot.channels.zalo_oa.receive import CHANNEL
from bot.channels.zalo_oa.refusals import PLATFORM, Flooded, StaleKey, Unreadable
from bot.channels.zalo_oa.render import Form, Message, Part, draw, render
from bot.channels.zalo_oa.windows import FREE, TAKEN
from bot.clock import Clock
from handlers.messages import Address, Outgoing
from storage import windows
from storage.engine import Database

log = logging.getLogger(__name__)


class Sender:
    """`form` is how few choices are drawn; the next one for good when the platform refuses a message for it."""

    def __init__(
        self,
        api: ZaloOaApi,
        keeper: KeyKeeper,
        database: Database,
        clock: Clock,
        share: Share,
        *,
        paid: bool,
    ) -> None:
        self.form = Form.UNDER_TEXT
        self._api = api
        self._keeper = keeper
        self._database = database
        self._clock = clock
        self._share = share
        self._open_for = TAKEN if paid else FREE
        self._rest = Rest()

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """The id of the last message. Raises SendError only."""
        await self._require_open(address)
        self._rest.require_over(PLATFORM)
        shared = [await self._share(attachment) for attachment in outgoing.attachments]
        parts = render(outgoing, shared, form=self.form)
        return await send_parts(parts, lambda part: self._send_part(address.id, part))

    async def _send_part(self, user_id: str, part: Part) -> str:
        try:
            return await self._send_one(user_id, part.message)
        except Unreadable:
            if not part.choices:
                raise
        refused = Form.LIST if "text" not in part.message else Form.UNDER_TEXT
        after = max(self.form, refused.next)
        sent = await send_parts(draw(part, after), lambda again: self._send_part(user_id, again))
        # Only now it is sure that the form was at fault, and not what the message says.
        log.warning("Zalo OA refuses choices drawn as %s; from now on: %s", refused.name, max(self.form, after).name)
        self.form = max(self.form, after)
        return sent

    async def _require_open(self, address: Address) -> None:
        word_at = await asyncio.to_thread(self._last_word, address.id)
        if word_at is not None and self._clock.now() - word_at >= self._open_for:
            raise SendError("waits for this person's next word", held=True)

    def _last_word(self, user_id: str) -> datetime | None:
        with self._database.reading() as unit:
            return windows.last_word(unit, CHANNEL, user_id)

    async def _send_one(self, user_id: str, message: Message) -> str:
        access = await self._keeper.access()
        try:
            return await self._api.send(access, user_id, message)
        except Flooded as error:
            self._rest.take(error.retry_after or 0)
            raise
        except StaleKey:
            pass
        access = await self._keeper.access(stale=access)
        return await self._api.send(access, user_id, message)
