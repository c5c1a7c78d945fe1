"""Changing what was sent on Telegram: its text, its caption, or all of it taken back."""

import pytest

from bot.channels.channel import SendError
from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import Attachment, Choice, Outgoing, Rewrite
from tests.channels.conftest import person
from tests.fakes.bot_api import FakeBotApi
from tests.samples import pdf

OK = Choice("tin:read:1", "Đã đọc")
FILE = Attachment("giấy mời.pdf", "application/pdf", pdf())


async def test_text_is_changed_in_place_and_keeps_its_button(fake: FakeBotApi, channel: TelegramChannel) -> None:
    sent = await channel.send(person(7), Outgoing("Họp 8 giờ", (OK,)), bulk=True)
    await channel.rewrite(person(7), Rewrite(sent, "Họp 8 giờ", text="Họp <9> giờ", choices=(OK,)))
    message = fake.messages[7, int(sent)]
    assert message["text"] == "Họp <9> giờ"
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == OK.id
    assert len(fake.sent(7)) == 1


async def test_caption_of_a_file_is_changed(fake: FakeBotApi, channel: TelegramChannel) -> None:
    sent = await channel.send(person(7), Outgoing("Mời họp", attachments=(FILE,)), bulk=True)
    await channel.rewrite(person(7), Rewrite(sent, "Mời họp", 1, text="Mời họp lúc 9 giờ"))
    assert fake.messages[7, int(sent)]["caption"] == "Mời họp lúc 9 giờ"


async def test_changing_twice_does_no_harm(fake: FakeBotApi, channel: TelegramChannel) -> None:
    sent = await channel.send(person(7), Outgoing("Họp 8 giờ"), bulk=True)
    change = Rewrite(sent, "Họp 8 giờ", text="Họp 9 giờ")
    await channel.rewrite(person(7), change)
    await channel.rewrite(person(7), change)
    assert fake.messages[7, int(sent)]["text"] == "Họp 9 giờ"


async def test_message_is_taken_back(fake: FakeBotApi, channel: TelegramChannel) -> None:
    sent = await channel.send(person(7), Outgoing("Nhầm", attachments=(FILE,)), bulk=True)
    await channel.rewrite(person(7), Rewrite(sent, "Nhầm", 1, take_back=True))
    assert fake.deleted == [(7, int(sent))]


@pytest.mark.parametrize(
    "change",
    [
        Rewrite("5", "chữ " * 2000, text="ngắn"),
        Rewrite("5", "ngắn", 2, text="ngắn"),
        Rewrite("5", "ngắn", 0, text="chữ " * 2000),
        Rewrite("5", "ngắn", 1, text="chữ " * 300),
        Rewrite("của ai", "ngắn", text="khác"),
        Rewrite("404", "ngắn", text="khác"),
    ],
    ids=["was split", "several files", "new text too long", "new caption too long", "no id", "gone"],
)
async def test_copy_that_cannot_be_changed_is_refused_for_good(
    change: Rewrite, fake: FakeBotApi, channel: TelegramChannel
) -> None:
    with pytest.raises(SendError) as refused:
        await channel.rewrite(person(7), change)
    assert refused.value.permanent
    assert [call for call in fake.calls if call.startswith("send")] == []


async def test_flood_is_told_to_everything_on_the_token(fake: FakeBotApi, channel: TelegramChannel) -> None:
    sent = await channel.send(person(7), Outgoing("Họp"), bulk=True)
    fake.fail_next("editMessageText", 429, retry_after=30)
    with pytest.raises(SendError) as refused:
        await channel.rewrite(person(7), Rewrite(sent, "Họp", text="Họp 9 giờ"))
    assert refused.value.retry_after == 30
