"""Changing and taking back what was sent, where Telegram allows it.

A message that was split, or went out as several files, has copies we do not know the ids of: it is refused here, and
whoever asked says the change in words.
"""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup

from bot.channels.channel import SendError
from bot.channels.splitting import utf16_length
from bot.channels.telegram.render import CAPTION_LIMIT, TEXT_LIMIT, Part, render
from bot.channels.telegram.replies import explain, keyboard_of
from handlers.messages import Outgoing, Rewrite

UNCHANGED = "message is not modified"


async def rewrite_message(bot: Bot, chat_id: int, rewrite: Rewrite) -> None:
    """Change one copy. Raises SendError only; permanent when this copy cannot be changed."""
    try:
        await _rewrite(bot, chat_id, rewrite)
        return
    except SendError:
        raise
    except TelegramBadRequest as error:
        if UNCHANGED in error.message:
            return  # done before, by a try whose answer was lost
        failure = explain(error)
    except Exception as error:
        failure = explain(error)
    # Raised out here so that the library's exception, which may hold the token, is not chained to it.
    raise failure


async def _rewrite(bot: Bot, chat_id: int, rewrite: Rewrite) -> None:
    message_id = _read_id(rewrite)
    _require_one_part(rewrite)
    if rewrite.take_back:
        await bot.delete_message(chat_id, message_id)
        return
    limit = CAPTION_LIMIT if rewrite.old_files else TEXT_LIMIT
    parts = render(Outgoing(rewrite.text, rewrite.choices))
    if len(parts) != 1 or utf16_length(rewrite.text.strip()) > limit:
        raise SendError("the new text does not fit the old message", permanent=True)
    await _edit(bot, chat_id, message_id, parts[0], is_caption=bool(rewrite.old_files))


async def _edit(bot: Bot, chat_id: int, message_id: int, part: Part, *, is_caption: bool) -> None:
    keyboard: InlineKeyboardMarkup | None = keyboard_of(part)
    if is_caption:
        await bot.edit_message_caption(
            chat_id=chat_id, message_id=message_id, caption=part.html, parse_mode="HTML", reply_markup=keyboard
        )
    else:
        await bot.edit_message_text(
            part.html, chat_id=chat_id, message_id=message_id, parse_mode="HTML", reply_markup=keyboard
        )


def _read_id(rewrite: Rewrite) -> int:
    try:
        return int(rewrite.message_id)
    except ValueError:
        raise SendError("no id of a Telegram message", permanent=True) from None


def _require_one_part(rewrite: Rewrite) -> None:
    limit = CAPTION_LIMIT if rewrite.old_files else TEXT_LIMIT
    if rewrite.old_files > 1 or utf16_length(rewrite.old_text.strip()) > limit:
        raise SendError("the message went out in several parts", permanent=True)
