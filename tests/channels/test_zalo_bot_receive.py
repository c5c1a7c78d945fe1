"""Receiving from the Zalo Bot platform: by webhook and by asking, everything stored once, forgers not believed."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.web.limits import LARGEST_BODY
from bot.channels.webhooks import derive_secret
from bot.channels.zalo_bot.receive import read_event
from handlers.messages import Kind
from tests.channels.conftest import Inbox
from tests.channels.zalo_house import House, lan, open_house, zalo_bot
from tests.fakes.zalo_bot import HEADER, TOKEN, FakeZaloBot, chat_of

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
GENUINE = {HEADER: derive_secret(TOKEN, "zalo")}


def event(name: str = "message.text.received", **message: Any) -> dict[str, Any]:
    whole = {
        "message_id": "m1",
        "date": 1_795_140_000_000,
        "from": {"id": "ab12", "display_name": "Lò Thị Lan", "is_bot": False},
        "chat": {"id": "ab12", "chat_type": "PRIVATE"},
        **message,
    }
    return {"event_name": name, "message": whole}


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloBot]:
    async with FakeZaloBot() as server:
        yield server


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as built:
        yield built


@pytest.fixture
async def hooked(fake: FakeZaloBot, house: House, inbox: Inbox) -> AsyncIterator[Inbox]:
    """What arrives by webhook, once it is set."""
    async with zalo_bot(fake, inbox, door=house.door, public_url=house.url):
        await fake.until(lambda: fake.deliverer.url)
        yield inbox


# Reading


@pytest.mark.parametrize("wrap", [lambda e: e, lambda e: {"ok": True, "result": e}], ids=["bare", "wrapped"])
def test_both_forms_of_a_delivery_are_read_alike(wrap: Any) -> None:
    read = read_event(wrap(event(text="htx cần mấy người")), NOW)
    assert (read.kind, read.text, read.external_id, read.address.id) == (Kind.TEXT, "htx cần mấy người", "m1", "ab12")
    assert read.sent_at == datetime.fromtimestamp(1_795_140_000, UTC)
    assert read.sender_name == "Lò Thị Lan"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("message.image.received", {"photo_url": "https://x/1.jpg", "caption": "giấy tờ"}, Kind.PHOTO),
        ("message.sticker.received", {"sticker": "1", "url": "https://x"}, Kind.STICKER),
        ("message.voice.received", {"voice_url": "https://x/1.aac"}, Kind.VOICE),
        ("message.unsupported.received", {}, Kind.UNKNOWN),
        ("message.video.received", {}, Kind.UNKNOWN),  # of tomorrow: the person still waits for an answer
    ],
)
def test_what_cannot_be_read_is_named(name: str, content: dict[str, Any], kind: Kind) -> None:
    assert read_event(event(name, **content), NOW).kind is kind


def test_start_with_a_code_is_a_start() -> None:
    read = read_event(event(text="/start ABC234"), NOW)
    assert (read.kind, read.text) == (Kind.START, "ABC234")


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"event_name": "bot.added"},
        {"ok": True, "result": "text"},
        {"event_name": "message.text.received"},
        {"event_name": "message.text.received", "message": []},
        event(chat={"id": "g1", "chat_type": "GROUP"}, text="bí mật"),
        event(message_id="", text="bí mật"),
        event(message_id={"a": 1}, text="bí mật"),
        event(message_id="m" * 500, text="bí mật"),
        event(chat={"id": "a\u202eb", "chat_type": "PRIVATE"}, text="bí mật"),
        event(**{"from": {"id": "b", "is_bot": True}}, text="bí mật"),
        event(**{"from": None}, text="bí mật"),
    ],
    ids=lambda content: json.dumps(content)[:60],
)
def test_what_nobody_waits_for_is_kept_without_its_words(content: dict[str, Any]) -> None:
    read = read_event(content, NOW)
    assert read.kind is Kind.IGNORED
    assert "bí mật" not in repr(read)
    assert read.external_id == read_event(content, NOW).external_id


@pytest.mark.parametrize("date", [None, "x", 10**30, -(10**30), {"a": 1}], ids=repr)
def test_impossible_time_is_now(date: object) -> None:
    assert read_event(event(date=date, text="a"), NOW).sent_at == NOW


def test_names_and_words_lose_what_no_keyboard_types() -> None:
    name = "<b>Lan</b>\n\u202egnol\u202c\x00" + "a" * 200
    read = read_event(event(text="35\u200b \u202e53\x07\r\nhết", **{"from": {"id": "ab12", "display_name": name}}), NOW)
    assert read.text == "35 53\nhết"
    assert read.sender_name is not None
    assert read.sender_name.startswith("b Lan b gnol")
    assert len(read.sender_name) == 60


def test_name_of_nothing_readable_is_no_name() -> None:
    assert read_event(event(text="a", **{"from": {"id": "1", "display_name": "\u202e \x00"}}), NOW).sender_name is None


# By webhook


async def test_message_by_webhook_is_stored(fake: FakeZaloBot, hooked: Inbox) -> None:
    fake.say("lan", "chào")
    await fake.settle()
    assert [(item.address, item.text) for item in hooked.events] == [(lan(), "chào")]
    assert [item.status for item in fake.deliverer.tries] == [200]


async def test_message_that_could_not_be_stored_is_delivered_again(fake: FakeZaloBot, hooked: Inbox) -> None:
    hooked.refusals = 2
    fake.say("lan", "chào")
    await fake.settle()
    assert [item.status for item in fake.deliverer.tries] == [500, 500, 200]
    assert hooked.texts == ["chào"]


@pytest.mark.parametrize(
    "headers", [{}, {HEADER: ""}, {HEADER: "wrong"}, {HEADER: derive_secret("1:other", "zalo")}], ids=repr
)
async def test_forged_delivery_is_turned_away(house: House, hooked: Inbox, headers: dict[str, str]) -> None:
    body = json.dumps(event(text="tôi là giám đốc")).encode()
    assert await house.post("zalo_bot", body, headers) == 401
    assert hooked.events == []


async def test_trial_of_the_address_hears_that_it_is_there(house: House, hooked: Inbox) -> None:
    assert await house.post("zalo_bot", b"") == 200
    assert hooked.events == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null"], ids=lambda body: body[:4].hex())
async def test_malformed_delivery_is_accepted_and_forgotten(house: House, hooked: Inbox, body: bytes) -> None:
    """Delivered again it would be no better."""
    assert await house.post("zalo_bot", body, GENUINE) == 200
    assert hooked.events == []


async def test_oversized_delivery_is_refused(house: House, hooked: Inbox) -> None:
    body = json.dumps(event(text="a" * LARGEST_BODY)).encode()
    assert await house.post("zalo_bot", body, GENUINE) == 413
    assert hooked.events == []


async def test_event_of_no_known_kind_is_kept(house: House, hooked: Inbox) -> None:
    assert await house.post("zalo_bot", b'{"event_name": "bot.added", "group": "x"}', GENUINE) == 200
    assert [(item.kind, item.text) for item in hooked.events] == [(Kind.IGNORED, "bot.added")]


async def test_webhook_that_was_taken_away_is_set_again(fake: FakeZaloBot, house: House, inbox: Inbox) -> None:
    async with zalo_bot(fake, door=house.door, public_url=house.url) as channel:
        await channel.start(inbox)
        receiving = channel._receiving
        receiving._check_seconds = 0.01  # type: ignore[union-attr]
        await fake.until(lambda: fake.deliverer.url)
        fake.deliverer.url = ""
        await fake.until(lambda: fake.deliverer.url)


async def test_address_that_zalo_cannot_reach_is_said(
    fake: FakeZaloBot, house: House, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    tried = {"ok": False, "outcome": "http_error", "status_code": 403, "hint": "…"}
    result = {"url": f"{house.url}/webhooks/zalo_bot", "updated_at": 1, "verification": tried}
    fake.fail("setWebhook", answer={"ok": True, "result": result})
    async with zalo_bot(fake, inbox, door=house.door, public_url=house.url):
        await fake.until(lambda: "Zalo tried the webhook's address and failed (status 403)" in caplog.text)


# By asking


async def test_messages_are_asked_for_one_after_the_other(fake: FakeZaloBot, inbox: Inbox) -> None:
    async with zalo_bot(fake, inbox) as channel:
        for number in range(5):
            fake.say("lan", f"tin {number}")
        await fake.until(lambda: len(inbox.events) == 5)
        assert inbox.texts == [f"tin {number}" for number in range(5)]
        assert channel.trouble is None


@pytest.mark.parametrize("by_status", [False, True])
async def test_quiet_hour_is_no_trouble(
    fake: FakeZaloBot, inbox: Inbox, caplog: pytest.LogCaptureFixture, by_status: bool
) -> None:
    fake.says_status = by_status
    async with zalo_bot(fake, inbox, poll_seconds=0.05) as channel:
        await fake.until(lambda: fake.calls.count("getUpdates") >= 3)
        assert channel.trouble is None
    assert "Trying again" not in caplog.text


async def test_event_that_could_not_be_stored_is_not_forgotten(fake: FakeZaloBot, inbox: Inbox) -> None:
    """The platform gave it and forgot it."""
    inbox.refusals = 2
    async with zalo_bot(fake, inbox):
        fake.say("lan", "chào")
        await fake.until(lambda: inbox.events)
    assert inbox.texts == ["chào"]


async def test_asking_goes_on_when_somebody_had_set_a_webhook(fake: FakeZaloBot, inbox: Inbox) -> None:
    async with zalo_bot(fake, inbox):
        await fake.until(lambda: "getUpdates" in fake.calls)
        fake.deliverer.url = "https://elsewhere.example.vn"
        await fake.until(lambda: not fake.deliverer.url)
        fake.say("lan", "chào")
        await fake.until(lambda: inbox.events)


async def test_no_webhook_to_take_away_is_no_refused_token(fake: FakeZaloBot, inbox: Inbox) -> None:
    fake.fail("deleteWebhook", answer={"ok": False, "description": "Not Found", "error_code": 404})
    async with zalo_bot(fake, inbox) as channel:
        fake.say("lan", "chào")
        await fake.until(lambda: inbox.events)
        assert channel.trouble is None


async def test_asking_goes_on_after_failures(fake: FakeZaloBot, inbox: Inbox) -> None:
    fake.fail("getMe", status=502)
    fake.fail("getUpdates", reset=True)
    async with zalo_bot(fake, inbox):
        fake.say("lan", "chào")
        await fake.until(lambda: inbox.events)


async def test_refused_token_is_one_sentence_and_no_more_asking(
    fake: FakeZaloBot, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    async with zalo_bot(fake, inbox, token="1:wrong") as channel:
        await fake.until(lambda: channel.trouble)
        assert channel.trouble == "Zalo refuses the bot's token"
    assert fake.calls == ["getMe"]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "Zalo refuses the bot's token: receiving has stopped. Correct ZALO_BOT_TOKEN and start again"
    ]
    assert chat_of("lan") not in caplog.text
