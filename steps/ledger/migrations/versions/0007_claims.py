"""Whom a campaign still wants.

Revision 0007, after 0006. Negotiations that are under way get their claim with their next turn.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    op.create_table(
        "claims",
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("views", sa.BigInteger(), nullable=False),
        sa.Column("anchor_cents", sa.BigInteger(), nullable=False),
        sa.Column("target_cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation_id"],
            ["negotiations.negotiation_id"],
            name=op.f("fk_claims_negotiation_id_negotiations"),
        ),
        sa.PrimaryKeyConstraint("negotiation_id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_campaign_id"), "claims", ["campaign_id"], unique=False)


def downgrade() -> None:
    """Take the ledger back."""
    op.drop_index(op.f("ix_claims_campaign_id"), table_name="claims")
    op.drop_table("claims")
