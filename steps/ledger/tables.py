"""Which facts are kept, and in which columns?

Tables only: no queries, no rules. Times are integer milliseconds since the
epoch (`*_at_ms`), money is integer minor units (`*_cents`), structured values
are JSON with a version inside. `transitions`, `mails`, `verdicts`, `deals` and
`presses` are append-only; `negotiations` is the photograph that lists and
pages are drawn from, and nothing decides by it. Texts have no length here:
SQLite would keep what PostgreSQL refuses, so whoever takes a text in bounds it.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows only in a column it calls INTEGER.
_ROW_ID = BigInteger().with_variant(Integer, "sqlite")


def _negotiation_key() -> Column[str]:
    return Column("negotiation_id", String, ForeignKey("negotiations.negotiation_id"), nullable=False, index=True)


campaigns = Table(
    "campaigns",
    metadata,
    Column("campaign_id", String, primary_key=True),
    Column("spec", JSON, nullable=False),
    Column("client", String, nullable=False),
    Column("brand", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("cpm_min_cents", BigInteger, nullable=False),
    Column("cpm_max_cents", BigInteger, nullable=False),
    Column("budget_cents", BigInteger, nullable=False),
    Column("source", String, nullable=False),
    Column("source_ref", String, nullable=False, default=""),
    Column("created_at_ms", BigInteger, nullable=False),
)

row_problems = Table(
    "row_problems",
    metadata,
    Column("id", _ROW_ID, primary_key=True, autoincrement=True),
    Column("campaign_id", String, nullable=False, index=True),
    Column("row_no", Integer, nullable=False),  # 0: the campaign itself
    Column("field", String, nullable=False),
    Column("problem", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    UniqueConstraint("campaign_id", "row_no", "field"),
)

negotiations = Table(
    "negotiations",
    metadata,
    Column("negotiation_id", String, primary_key=True),
    Column("campaign_id", String, ForeignKey("campaigns.campaign_id"), nullable=False, index=True),
    Column("creator_name", String, nullable=False),
    Column("email", String, nullable=False, index=True),
    Column("handle", String, nullable=False),
    Column("platform", String, nullable=False),
    Column("brief", JSON, nullable=False),
    Column("case", JSON, nullable=False),
    Column("workflow_id", String, nullable=False),
    Column("live", Boolean, nullable=False, default=False),  # whether that workflow still takes signals
    Column("state", String, nullable=False, index=True),
    Column("turn", Integer, nullable=False, default=0),
    Column("thread_id", String, index=True),
    Column("offer_cents", BigInteger),
    Column("ask_cents", BigInteger),
    Column("owner", String, nullable=False, default=""),
    Column("needs_person", Boolean, nullable=False, default=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("updated_at_ms", BigInteger, nullable=False),
)

transitions = Table(
    "transitions",
    metadata,
    Column("id", _ROW_ID, primary_key=True, autoincrement=True),
    _negotiation_key(),
    Column("seq", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("from_state", String, nullable=False),
    Column("event", String, nullable=False),
    Column("to_state", String, nullable=False),
    Column("cause", JSON, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    UniqueConstraint("negotiation_id", "seq"),
)

mails = Table(
    "mails",
    metadata,
    Column("message_id", String, primary_key=True),  # Gmail's id
    Column("thread_id", String, nullable=False, index=True),
    Column("outgoing", Boolean, nullable=False),
    Column("kind", String, nullable=False),
    Column("negotiation_id", String, index=True),
    Column("key", String, nullable=False, default=""),  # our X-Parley-Key
    Column("rfc_message_id", String, nullable=False, default="", index=True),
    Column("references", JSON, nullable=False),
    Column("sender", String, nullable=False, default=""),
    Column("recipients", JSON, nullable=False),
    Column("subject", Text, nullable=False, default=""),
    Column("own_words", Text, nullable=False, default=""),
    Column("facts", JSON, nullable=False),  # what parsing found besides: dmarc, return date, bounced recipient
    Column("raw", LargeBinary),
    Column("received_at_ms", BigInteger, nullable=False),
    Column("stored_at_ms", BigInteger, nullable=False),
    Column("routed_at_ms", BigInteger, index=True),
    Column("route", String, nullable=False, default=""),
    Column("handled_turn", Integer),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("id", _ROW_ID, primary_key=True, autoincrement=True),
    _negotiation_key(),
    Column("turn", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("fee_cents", BigInteger),
    Column("verdict", JSON, nullable=False),
    Column("reading", JSON),
    Column("message_id", String),
    Column("at_ms", BigInteger, nullable=False),
    UniqueConstraint("negotiation_id", "turn"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("key", String, primary_key=True),
    _negotiation_key(),
    Column("turn", Integer, nullable=False),
    Column("stage", String, nullable=False),
    Column("order", JSON, nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("fee_cents", BigInteger),
    Column("writer", String, nullable=False),
    Column("status", String, nullable=False),  # held, approved, sent, void
    Column("reasons", JSON, nullable=False),
    Column("draft_id", String),
    Column("message_id", String),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("sent_at_ms", BigInteger, index=True),
)

commitments = Table(
    "commitments",
    metadata,
    Column("negotiation_id", String, ForeignKey("negotiations.negotiation_id"), primary_key=True),
    Column("campaign_id", String, nullable=False, index=True),
    Column("views", BigInteger, nullable=False),
    Column("fee_cents", BigInteger, nullable=False),
    Column("agreed", Boolean, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

# Whom a campaign still wants: the queue for its budget is read from here.
claims = Table(
    "claims",
    metadata,
    Column("negotiation_id", String, ForeignKey("negotiations.negotiation_id"), primary_key=True),
    Column("campaign_id", String, nullable=False, index=True),
    Column("views", BigInteger, nullable=False),
    Column("anchor_cents", BigInteger, nullable=False),
    Column("target_cents", BigInteger, nullable=False),
)

deals = Table(
    "deals",
    metadata,
    Column("negotiation_id", String, ForeignKey("negotiations.negotiation_id"), primary_key=True),
    Column("campaign_id", String, nullable=False, index=True),
    Column("fee_cents", BigInteger, nullable=False),
    Column("currency", String, nullable=False),
    Column("views", BigInteger, nullable=False),
    Column("cpm_cents", BigInteger, nullable=False),
    Column("package", JSON, nullable=False),
    Column("quotes", JSON, nullable=False),
    Column("agreed_at_ms", BigInteger, nullable=False),
    Column("confirmed_at_ms", BigInteger),
)

escalations = Table(
    "escalations",
    metadata,
    Column("id", _ROW_ID, primary_key=True, autoincrement=True),
    _negotiation_key(),
    Column("turn", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("detail", Text, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("owner", String, nullable=False),
    Column("reminders", Integer, nullable=False, default=0),
    Column("opened_at_ms", BigInteger, nullable=False),
    Column("resolved_at_ms", BigInteger),
)

notices = Table(
    "notices",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False, index=True),
    Column("negotiation_id", String, index=True),
    Column("campaign_id", String),
    Column("text", Text, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("created_at_ms", BigInteger, nullable=False),
    Column("posted_at_ms", BigInteger),
    Column("ts", String),
    Column("request_id", String),
)

presses = Table(
    "presses",
    metadata,
    Column("press_id", String, primary_key=True),
    Column("negotiation_id", String, nullable=False, index=True),
    Column("action", String, nullable=False),
    Column("who", String, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("signal", JSON, nullable=True),  # what was pressed, as its turn will hear it; none before revision 0003
    Column("taken_turn", Integer, nullable=True),  # None: no turn has followed it yet
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("email", String, primary_key=True),
    Column("reason", String, nullable=False),
    Column("negotiation_id", String),
    Column("at_ms", BigInteger, nullable=False),
)

attempts = Table(
    "attempts",
    metadata,
    Column("key", String, primary_key=True),  # of the mail or notice that somebody began to bring out
    Column("at_ms", BigInteger, nullable=False),
)

sending_slots = Table(
    "sending_slots",
    metadata,
    Column("key", String, primary_key=True),  # of the mail
    Column("at_ms", BigInteger, nullable=False, index=True),  # when it may go out; may lie ahead
)

pushes = Table(
    "pushes",
    metadata,
    Column("push_id", String, primary_key=True),
    Column("history_id", BigInteger, nullable=False),
    Column("received_at_ms", BigInteger, nullable=False, index=True),
)

cursors = Table(
    "cursors",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

model_calls = Table(
    "model_calls",
    metadata,
    Column("id", _ROW_ID, primary_key=True, autoincrement=True),
    Column("negotiation_id", String, index=True),
    Column("purpose", String, nullable=False),
    Column("model", String, nullable=False),
    Column("input_tokens", Integer, nullable=False),
    Column("output_tokens", Integer, nullable=False),
    Column("cached_tokens", Integer, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

breaker = Table(
    "breaker",
    metadata,
    Column("name", String, primary_key=True),  # of the vendor that is asked
    Column("failures", Integer, nullable=False),  # in a row
    Column("failing_since_ms", BigInteger),
    Column("opened_at_ms", BigInteger),  # null while it is closed
    Column("probe_until_ms", BigInteger),  # one caller asks until then; the others wait
    Column("next_slot_ms", BigInteger),  # after it has closed: when the next of those who waited may ask
    Column("detail", Text, nullable=False, default=""),
)

rehearsals = Table(
    "rehearsals",
    metadata,
    Column("campaign_id", String, primary_key=True),
    Column("key", String, nullable=False),  # of the one that was begun last
    Column("executor", String, nullable=False),  # who plays it
    Column("who", String, nullable=False),
    Column("asked", JSON, nullable=False),
    Column("stage", String, nullable=False),  # waiting, playing, done, stopped, interrupted, failed
    Column("played", Integer, nullable=False),  # runs so far
    Column("problem", Text, nullable=False),
    Column("told", JSON),  # the figures of the newest that was played to its end
    Column("told_at_ms", BigInteger),
    Column("at_ms", BigInteger, nullable=False),
)

Index("ix_mails_unhandled", mails.c.routed_at_ms, mails.c.handled_turn)
# For the metrics: `raw` is long, and what stands behind it in a row is slow to count without an index.
Index("ix_mails_counted", mails.c.outgoing, mails.c.route, mails.c.kind)
Index("ix_mails_lag", mails.c.outgoing, mails.c.stored_at_ms, mails.c.received_at_ms)
Index("ix_mails_waiting", mails.c.route, mails.c.handled_turn, mails.c.routed_at_ms)
# A search reads every name: here they lie close together, away from the briefs and cases.
Index(
    "ix_negotiations_searched",
    negotiations.c.negotiation_id,
    negotiations.c.creator_name,
    negotiations.c.email,
    negotiations.c.handle,
)
# For lists: those that need a person first, then the newest, page by page.
Index(
    "ix_negotiations_listed", negotiations.c.needs_person, negotiations.c.updated_at_ms, negotiations.c.negotiation_id
)
Index("ix_transitions_event", transitions.c.event)
Index("ix_notices_unposted", notices.c.posted_at_ms, notices.c.kind, notices.c.created_at_ms)
