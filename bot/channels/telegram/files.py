"""Files that people sent, fetched from Telegram when a handler wants them."""

from io import BytesIO

from aiogram import Bot

from bot.channels.channel import SendError
from bot.channels.telegram.replies import explain
from handlers.messages import LARGEST_FILE


async def fetch_file(bot: Bot, file_id: str) -> bytes:
    """The content of a file. Raises SendError only: permanent when it is too large or Telegram does not know it."""
    try:
        return await _fetch(bot, file_id)
    except SendError:
        raise
    except Exception as error:
        failure = explain(error)
    # Raised out here so that the library's exception, which may hold the token, is not chained to it.
    raise failure


async def _fetch(bot: Bot, file_id: str) -> bytes:
    about = await bot.get_file(file_id)
    if about.file_path is None or (about.file_size or 0) > LARGEST_FILE:
        raise SendError("the file is too large", permanent=True)
    content = BytesIO()
    await bot.download_file(about.file_path, content)
    if content.getbuffer().nbytes > LARGEST_FILE:  # whatever Telegram said of it before
        raise SendError("the file is too large", permanent=True)
    return content.getvalue()
