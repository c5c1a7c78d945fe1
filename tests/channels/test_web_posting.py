"""What the page may send: stored before it is acknowledged, handled once, bounded, cleaned."""

import contextlib
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.channels.web.limits import LARGEST_BODY
from bot.channels.web.receive import LONGEST_TEXT, clean
from bot.turn import Turns
from handlers.messages import Kind
from storage.engine import Database
from tests.channels.web_house import House, Visitor, running


@pytest.fixture
async def house(sqlite_url: str) -> AsyncIterator[House]:
    database = Database(sqlite_url)
    async with running(database) as started:
        yield started
    database.close()


@pytest.fixture
async def guest(house: House) -> Visitor:
    return await house.guest()


async def test_typed_words_arrive(house: House, guest: Visitor) -> None:
    answer = await guest.post(text="htx can may nguoi")
    assert answer.status_code == 202
    [heard] = house.heard
    assert (heard.kind, heard.text, heard.address.channel) == (Kind.TEXT, "htx can may nguoi", "web")


async def test_a_press_arrives_as_a_choice_and_its_label_is_shown(house: House, guest: Visitor) -> None:
    await guest.post(choice="ask:y:7", text="👍 Hữu ích")
    [heard] = house.heard
    assert (heard.kind, heard.choice, heard.text) == (Kind.CHOICE, "ask:y:7", "")
    assert await guest.texts() == ["👍 Hữu ích"]


async def test_a_link_arrives_as_a_start_and_its_code_is_not_shown(house: House, guest: Visitor) -> None:
    await guest.post(text="ABC234", start=True)
    [heard] = house.heard
    assert (heard.kind, heard.text) == (Kind.START, "ABC234")
    assert await guest.texts() == []


async def test_without_a_session_nothing_is_taken(house: House) -> None:
    stranger = house.visitor()
    for answer in (
        await stranger.post(text="xin chào"),
        await stranger.client.get("/messages"),
        await stranger.client.get("/events"),
        await stranger.client.get("/files/1"),
    ):
        assert answer.status_code == 401
    assert house.heard == []


@pytest.mark.parametrize("token", ["", "short", "x" * 42, "x" * 44, "<script>" + "x" * 35, "é" * 43])
async def test_a_cookie_that_we_never_gave_is_no_session(house: House, token: str) -> None:
    async with httpx.AsyncClient(base_url=house.url, headers={b"cookie": b"htx=" + token.encode("latin-1")}) as client:
        assert (await client.get("/messages")).status_code == 401


async def test_a_message_that_could_not_be_stored_is_not_acknowledged(database: Database) -> None:
    async with running(database) as house:
        guest = await house.guest()
        house.failures = 1
        message = {"id": "message-x", "text": "xin chào"}
        assert (await guest.client.post("/messages", json=message)).status_code == 500
        assert house.heard == []
        assert (await guest.client.post("/messages", json=message)).status_code == 202
        assert [incoming.text for incoming in house.heard] == ["xin chào"]
        assert await guest.texts() == ["xin chào"]


async def test_the_same_message_sent_twice_has_one_id_and_is_shown_once(database: Database) -> None:
    """One id: storage.incoming keeps an event once, so it is handled once."""
    async with running(database) as house:
        guest = await house.guest()
        message = {"id": "message-x", "text": "xin chào"}
        for _ in range(2):
            assert (await guest.client.post("/messages", json=message)).status_code == 202
        turns = Turns(database, house.world, house.clock)
        assert [turns.receive(incoming) for incoming in house.heard] == [True, False]
        assert await guest.texts() == ["xin chào"]


async def test_two_people_may_use_the_same_id(house: House, guest: Visitor) -> None:
    other = await house.guest()
    for visitor in (guest, other):
        await visitor.client.post("/messages", json={"id": "message-x", "text": "xin chào"})
    assert len({incoming.external_id for incoming in house.heard}) == 2
    assert await other.texts() == ["xin chào"]


@pytest.mark.parametrize(
    "fields",
    [
        {"choice": ""},
        {"choice": "x" * 65},
        {"choice": "ask:é"},
        {"choice": "ask:y:7\n"},
        {"choice": 7},
        {"id": "short", "text": "a"},
        {"id": "x" * 65, "text": "a"},
        {"id": "message/1", "text": "a"},
        {"id": None, "text": "a"},
        {"text": "a" * (LONGEST_TEXT + 1)},
        {"text": None},
        {"text": ["a"]},
    ],
)
async def test_what_the_page_would_never_send_is_refused(
    house: House, guest: Visitor, fields: dict[str, object]
) -> None:
    answer = await guest.post(**fields)
    assert (answer.status_code, answer.json()) == (422, {"error": "unreadable"})
    assert (house.heard, await guest.texts()) == ([], [])


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"text=a", b"\xff\xfe", b'{"id": "message-1", "text": "\\ud800"}', b"[" * 5000],
)
async def test_malformed_json_is_refused(house: House, guest: Visitor, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await guest.client.post("/messages", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert house.heard == []


async def test_a_form_of_another_page_is_refused(house: House, guest: Visitor) -> None:
    """A page elsewhere can make a browser post plain text or a form, but not JSON."""
    body = b'{"id": "message-1", "text": "a"}'
    answer = await guest.client.post("/messages", content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422
    assert house.heard == []


async def test_a_body_that_says_it_is_too_large_is_refused(house: House, guest: Visitor) -> None:
    answer = await guest.client.post("/messages", content=b" " * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert house.heard == []


async def test_a_body_that_does_not_say_how_large_it_is_is_refused_when_it_is(house: House, guest: Visitor) -> None:
    async def drip() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_BODY // 1024 + 1):
            yield b" " * 1024

    answer = await guest.client.post("/messages", content=drip())
    assert answer.status_code == 413
    assert house.heard == []


async def test_a_body_without_end_is_cut_off(house: House, guest: Visitor) -> None:
    async def pour() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65536

    with contextlib.suppress(httpx.TransportError):  # the refusal may be lost when the connection closes
        assert (await guest.client.post("/messages", content=pour())).status_code == 413
    assert house.heard == []
    assert (await guest.post(text="a")).status_code == 202


async def test_the_longest_text_fits_in_a_body(house: House, guest: Visitor) -> None:
    assert (await guest.post(text="ệ" * LONGEST_TEXT)).status_code == 202
    assert len(house.heard[0].text) == LONGEST_TEXT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("\u2066a\u2069\u200e\u200f\u061cb", "ab"),
        ("h\u00a0tx\u3000a", "h tx a"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("z\u200be\u00adr\ufeffo", "zero"),
        ("👩\u200d🌾 👍🏽 ❤\ufe0f", "👩\u200d🌾 👍🏽 ❤\ufe0f"),
        ("a\tb", "a\tb"),
        ("Hợp tác xã", "Hợp tác xã"),
        ("\ud800a", "a"),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


async def test_what_is_stored_and_shown_is_the_cleaned_text(database: Database) -> None:
    async with running(database) as house:
        guest = await house.guest()
        assert (await guest.post(text=" a\x00\u202eb ")).status_code == 202
        assert house.heard[0].text == " ab "
        assert await guest.texts() == ["ab"]
