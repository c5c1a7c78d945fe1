"""Messages as server-sent events, each with its id, so that a page that was cut off asks for what it missed."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from bot.channels.web.history import History, News
from bot.channels.web.send import Mailbox

BEAT_SECONDS = 20.0
"""Proxies close a silent connection, and a page that hears nothing for twice as long asks anew."""
RETRY = "retry: 2000\n\n"


async def stream(history: History, mailbox: Mailbox, address: str, after: int) -> AsyncIterator[str]:
    """Events for one page until the mailbox closes: what came after an id, then what comes."""
    yield RETRY
    with mailbox.watch(address) as something_new:
        while not mailbox.closed:
            something_new.clear()  # before reading: what is stored while we read wakes us again
            news = await asyncio.to_thread(history.news, address, after)
            yield _kept(news)
            for message in news.messages:
                after = message["id"]
                yield _event(message)
            if not news.may_have_more:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(something_new.wait(), BEAT_SECONDS)


def _event(message: dict[str, Any]) -> str:
    return f"id: {message['id']}\ndata: {json.dumps(message, ensure_ascii=False)}\n\n"


def _kept(news: News) -> str:
    """Which messages are kept: the page drops those that were erased. It doubles as the sign of life."""
    return f"event: kept\ndata: {json.dumps({'first': news.first, 'last': news.last})}\n\n"
