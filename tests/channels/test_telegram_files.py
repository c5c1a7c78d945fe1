"""Files that people send by Telegram: described in the event, fetched only when somebody wants them."""

import pytest

from bot.channels.channel import SendError
from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import LARGEST_FILE, Kind
from tests.channels.conftest import Inbox
from tests.fakes.bot_api import FakeBotApi
from tests.samples import pdf


async def receive(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    await channel.start(inbox)
    await fake.until(lambda: inbox.events)


async def test_document_is_described_and_fetched(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.send_document(7, name="giấy mời.pdf")
    await receive(fake, channel, inbox)
    file = inbox.events[0].file
    assert file is not None
    assert (inbox.events[0].kind, file.name, file.size) == (Kind.FILE, "giấy mời.pdf", 1234)
    assert "getFile" not in fake.calls
    fake.files[f"files/{file.reference}"] = pdf()
    assert await channel.fetch(file.reference) == pdf()


async def test_photo_is_described_with_its_caption(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.send_photo(7, caption="ảnh chợ phiên")
    await receive(fake, channel, inbox)
    event = inbox.events[0]
    assert event.file is not None
    assert (event.kind, event.text, event.file.media_type) == (Kind.PHOTO, "ảnh chợ phiên", "image/jpeg")


async def test_file_that_is_too_large_is_not_kept(fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.files["files/big"] = b"x" * (LARGEST_FILE + 1)
    with pytest.raises(SendError) as refused:
        await channel.fetch("big")
    assert refused.value.permanent


async def test_platform_that_fails_is_asked_again_later(fake: FakeBotApi, channel: TelegramChannel) -> None:
    fake.fail_next("getFile", 500)
    with pytest.raises(SendError) as refused:
        await channel.fetch("d1")
    assert refused.value.retry_after is not None
    assert fake.token not in str(refused.value)
