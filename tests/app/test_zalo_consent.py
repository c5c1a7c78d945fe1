"""The command that gets the Official Account's keys by consent."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.settings import Settings
from scripts import zalo_oa as command
from storage import keys
from storage.engine import Database
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, OA_ID, OA_SECRET, FakeZaloOa

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


def settings(fake: FakeZaloOa | None = None) -> Settings:
    return Settings(
        zalo_oa_id=OA_ID,
        zalo_oa_app_id=APP_ID,
        zalo_oa_app_secret=APP_SECRET,
        zalo_oa_webhook_secret=OA_SECRET,
        public_url="https://hoi.example.vn",
        **({"zalo_oa_oauth_url": fake.url} if fake else {}),
    )


def found(database: Database) -> keys.Keys | None:
    with database.reading() as unit:
        return keys.find(unit, "zalo_oa")


async def in_thread(*arguments: object) -> int:
    """The command has a loop of its own."""
    import asyncio

    return await asyncio.to_thread(command.run, *arguments)  # type: ignore[arg-type]


def test_address_to_consent_at_is_printed(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run("", database, settings(), NOW) == 0
    address = next(word for word in capsys.readouterr().out.split() if word.startswith("https://oauth"))
    asked = parse_qs(urlsplit(address).query)
    assert asked["app_id"] == [APP_ID]
    assert asked["redirect_uri"] == ["https://hoi.example.vn"]
    assert len(asked["code_challenge"][0]) == 43


async def test_consent_gives_keys_that_are_good_at_once(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with database.unit() as unit:
        keys.plant(unit, "zalo_oa", "used up", NOW)
    async with FakeZaloOa() as fake:
        assert await in_thread("", database, settings(fake), NOW) == 0
        returned = f"https://hoi.example.vn/?oa_id={OA_ID}&code=consent-code&state=htx"
        assert await in_thread(returned, database, settings(fake), NOW) == 0
        kept = found(database)
        assert kept is not None
        assert (kept.access, kept.refresh, kept.trouble) == (fake.access, fake.refresh, None)
    with database.unit() as unit:
        keys.plant(unit, "zalo_oa", "used up", NOW)  # the next start, with the settings as they were
    assert found(database) == kept
    assert fake.access not in capsys.readouterr().out


async def test_refused_consent_says_what_to_do(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    async with FakeZaloOa() as fake:
        await in_thread("", database, settings(fake), NOW)
        assert await in_thread("?code=too-late", database, settings(fake), NOW) == 1
    assert "Run it again without an address" in capsys.readouterr().err
    assert found(database) is None


def test_without_the_account_s_settings_it_says_so(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run("", database, Settings(), NOW) == 2
    assert "ZALO_OA_APP_ID" in capsys.readouterr().err


def test_code_without_a_beginning_is_refused(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run("?code=x", database, settings(), NOW) == 1
    assert "without an address" in capsys.readouterr().err
