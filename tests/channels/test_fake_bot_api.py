"""The fake answers as the Bot API does: a real aiogram bot drives it, whose models refuse a wrong answer."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, TelegramMethod
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Message

from tests.fakes.bot_api import TOKEN, FakeBotApi, read_fault

KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Đồng ý", callback_data="yes")]])
FILE = BufferedInputFile(b"content", "tệp.txt")


def aiogram_bot(url: str, token: str = TOKEN) -> Bot:
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url), timeout=5))


@pytest.fixture
async def bot(fake: FakeBotApi) -> AsyncIterator[Bot]:
    bot = aiogram_bot(fake.url)
    yield bot
    await bot.session.close()


async def test_the_bot_knows_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot) == ("tro_ly_htx_bot", True)


async def test_a_wrong_token_is_unauthorized(fake: FakeBotApi) -> None:
    stranger = aiogram_bot(fake.url, "42:AAAAAAAAAAAAAAAAAAAAAAAAA")
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
    await stranger.session.close()


async def test_a_method_it_does_not_know_is_not_found(bot: Bot) -> None:
    with pytest.raises(TelegramNotFound):
        await bot.get_my_name()


async def test_every_update_passes_the_models(fake: FakeBotApi, bot: Bot) -> None:
    fake.say(7, "chào", name="Chị Lan")
    sent = await bot.send_message(7, "Chọn đi", reply_markup=KEYBOARD)
    fake.press(7, "yes")
    fake.press(7, "yes", 999)
    fake.edit(7, 1, "sửa")
    fake.send_sticker(7)
    fake.send_voice(7)
    fake.send_photo(7, "ảnh")
    fake.send_document(7)
    fake.send_contact(7, "0912345678", 7)
    fake.send_location(7)
    fake.block(7)
    fake.unblock(7)
    updates = await bot.get_updates()
    assert len(updates) == 12
    pressed = updates[1].callback_query
    assert pressed
    assert pressed.message
    assert pressed.message.message_id == sent.message_id
    assert isinstance(pressed.message, Message)
    assert pressed.message.text == "Chọn đi"
    assert updates[2].callback_query
    assert not isinstance(updates[2].callback_query.message, Message)  # too old: only its number is known


async def test_updates_stay_until_a_later_offset_is_asked_for(fake: FakeBotApi, bot: Bot) -> None:
    for text in ("một", "hai", "ba"):
        fake.say(7, text)
    first = await bot.get_updates()
    again = await bot.get_updates(limit=2)
    assert [update.update_id for update in again] == [update.update_id for update in first][:2]
    (last,) = await bot.get_updates(offset=again[-1].update_id + 1)
    assert last.message
    assert last.message.text == "ba"
    assert await bot.get_updates(offset=last.update_id + 1) == []


async def test_a_long_poll_ends_when_something_is_said(fake: FakeBotApi, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=4))
    await fake.until(lambda: "getUpdates" in fake.calls)
    fake.say(7, "chào")
    assert len(await polling) == 1


async def test_a_second_poll_ends_the_first_with_a_conflict(fake: FakeBotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=4))
    await fake.until(lambda: "getUpdates" in fake.calls)
    second = asyncio.create_task(bot.get_updates(timeout=1))
    with pytest.raises(TelegramConflictError):
        await first
    assert await second == []


async def test_polling_beside_a_webhook_is_a_conflict(bot: Bot) -> None:
    await bot.set_webhook("https://example.invalid/hook")
    with pytest.raises(TelegramConflictError):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_messages_are_recorded_as_people_read_them(fake: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "<b>Luật</b> &lt;2012&gt;", parse_mode="HTML", reply_markup=KEYBOARD)
    assert sent.text == "Luật <2012>"
    assert sent.entities
    (recorded,) = fake.sent(7)
    assert (recorded.text, recorded.raw) == ("Luật <2012>", "<b>Luật</b> &lt;2012&gt;")
    assert recorded.entities == [{"type": "bold", "offset": 0, "length": 4}]
    assert (recorded.buttons, recorded.via) == ([("Đồng ý", "yes")], "aiogram")


async def test_files_are_recorded_with_their_bytes(fake: FakeBotApi, bot: Bot) -> None:
    photo = await bot.send_photo(7, FILE, caption="ảnh")
    document = await bot.send_document(7, FILE)
    assert photo.photo
    assert document.document
    assert document.document.file_name == "tệp.txt"
    assert [(sent.text, sent.files[0].content) for sent in fake.sent(7)] == [("ảnh", b"content"), ("", b"content")]


async def test_a_file_can_be_fetched(bot: Bot) -> None:
    file = await bot.get_file("photo-1")
    assert file.file_path
    content = await bot.download_file(file.file_path)
    assert content
    assert content.read() == b"content of photo-1"


async def test_own_messages_can_be_changed(fake: FakeBotApi, bot: Bot) -> None:
    sent = await bot.send_message(7, "Chọn đi", reply_markup=KEYBOARD)
    changed = await bot.edit_message_text("Đã chọn", chat_id=7, message_id=sent.message_id)
    assert isinstance(changed, Message)
    assert (changed.text, changed.reply_markup) == ("Đã chọn", None)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("Đã chọn", chat_id=7, message_id=sent.message_id)
    marked = await bot.edit_message_reply_markup(chat_id=7, message_id=sent.message_id, reply_markup=KEYBOARD)
    assert isinstance(marked, Message)
    assert marked.reply_markup
    with pytest.raises(TelegramBadRequest, match="not found"):
        await bot.edit_message_text("x", chat_id=7, message_id=12345)


async def test_a_press_can_be_answered_once(fake: FakeBotApi, bot: Bot) -> None:
    query = fake.press(7, "yes", 1)
    await bot.answer_callback_query(query, text="Đã nhận")
    assert fake.answered == [(query, "Đã nhận")]
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(query)


async def test_the_menu_and_actions_are_kept(fake: FakeBotApi, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand(command="start", description="Bắt đầu")])
    await bot.send_chat_action(7, "typing")
    assert fake.commands == [("start", "Bắt đầu")]
    assert fake.actions == [(7, "typing")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" * 4097, "message is too long"),
        ("👍" * 2049, "message is too long"),
        ("  ", "message text is empty"),
        ("5 < 6", "can't parse entities"),
        ("<b>hở", "can't parse entities"),
        ("<b><i>a</b></i>", "can't parse entities"),
        ("<script>a</script>", "can't parse entities"),
    ],
)
async def test_bad_texts_are_refused(text: str, why: str, fake: FakeBotApi, bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match=why):
        await bot.send_message(7, text, parse_mode="HTML")
    assert fake.sent() == []


@pytest.mark.parametrize(
    "rows",
    [
        [[InlineKeyboardButton(text="a", callback_data="đ" * 33)]],  # 66 bytes
        [[InlineKeyboardButton(text="a", callback_data="a")] * 9],
        [[InlineKeyboardButton(text="a", callback_data="a")]] * 101,
        [[InlineKeyboardButton(text=" ", callback_data="a")]],
    ],
)
async def test_bad_buttons_are_refused(rows: list[list[InlineKeyboardButton]], bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest):
        await bot.send_message(7, "Chọn đi", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))


async def test_a_caption_too_long_is_refused(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_document(7, FILE, caption="a" * 1025)


async def test_blocked_and_forgotten_people_get_nothing(fake: FakeBotApi, bot: Bot) -> None:
    fake.block(7)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(7, "chào")
    fake.forget(8)
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(8, "chào")
    assert fake.sent() == []


async def test_faults_strike_the_calls_they_name(fake: FakeBotApi, bot: Bot) -> None:
    fake.fail_next("sendMessage", 429, retry_after=3, user_id=8)
    await bot.send_message(7, "chào")
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(8, "chào")
    assert caught.value.retry_after == 3
    await bot.send_message(8, "chào")
    fake.reset_next("sendMessage")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(7, "mất")
    assert [sent.text for sent in fake.sent()] == ["chào", "chào"]


async def test_an_unreachable_server_comes_back_on_the_same_address(fake: FakeBotApi, bot: Bot) -> None:
    await bot.get_me()
    await fake.unreachable()
    with pytest.raises(TelegramNetworkError):
        await bot.get_me()
    await fake.reachable()
    assert (await bot.get_me()).is_bot


@pytest.mark.parametrize("body", ["json", "data", "params"])
async def test_every_way_to_pass_parameters_is_taken(body: str, fake: FakeBotApi) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        passed = {body: {"chat_id": 7, "text": "chào"}}
        answer = await client.post(f"{fake.url}/bot{TOKEN}/sendMessage", **passed)  # type: ignore[arg-type]
    assert answer.json()["ok"]
    assert fake.sent(7)[0].text == "chào"


async def test_nothing_but_a_models_refusal_shows_a_wrong_answer(fake: FakeBotApi, bot: Bot) -> None:
    """The check the other tests rest on: the models do refuse an answer that lacks a field."""
    fake.updates.add(message={"message_id": 1})
    method: TelegramMethod[object] = GetUpdates()  # type: ignore[assignment]
    with pytest.raises(Exception, match="Failed to deserialize object"):
        await bot(method)


def test_bulk_faults_are_read_from_words() -> None:
    assert (read_fault("429:50").status, read_fault("429:50").retry_after) == (429, 1)
    assert read_fault("reset:7").reset
    assert read_fault("swallow:7").recorded
    fault = read_fault("403:2")
    assert [fault.strikes("sendMessage", 7) for _ in range(4)] == [False, True, False, True]


async def test_it_runs_in_its_own_process_and_writes_what_was_sent(tmp_path: Path) -> None:
    record = tmp_path / "sent.jsonl"
    command = [sys.executable, "-m", "tests.fakes.bot_api", "--record", str(record), "--bulk-fault", "403:2"]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    url = (await process.stdout.readline()).decode().removeprefix("ready ").strip()
    bot = aiogram_bot(url)
    started = time.time()
    try:
        async with httpx.AsyncClient(base_url=url, trust_env=False) as control:
            await control.post("/control/say", json={"user_id": 7, "text": "chào"})
            assert len(await bot.get_updates()) == 1
            await bot.send_message(7, "một", reply_markup=KEYBOARD)
            with pytest.raises(TelegramForbiddenError):
                await bot.send_message(7, "hai")
            assert (await control.post("/control/nothing", json={})).status_code == 404
            listed = (await control.get("/control/sent", params={"user_id": 7})).json()
    finally:
        await bot.session.close()
        process.kill()
        await process.communicate()
    (line,) = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    assert [sent["text"] for sent in listed] == ["một"]
    assert (line["chat_id"], line["text"], line["buttons"]) == (7, "một", [["Đồng ý", "yes"]])
    assert line["at"] >= started
