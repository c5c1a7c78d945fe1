"""Receiving from an Official Account's platform: signed deliveries only, each stored once, words open the window."""

import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.channels.web.limits import LARGEST_BODY
from bot.channels.webhooks import Posted
from bot.channels.zalo_oa.channel import ZaloOaChannel
from bot.channels.zalo_oa.genuine import is_genuine, sign
from bot.channels.zalo_oa.receive import PRESSED, read_event
from bot.clock import SystemClock
from handlers.messages import Kind
from storage import windows
from storage.engine import Database
from tests.channels.conftest import Inbox
from tests.channels.zalo_house import House, open_house
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, OA_ID, OA_SECRET, REFRESH, FakeZaloOa, user_of

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
STAMP = str(int(NOW.timestamp() * 1000))


def event(name: str = "user_send_text", **content: Any) -> dict[str, Any]:
    parties = {"sender": {"id": "77"}, "recipient": {"id": OA_ID}}
    return {"app_id": APP_ID, "event_name": name, "timestamp": STAMP, **parties, **content}


def read(content: dict[str, Any]) -> Any:
    return read_event(content, APP_ID, OA_ID, NOW)


# Reading


def test_text_is_read() -> None:
    got = read(event(message={"text": "htx cần mấy người", "msg_id": "u1"}))
    assert (got.kind, got.text, got.external_id, got.address.id) == (Kind.TEXT, "htx cần mấy người", "u1", "77")
    assert got.sent_at == NOW


def test_answer_to_a_message_names_it() -> None:
    got = read(event(message={"text": "vì sao bot trả lời vậy", "msg_id": "u1", "quote_msg_id": "o7"}))
    assert got.reply_to == "o7"
    forged = read(event(message={"text": "chào", "msg_id": "u2", "quote_msg_id": {"id": "o7"}}))
    assert forged.reply_to is None


def test_pressed_button_is_a_choice() -> None:
    got = read(event(message={"text": f"{PRESSED}sv:1:members:none", "msg_id": "u1"}))
    assert (got.kind, got.choice, got.text) == (Kind.CHOICE, "sv:1:members:none", "")


@pytest.mark.parametrize("text", [PRESSED, PRESSED + "a" * 65, PRESSED + "đ"])
def test_what_only_looks_like_a_press_is_a_text(text: str) -> None:
    assert read(event(message={"text": text, "msg_id": "u1"})).kind is Kind.TEXT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("user_send_image", Kind.PHOTO),
        ("user_send_sticker", Kind.STICKER),
        ("user_send_gif", Kind.STICKER),
        ("user_send_audio", Kind.VOICE),
        ("user_send_file", Kind.FILE),
        ("user_send_video", Kind.FILE),
        ("user_send_location", Kind.LOCATION),
        ("user_send_business_card", Kind.CONTACT),
        ("user_send_link", Kind.UNKNOWN),
        ("user_send_hologram", Kind.UNKNOWN),
        ("user_withdraw", Kind.WITHDRAWN),
    ],
)
def test_what_a_person_does_is_named(name: str, kind: Kind) -> None:
    attachments = [{"type": "file", "payload": {"url": "https://x.vn/virus.exe", "name": "virus.exe"}}]
    got = read(event(name, message={"msg_id": "u1", "attachments": attachments}))
    assert got.kind is kind
    assert (got.file is not None) is (kind in (Kind.PHOTO, Kind.FILE))
    assert "virus" not in got.text


@pytest.mark.parametrize(("name", "kind"), [("follow", Kind.START), ("unfollow", Kind.BLOCKED)])
def test_following_and_leaving_name_the_person_in_their_own_way(name: str, kind: Kind) -> None:
    content = {"app_id": APP_ID, "oa_id": OA_ID, "follower": {"id": "77"}, "event_name": name, "timestamp": STAMP}
    got = read(content)
    assert (got.kind, got.address.id) == (kind, "77")
    later = read({**content, "timestamp": str(int(STAMP) + 1)})
    assert got.external_id != later.external_id


def test_form_gives_the_persons_own_number() -> None:
    got = read(event("user_submit_info", info={"name": "Lan\u202e\n Lò", "phone": "84912345678"}))
    assert (got.kind, got.phone, got.sender_name) == (Kind.CONTACT, "84912345678", "Lan Lò")


@pytest.mark.parametrize(
    "content",
    [
        {},
        event("oa_send_text", message={"text": "bí mật", "msg_id": "u1"}),
        event("user_seen_message", message={"msg_ids": ["u1"]}),
        event("user_received_message"),
        event(app_id="1", message={"text": "bí mật", "msg_id": "u1"}),
        event(recipient={"id": "another account"}, message={"text": "bí mật", "msg_id": "u1"}),
        event(sender={"id": ""}, message={"text": "bí mật", "msg_id": "u1"}),
        event(sender=["77"], message={"text": "bí mật", "msg_id": "u1"}),
        event(sender={"id": "7\u202e7"}, message={"text": "bí mật", "msg_id": "u1"}),
        event(sender={"id": "7" * 300}, message={"text": "bí mật", "msg_id": "u1"}),
    ],
    ids=lambda content: json.dumps(content)[:70],
)
def test_what_nobody_waits_for_is_kept_without_its_words(content: dict[str, Any]) -> None:
    got = read(content)
    assert got.kind is Kind.IGNORED
    assert "bí mật" not in repr(got)


# Whether it is genuine


def posted(body: bytes, mac: str) -> Posted:
    return Posted({"x-zevent-signature": mac}, body)


def signed(content: dict[str, Any]) -> tuple[bytes, str]:
    body = json.dumps(content, ensure_ascii=False).encode()
    return body, sign(APP_ID, body, str(content.get("timestamp")), OA_SECRET)


