"""Outgoing -> Telegram: renders it, chooses the sender, and keeps the parts of one message together."""

import asyncio
import logging

from aiogram import Bot

from bot.channels.channel import SendError
from bot.channels.telegram.bulk import BulkSender
from bot.channels.telegram.gate import LONGEST_WAIT, Gate
from bot.channels.telegram.refusals import Flooded
from bot.channels.telegram.render import Part, render
from bot.channels.telegram.replies import send_reply
from handlers.messages import Address, Outgoing

log = logging.getLogger(__name__)

LATER_PART_TRIES = 3


class Sender:
    """Sends replies at once and bulk at its pace, on one token."""

    def __init__(self, bot: Bot, bulk: BulkSender, gate: Gate) -> None:
        self._bot = bot
        self._bulk = bulk
        self._gate = gate

    async def send(self, address: Address, outgoing: Outgoing, *, bulk: bool) -> str:
        """The id of the last part, which carries the buttons. Raises SendError only."""
        chat_id = read_chat_id(address)
        parts = render(outgoing)
        if not parts:
            raise SendError("the message is empty", permanent=True)
        message_id = await self._send_part(chat_id, parts[0], bulk=bulk)
        for part in parts[1:]:
            message_id = await self._send_later_part(chat_id, part, bulk=bulk)
        return str(message_id)

    async def _send_part(self, chat_id: int, part: Part, *, bulk: bool) -> int:
        try:
            return await (self._bulk.send(chat_id, part) if bulk else self._send_reply(chat_id, part))
        except Flooded as error:
            self._gate.pause(error.seconds)
            raise

    async def _send_reply(self, chat_id: int, part: Part) -> int:
        self._gate.count_reply()
        return await send_reply(self._bot, chat_id, part)

    async def _send_later_part(self, chat_id: int, part: Part, *, bulk: bool) -> int:
        """Tries again here, because to send the whole message again would repeat the parts that arrived."""
        for attempt in range(1, LATER_PART_TRIES + 1):
            try:
                return await self._send_part(chat_id, part, bulk=bulk)
            except SendError as error:
                if error.retry_after is None:
                    raise
                log.info("A later part to chat %s has to wait (try %d): %s", chat_id, attempt, error.reason)
                if error.retry_after > LONGEST_WAIT or attempt == LATER_PART_TRIES:
                    break
                await asyncio.sleep(error.retry_after)
        raise SendError("only the first part of the message arrived for sure", uncertain=True)


def read_chat_id(address: Address) -> int:
    """The chat of an address. Raises SendError when it is none of Telegram's."""
    try:
        return int(address.id)
    except ValueError:
        raise SendError("not a Telegram chat", permanent=True) from None
