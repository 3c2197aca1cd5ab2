"""Have they written again since we began to answer?"""

import sqlalchemy as sa

from steps.ledger import store
from steps.ledger.tables import mails


def has_newer_mail(negotiation_id: str) -> bool:
    """Tell whether mail of this negotiation is in the ledger that no turn has taken up."""
    waiting = sa.select(mails.c.message_id).where(
        mails.c.negotiation_id == negotiation_id,
        mails.c.route.in_(("reply", "takeover")),
        mails.c.handled_turn.is_(None),
    )
    with store.current().reading() as connection:
        return connection.execute(waiting.limit(1)).first() is not None


def has_unknown_mail(message_ids: list[str]) -> bool:
    """Tell whether any of *message_ids* is not in the ledger yet."""
    known = sa.select(mails.c.message_id).where(mails.c.message_id.in_(message_ids))
    with store.current().reading() as connection:
        return len(set(connection.execute(known).scalars())) < len(set(message_ids))
