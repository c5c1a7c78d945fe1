"""Sending a message that a platform takes in several parts."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from bot.channels.channel import SendError

log = logging.getLogger(__name__)

LATER_PART_TRIES = 3
LONGEST_WAIT = 30.0  # seconds a later part waits here, while its message is claimed

Part = TypeVar("Part")


async def send_parts(parts: Sequence[Part], send: Callable[[Part], Awaitable[str]]) -> str:
    """Send the parts in order; the id of the last. Raises SendError.

    A part after the first is tried again here, because to send the whole message again would repeat those that arrived.
    """
    if not parts:
        raise SendError("the message is empty", permanent=True)
    message_id = await send(parts[0])
    for part in parts[1:]:
        message_id = await _send_later(part, send)
    return message_id


async def _send_later(part: Part, send: Callable[[Part], Awaitable[str]]) -> str:
    for attempt in range(1, LATER_PART_TRIES + 1):
        try:
            return await send(part)
        except SendError as error:
            if error.retry_after is None or error.retry_after > LONGEST_WAIT or attempt == LATER_PART_TRIES:
                log.info("a later part of a message could not be sent: %s", error.reason)
                break
            await asyncio.sleep(error.retry_after)
    raise SendError("only the first part of the message arrived for sure", uncertain=True)
