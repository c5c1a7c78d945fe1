"""Outgoing -> the Zalo Bot platform."""

from bot.channels.attached import Share
from bot.channels.network import Rest
from bot.channels.parts import send_parts
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.refusals import PLATFORM, Flooded
from bot.channels.zalo_bot.render import Part, render
from handlers.messages import Address, Outgoing


class Sender:
    """Sends for one bot; after a refusal for the pace everything rests."""

    def __init__(self, api: ZaloBotApi, share: Share) -> None:
        self._api = api
        self._share = share
        self._rest = Rest()

    async def send(self, address: Address, outgoing: Outgoing) -> str:
        """The id of the last part. Raises SendError only."""
        self._rest.require_over(PLATFORM)
        shared = [await self._share(attachment) for attachment in outgoing.attachments]
        return await send_parts(render(outgoing, shared), lambda part: self._send_part(address.id, part))

    async def _send_part(self, chat_id: str, part: Part) -> str:
        method = "sendPhoto" if part.photo else "sendMessage"
        content = {"photo": part.photo} if part.photo else {"text": part.text}
        try:
            return await self._api.send(method, {"chat_id": chat_id, **content})
        except Flooded as error:
            self._rest.take(error.retry_after or 0)
            raise
