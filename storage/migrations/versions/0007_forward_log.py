"""Each try of a delivery is kept, and what staff ask for in chat is a delivery too."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.tables.columns

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forward_try",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("forward_id", sa.Integer(), nullable=False),
        sa.Column("tried_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.Column("arrived", sa.Boolean(), nullable=False),
        sa.Column("answer", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["forward_id"], ["forward.id"], name=op.f("fk_forward_try_forward_id_forward")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forward_try")),
    )
    with op.batch_alter_table("forward_try", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_forward_try_forward_id"), ["forward_id"], unique=False)
    with op.batch_alter_table("forward", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wish", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("forward", schema=None) as batch_op:
        batch_op.drop_column("wish")
    op.drop_table("forward_try")
