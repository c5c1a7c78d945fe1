"""Messages are claimed channel by channel. What an older version had claimed and not begun waits again."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE outbox SET state = 'waiting', claimed_by = NULL, lease_until = NULL WHERE state = 'claimed'")
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.drop_index("ix_outbox_due")
        batch_op.create_index("ix_outbox_due", ["state", "lane", "channel", "due_at", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.drop_index("ix_outbox_due")
        batch_op.create_index("ix_outbox_due", ["state", "lane", "due_at", "id"], unique=False)
