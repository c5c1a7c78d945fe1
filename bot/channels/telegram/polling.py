"""Long polling: an update is stored before Telegram is told that it arrived.

Telegram takes the next offset as the receipt for everything before it. The offset therefore moves past an update
only when `receive` has returned for it; whatever happens before that, the update comes again.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import BotCommand, Update
from pydantic import ValidationError

from bot.channels.channel import Receiver
from bot.channels.telegram.receive import ALLOWED_UPDATES, read_unreadable, read_update
from handlers.messages import Incoming

log = logging.getLogger(__name__)

POLL_SECONDS = 25  # how long Telegram holds an empty answer back
SLACK_SECONDS = 15  # on top of that, before the line counts as dead
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

Commands = Sequence[tuple[str, str]]
"""(command without the slash, what it does in the people's language), as the menu shows them."""


class Poller:
    """Receives for one bot until it is cancelled, or until Telegram refuses the token."""

    def __init__(
        self,
        bot: Bot,
        receive: Receiver,
        commands: Commands = (),
        *,
        poll_seconds: int = POLL_SECONDS,
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self.username: str | None = None
        self.trouble: str | None = None  # why nothing is being received just now; None while all is well
        self._bot = bot
        self._receive = receive
        self._commands = commands
        self._poll_seconds = poll_seconds
        self._first_pause = first_pause
        self._offset: int | None = None
        self._is_ready = False
        self._answers: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Polls until cancelled; returns only when Telegram refuses the token."""
        pause = self._first_pause
        while True:
            try:
                await self._step()
            except (TelegramUnauthorizedError, TelegramNotFound):
                self.trouble = "Telegram refuses the bot's token"
                log.error("%s: receiving has stopped. Correct TELEGRAM_TOKEN and start again", self.trouble)
                return
            except Exception as error:
                await self._rest(error, pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                pause = self._first_pause
                self._note_recovery()

    async def close(self) -> None:
        """Let go of presses that are still being answered."""
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._answers, return_exceptions=True)

    async def _step(self) -> None:
        if not self._is_ready:
            await self._prepare()
        for received in await self._fetch():
            await self._take(received)

    async def _prepare(self) -> None:
        await self._bot.delete_webhook(drop_pending_updates=False)
        self.username = (await self._bot.get_me()).username
        if self._commands:
            menu = [BotCommand(command=name, description=about) for name, about in self._commands]
            await self._bot.set_my_commands(menu)
        self._is_ready = True
        log.info("Receiving from Telegram as @%s", self.username)

    async def _fetch(self) -> list["Received"]:
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
            return [_read_raw(raw) for raw in _raw_updates(error)]
        return [_read(update) for update in updates]

    async def _take(self, received: "Received") -> None:
        if received.incoming:
            try:
                await self._receive(received.incoming)
            except Exception:
                log.exception("Update %d could not be stored; Telegram will send it again", received.update_id)
                raise
        self._offset = received.update_id + 1
        if received.query_id:
            self._answer_press(received.query_id)

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

    async def _rest(self, error: Exception, pause: float) -> None:
        if isinstance(error, TelegramConflictError):
            self._is_ready = False  # perhaps a webhook was set meanwhile
        if isinstance(error, TelegramRetryAfter):
            pause = max(pause, error.retry_after)
        self.trouble = _explain(error)
        log.warning("%s. Trying again in %.1f s", self.trouble, pause)
        await asyncio.sleep(pause)

    def _note_recovery(self) -> None:
        if self.trouble:
            log.info("Receiving from Telegram again")
        self.trouble = None


@dataclass(frozen=True, slots=True)
class Received:
    """One update, read: what to store (None: nothing) and which press to answer."""

    update_id: int
    incoming: Incoming | None
    query_id: str | None = None


def _read(update: Update) -> Received:
    query = update.callback_query
    return Received(update.update_id, read_update(update, datetime.now(UTC)), query.id if query else None)


def _read_raw(raw: dict[str, Any]) -> Received:
    try:
        return _read(Update.model_validate(raw))
    except ValidationError:
        log.warning("Update %s has a form that the library does not know", raw["update_id"])
        return Received(int(raw["update_id"]), read_unreadable(raw, datetime.now(UTC)))


def _raw_updates(error: ClientDecodeError) -> list[dict[str, Any]]:
    """The updates in an answer the library could not read. Raises the error when there are none."""
    data = error.data
    if not isinstance(data, dict) or not isinstance(data.get("result"), list):
        raise error
    return [raw for raw in data["result"] if isinstance(raw, dict) and "update_id" in raw]


def _explain(error: Exception) -> str:
    if isinstance(error, TelegramConflictError):
        return "Another program is receiving for this bot, or a webhook is set"
    if isinstance(error, TelegramRetryAfter):
        return "Telegram asks for a pause"
    if isinstance(error, TelegramNetworkError):
        return "Telegram cannot be reached"
    if isinstance(error, (TelegramAPIError, ClientDecodeError)):
        return f"Telegram failed ({type(error).__name__})"
    return f"Receiving from Telegram failed ({type(error).__name__})"
