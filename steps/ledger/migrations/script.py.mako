"""${message}.

Revision ${up_revision}, after ${down_revision}.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take the ledger back."""
    ${downgrades if downgrades else "pass"}
