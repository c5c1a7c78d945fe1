"""The door: who may post, how much, and what each gets to hear."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.channels.web.serving import serve_webhooks
from bot.channels.webhooks import Door, Posted, Webhook, same_secret

SECRET = "a-secret-of-the-platform"


class Platform:
    """A webhook that keeps what it takes; the next `failures` cannot be stored."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.failures = 0

    def webhook(self, **options: Any) -> Webhook:
        return Webhook("shop", lambda posted: same_secret(posted.headers.get("x-secret"), SECRET), self.take, **options)

    async def take(self, content: dict[str, Any]) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("disk is full")
        self.taken.append(content)


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def door(platform: Platform) -> Door:
    built = Door()
    built.open(platform.webhook())
    return built


@pytest.fixture
async def client(door: Door) -> AsyncIterator[httpx.AsyncClient]:
    server = serve_webhooks(door, "127.0.0.1", 0)
    await server.start()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{server.port}", headers={"X-Secret": SECRET}) as client:
        yield client
    await server.stop()


async def test_a_genuine_event_is_taken_before_it_is_acknowledged(
    client: httpx.AsyncClient, platform: Platform
) -> None:
    platform.failures = 1
    assert (await client.post("/webhooks/shop", json={"id": 1})).status_code == 500
    assert platform.taken == []
    assert (await client.post("/webhooks/shop", json={"id": 1})).status_code == 200
    assert platform.taken == [{"id": 1}]


@pytest.mark.parametrize("secret", ["", "a-secret-of-the-platforN", SECRET.upper(), SECRET + "x", "\u00e9"])
async def test_a_forged_event_is_refused_unread(client: httpx.AsyncClient, platform: Platform, secret: str) -> None:
    headers = {b"X-Secret": secret.encode("latin-1")}
    assert (await client.post("/webhooks/shop", content=b"{not json", headers=headers)).status_code == 401
    assert platform.taken == []


async def test_without_a_secret_of_our_own_nobody_is_genuine() -> None:
    assert not same_secret("", "")
    assert not same_secret(None, "")


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"3", b'"x"', b"null", b"\xff\xfe", b"[" * 90_000])
async def test_what_is_no_json_object_is_refused(client: httpx.AsyncClient, platform: Platform, body: bytes) -> None:
    assert (await client.post("/webhooks/shop", content=body)).status_code == 400
    assert platform.taken == []


async def test_a_platform_may_need_another_answer_to_what_is_malformed(
    client: httpx.AsyncClient, door: Door, platform: Platform
) -> None:
    door.open(platform.webhook(malformed_status=200, probe_status=200))
    assert (await client.post("/webhooks/shop", content=b"{")).status_code == 200
    assert (await client.post("/webhooks/shop", content=b"", headers={"X-Secret": ""})).status_code == 200
    assert platform.taken == []


@pytest.mark.parametrize("says_its_length", [True, False])
async def test_an_oversized_body_is_refused(
    client: httpx.AsyncClient, platform: Platform, says_its_length: bool
) -> None:
    body = b'{"text": "' + b"x" * 200_000 + b'"}'

    async def pieces() -> AsyncIterator[bytes]:
        yield body

    content = body if says_its_length else pieces()
    assert (await client.post("/webhooks/shop", content=content)).status_code == 413
    assert platform.taken == []


async def test_who_knocks_before_the_start_is_asked_to_come_back(client: httpx.AsyncClient, door: Door) -> None:
    door.expect("later")
    answer = await client.post("/webhooks/later", json={})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert (await client.post("/webhooks/nobody", json={})).status_code == 404
    door.shut("shop")
    assert (await client.post("/webhooks/shop", json={})).status_code == 503
    assert (await client.get("/webhooks/shop")).status_code == 405


async def test_a_check_that_fails_on_strange_input_lets_nobody_in(
    client: httpx.AsyncClient, door: Door, platform: Platform
) -> None:
    def check(posted: Posted) -> bool:
        raise KeyError(posted.headers["x-secret"])

    door.open(Webhook("shop", check, platform.take))
    assert (await client.post("/webhooks/shop", json={})).status_code == 401


async def test_outcomes_are_counted_and_a_flood_of_forgeries_does_not_fill_the_log(
    client: httpx.AsyncClient, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot.channels.webhooks")
    for _ in range(20):
        await client.post("/webhooks/shop", json={"text": "chuyện riêng"}, headers={"X-Secret": "guess"})
    await client.post("/webhooks/shop", json={"text": "chuyện riêng"})
    assert door.counts == {("shop", "not genuine"): 20, ("shop", "stored"): 1}
    assert len([record for record in caplog.records if "not genuine" in record.message]) == 5  # 1, 2, 4, 8, 16
    assert not any(word in caplog.text for word in (SECRET, "guess", "chuyện riêng"))


async def test_health_answers_where_there_is_no_web_chat(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json() == {"status": "ok"}
    assert (await client.get("/")).status_code == 404
