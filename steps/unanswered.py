"""What have they written that no mail of ours has answered?

What was read of it lies beside the verdicts, each of which says what was on
the table when it was found: so the newest says it all. Read in the transaction
that decides the next one.
"""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from negotiation.asked import asks_of
from negotiation.case import Case, Held
from negotiation.letter import Stage
from negotiation.moves import heard, unheard
from negotiation.reading import Reading
from negotiation.records import decode
from negotiation.terms import Brief, History
from negotiation.together import still_binding, together
from negotiation.verdicts import Accept, Escalate
from steps.ledger.tables import drafts, mails, verdicts


def taken_together(
    session: Session,
    brief: Brief,
    case: Case,
    reading: Reading,
    message_id: str,
    *,
    earlier: tuple[Held, ...] = (),
    answers: bool = True,
) -> tuple[Reading, History]:
    """Return what *reading* says with everything unanswered before it, and the moves up to it.

    *earlier* are mails that nobody had read until now. A mail that is answered again has asked only once. Where
    nothing but a yes *answers*, a person has what came before, and of that only the condition of a yes still binds.
    """
    before = _read_before(session, case, message_id, answers=answers)
    history = _history_before(session, brief, case, message_id)
    for one in earlier:
        if not _is_read(session, case, one.message_id):
            history = heard(brief, history, one.reading)
            before = together(before, one.reading) if before else one.reading
    if before is None:
        return reading, history
    whole = together(before, reading)
    if asks_of(brief, history, whole) and not asks_of(brief, history, reading):
        history = unheard(brief, history, before)  # their ask still stands: they have not made it twice
    return whole, history


def _read_before(session: Session, case: Case, message_id: str, *, answers: bool) -> Reading | None:
    """Return what the newest verdict since our last mail was found on, unless a person has dealt with it."""
    since = _answered_turn(session, case)
    of_it = (verdicts.c.negotiation_id == case.negotiation_id, verdicts.c.turn > since)
    others = (verdicts.c.reading.is_not(None), verdicts.c.message_id != message_id)
    newest = sa.select(verdicts.c.kind, verdicts.c.reading).where(*of_it, *others)
    found = session.execute(newest.order_by(verdicts.c.turn.desc()).limit(1)).one_or_none()
    if found is None or found.reading is None or found.kind == Accept.__name__:
        return None
    reading: Reading = decode(Reading, found.reading)
    if found.kind == Escalate.__name__:
        return None if answers else still_binding(reading)
    return reading


def _answered_turn(session: Session, case: Case) -> int:
    """Return the last turn in which a mail of ours, or of a colleague, answered them; a nudge answers nothing."""
    sent = sa.select(sa.func.max(drafts.c.turn)).where(
        drafts.c.negotiation_id == case.negotiation_id, drafts.c.sent_at_ms.is_not(None), drafts.c.stage != Stage.NUDGE
    )
    by_hand = sa.select(sa.func.max(mails.c.handled_turn)).where(
        mails.c.negotiation_id == case.negotiation_id, mails.c.route == "takeover"
    )
    return max(session.execute(one).scalar() or 0 for one in (sent, by_hand))


def has_unread(session: Session, case: Case) -> bool:
    """Tell whether mail of theirs waits to be answered that has not been read."""
    return not all(_is_read(session, case, one) for one in case.unread)


def _is_read(session: Session, case: Case, message_id: str) -> bool:
    mine = (verdicts.c.negotiation_id == case.negotiation_id, verdicts.c.message_id == message_id)
    return session.execute(sa.select(verdicts.c.id).where(*mine).limit(1)).first() is not None


def _history_before(session: Session, brief: Brief, case: Case, message_id: str) -> History:
    """Return the moves before this mail: answered again, because its draft was withdrawn, it has asked only once."""
    mine = (verdicts.c.negotiation_id == case.negotiation_id, verdicts.c.message_id == message_id)
    newest = sa.select(verdicts.c.reading).where(*mine).order_by(verdicts.c.turn.desc()).limit(1)
    reading = session.execute(newest).scalar()
    return unheard(brief, case.history, decode(Reading, reading)) if reading else case.history
