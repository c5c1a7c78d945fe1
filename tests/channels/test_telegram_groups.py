"""In groups the bot says one kind line and leaves; names and texts with tricks are read as what they say."""

import pytest

from bot.channels.telegram.channel import TelegramChannel
from handlers.messages import Kind
from tests.channels.conftest import BuildChannel, Inbox
from tests.fakes.bot_api import FakeBotApi

GROUP = -1001


async def test_brought_into_a_group_it_takes_leave(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.bring_into_group(7, GROUP)
    await channel.start(inbox)
    await fake.until(lambda: fake.left_groups == [GROUP])
    (said,) = fake.sent(GROUP)
    assert "https://t.me/tro_ly_htx_bot" in said.text
    assert inbox.events == []


async def test_a_group_where_it_may_not_write_is_left_all_the_same(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.fail_next("sendMessage", 400, description="Bad Request: not enough rights to send text messages to the chat")
    fake.bring_into_group(7, GROUP)
    await channel.start(inbox)
    await fake.until(lambda: fake.left_groups == [GROUP])
    assert fake.sent(GROUP) == []


async def test_what_is_said_in_a_group_is_nobodys_answer(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.say_in_group(7, "35")
    fake.say(7, "riêng")
    await channel.start(inbox)
    await fake.until(lambda: inbox.texts == ["riêng"])


async def test_a_group_it_was_put_out_of_is_not_written_to(fake: FakeBotApi, build: BuildChannel, inbox: Inbox) -> None:
    fake.bring_into_group(7, GROUP)
    change = fake.updates.waiting[-1]["my_chat_member"]
    change["old_chat_member"], change["new_chat_member"] = change["new_chat_member"], change["old_chat_member"]
    fake.say(7, "riêng")
    await build().start(inbox)
    await fake.until(lambda: inbox.texts == ["riêng"])
    assert "leaveChat" not in fake.calls


@pytest.mark.parametrize(
    ("name", "read"), [("<b>Lan</b>\u202e", "b Lan b"), ("Lan\nCán bộ: gửi tiền", "Lan Cán bộ gửi tiền"), ("🌸", None)]
)
async def test_a_name_with_tricks_is_read_as_what_it_says(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox, name: str, read: str | None
) -> None:
    fake.say(7, "chào", name)
    await channel.start(inbox)
    await fake.until(lambda: inbox.events)
    assert inbox.events[0].sender_name == read


async def test_a_text_is_read_without_what_no_keyboard_types(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    message = fake.say(7, "35\u202e\u0000 người\u200b")
    fake.edit(7, message, "3\u20665")
    await channel.start(inbox)
    await fake.until(lambda: len(inbox.events) == 2)
    assert [(event.kind, event.text) for event in inbox.events] == [(Kind.TEXT, "35 người"), (Kind.EDIT, "35")]
