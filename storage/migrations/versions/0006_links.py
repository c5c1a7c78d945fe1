"""Several addresses of one person: codes that join them, which comes first, where a message was tried."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.tables.columns

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("shown_by", sa.Integer(), nullable=False),
        sa.Column("typed_by", sa.Integer(), nullable=True),
        sa.Column("created_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.Column("expires_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["shown_by"], ["contact.id"], name=op.f("fk_link_shown_by_contact")),
        sa.ForeignKeyConstraint(["typed_by"], ["contact.id"], name=op.f("fk_link_typed_by_contact")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("code", name=op.f("uq_link_code")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_shown_by"), ["shown_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_link_typed_by"), ["typed_by"], unique=False)

    op.create_table(
        "link_guess",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("guessed_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_link_guess_contact_id_contact")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_guess")),
    )
    with op.batch_alter_table("link_guess", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_link_guess_contact_id"), ["contact_id"], unique=False)

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_preferred", sa.Boolean(), server_default="0", nullable=False))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tried", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("tried")

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_column("is_preferred")

    with op.batch_alter_table("link_guess", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_guess_contact_id"))

    op.drop_table("link_guess")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_typed_by"))
        batch_op.drop_index(batch_op.f("ix_link_shown_by"))

    op.drop_table("link")
