"""The breaker's state, and the indexes that the metrics count by.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_mails_counted": ("mails", ["outgoing", "route", "kind"]),
    "ix_mails_lag": ("mails", ["outgoing", "stored_at_ms", "received_at_ms"]),
    "ix_mails_waiting": ("mails", ["route", "handled_turn", "routed_at_ms"]),
    "ix_transitions_event": ("transitions", ["event"]),
    "ix_notices_unposted": ("notices", ["posted_at_ms", "kind", "created_at_ms"]),
}


def upgrade() -> None:
    """Bring the ledger to this revision."""
    breaker = op.create_table(
        "breaker",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since_ms", sa.BigInteger(), nullable=True),
        sa.Column("opened_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("probe_until_ms", sa.BigInteger(), nullable=True),
        sa.Column("next_slot_ms", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_breaker")),
    )
    op.bulk_insert(breaker, [{"name": "anthropic", "failures": 0, "detail": ""}])
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns, unique=False)


def downgrade() -> None:
    """Take the ledger back."""
    for name, (table, _) in _INDEXES.items():
        op.drop_index(name, table_name=table)
    op.drop_table("breaker")
