"""Who has asked never to be written to again, in any campaign?

It is heard whatever becomes of the negotiation it was said in: also after a
deal, while a person holds the thread, and after a stop.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.case import Case
from negotiation.reading import Intent
from negotiation.state import State
from negotiation.terms import Brief
from steps.clients.language.offline_reader import read_offline
from steps.clock import now_ms
from steps.durable import record
from steps.language import ReplyToRead
from steps.ledger import store
from steps.ledger.tables import suppressions

# What arrives here is kept for a person or shown to one; no verdict follows from it.
_UNANSWERED = (State.AGREED, State.CANCELLED, State.PAUSED, State.TAKEN_OVER, State.STOPPED)


@record("remember_opt_out")
def remember_opt_out(session: Session, case: Case, email: str) -> None:
    """Never write to *email* again, in any campaign, nor to whoever asked for it from another address.

    ``decide`` has kept them away already; the step stays because the order of a turn's steps is pinned.
    """
    keep_away(session, case, email)


def keep_away(session: Session, case: Case, email: str) -> None:
    """Do the same within the step that heard it."""
    for one in dict.fromkeys(address.lower() for address in (email, *case.thread.to)):
        session.execute(suppressions.delete().where(suppressions.c.email == one))
        session.execute(
            suppressions.insert().values(
                email=one, reason="opt_out", negotiation_id=case.negotiation_id, at_ms=now_ms()
            )
        )


def heed_unanswered(session: Session, brief: Brief, case: Case, own_words: str) -> None:
    """Keep away where *own_words* ask for it by the rules, and no verdict will be asked whether they do."""
    mail = ReplyToRead(own_words, "", None, brief.campaign.currency, None, brief.campaign.brand)
    if case.state in _UNANSWERED and read_offline(mail).intent is Intent.OPT_OUT:
        keep_away(session, case, brief.creator.email)


def has_opted_out(emails: tuple[str, ...]) -> bool:
    """Tell whether one of *emails* has asked, in whichever campaign, never to be written to again."""
    wanted = sa.select(suppressions.c.email).where(suppressions.c.email.in_([email.lower() for email in emails]))
    with store.current().reading() as connection:
        return connection.execute(wanted.limit(1)).first() is not None
