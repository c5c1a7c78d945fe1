"""Every kind of update, over real HTTP, becomes one Incoming."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from aiogram.types import Update

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.receive import read_unreadable, read_update
from handlers.messages import Address, Incoming, Kind
from tests.channels.conftest import Inbox
from tests.fakes.bot_api import FakeBotApi

ALL_KINDS: list[tuple[Kind, Callable[[FakeBotApi], object]]] = [
    (Kind.TEXT, lambda fake: fake.say(7, "Vốn góp tối đa là bao nhiêu?")),
    (Kind.TEXT, lambda fake: fake.say(7, "/help")),
    (Kind.START, lambda fake: fake.say(7, "/start")),
    (Kind.CHOICE, lambda fake: fake.press(7, "ok", 5)),
    (Kind.EDIT, lambda fake: fake.edit(7, 5, "sửa lại")),
    (Kind.STICKER, lambda fake: fake.send_sticker(7)),
    (Kind.VOICE, lambda fake: fake.send_voice(7)),
    (Kind.PHOTO, lambda fake: fake.send_photo(7)),
    (Kind.FILE, lambda fake: fake.send_document(7)),
    (Kind.CONTACT, lambda fake: fake.send_contact(7, "0912345678")),
    (Kind.LOCATION, lambda fake: fake.send_location(7)),
    (Kind.BLOCKED, lambda fake: fake.block(7)),
    (Kind.UNBLOCKED, lambda fake: fake.unblock(7)),
    (Kind.UNKNOWN, lambda fake: fake.send(7, dice={"emoji": "🎲", "value": 3})),
]


async def receive_one(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> Incoming:
    await channel.start(inbox)
    await fake.until(lambda: inbox.events)
    return inbox.events[0]


@pytest.mark.parametrize(("kind", "act"), ALL_KINDS)
async def test_every_update_becomes_its_kind(
    kind: Kind, act: Callable[[FakeBotApi], object], fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.user(7, "Chị Lan")
    act(fake)
    update_id = fake.updates.waiting[0]["update_id"]
    event = await receive_one(fake, channel, inbox)
    assert event.kind is kind
    assert event.address == Address("telegram", "7")
    assert event.external_id == f"u{update_id}"
    assert event.sender_name == "Chị Lan"
    assert event.language == "vi"
    assert abs(datetime.now(UTC) - event.sent_at) < timedelta(minutes=5)


async def test_text_arrives_as_typed(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.say(7, "Điều <3> & «khoản»\n👍")
    event = await receive_one(fake, channel, inbox)
    assert event.text == "Điều <3> & «khoản»\n👍"


@pytest.mark.parametrize(
    ("typed", "payload"),
    [("/start", ""), ("/start moi-HTX_01", "moi-HTX_01"), ("/start@tro_ly_htx_bot abc", "abc")],
)
async def test_start_carries_the_payload_of_its_link(
    typed: str, payload: str, fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.say(7, typed)
    event = await receive_one(fake, channel, inbox)
    assert (event.kind, event.text) == (Kind.START, payload)


@pytest.mark.parametrize("typed", ["/startup", "start", "nói /start"])
async def test_only_the_start_command_is_a_start(
    typed: str, fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.say(7, typed)
    event = await receive_one(fake, channel, inbox)
    assert (event.kind, event.text) == (Kind.TEXT, typed)


async def test_a_press_names_its_choice_and_its_message(
    fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.press(7, "q:members:12", 41)
    event = await receive_one(fake, channel, inbox)
    assert (event.choice, event.refers_to, event.text) == ("q:members:12", "41", "")


async def test_an_edit_names_the_message_it_changes(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.edit(7, 41, "25 thành viên")
    event = await receive_one(fake, channel, inbox)
    assert (event.text, event.refers_to) == ("25 thành viên", "41")


async def test_a_caption_is_kept_as_text(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.send_photo(7, caption="giấy chứng nhận")
    event = await receive_one(fake, channel, inbox)
    assert (event.kind, event.text) == (Kind.PHOTO, "giấy chứng nhận")


@pytest.mark.parametrize(("owner", "phone"), [(7, "0912345678"), (8, None), (None, None)])
async def test_only_the_senders_own_phone_is_kept(
    owner: int | None, phone: str | None, fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox
) -> None:
    fake.send_contact(7, "0912345678", owner_id=owner)
    event = await receive_one(fake, channel, inbox)
    assert event.phone == phone


async def test_groups_are_not_answered(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.say_in_group(7, "chào cả nhà")
    fake.say(7, "chào")
    event = await receive_one(fake, channel, inbox)
    assert event.text == "chào"
    await fake.until(lambda: not fake.updates.waiting)
    assert len(inbox.events) == 1


async def test_a_moving_live_location_is_no_event(fake: FakeBotApi, channel: TelegramChannel, inbox: Inbox) -> None:
    fake.send_location(7)
    moved = fake.updates.waiting.pop()["message"]
    fake.updates.add(edited_message=moved | {"edit_date": moved["date"]})
    fake.say(7, "đã tới")
    event = await receive_one(fake, channel, inbox)
    assert event.text == "đã tới"


def test_an_update_of_no_known_kind_is_kept_by_its_kind_alone() -> None:
    update = Update.model_validate({"update_id": 1, "poll_of_the_future": {"question": "chuyện riêng"}})
    event = read_update(update, datetime.now(UTC))
    assert event is not None
    assert (event.kind, event.text, event.address.id) == (Kind.IGNORED, "poll_of_the_future", "")


def test_a_press_without_a_message_is_left_out() -> None:
    query = {"id": "1", "from": {"id": 7, "is_bot": False, "first_name": "Lan"}, "chat_instance": "1", "data": "x"}
    update = Update.model_validate({"update_id": 1, "callback_query": query})
    assert read_update(update, datetime.now(UTC)) is None


def test_an_unreadable_update_of_nobody_is_left_out() -> None:
    raw = {"update_id": 1, "message": {"from": {"id": 7}}}
    assert read_unreadable(raw, datetime.now(UTC)) is None
