"""The whole program with Telegram, as build_app wires it: polled, or delivered to with and without the web chat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.app import App, build_app
from bot.settings import Settings
from handlers.texts import general
from storage import cooperatives, members, people
from storage.cooperatives import CooperativeFacts
from storage.tables.traffic import IncomingRow
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.web_program import free_port


@pytest.fixture
async def fake() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as server:
        yield server


@asynccontextmanager
async def program(url: str, fake: FakeBotApi, **options: Any) -> AsyncIterator[App]:
    port = free_port()
    settings = Settings(
        database_url=url,
        telegram_token=TOKEN,
        telegram_api_url=fake.url,
        telegram_name="tro_ly_htx_bot",
        web_port=port,
        public_url=f"http://127.0.0.1:{port}",
        **options,
    )
    app = build_app(settings)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


@pytest.mark.parametrize(
    "options",
    [{}, {"telegram_webhook": True}, {"telegram_webhook": True, "web_enabled": False}],
    ids=["polled", "delivered to", "delivered to, without the web chat"],
)
async def test_a_person_is_answered(sqlite_url: str, fake: FakeBotApi, options: dict[str, Any]) -> None:
    async with program(sqlite_url, fake, **options):
        fake.say(7, "/start")
        await fake.until(lambda: fake.sent(7), 30)
        fake.say(7, "điều 23 luật 2012")
        await fake.until(lambda: len(fake.sent(7)) > 1, 30)
    assert "Tôi là Trợ lý HTX" in fake.sent(7)[0].text
    assert "Điều 23" in fake.sent(7)[1].text


async def test_one_program_asks_telegram_over_one_line(sqlite_url: str, fake: FakeBotApi) -> None:
    """Telegram refuses a second poller on the same token."""
    async with program(sqlite_url, fake) as app:
        fake.say(7, "/start")
        await fake.until(lambda: fake.sent(7), 30)
        assert fake.calls.count("getMe") == fake.calls.count("deleteWebhook") == 1
        assert getattr(app.channels["telegram"], "trouble", "") is None


async def test_who_blocks_the_bot_is_left_alone_and_welcome_again(sqlite_url: str, fake: FakeBotApi) -> None:
    async with program(sqlite_url, fake) as app:

        def state() -> str:
            with app.database.unit() as unit:
                return people.meet(unit, "telegram", "7", app.clock.now())[1].state

        fake.say(7, "/start")
        await fake.until(lambda: fake.sent(7), 30)
        fake.block(7)
        await fake.until(lambda: state() == "blocked", 30)
        fake.unblock(7)
        await fake.until(lambda: state() == "active", 30)
        fake.say(7, "/dung")
        await fake.until(lambda: len(fake.sent(7)) == 2, 30)
        assert state() == "stopped"
        fake.block(7)
        fake.unblock(7)
        fake.say(7, "chào")
        await fake.until(lambda: len(fake.sent(7)) == 3, 30)
        assert state() == "stopped", "who said stop stays stopped, also after blocking and unblocking"


async def test_a_deep_link_lets_a_person_in(sqlite_url: str, fake: FakeBotApi) -> None:
    async with program(sqlite_url, fake) as app:
        with app.database.unit() as unit:
            home = cooperatives.add(
                unit, CooperativeFacts(name="HTX Rau sạch", folded_name="rau sach"), app.clock.now()
            )
            code = members.invite(unit, "cooperative", app.clock.now(), uses=1, cooperative_id=home)
        link = app.world.telegram_link(code)
        assert link == f"https://t.me/tro_ly_htx_bot?start={code}"
        fake.say(7, f"/start {code}")
        await fake.until(lambda: fake.sent(7), 30)
        fake.press(7, "consent:full")
        await fake.until(lambda: len(fake.sent(7)) == 2, 30)
        assert "HTX Rau sạch" in fake.sent(7)[1].text
        await fake.until(lambda: fake.answered, 30)


async def test_an_old_button_is_answered_with_what_to_do(sqlite_url: str, fake: FakeBotApi) -> None:
    async with program(sqlite_url, fake):
        fake.say(7, "/start")
        await fake.until(lambda: fake.sent(7), 30)
        fake.press(7, "sv:open:99:99")
        fake.press(7, "no-such-area:1")
        await fake.until(lambda: len(fake.sent(7)) == 3 and len(fake.answered) == 2, 30)
        assert fake.sent(7)[-1].text == general.OLD_BUTTON


async def test_somebody_elses_contact_is_no_phone_of_the_sender(sqlite_url: str, fake: FakeBotApi) -> None:
    async with program(sqlite_url, fake) as app:
        fake.send_contact(7, "0912345678", owner_id=8)
        fake.send_contact(7, "0987654321", owner_id=7)
        await fake.until(lambda: len(fake.sent(7)) == 2, 30)
        with app.database.reading() as unit:
            kept = [
                row.payload["phone"] for row in unit.session.scalars(select(IncomingRow).order_by(col(IncomingRow.id)))
            ]
        assert kept == [None, "0987654321"]
        assert fake.sent(7)[0].text == general.CONTACT