def genuine(body: bytes, mac: str, now: datetime = NOW) -> bool:
    return is_genuine(posted(body, mac), APP_ID, OA_SECRET, now)


def test_mac_is_plain_sha256_over_the_raw_body() -> None:
    body = b'{"timestamp": "1",  "a":1}'
    assert sign("7", body, "1", "s") == hashlib.sha256(b'7{"timestamp": "1",  "a":1}1s').hexdigest()


@pytest.mark.parametrize(
    "write", [str, "mac={}".format, "MAC={}".format, str.upper], ids=["bare", "mac", "MAC", "upper"]
)
def test_signature_is_taken_in_all_its_spellings(write: Any) -> None:
    body, mac = signed(event())
    assert genuine(body, write(mac))


@pytest.mark.parametrize("mac", ["", "mac=", "mac=" + "0" * 64, "đ" * 64])
def test_wrong_signature_is_not_genuine(mac: str) -> None:
    assert not genuine(signed(event())[0], mac)


def test_changed_body_is_not_genuine() -> None:
    body, mac = signed(event(message={"text": "35"}))
    assert not genuine(body.replace(b"35", b"36"), mac)
    assert not genuine(body + b" ", mac)  # the same JSON, not the same bytes


def test_copy_of_an_old_delivery_is_not_genuine() -> None:
    """Its id is known for thirty days only; it must not be taken as new after that."""
    body, mac = signed(event())
    assert genuine(body, mac, NOW + timedelta(hours=2))
    assert not genuine(body, mac, NOW + timedelta(days=3))


def test_nothing_is_genuine_without_a_secret() -> None:
    body = json.dumps(event()).encode()
    assert not is_genuine(posted(body, sign(APP_ID, body, STAMP, "")), APP_ID, "", NOW)


# Through the door


@asynccontextmanager
async def account(database: Database, house: House, fake: FakeZaloOa, inbox: Inbox) -> AsyncIterator[ZaloOaChannel]:
    channel = ZaloOaChannel(
        database,
        SystemClock(),
        house.door,
        oa_id=OA_ID,
        app_id=APP_ID,
        app_secret=APP_SECRET,
        webhook_secret=OA_SECRET,
        refresh=REFRESH,
        api_url=fake.url,
        oauth_url=fake.url,
    )
    await channel.start(inbox)
    fake.deliverer.url = f"{house.url}/webhooks/zalo_oa"
    try:
        yield channel
    finally:
        await channel.stop()


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOa]:
    async with FakeZaloOa() as server:
        yield server


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as built:
        yield built


@pytest.fixture
def store(sqlite_url: str) -> Any:
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
async def hooked(store: Database, house: House, fake: FakeZaloOa, inbox: Inbox) -> AsyncIterator[Inbox]:
    async with account(store, house, fake, inbox):
        yield inbox


def last_word(database: Database, who: str = "lan") -> datetime | None:
    with database.reading() as unit:
        return windows.last_word(unit, "zalo_oa", user_of(who))


async def test_signed_message_is_stored_and_opens_the_window(fake: FakeZaloOa, hooked: Inbox, store: Database) -> None:
    assert await fake.say("lan", "chào") == 200
    assert hooked.texts == ["chào"]
    word = last_word(store)
    assert word is not None
    assert abs(word - datetime.now(UTC)) < timedelta(minutes=1)


async def test_word_from_the_future_opens_no_longer_window(fake: FakeZaloOa, hooked: Inbox, store: Database) -> None:
    fake.now = datetime.now(UTC) + timedelta(days=30)
    assert await fake.say("lan", "chào") == 200
    word = last_word(store)
    assert word is not None
    assert word <= datetime.now(UTC)


@pytest.mark.parametrize("name", ["unfollow", "user_withdraw", "user_seen_message"])
async def test_leaving_and_reading_open_no_window(fake: FakeZaloOa, hooked: Inbox, store: Database, name: str) -> None:
    assert await fake.act("lan", name) == 200
    assert last_word(store) is None


async def test_delivery_that_could_not_be_stored_comes_again(fake: FakeZaloOa, hooked: Inbox) -> None:
    hooked.refusals = 1
    assert await fake.say("lan", "chào") == 200
    assert [item.status for item in fake.deliverer.tries] == [500, 200]
    assert hooked.texts == ["chào"]


async def test_forged_delivery_is_turned_away(fake: FakeZaloOa, house: House, hooked: Inbox) -> None:
    body = fake.write("lan", "user_send_text", message={"text": "tôi là giám đốc"})
    assert await house.post("zalo_oa", body, {"X-ZEvent-Signature": "mac=" + "0" * 64}) == 401
    assert await house.post("zalo_oa", body) == 401
    assert hooked.events == []


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null", b'{"timestamp": {}}'], ids=repr)
async def test_malformed_delivery_is_turned_away(house: House, hooked: Inbox, body: bytes) -> None:
    assert await house.post("zalo_oa", body[:100_000], {"X-ZEvent-Signature": "mac=" + "0" * 64}) == 401
    assert hooked.events == []


async def test_oversized_delivery_is_refused(fake: FakeZaloOa, house: House, hooked: Inbox) -> None:
    body = fake.write("lan", "user_send_text", message={"text": "a" * LARGEST_BODY})
    assert await house.post("zalo_oa", body, fake._sign(body)) == 413
    assert hooked.events == []


async def test_trial_of_the_address_hears_that_it_is_there(house: House, hooked: Inbox) -> None:
    assert await house.post("zalo_oa", b"") == 200


async def test_event_of_no_known_kind_is_kept(fake: FakeZaloOa, hooked: Inbox) -> None:
    assert await fake.act("lan", "shop_has_order", order="7") == 200
    assert [(item.kind, item.text) for item in hooked.events] == [(Kind.IGNORED, "shop_has_order")]
