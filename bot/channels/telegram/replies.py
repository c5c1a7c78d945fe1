"""Replies, sent by aiogram, and the aiogram bot that polling shares with them."""

from typing import cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientConnectorError, ClientTimeout, ConnectionTimeoutError

from bot.channels.channel import SendError
from bot.channels.telegram.refusals import (
    Flooded,
    explain_lost_answer,
    explain_status,
    explain_unreachable,
)
from bot.channels.telegram.render import Part

ANSWER_SECONDS = 60.0  # a file of 50 MB on a slow line
CONNECT_SECONDS = 10.0  # a blocked network swallows connections rather than refusing them
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # a preview is larger than the answer on a small phone

STATUSES: tuple[tuple[type[TelegramAPIError], int], ...] = (
    (TelegramEntityTooLarge, 413),
    (TelegramBadRequest, 400),
    (TelegramUnauthorizedError, 401),
    (TelegramForbiddenError, 403),
    (TelegramNotFound, 404),
    (TelegramConflictError, 409),
    (TelegramServerError, 500),
)


def build_bot(token: str, api_url: str, proxy: str, answer_seconds: float = ANSWER_SECONDS) -> Bot:
    """An aiogram bot at this Bot API server; opens no connection yet. Raises ValueError for a malformed token."""
    # aiogram passes the session's timeout on to aiohttp as it is; only a ClientTimeout can limit connecting
    # apart from the whole, and only that tells "not sent" from "perhaps sent".
    timeout = ClientTimeout(total=answer_seconds, sock_connect=CONNECT_SECONDS)
    session = AiohttpSession(
        proxy=proxy or None,
        api=TelegramAPIServer.from_base(api_url),
        timeout=cast(float, timeout),
    )
    try:
        return Bot(token, session=session)
    except TokenValidationError:
        raise ValueError("the Telegram token is malformed; it looks like 123456:ABC-DEF") from None


async def send_reply(bot: Bot, chat_id: int, part: Part) -> int:
    """Send one part; the id of the message. Raises SendError only."""
    try:
        return await _send(bot, chat_id, part)
    except Exception as error:
        failure = explain(error)
    # Raised out here so that the library's exception, which may hold the token, is not chained to it.
    raise failure


def explain(error: Exception) -> SendError:
    """What an error of aiogram, or of what is below it, means for the message."""
    if isinstance(error, TelegramRetryAfter):
        return Flooded(error.retry_after)
    for kind, status in STATUSES:
        if isinstance(error, kind):
            return explain_status(status, error.message)
    if isinstance(error, TelegramNetworkError):
        not_sent = isinstance(error.__cause__, (ClientConnectorError, ConnectionTimeoutError))
        return explain_unreachable() if not_sent else explain_lost_answer()
    if isinstance(error, TelegramAPIError):
        return explain_status(400, error.message)
    if type(error).__module__.startswith(("python_socks", "aiohttp_socks")):
        return explain_unreachable()
    return explain_lost_answer()  # among them ClientDecodeError: an answer came that nobody can read


async def _send(bot: Bot, chat_id: int, part: Part) -> int:
    keyboard = keyboard_of(part)
    if part.attachment is None:
        sent = await bot.send_message(
            chat_id, part.html, parse_mode="HTML", reply_markup=keyboard, link_preview_options=NO_PREVIEW
        )
        return sent.message_id
    file = BufferedInputFile(part.attachment.content, part.attachment.name)
    caption = part.html or None
    if part.as_photo:
        sent = await bot.send_photo(chat_id, file, caption=caption, parse_mode="HTML", reply_markup=keyboard)
    else:
        sent = await bot.send_document(chat_id, file, caption=caption, parse_mode="HTML", reply_markup=keyboard)
    return sent.message_id


def keyboard_of(part: Part) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(text=c.label, callback_data=c.id) for c in row] for row in part.rows]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None
