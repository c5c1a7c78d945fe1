"""mergers"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

import storage.tables.columns

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cooperative_merger",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("gone_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("rounds", sa.JSON(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("codes", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("merged_at", storage.tables.columns.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["gone_id"], ["cooperative.id"], name=op.f("fk_cooperative_merger_gone_id_cooperative")),
        sa.ForeignKeyConstraint(["into_id"], ["cooperative.id"], name=op.f("fk_cooperative_merger_into_id_cooperative")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cooperative_merger_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperative_merger")),
    )
    with op.batch_alter_table("cooperative_merger", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cooperative_merger_gone_id"), ["gone_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cooperative_merger_into_id"), ["into_id"], unique=False)
    # What was merged before there was a record of it: the moment is that of the row's last change.
    op.execute(
        "INSERT INTO cooperative_merger (gone_id, into_id, rounds, people, codes, merged_at) "
        "SELECT id, merged_into, '{}', 0, 0, updated_at FROM cooperative WHERE merged_into IS NOT NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("cooperative_merger", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cooperative_merger_into_id"))
        batch_op.drop_index(batch_op.f("ix_cooperative_merger_gone_id"))

    op.drop_table("cooperative_merger")
