"""A press is kept when it arrives, and knows which turn has followed it.

Revision 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    op.add_column("presses", sa.Column("signal", sa.JSON(), nullable=True))
    op.add_column("presses", sa.Column("taken_turn", sa.Integer(), nullable=True))
    # Until now a press was written down by the turn that followed it.
    op.execute("UPDATE presses SET taken_turn = 0")


def downgrade() -> None:
    """Take the ledger back."""
    with op.batch_alter_table("presses") as batch:
        batch.drop_column("taken_turn")
        batch.drop_column("signal")
