"""The schema: the same from the migrations as from the tables, and safe to bring up twice or at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, text

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
    program = [sys.executable, "-c", UPGRADE, empty_database_url]
    started = [subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3
    migrate.check(empty_database_url)


def test_questions_handed_over_before_keep_their_askers_and_answers(empty_database_url: str) -> None:
    command.upgrade(migrate.configuration(empty_database_url), "0001")
    day = "'2026-01-01 00:00:00'"
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        for statement in (
            f"INSERT INTO person (id, created_at) VALUES (1, {day})",
            "INSERT INTO contact (id, person_id, channel, address, state, talk, version, created_at, last_seen_at)"
            f" VALUES (1, 1, 'web', 'an', 'active', '{{}}', 0, {day}, {day})",
            "INSERT INTO question (id, contact_id, asked_id, text, state, asked_at)"
            f" VALUES (1, 1, 7, 'htx là gì', 'open', {day})",
            "INSERT INTO question (id, contact_id, asked_id, text, state, answer, answered_by, asked_at, answered_at)"
            f" VALUES (2, 1, 8, 'vốn là gì', 'answered', 'là tiền', 1, {day}, {day})",
        ):
            connection.execute(text(statement))
    migrate.migrate(empty_database_url)
    with engine.begin() as connection:
        askers = connection.execute(text("SELECT question_id, asked_id, wanted FROM asker ORDER BY id")).all()
        answers = connection.execute(text("SELECT question_id, person_id, text FROM staff_answer")).all()
    engine.dispose()
    assert [tuple(row) for row in askers] == [(1, 7, True), (2, 8, True)]
    assert [tuple(row) for row in answers] == [(2, 1, "là tiền")]


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
