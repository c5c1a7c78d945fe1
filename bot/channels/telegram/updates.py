"""One update from Telegram, however it came: stored first, and a press answered after that."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import Update
from pydantic import ValidationError

from bot.channels.channel import Receiver
from bot.channels.telegram.receive import group_joined, read_unreadable, read_update
from handlers.messages import Incoming
from handlers.texts.groups import leaving

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """One update, read: what to store (None: nothing) and which press to answer."""

    update_id: int
    incoming: Incoming | None
    query_id: str | None = None
    group_id: int | None = None  # a group the bot was brought into, and does not stay in


def read(update: Update) -> Received:
    query = update.callback_query
    incoming = read_update(update, datetime.now(UTC))
    return Received(update.update_id, incoming, query.id if query else None, group_joined(update))


def read_raw(raw: dict[str, Any]) -> Received:
    """The same of an update that is still JSON, also where the library does not know its form."""
    try:
        return read(Update.model_validate(raw))
    except ValidationError:
        log.warning("Update %s has a form that the library does not know", raw["update_id"])
        return Received(int(raw["update_id"]), read_unreadable(raw, datetime.now(UTC)))


class Taker:
    """Stores updates, stops the spinners of pressed buttons, and takes leave of groups."""

    def __init__(self, bot: Bot, receive: Receiver) -> None:
        self._bot = bot
        self._receive = receive
        self._answers: set[asyncio.Task[None]] = set()

    async def take(self, received: Received) -> None:
        """Returns when the update is stored; raises when it could not be."""
        if received.incoming:
            await self._receive(received.incoming)
        if received.query_id:
            self._spawn(self._send_answer(received.query_id))
        if received.group_id is not None:
            self._spawn(self._leave(received.group_id))

    async def close(self) -> None:
        """Let go of what is still being answered."""
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)

    def _spawn(self, doing: Coroutine[Any, Any, None]) -> None:
        # On its own, so that a slow line does not hold up the next update; set keeps the task from vanishing.
        task = asyncio.create_task(doing)
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _send_answer(self, query_id: str) -> None:
        """Stops the button's spinner; when that fails (too old, say), the person loses nothing."""
        try:
            await self._bot.answer_callback_query(query_id)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.info("A press could not be answered: %s", type(error).__name__)

    async def _leave(self, group_id: int) -> None:
        """What is said in a group is no one person's answer, and survey questions are not for everybody's eyes."""
        try:
            await self._bot.send_message(group_id, leaving((await self._bot.me()).username))
        except (TelegramAPIError, ClientDecodeError) as error:
            log.info("Nothing could be said in a group: %s", type(error).__name__)
        try:
            await self._bot.leave_chat(group_id)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.info("A group could not be left: %s", type(error).__name__)
