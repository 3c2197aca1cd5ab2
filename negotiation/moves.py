"""How does a mail, theirs or ours, enter the history of the moves?

A history remembers every ask and every offer once. It refuses to forget an
ask because a mail said something else besides, and to count a repeated offer
as a move.
"""

from dataclasses import replace

from negotiation.asked import asks_of
from negotiation.reading import Reading
from negotiation.terms import Brief, History, Move, Offer, Side
from negotiation.verdicts import Clarify, Counter, Hold, Verdict


def heard(brief: Brief, history: History, reading: Reading) -> History:
    """Return *history* with what the creator asked for, fee and package, so that no move is forgotten."""
    asks = [ask for ask in asks_of(brief, history, reading) if ask.currency == brief.campaign.currency]
    if not asks:
        # What nobody is sure to have understood may have named a fee.
        unsure = reading.confidence < brief.campaign.confidence_percent
        return replace(history, unanswered=True) if unsure else history
    ask = Move(Side.THEM, min(asks, key=lambda ask: ask.fee_cents))
    return replace(history, moves=(*history.moves, ask), unanswered=True)


def unheard(brief: Brief, history: History, reading: Reading) -> History:
    """Return *history* from before *reading* was heard, if what it asks for is still the last move."""
    before = replace(history, moves=history.moves[:-1], unanswered=False)
    return before if heard(brief, before, reading).moves == history.moves else history


def said(brief: Brief, history: History, verdict: Verdict | None) -> History:
    """Return *history* once the mail that says *verdict* went out."""
    if isinstance(verdict, Clarify):
        return replace(history, clarified=(*history.clarified, verdict.about), asked=verdict.about, unanswered=False)
    if not isinstance(verdict, Counter | Hold):
        return history
    history = replace(history, asked="", unanswered=False)
    used, ours = history.mails_with_amount + 1, history.ours()
    # The campaign's own package goes without saying.
    package = verdict.package if verdict.package != brief.campaign.package else None
    offer = Offer(verdict.fee_cents, brief.campaign.currency, package)
    if ours and ours[-1] == offer:
        return replace(history, mails_with_amount=used)
    return replace(history, moves=(*history.moves, Move(Side.US, offer)), mails_with_amount=used)
