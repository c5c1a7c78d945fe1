"""Announcements, reminders and prompts, sent by python-telegram-bot at a steady pace."""

import os

# Where warnings are errors, python-telegram-bot must be told before its import to give pauses as timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from datetime import timedelta
from typing import Any

import httpx
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.channels.channel import SendError
from bot.channels.telegram.gate import Gate
from bot.channels.telegram.refusals import (
    Flooded,
    explain_lost_answer,
    explain_status,
    explain_unreachable,
)
from bot.channels.telegram.render import Part

CONNECTIONS = 8  # more than the delivery loop's workers
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class GatedRequest(HTTPXRequest):
    """Passes the gate at the last moment, after the rate limiter's queue, where a pause may have begun meanwhile."""

    def __init__(self, gate: Gate, proxy: str, answer_seconds: float) -> None:
        super().__init__(
            connection_pool_size=CONNECTIONS,
            pool_timeout=answer_seconds,
            connect_timeout=10.0,
            read_timeout=answer_seconds,
            write_timeout=answer_seconds,
            media_write_timeout=answer_seconds,
            proxy=proxy or None,
            httpx_kwargs={"trust_env": False},  # one setting for both libraries, none from the environment
        )
        self.gate = gate

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        await self.gate.pass_bulk()
        return await super().do_request(*args, **kwargs)


class BulkSender:
    """One sender for a token; `per_second` messages at most, evenly spaced."""

    def __init__(
        self, token: str, api_url: str, proxy: str, per_second: float, gate: Gate, answer_seconds: float
    ) -> None:
        self._request = GatedRequest(gate, proxy, answer_seconds)
        # A rate of 1 in 1/n s spaces n a second evenly; n in 1 s would let twice as many into one second.
        limiter = AIORateLimiter(
            overall_max_rate=1,
            overall_time_period=1 / per_second,
            group_max_rate=0,
            group_time_period=0,
            max_retries=0,
        )
        # Never initialised: that would ask the network who the bot is, and only sending is wanted of it.
        self._bot: ExtBot[int] = ExtBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._request,
            get_updates_request=self._request,
            rate_limiter=limiter,
        )

    async def send(self, chat_id: int, part: Part) -> int:
        """Send one part when its turn comes; the id of the message. Raises SendError only."""
        try:
            return await self._send(chat_id, part)
        except Exception as error:
            failure = explain(error)
        # Raised out here so that the library's exception, which may hold the token, is not chained to it.
        raise failure

    async def close(self) -> None:
        """Close connections. Safe to call twice."""
        await self._request.shutdown()

    async def _send(self, chat_id: int, part: Part) -> int:
        keyboard = _keyboard(part)
        if part.attachment is None:
            preview = LinkPreviewOptions(is_disabled=True)
            sent = await self._bot.send_message(
                chat_id, part.html, parse_mode="HTML", reply_markup=keyboard, link_preview_options=preview
            )
            return sent.message_id
        file = InputFile(part.attachment.content, filename=part.attachment.name)
        caption = part.html or None
        if part.as_photo:
            sent = await self._bot.send_photo(chat_id, file, caption=caption, parse_mode="HTML", reply_markup=keyboard)
        else:
            sent = await self._bot.send_document(
                chat_id, file, caption=caption, parse_mode="HTML", reply_markup=keyboard
            )
        return sent.message_id


def explain(error: Exception) -> SendError:
    """What an error of python-telegram-bot, or of what is below it, means for the message."""
    if isinstance(error, RetryAfter):
        pause = error.retry_after
        return Flooded(pause.total_seconds() if isinstance(pause, timedelta) else pause)
    for kind, status in ((BadRequest, 400), (InvalidToken, 401), (Forbidden, 403), (Conflict, 409)):
        if isinstance(error, kind):
            return explain_status(status, error.message)
    if isinstance(error, ChatMigrated):
        return explain_status(400, "chat not found")
    if isinstance(error, NetworkError):
        return _explain_network(error)
    return explain_lost_answer()


def _explain_network(error: NetworkError) -> SendError:
    cause = error.__cause__
    if isinstance(cause, SendError):  # the gate's, which the library wrapped
        return cause
    if isinstance(cause, NOT_SENT) or type(cause).__module__.startswith("socksio"):
        return explain_unreachable()
    if cause is not None:
        return explain_lost_answer()
    # An answer with a status that the library has no class for, and Telegram's own words in it.
    too_large = "too large" in error.message.lower()
    return explain_status(413 if too_large else 500, error.message)


def _keyboard(part: Part) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(c.label, callback_data=c.id) for c in row] for row in part.rows]
    return InlineKeyboardMarkup(rows) if rows else None
