"""The token is in the path of every request, and in nothing a person may come to read."""

import logging
import traceback
from collections.abc import Iterator

import pytest

from bot.channels.channel import SendError
from bot.logs import configure_logging
from handlers.messages import Outgoing
from tests.channels.conftest import BuildChannel, Inbox, person
from tests.fakes.bot_api import TOKEN, FakeBotApi

SECRET = TOKEN.split(":")[1]
LOGGERS = ("", "httpx", "httpcore", "aiogram", "aiohttp", "telegram", "telegram.ext.AIORateLimiter", "asyncio")


@pytest.fixture
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    factory, root = logging.getLogRecordFactory(), logging.getLogger()
    handlers, levels = list(root.handlers), {name: logging.getLogger(name).level for name in LOGGERS}
    configure_logging("DEBUG")  # without being told the token: the form of it must be enough
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield caplog
    logging.setLogRecordFactory(factory)
    root.handlers = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def test_the_token_is_in_no_log(
    fake: FakeBotApi, build: BuildChannel, inbox: Inbox, everything_is_logged: pytest.LogCaptureFixture
) -> None:
    channel = build(answer_seconds=1)  # long enough for the answers that do come
    await channel.start(inbox)
    fake.say(7, "chào")
    await fake.until(lambda: inbox.events)
    for bulk in (False, True):
        await channel.send(person(7), Outgoing("Chào"), bulk=bulk)
        for fail in (fake.fail_next, fake.reset_next, fake.swallow_next):
            fail("sendMessage")
            with pytest.raises(SendError):
                await channel.send(person(7), Outgoing("Chào"), bulk=bulk)
    log = everything_is_logged.text
    assert "bot***" in log  # addresses were logged, and the token taken out of them
    assert SECRET not in log


@pytest.mark.parametrize("bulk", [False, True], ids=["reply", "bulk"])
@pytest.mark.parametrize("failure", ["refused", "cut", "swallowed", "unreachable", "wrong token", "chat not found"])
async def test_the_token_is_in_no_exception(failure: str, bulk: bool, fake: FakeBotApi, build: BuildChannel) -> None:
    channel = build(answer_seconds=0.2)
    if failure == "wrong token":
        fake.token = "1:other"
    elif failure == "unreachable":
        await fake.unreachable()
    elif failure == "chat not found":
        fake.forget(7)
    else:
        {"refused": fake.fail_next, "cut": fake.reset_next, "swallowed": fake.swallow_next}[failure]("sendMessage")
    with pytest.raises(SendError) as caught:
        await channel.send(person(7), Outgoing("Chào"), bulk=bulk)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert SECRET not in caught.value.reason
