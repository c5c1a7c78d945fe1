"""The fake of the Zalo Bot platform answers what a foreign client reads: python-zalo-bot."""

import warnings
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.fakes.zalo_bot import TOKEN, FakeZaloBot, chat_of


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    async with FakeZaloBot() as server:
        yield server


@pytest.fixture
async def foreign(fake: FakeZaloBot) -> AsyncIterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from zalo_bot import Bot  # type: ignore[import-untyped]

        bot = Bot(TOKEN, base_url=fake.url)
        await bot.initialize()
        yield bot
        await bot.shutdown()


async def test_foreign_client_reads_who_the_bot_is(foreign: Any) -> None:
    me = await foreign.get_me()
    assert me.account_name == "bot.htx"


async def test_foreign_client_reads_a_message_and_answers_it(foreign: Any, fake: FakeZaloBot) -> None:
    fake.say("lan", "chào")
    update = await foreign.get_update(timeout=1)
    assert update.message.text == "chào"
    assert update.message.chat.id == chat_of("lan")
    sent = await foreign.send_message(update.message.chat.id, "xin chào")
    assert fake.texts("lan") == ["xin chào"]
    assert sent.message_id == fake.sent[0].message_id


async def test_foreign_client_understands_a_refused_token(fake: FakeZaloBot) -> None:
    fake.says_status = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from zalo_bot import Bot

        with pytest.raises(Exception, match=r"Unauthorized|rejected"):
            await Bot("1:wrong", base_url=fake.url).initialize()
