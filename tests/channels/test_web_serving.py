"""The server: its page, sessions, headers, what it costs to load, and what happens when it cannot listen."""

import asyncio
import errno
import logging
import re
import signal
import socket
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from bot.channels.channel import SendError
from bot.channels.web.listening import PortTaken, listen
from bot.channels.web.sessions import COOKIE, YEAR
from handlers.messages import Address, Outgoing
from storage.engine import Database
from tests.channels.web_house import House, running

LOADED = re.compile(r'(?:src|href)="(static/[^"]+)"')


@pytest.fixture
def sqlite(sqlite_url: str) -> Database:
    return Database(sqlite_url)


@pytest.fixture
async def house(sqlite: Database) -> AsyncIterator[House]:
    async with running(sqlite) as started:
        yield started
    sqlite.close()


def cookie_of(response: httpx.Response) -> SimpleCookie:
    return SimpleCookie(response.headers["set-cookie"])


async def test_the_page_gives_a_session_that_scripts_cannot_read(house: House) -> None:
    given = cookie_of(await house.visitor().open())[COOKIE]
    assert given["httponly"]
    assert (given["samesite"], given["path"], given["max-age"]) == ("lax", "/", str(YEAR))
    assert not given["secure"]


async def test_the_session_is_secure_where_the_page_is(sqlite: Database) -> None:
    async with running(sqlite, public_url="https://htx.example") as house:
        assert cookie_of(await house.visitor().open())[COOKIE]["secure"]


async def test_who_comes_back_stays_the_same_for_another_year(house: House) -> None:
    guest = await house.guest()
    before = guest.client.cookies[COOKIE]
    again = cookie_of(await guest.open())[COOKIE]
    assert (again.value, again["max-age"]) == (before, str(YEAR))


async def test_two_visitors_are_two_people(house: House) -> None:
    one, other = await house.guest(), await house.guest()
    assert one.address != other.address


async def test_the_secret_is_not_stored(house: House) -> None:
    guest = await house.guest()
    await guest.post(text="xin chào")
    assert guest.client.cookies[COOKIE] not in repr(house.heard)


@pytest.mark.parametrize("path", ["/", "/messages", "/static/chat.js", "/nowhere", "/health"])
async def test_every_answer_keeps_the_page_to_itself(house: House, path: str) -> None:
    headers = (await house.visitor().client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


async def test_the_page_shows_names_as_text_and_has_no_script_of_its_own(house: House) -> None:
    page = (await house.visitor().open()).text
    assert "Liên minh &lt;b&gt;Lai Châu&lt;/b&gt;" in page
    assert "<b>Lai" not in page
    assert re.findall(r"<script(?![^>]* src=)(?![^>]*application/json)", page) == []
    assert re.findall(r"\son\w+=|style=", page) == []


async def test_without_scripts_the_page_says_what_it_needs(house: House) -> None:
    page = (await house.visitor().open()).text
    assert re.search(r"<noscript>.*Trang này cần bật JavaScript.*</noscript>", page)


async def test_the_page_is_not_kept_and_its_files_are_kept_for_ever(house: House) -> None:
    visitor = house.visitor()
    page = await visitor.open()
    assert page.headers["cache-control"] == "no-store"
    files = LOADED.findall(page.text)
    assert len(files) == 5
    for file in files:
        assert re.search(r"\?v=[0-9a-f]{8}$", file)
        answer = await visitor.client.get(file)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_what_is_large_is_sent_compressed_and_streams_are_not(house: House) -> None:
    guest = await house.guest()
    await house.say(guest, "Hợp tác xã " * 200)
    assert (await guest.client.get("/messages")).headers["content-encoding"] == "gzip"
    assert (await guest.client.get("/static/chat.js")).headers["content-encoding"] == "gzip"
    async with guest.client.stream("GET", "/events") as stream:
        assert "content-encoding" not in stream.headers
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"


async def test_health_answers(house: House) -> None:
    answer = await house.visitor().client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/static/../server.py", "/static/%2e%2e/page.py"])
async def test_nothing_else_is_served(house: House, path: str) -> None:
    assert (await house.visitor().client.get(path)).status_code == 404


async def test_a_taken_port_is_said_in_a_sentence(sqlite: Database) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        house = House(sqlite)
        house.channel._serving.port = port
        with pytest.raises(PortTaken) as raised:
            await house.channel.start(house.receive)
        await house.channel.stop()
    assert str(raised.value) == (
        f"Cannot listen on 127.0.0.1:{port} (Address already in use). "
        "Is the program running already? Set WEB_PORT to another number to run it twice."
    )


def test_two_that_begin_at_once_do_not_share_a_port() -> None:
    one = listen("127.0.0.1", 0)
    with one, pytest.raises(PortTaken):
        listen("127.0.0.1", one.getsockname()[1])


def test_an_address_of_another_computer_is_said_in_a_sentence() -> None:
    with pytest.raises(PortTaken, match="Set WEB_HOST to an address of this computer"):
        listen("192.0.2.1", 0)


def test_a_port_for_administrators_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(PortTaken, match="Set WEB_PORT to a number above 1023"):
        listen("127.0.0.1", 80)


async def test_the_server_leaves_signals_to_the_program(sqlite: Database) -> None:
    before = [signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)]
    async with running(sqlite) as house:
        assert [signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)] == before
        assert (await house.visitor().open()).status_code == 200


async def test_stopping_twice_or_before_the_start_is_harmless(sqlite: Database) -> None:
    house = House(sqlite)
    await house.channel.stop()
    async with running(sqlite) as started:
        await started.channel.stop()


async def test_a_stopped_server_gives_its_port_back(sqlite: Database) -> None:
    async with running(sqlite) as house:
        port = house.channel.port
    listen("127.0.0.1", port).close()


async def test_a_server_that_ends_while_it_starts_is_an_error(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise OSError("no")

    monkeypatch.setattr("uvicorn.Server.serve", fail)
    house = House(sqlite)
    with pytest.raises(RuntimeError, match="ended while it started"):
        await house.channel.start(house.receive)
    await house.channel.stop()


async def test_what_cannot_be_stored_now_is_tried_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        raise OSError("disk is full")

    monkeypatch.setattr(house.mailbox, "keep", fail)
    with pytest.raises(SendError) as raised:
        await house.channel.send(Address("web", "x"), Outgoing("một"), bulk=False, reference="1")
    assert raised.value.retry_after == 5


async def test_nothing_of_a_visit_is_logged(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="uvicorn")
    caplog.set_level(logging.INFO, logger="bot")
    guest = await house.guest()
    await guest.post(text="chuyện riêng")
    await asyncio.sleep(0)
    assert "chuyện riêng" not in caplog.text
    assert guest.client.cookies[COOKIE] not in caplog.text


def test_the_script_holds_no_words_of_its_own() -> None:
    """What people read stands in the catalogue of texts."""
    static = Path(__file__).parents[2] / "bot" / "channels" / "web" / "static"
    for script in static.glob("*.js"):
        letters = re.findall(r"[à-ỹđ]", script.read_text(encoding="utf-8").lower())
        assert letters == [], script.name
