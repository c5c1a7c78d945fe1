"""Pictures and files from both Zalo platforms: described in the event, fetched only when somebody wants them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.channel import SendError
from bot.channels.media import Media
from bot.channels.zalo_bot.receive import read_event as read_bot
from bot.channels.zalo_oa.receive import read_event as read_oa
from handlers.messages import LARGEST_FILE, Incoming, Kind
from tests.channels.conftest import Inbox
from tests.channels.zalo_house import zalo_bot
from tests.fakes.zalo_bot import FakeZaloBot
from tests.fakes.zalo_oa import APP_ID, OA_ID, FakeZaloOa
from tests.samples import jpeg, pdf

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
async def fake() -> AsyncIterator[FakeZaloOa]:
    async with FakeZaloOa() as server:
        yield server


@pytest.fixture
async def media(fake: FakeZaloOa) -> AsyncIterator[Media]:
    built = Media("Zalo", fake.url, 0.5)
    yield built
    await built.close()


def from_oa(kind: str, *attachments: Any) -> Incoming:
    message = {"msg_id": "u1", "attachments": list(attachments)}
    parties = {"sender": {"id": "77"}, "recipient": {"id": OA_ID}}
    event = {"app_id": APP_ID, "event_name": f"user_send_{kind}", "timestamp": "1", **parties, "message": message}
    return read_oa(event, APP_ID, OA_ID, NOW)


def from_bot(**content: Any) -> Incoming:
    person = {"from": {"id": "7", "display_name": "Lan"}, "chat": {"id": "7", "chat_type": "PRIVATE"}}
    message = {"message_id": "m1", "date": 1, **person, **content}
    return read_bot({"event_name": "message.image.received", "message": message}, NOW)


@pytest.mark.parametrize("field", ["photo_url", "photo"])
def test_picture_to_the_bot_is_described_with_its_caption(field: str) -> None:
    got = from_bot(**{field: "https://anh.example.vn/1.jpg", "caption": "chợ phiên"})
    assert got.file is not None
    assert (got.kind, got.text, got.file.reference) == (Kind.PHOTO, "chợ phiên", "https://anh.example.vn/1.jpg")


def test_file_to_the_account_is_described() -> None:
    payload = {"url": "https://tep.example.vn/1", "name": "giấy\u202e mời.pdf", "size": "1234", "checksum": "x"}
    got = from_oa("file", {"type": "file", "payload": payload})
    assert got.file is not None
    assert (got.file.name, got.file.size, got.file.reference) == ("giấy mời.pdf", 1234, "https://tep.example.vn/1")


def test_picture_to_the_account_is_the_first_with_an_address() -> None:
    got = from_oa(
        "image", "x", {"payload": None}, {"payload": {"thumbnail": "a"}}, {"payload": {"url": "https://b.vn/2"}}
    )
    assert got.file is not None
    assert got.file.reference == "https://b.vn/2"


@pytest.mark.parametrize("attachments", [(), ({},), ({"payload": {"url": 7}},), ({"payload": {"url": "x" * 3000}},)])
def test_event_without_an_address_has_no_file(attachments: tuple[Any, ...]) -> None:
    assert from_oa("image", *attachments).file is None


async def test_picture_is_fetched_only_when_somebody_wants_it(inbox: Inbox) -> None:
    async with FakeZaloBot() as fake, zalo_bot(fake, inbox) as channel:
        fake.act("lan", "message.image.received", photo_url=fake.host(jpeg()))
        await fake.until(lambda: inbox.events)
        file = inbox.events[0].file
        assert file is not None
        assert not any("/media/" in call for call in fake.calls)
        assert await channel.fetch(file.reference) == jpeg()


async def test_what_is_too_large_is_not_read_to_its_end(fake: FakeZaloOa, media: Media) -> None:
    assert await media.fetch(fake.host(b"x" * LARGEST_FILE)) == b"x" * LARGEST_FILE
    with pytest.raises(SendError, match="too large") as refused:
        await media.fetch(fake.host(b"x" * (LARGEST_FILE + 1)))
    assert refused.value.permanent


@pytest.mark.parametrize(
    "address",
    [
        "http://anh.example.vn/1.jpg",
        "https://127.0.0.1/health",
        "https://[::1]/health",
        "https://localhost/health",
        "https://ai.example.vn:5432/",
        "https://ai:mat-khau@anh.example.vn/1.jpg",
        "file:///etc/passwd",
        "https://[",
        "",
    ],
)
async def test_address_inside_the_house_is_never_opened(media: Media, address: str) -> None:
    with pytest.raises(SendError, match="nobody should open") as refused:
        await media.fetch(address)
    assert refused.value.permanent


async def test_file_that_is_gone_is_not_asked_for_again(fake: FakeZaloOa, media: Media) -> None:
    with pytest.raises(SendError, match="not there") as refused:
        await media.fetch(f"{fake.url}/media/404")
    assert refused.value.permanent


@pytest.mark.parametrize("options", [{"status": 503}, {"reset": True}, {}], ids=["503", "reset", "silence"])
async def test_platform_that_fails_is_asked_again_later(
    fake: FakeZaloOa, media: Media, options: dict[str, Any]
) -> None:
    address = fake.host(pdf())
    fake.fail("/media/1", **options)
    with pytest.raises(SendError) as refused:
        await media.fetch(address)
    assert refused.value.retry_after is not None
    assert address not in str(refused.value)
    assert await media.fetch(address) == pdf()
