"""first tables.

Revision 0001, after None.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the ledger to this revision."""
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempts")),
    )
    op.create_table(
        "campaigns",
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("spec", sa.JSON(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("cpm_min_cents", sa.BigInteger(), nullable=False),
        sa.Column("cpm_max_cents", sa.BigInteger(), nullable=False),
        sa.Column("budget_cents", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_ref", sa.String(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "cursors",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursors")),
    )
    op.create_table(
        "mails",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=False),
        sa.Column("outgoing", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rfc_message_id", sa.String(), nullable=False),
        sa.Column("references", sa.JSON(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("own_words", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("stored_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("routed_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("handled_turn", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_mails")),
    )
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mails_negotiation_id"), ["negotiation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mails_rfc_message_id"), ["rfc_message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mails_routed_at_ms"), ["routed_at_ms"], unique=False)
        batch_op.create_index(batch_op.f("ix_mails_thread_id"), ["thread_id"], unique=False)
        batch_op.create_index("ix_mails_unhandled", ["routed_at_ms", "handled_turn"], unique=False)

    op.create_table(
        "model_calls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_calls")),
    )
    with op.batch_alter_table("model_calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_model_calls_negotiation_id"), ["negotiation_id"], unique=False)

    op.create_table(
        "notices",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=True),
        sa.Column("campaign_id", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("posted_at_ms", sa.BigInteger(), nullable=True),
        sa.Column("ts", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_negotiation_id"), ["negotiation_id"], unique=False)

    op.create_table(
        "presses",
        sa.Column("press_id", sa.String(), nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("press_id", name=op.f("pk_presses")),
    )
    with op.batch_alter_table("presses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presses_negotiation_id"), ["negotiation_id"], unique=False)

    op.create_table(
        "pushes",
        sa.Column("push_id", sa.String(), nullable=False),
        sa.Column("history_id", sa.BigInteger(), nullable=False),
        sa.Column("received_at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("push_id", name=op.f("pk_pushes")),
    )
    with op.batch_alter_table("pushes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pushes_received_at_ms"), ["received_at_ms"], unique=False)

    op.create_table(
        "row_problems",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_row_problems")),
        sa.UniqueConstraint("campaign_id", "row_no", "field", name=op.f("uq_row_problems_campaign_id_row_no_field")),
    )
    with op.batch_alter_table("row_problems", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_row_problems_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "suppressions",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_suppressions")),
    )
    op.create_table(
        "negotiations",
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("creator_name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("brief", sa.JSON(), nullable=False),
        sa.Column("case", sa.JSON(), nullable=False),
        sa.Column("workflow_id", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.String(), nullable=True),
        sa.Column("offer_cents", sa.BigInteger(), nullable=True),
        sa.Column("ask_cents", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("needs_person", sa.Boolean(), nullable=False),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("updated_at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.campaign_id"], name=op.f("fk_negotiations_campaign_id")),
        sa.PrimaryKeyConstraint("negotiation_id", name=op.f("pk_negotiations")),
    )
    with op.batch_alter_table("negotiations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_negotiations_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_negotiations_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_negotiations_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_negotiations_thread_id"), ["thread_id"], unique=False)

    op.create_table(
        "commitments",
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("views", sa.BigInteger(), nullable=False),
        sa.Column("fee_cents", sa.BigInteger(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.negotiation_id"], name=op.f("fk_commitments_negotiation_id")
        ),
        sa.PrimaryKeyConstraint("negotiation_id", name=op.f("pk_commitments")),
    )
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitments_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "deals",
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("campaign_id", sa.String(), nullable=False),
        sa.Column("fee_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("views", sa.BigInteger(), nullable=False),
        sa.Column("cpm_cents", sa.BigInteger(), nullable=False),
        sa.Column("package", sa.JSON(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("agreed_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.negotiation_id"], name=op.f("fk_deals_negotiation_id")
        ),
        sa.PrimaryKeyConstraint("negotiation_id", name=op.f("pk_deals")),
    )
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deals_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("fee_cents", sa.BigInteger(), nullable=True),
        sa.Column("writer", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("created_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("sent_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.negotiation_id"], name=op.f("fk_drafts_negotiation_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_drafts")),
    )
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_drafts_negotiation_id"), ["negotiation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_drafts_sent_at_ms"), ["sent_at_ms"], unique=False)

    op.create_table(
        "escalations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("opened_at_ms", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at_ms", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.negotiation_id"], name=op.f("fk_escalations_negotiation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalations")),
    )
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalations_negotiation_id"), ["negotiation_id"], unique=False)

    op.create_table(
        "transitions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("cause", sa.JSON(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.negotiation_id"], name=op.f("fk_transitions_negotiation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transitions")),
        sa.UniqueConstraint("negotiation_id", "seq", name=op.f("uq_transitions_negotiation_id_seq")),
    )
    with op.batch_alter_table("transitions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transitions_negotiation_id"), ["negotiation_id"], unique=False)

    op.create_table(
        "verdicts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("negotiation_id", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fee_cents", sa.BigInteger(), nullable=True),
        sa.Column("verdict", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["negotiation_id"], ["negotiations.negotiation_id"], name=op.f("fk_verdicts_negotiation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdicts")),
        sa.UniqueConstraint("negotiation_id", "turn", name=op.f("uq_verdicts_negotiation_id_turn")),
    )
    with op.batch_alter_table("verdicts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verdicts_negotiation_id"), ["negotiation_id"], unique=False)


def downgrade() -> None:
    """Take the ledger back."""
    with op.batch_alter_table("verdicts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verdicts_negotiation_id"))

    op.drop_table("verdicts")
    with op.batch_alter_table("transitions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_transitions_negotiation_id"))

    op.drop_table("transitions")
    with op.batch_alter_table("escalations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalations_negotiation_id"))

    op.drop_table("escalations")
    with op.batch_alter_table("drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_drafts_sent_at_ms"))
        batch_op.drop_index(batch_op.f("ix_drafts_negotiation_id"))

    op.drop_table("drafts")
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deals_campaign_id"))

    op.drop_table("deals")
    with op.batch_alter_table("commitments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitments_campaign_id"))

    op.drop_table("commitments")
    with op.batch_alter_table("negotiations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_negotiations_thread_id"))
        batch_op.drop_index(batch_op.f("ix_negotiations_state"))
        batch_op.drop_index(batch_op.f("ix_negotiations_email"))
        batch_op.drop_index(batch_op.f("ix_negotiations_campaign_id"))

    op.drop_table("negotiations")
    op.drop_table("suppressions")
    with op.batch_alter_table("row_problems", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_row_problems_campaign_id"))

    op.drop_table("row_problems")
    with op.batch_alter_table("pushes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pushes_received_at_ms"))

    op.drop_table("pushes")
    with op.batch_alter_table("presses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_presses_negotiation_id"))

    op.drop_table("presses")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_negotiation_id"))
        batch_op.drop_index(batch_op.f("ix_notices_kind"))

    op.drop_table("notices")
    with op.batch_alter_table("model_calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_model_calls_negotiation_id"))

    op.drop_table("model_calls")
    with op.batch_alter_table("mails", schema=None) as batch_op:
        batch_op.drop_index("ix_mails_unhandled")
        batch_op.drop_index(batch_op.f("ix_mails_thread_id"))
        batch_op.drop_index(batch_op.f("ix_mails_routed_at_ms"))
        batch_op.drop_index(batch_op.f("ix_mails_rfc_message_id"))
        batch_op.drop_index(batch_op.f("ix_mails_negotiation_id"))

    op.drop_table("mails")
    op.drop_table("cursors")
    op.drop_table("campaigns")
    op.drop_table("attempts")
