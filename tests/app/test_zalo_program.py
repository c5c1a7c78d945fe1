"""The whole program with both Zalo channels, as build_app wires it: asked, joined and answered by typing, over HTTP."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App, build_app
from bot.settings import Settings
from handlers.survey.rounds import open_round
from handlers.texts import rounds
from storage import cooperatives, members
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.tables.surveys import AnswerRow
from tests.fakes import zalo_bot, zalo_oa
from tests.fakes.zalo_bot import FakeZaloBot
from tests.fakes.zalo_oa import FakeZaloOa
from tests.web_program import free_port

NEVER_QUIET = {"quiet_from": 0, "quiet_until": 0}


@asynccontextmanager
async def program(url: str, **options: Any) -> AsyncIterator[App]:
    port = options.pop("port", None) or free_port()
    settings = Settings(
        database_url=url, web_port=port, public_url=f"http://127.0.0.1:{port}", **NEVER_QUIET, **options
    )
    app = build_app(settings)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


def bot_settings(fake: FakeZaloBot, **more: Any) -> dict[str, Any]:
    return {"zalo_bot_token": zalo_bot.TOKEN, "zalo_bot_api_url": fake.url, **more}


def oa_settings(fake: FakeZaloOa, **more: Any) -> dict[str, Any]:
    return {
        "zalo_oa_id": zalo_oa.OA_ID,
        "zalo_oa_app_id": zalo_oa.APP_ID,
        "zalo_oa_app_secret": zalo_oa.APP_SECRET,
        "zalo_oa_webhook_secret": zalo_oa.OA_SECRET,
        "zalo_oa_refresh_token": zalo_oa.REFRESH,
        "zalo_oa_api_url": fake.url,
        "zalo_oa_oauth_url": fake.url,
        **more,
    }


Says = Callable[[str], Awaitable[None]]


class Lan:
    """A director who types, and reads what comes back. A numbered list is answered by its number."""

    def __init__(self, says: Says, read: Callable[[], list[str]], until: Callable[..., Awaitable[None]]) -> None:
        self._says, self._read, self._until = says, read, until
        self._seen = 0

    async def types(self, text: str, expect: str) -> str:
        """Type, and wait for a text that holds `expect`; everything that came."""
        await self._says(text)
        return await self.hears(expect)

    async def hears(self, expect: str) -> str:
        try:
            await self._until(lambda: any(expect in text for text in self._read()[self._seen :]), 30)
        except TimeoutError:
            raise AssertionError(f"{expect!r} never came, but:\n{self._read()[self._seen :]}") from None
        news = self._read()[self._seen :]
        self._seen = len(self._read())
        return "\n".join(news)

    async def chooses(self, label: str, shown: str, expect: str) -> str:
        """Type the number before a label."""
        found = re.search(rf"^(\d+)\. {re.escape(label)}", shown, re.MULTILINE)
        assert found, f"no number before {label!r} in:\n{shown}"
        return await self.types(found[1], expect)


def prepare(url: str) -> str:
    """A cooperative; its invite code."""
    database = Database(url)
    with database.unit() as unit:
        home = cooperatives.add(unit, CooperativeFacts(name="HTX Chè", folded_name="htx che"), datetime.now(UTC))
        code = members.invite(unit, "cooperative", datetime.now(UTC), uses=3, cooperative_id=home)
    database.close()
    return code


def begin_round(app: App) -> None:
    now = datetime.now(UTC)
    with app.database.unit() as unit:
        open_round(unit, app.world, "half_year", "2026-H2", now + timedelta(days=7), now)
    app.delivery.wake()


def recorded(app: App) -> dict[str, Any]:
    with app.database.reading() as unit:
        return {row.question: row.value["value"] for row in unit.session.scalars(select(AnswerRow))}


async def ask_and_join(lan: Lan, code: str) -> None:
    await lan.types("điều 23 luật 2012", "Điều 23 Luật Hợp tác xã 2012")
    shown = await lan.types(code.lower(), "Bạn có đồng ý không?")
    shown = await lan.chooses("Đồng ý", shown, "HTX Chè")
    await lan.chooses("Đúng, tôi tham gia", shown, "Hiện không có đợt khảo sát nào")


async def answer_first_half(lan: Lan, app: App) -> None:
    begin_round(app)
    shown = await lan.hears("Mời bạn gửi số liệu cho HTX Chè")
    shown = await lan.chooses(rounds.START, shown, "Câu 1/5")
    await lan.chooses("Đang hoạt động", shown, "Câu 2/5")
    await lan.types("35", "Câu 3/5")


async def answer_second_half(lan: Lan, presses: Callable[[str, str], Awaitable[str]] | None = None) -> None:
    await lan.types("12", "Câu 4/5")
    shown = await lan.types("1,2 tỷ", "Đúng không?")
    shown = await (presses("Đúng", "Câu 5/5") if presses else lan.chooses("Đúng", shown, "Câu 5/5"))
    # More choices than any Zalo draws: by number on both.
    shown = await lan.chooses("Khó bán hàng, giá thấp", shown, "Xong phần ngắn rồi")
    await lan.types("gui luon phan ngan", "Mã biên nhận")


@pytest.mark.parametrize(
    "options",
    [{}, {"zalo_bot_webhook": True, "web_enabled": False}],
    ids=["asked", "delivered to, without the web chat"],
)
async def test_report_typed_by_number_on_zalo_bot_survives_a_restart(sqlite_url: str, options: dict[str, Any]) -> None:
    code = prepare(sqlite_url)
    async with FakeZaloBot() as fake:

        async def says(text: str) -> None:
            fake.say("lan", text)

        lan = Lan(says, lambda: fake.texts("lan"), fake.until)
        port = free_port()
        async with program(sqlite_url, port=port, **bot_settings(fake, **options)) as app:
            await fake.until(lambda: fake.deliverer.url or "getUpdates" in fake.calls, 30)
            await ask_and_join(lan, code)
            await answer_first_half(lan, app)
        async with program(sqlite_url, port=port, **bot_settings(fake, **options)) as app:
            await answer_second_half(lan)
            assert recorded(app)["members"] == 35
            assert recorded(app)["difficulty"] == "market"
        assert all(len(text) <= 2000 for text in fake.texts("lan"))


async def test_report_on_zalo_oa_by_buttons_and_numbers_survives_a_restart(sqlite_url: str) -> None:
    code = prepare(sqlite_url)
    async with FakeZaloOa() as fake:

        async def says(text: str) -> None:
            assert await fake.say("lan", text) == 200

        async def presses(title: str, expect: str) -> str:
            assert await fake.press("lan", title) == 200
            return await lan.hears(expect)

        lan = Lan(says, lambda: fake.texts("lan"), fake.until)
        port = free_port()
        fake.deliverer.url = f"http://127.0.0.1:{port}/webhooks/zalo_oa"
        async with program(sqlite_url, port=port, **oa_settings(fake)) as app:
            await lan.types("điều 23 luật 2012", "Điều 23 Luật Hợp tác xã 2012")
            await lan.types(code, "Bạn có đồng ý không?")
            await presses("Đồng ý", "HTX Chè")
            await presses("Đúng, tôi tham gia", "Bạn tên gì?")
            await lan.types("Lò Thị Lan", "Hiện không có đợt khảo sát nào")
            begin_round(app)
            await lan.hears("Mời bạn gửi số liệu cho HTX Chè")
            await presses(rounds.START, "Câu 1/5")
            await presses("Đang hoạt động", "Câu 2/5")
            await lan.types("35", "Câu 3/5")
        async with program(sqlite_url, port=port, **oa_settings(fake)) as app:
            await answer_second_half(lan, presses)
            assert recorded(app)["members"] == 35
            assert recorded(app)["difficulty"] == "market"
        assert fake.renewals == {zalo_oa.REFRESH: 1}


async def test_refused_zalo_token_is_one_sentence_and_the_web_chat_goes_on(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with FakeZaloBot() as fake, program(sqlite_url, **bot_settings(fake, zalo_bot_token="1:wrong")) as app:
        await fake.until(lambda: "Correct ZALO_BOT_TOKEN" in caplog.text, 30)
        assert app.channels["web"]
        assert "zalo_bot" in app.channels
    assert "1:wrong" not in caplog.text
