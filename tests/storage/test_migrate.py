"""The schema: the same from the migrations as from the tables, and safe to bring up twice or at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from storage import migrate

ROOT = Path(__file__).parents[2]
UPGRADE = "import sys; from storage.migrate import migrate; migrate(sys.argv[1])"


def tables(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_migrated_schema_is_that_of_the_tables(database_url: str) -> None:
    migrate.check(database_url)


def test_migrating_twice_changes_nothing(empty_database_url: str) -> None:
    migrate.migrate(empty_database_url)
    before = tables(empty_database_url)
    migrate.migrate(empty_database_url)
    assert tables(empty_database_url) == before
    assert {"person", "outbox", "alembic_version"} <= before


def test_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    command = [sys.executable, "-c", UPGRADE, empty_database_url]
    started = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3
    migrate.check(empty_database_url)


def test_folder_of_the_file_is_made(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'dữ liệu' / 'htx.db').as_posix()}"
    migrate.migrate(url)
    assert "person" in tables(url)


def test_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "htx.db"
    file.write_text("Sổ tay của tôi, không phải cơ sở dữ liệu. " * 40, encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(migrate.DatabaseUnusable, match=r"htx\.db cannot be used \(file is not a database\)\.$"):
        migrate.migrate(f"sqlite:///{file.as_posix()}")
    assert file.read_bytes() == before


def test_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(migrate.DatabaseUnusable, match="data cannot be made"):
        migrate.migrate(f"sqlite:///{(tmp_path / 'data' / 'htx.db').as_posix()}")


def test_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(migrate.DatabaseUnusable, match="on PostgreSQL cannot be used") as caught:
        migrate.migrate("postgresql+psycopg://htx:secretword@127.0.0.1:1/htx")
    assert "secretword" not in str(caught.value)
