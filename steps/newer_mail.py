"""May we still say this?

Have they written again since we began to answer, has a person decided
otherwise, or have they asked never to be written to?
"""

import sqlalchemy as sa

from negotiation.acts import Act
from steps.ledger import store
from steps.ledger.tables import mails, presses, suppressions
from steps.mail.parsed import MailKind

# Mail that is a negotiation's to follow, and that no turn has followed yet.
WAITING_MAIL = (mails.c.route.in_(("reply", "takeover")), mails.c.handled_turn.is_(None))

# Who presses one of these does not want the mail that is on its way; an approval is no reason to hold it back.
_HOLDS_BACK = (Act.STOP, Act.PAUSE, Act.TAKEOVER, Act.REJECT, Act.COUNTER)


def has_newer_mail(negotiation_id: str) -> bool:
    """Tell whether mail of this negotiation is in the ledger that no turn has taken up.

    A responder's mail says nothing that could make our answer stale.
    """
    waiting = sa.select(mails.c.message_id).where(
        mails.c.negotiation_id == negotiation_id, *WAITING_MAIL, mails.c.kind != MailKind.AUTOMATIC
    )
    with store.current().reading() as connection:
        return connection.execute(waiting.limit(1)).first() is not None


def is_held_back(negotiation_id: str) -> bool:
    """Tell whether a person has pressed something that no turn has followed yet and that speaks against our mail."""
    waiting = sa.select(presses.c.press_id).where(
        presses.c.negotiation_id == negotiation_id,
        presses.c.taken_turn.is_(None),
        presses.c.signal.is_not(None),
        presses.c.action.in_(_HOLDS_BACK),
    )
    with store.current().reading() as connection:
        return connection.execute(waiting.limit(1)).first() is not None


def has_unknown_mail(message_ids: list[str]) -> bool:
    """Tell whether any of *message_ids* is not in the ledger yet."""
    known = sa.select(mails.c.message_id).where(mails.c.message_id.in_(message_ids))
    with store.current().reading() as connection:
        return len(set(connection.execute(known).scalars())) < len(set(message_ids))


def has_opted_out(emails: tuple[str, ...]) -> bool:
    """Tell whether one of *emails* has asked, in whichever campaign, never to be written to again."""
    known = sa.select(suppressions.c.email).where(suppressions.c.email.in_([email.lower() for email in emails]))
    with store.current().reading() as connection:
        return connection.execute(known.limit(1)).first() is not None
