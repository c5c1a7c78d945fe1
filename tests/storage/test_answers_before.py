"""Answers stored by the first release are there after the upgrade, as given in chat."""

from alembic import command
from sqlalchemy import create_engine, text

from storage import migrate

ROWS = (
    "INSERT INTO cooperative (id, name, folded_name, kind, sector, state, is_trial, created_at, updated_at)"
    " VALUES (1, 'HTX Rau', 'rau', 'cooperative', 'other', 'active', false, '2026-01-01', '2026-01-01')",
    "INSERT INTO survey_version (id, survey, version, definition, published_at)"
    " VALUES (1, 'half_year', 1, '{}', '2026-01-01')",
    "INSERT INTO round (id, survey_version_id, survey, period, state, opens_at, closes_at, is_trial)"
    " VALUES (1, 1, 'half_year', '2026-H1', 'open', '2026-01-01', '2026-02-01', false)",
    "INSERT INTO response"
    " (id, round_id, cooperative_id, survey_version_id, progress, version, status, started_at, updated_at)"
    " VALUES (1, 1, 1, 1, '{}', 3, 'open', '2026-01-01', '2026-01-01')",
    "INSERT INTO answer (id, response_id, question, value, raw, answered_at)"
    " VALUES (1, 1, 'members', '{\"kind\": \"value\", \"value\": 35}', '35', '2026-01-01')",
    "INSERT INTO answer_change (id, response_id, question, raw, changed_at)"
    " VALUES (1, 1, 'members', '35', '2026-01-01')",
)


def test_answers_of_the_first_release_survive_the_upgrade(empty_database_url: str) -> None:
    command.upgrade(migrate.configuration(empty_database_url), "0001")
    engine = create_engine(empty_database_url)
    with engine.begin() as connection:
        for statement in ROWS:
            connection.execute(text(statement))
    migrate.migrate(empty_database_url)
    with engine.begin() as connection:
        query = "SELECT a.raw, a.source, c.source, r.period, r.calendar_id, o.merged_into FROM answer a"
        query += " JOIN answer_change c ON c.response_id = a.response_id JOIN response s ON s.id = a.response_id"
        query += " JOIN round r ON r.id = s.round_id JOIN cooperative o ON o.id = s.cooperative_id"
        assert [tuple(row) for row in connection.execute(text(query))] == [
            ("35", "chat", "chat", "2026-H1", None, None)
        ]
    engine.dispose()
