"""Which request a notice was left by.

Revision 0009, after 0008. A notice that was left before belongs to none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    op.add_column("notices", sa.Column("request_id", sa.String(), nullable=True))


def downgrade() -> None:
    """Take the ledger back."""
    with op.batch_alter_table("notices") as batch:
        batch.drop_column("request_id")
