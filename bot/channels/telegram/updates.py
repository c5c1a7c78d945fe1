"""One update from Telegram, however it came: stored first, and a press answered after that."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import Update
from pydantic import ValidationError

from bot.channels.channel import Receiver
from bot.channels.telegram.receive import read_unreadable, read_update
from handlers.messages import Incoming

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """One update, read: what to store (None: nothing) and which press to answer."""

    update_id: int
    incoming: Incoming | None
    query_id: str | None = None


def read(update: Update) -> Received:
    query = update.callback_query
    return Received(update.update_id, read_update(update, datetime.now(UTC)), query.id if query else None)


def read_raw(raw: dict[str, Any]) -> Received:
    """The same of an update that is still JSON, also where the library does not know its form."""
    try:
        return read(Update.model_validate(raw))
    except ValidationError:
        log.warning("Update %s has a form that the library does not know", raw["update_id"])
        return Received(int(raw["update_id"]), read_unreadable(raw, datetime.now(UTC)))


class Taker:
    """Stores updates and stops the spinners of pressed buttons."""

    def __init__(self, bot: Bot, receive: Receiver) -> None:
        self._bot = bot
        self._receive = receive
        self._answers: set[asyncio.Task[None]] = set()

    async def take(self, received: Received) -> None:
        """Returns when the update is stored; raises when it could not be."""
        if received.incoming:
            await self._receive(received.incoming)
        if received.query_id:
            self._answer_press(received.query_id)

    async def close(self) -> None:
        """Let go of presses that are still being answered."""
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)

    def _answer_press(self, query_id: str) -> None:
        # On its own, so that a slow line does not hold up the next update; set keeps the task from vanishing.
        task = asyncio.create_task(self._send_answer(query_id))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _send_answer(self, query_id: str) -> None:
        """Stops the button's spinner; when that fails (too old, say), the person loses nothing."""
        try:
            await self._bot.answer_callback_query(query_id)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.info("A press could not be answered: %s", type(error).__name__)
