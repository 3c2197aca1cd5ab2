"""The index that lists of negotiations are read by.

Revision 0004, after 0003.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    op.create_index("ix_negotiations_listed", "negotiations", ["needs_person", "updated_at_ms", "negotiation_id"])


def downgrade() -> None:
    """Take the ledger back."""
    op.drop_index("ix_negotiations_listed", table_name="negotiations")
