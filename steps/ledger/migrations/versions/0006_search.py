"""The index that a search of negotiations reads.

Revision 0006, after 0005.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    op.create_index("ix_negotiations_searched", "negotiations", ["negotiation_id", "creator_name", "email", "handle"])


def downgrade() -> None:
    """Take the ledger back."""
    op.drop_index("ix_negotiations_searched", table_name="negotiations")
