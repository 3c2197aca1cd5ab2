"""When each mail may go out.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    op.create_table(
        "sending_slots",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sending_slots")),
    )
    op.create_index(op.f("ix_sending_slots_at_ms"), "sending_slots", ["at_ms"], unique=False)
    # The mails of the last day count against today's cap.
    op.execute(
        sa.text(
            "INSERT INTO sending_slots (key, at_ms) SELECT key, sent_at_ms FROM drafts WHERE sent_at_ms IS NOT NULL"
        )
    )


def downgrade() -> None:
    """Take the ledger back."""
    op.drop_index(op.f("ix_sending_slots_at_ms"), table_name="sending_slots")
    op.drop_table("sending_slots")
