"""What is learned from staff, and official law texts. Questions handed over before keep their askers and answers."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.tables.columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("entry", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("mark", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("found_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("entry", "mark", name=op.f("uq_correction_entry_mark")),
    )
    op.create_table(
        "law_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("effective_from", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("effective_to", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sha256", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("loaded_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_text")),
        sa.UniqueConstraint("number", "version", name=op.f("uq_law_text_number_version")),
    )
    op.create_table(
        "law_article",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("number", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("heading", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("chapter", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("section", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["law_text.id"], name=op.f("fk_law_article_text_id_law_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_article")),
        sa.UniqueConstraint("text_id", "kind", "number", name=op.f("uq_law_article_text_id_kind_number")),
    )
    op.create_table(
        "learned",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("content", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("based_on", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("created_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", storage.tables.columns.UtcDateTime(), nullable=True),
        sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_learned_author_id_person")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_learned_decided_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_learned_key_version")),
    )
    with op.batch_alter_table("learned", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learned_question_id"), ["question_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_learned_state"), ["state"], unique=False)

    op.create_table(
        "learned_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("learned_id", sa.Integer(), nullable=False),
        sa.Column("what", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["learned_id"], ["learned.id"], name=op.f("fk_learned_change_learned_id_learned")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_learned_change_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_change")),
    )
    op.create_table(
        "asker",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=True),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("asked_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_asker_contact_id_contact")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_asker_question_id_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asker")),
        sa.UniqueConstraint("asked_id", name=op.f("uq_asker_asked_id")),
    )
    with op.batch_alter_table("asker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asker_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_asker_question_id"), ["question_id"], unique=False)

    op.create_table(
        "staff_answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("given_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.Column("sent_at", storage.tables.columns.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_answer_person_id_person")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_staff_answer_question_id_question")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_answer")),
    )
    with op.batch_alter_table("staff_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_answer_question_id"), ["question_id"], unique=False)

    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entry_version", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column("citations", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("reason", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(sa.Column("reason_text", sqlmodel.sql.sqltypes.AutoString(), nullable=True))

    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entry", sqlmodel.sql.sqltypes.AutoString(), nullable=True))

    op.execute("INSERT INTO asker (question_id, contact_id, asked_id, text, wanted, asked_at) SELECT id, contact_id, asked_id, text, true, asked_at FROM question ORDER BY id")
    op.execute(
        "INSERT INTO staff_answer (question_id, person_id, text, given_at, sent_at)"
        " SELECT id, answered_by, answer, answered_at, answered_at FROM question WHERE answer IS NOT NULL AND answered_at IS NOT NULL ORDER BY id"
    )


def downgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_column("entry")

    with op.batch_alter_table("asked", schema=None) as batch_op:
        batch_op.drop_column("reason_text")
        batch_op.drop_column("reason")
        batch_op.drop_column("citations")
        batch_op.drop_column("entry_version")

    with op.batch_alter_table("staff_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_answer_question_id"))

    op.drop_table("staff_answer")
    with op.batch_alter_table("asker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asker_question_id"))
        batch_op.drop_index(batch_op.f("ix_asker_contact_id"))

    op.drop_table("asker")
    op.drop_table("learned_change")
    with op.batch_alter_table("learned", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_learned_state"))
        batch_op.drop_index(batch_op.f("ix_learned_question_id"))

    op.drop_table("learned")
    op.drop_table("law_article")
    op.drop_table("law_text")
    op.drop_table("correction")
