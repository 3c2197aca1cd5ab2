"""May we still say this?

Have they written again since we began to answer, is more of theirs just being
brought in, or has a person decided otherwise?
"""

from collections.abc import Sequence

import sqlalchemy as sa

from negotiation.acts import Act
from steps.ledger import store
from steps.ledger.tables import mails, presses
from steps.mail.parsed import MailKind

# Mail that is a negotiation's to follow, and that no turn has followed yet.
WAITING_MAIL = (mails.c.route.in_(("reply", "takeover")), mails.c.handled_turn.is_(None))

# Who presses one of these does not want the mail that is on its way; an approval is no reason to hold it back.
_HOLDS_BACK = (Act.STOP, Act.PAUSE, Act.TAKEOVER, Act.REJECT, Act.COUNTER)


def newer_mail_of(negotiation_id: str) -> sa.Select[tuple[str]]:
    """Select mail of this negotiation that is in the ledger and that no turn has taken up.

    A responder's mail says nothing that could make our answer stale.
    """
    return sa.select(mails.c.message_id).where(
        mails.c.negotiation_id == negotiation_id, *WAITING_MAIL, mails.c.kind != MailKind.AUTOMATIC
    )


def has_newer_mail(negotiation_id: str) -> bool:
    """Tell whether they have written again, and no turn has taken it up."""
    return _is_there(newer_mail_of(negotiation_id))


def is_being_brought_in(thread_id: str, senders: Sequence[str]) -> bool:
    """Tell whether mail of this conversation, or of one of *senders*, is stored and its negotiation not found yet."""
    theirs = sa.or_(mails.c.thread_id == thread_id, sa.func.lower(mails.c.sender).in_(senders))
    return _is_there(sa.select(mails.c.message_id).where(mails.c.routed_at_ms.is_(None), mails.c.key == "", theirs))


def is_held_back(negotiation_id: str, *, is_agreed: bool = False) -> bool:
    """Tell whether a person has pressed something that no turn has followed yet and that speaks against our mail.

    Against reading back what *is_agreed* only that the deal fell through does.
    """
    waiting = sa.select(presses.c.press_id).where(
        presses.c.negotiation_id == negotiation_id,
        presses.c.taken_turn.is_(None),
        presses.c.signal.is_not(None),
        presses.c.action.in_((Act.CANCEL,) if is_agreed else _HOLDS_BACK),
    )
    return _is_there(waiting)


def is_last_known(message_ids: Sequence[str]) -> bool:
    """Tell whether the newest of *message_ids*, oldest first, is in the ledger: what is older may be from before us."""
    return not message_ids or _is_there(sa.select(mails.c.message_id).where(mails.c.message_id == message_ids[-1]))


def _is_there(wanted: sa.Select[tuple[str]]) -> bool:
    with store.current().reading() as connection:
        return connection.execute(wanted.limit(1)).first() is not None
