"""What every test finds: no way out of this computer, no settings from outside, and fresh databases of both kinds.

database              a migrated storage.engine.Database, once on SQLite and once on PostgreSQL
database_url          its address, to open it yourself
empty_database_url    the same before any migration
sqlite_url            migrated, SQLite only
postgres_url          migrated, PostgreSQL only
postgres              the server itself (tests.postgres.Postgres)
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests import postgres as server
from tests.offline import Guard

os.environ.setdefault("PTB_TIMEDELTA", "1")  # before python-telegram-bot is imported: it warns otherwise

# How fast an example runs says nothing about the code on a computer that others use too.
hypothesis.settings.register_profile(
    "here",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("here")

GUARD = Guard()
SLOW_FOLDERS = ("browser", "faults")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the transcripts of tests/golden anew")
    parser.addoption("--update-images", action="store_true", help="take the pictures of docs/images anew")
    parser.addoption("--kill-runs", type=int, default=1, help="runs of each campaign of random kills in tests/faults")
    parser.addoption("--kill-people", type=int, default=60, help="recipients of the announcement in such a run")
    parser.addoption("--kill-seed", type=int, help="the seed that a failed campaign printed")
    parser.addoption("--golden-everywhere", action="store_true", help="play every transcript on every channel")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for folder in SLOW_FOLDERS:
            if (Path(__file__).parent / folder) in item.path.parents:
                item.add_marker(folder)


# Nothing from outside


@pytest.fixture(scope="session", autouse=True)
def no_network() -> None:
    GUARD.install()


@pytest.fixture(autouse=True)
def outside_attempts() -> Iterator[list[str]]:
    """What was refused during this test; anything left in it at the end fails the test."""
    GUARD.attempts.clear()
    yield GUARD.attempts
    assert not GUARD.attempts, "the test tried to reach outside this computer"


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the developer's `.env` nor the shell decides how a test ends."""
    from bot.settings import Settings

    monkeypatch.setitem(Settings.model_config, "env_file", None)
    names = {name.upper() for name in Settings.model_fields}
    for variable in os.environ:
        if variable.upper() in names or variable.lower().endswith("_proxy"):
            monkeypatch.delenv(variable)


# PostgreSQL and SQLite


@pytest.fixture(scope="session")
def postgres() -> Iterator[server.Postgres]:
    started = server.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres: server.Postgres) -> str:
    """The name of a migrated database to copy: twenty times faster than migrating anew."""
    name = postgres.create()
    migrate(postgres.url(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file to copy."""
    file = tmp_path_factory.mktemp("template") / "htx.db"
    migrate(f"sqlite:///{file.as_posix()}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "htx.db"
    shutil.copy(sqlite_template, file)
    return f"sqlite:///{file.as_posix()}"


@pytest.fixture
def postgres_url(postgres: server.Postgres, postgres_template: str) -> Iterator[str]:
    with fresh(postgres, postgres_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    # By name, so that a run of SQLite tests alone starts no server.
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / 'htx.db').as_posix()}"
    else:
        with fresh(request.getfixturevalue("postgres")) as url:
            yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Any]:
    from storage.engine import Database

    opened = Database(database_url)
    yield opened
    opened.close()


@contextmanager
def fresh(postgres: server.Postgres, template: str = "template0") -> Iterator[str]:
    name = postgres.create(template)
    try:
        yield postgres.url(name)
    finally:
        postgres.drop(name)


def migrate(url: str) -> None:
    from storage import migrate as migrations

    migrations.migrate(url)
