"""What long polling and webhooks have in common: go on for ever, wait out what fails, and say what is wrong."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence

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
from aiogram.types import BotCommand

from bot.channels.channel import Receiver
from bot.channels.telegram.updates import Taker

log = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

Commands = Sequence[tuple[str, str]]
"""(command without the slash, what it does in the people's language), as the menu shows them."""


class Receiving(ABC):
    """Receives for one bot until it is cancelled, or until Telegram refuses the token."""

    def __init__(
        self, bot: Bot, receive: Receiver, commands: Commands = (), *, first_pause: float = FIRST_PAUSE
    ) -> None:
        self.username: str | None = None
        self.trouble: str | None = None  # why nothing is being received just now; None while all is well
        self._bot = bot
        self._taker = Taker(bot, receive)
        self._commands = commands
        self._first_pause = first_pause
        self._is_ready = False

    async def run(self) -> None:
        """Receives until cancelled; returns only when Telegram refuses the token."""
        pause = self._first_pause
        while True:
            try:
                if not self._is_ready:
                    await self._prepare()
                    await self._introduce()
                    self._is_ready = True
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
        """Let go of what is still under way."""
        await self._taker.close()

    @abstractmethod
    async def _prepare(self) -> None:
        """Tell Telegram how updates are to come; again after a conflict."""

    @abstractmethod
    async def _step(self) -> None:
        """One round of receiving, or of looking whether it still goes well."""

    async def _introduce(self) -> None:
        self.username = (await self._bot.get_me()).username
        if self._commands:
            menu = [BotCommand(command=name, description=about) for name, about in self._commands]
            await self._bot.set_my_commands(menu)
        log.info("Receiving from Telegram as @%s", self.username)

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
