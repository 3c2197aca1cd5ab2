"""May an amount that a person chose be offered?

A person may offer what they like between our standing offer and the creator's
ask: the limit is checked with every verdict's, and the other rules of an offer
here. It refuses to take an offer back, to bid over an ask and to leave the
campaign's CPM at the bottom: a slip of the finger would do each of them.
"""

from negotiation.money import Money
from negotiation.packages import on_table, told_by, views_of
from negotiation.terms import Brief, History
from negotiation.trades import Room
from negotiation.verdicts import TraceLine


def objection(brief: Brief, history: History, fee_cents: int, room: Room) -> TraceLine | None:
    """Return the rule that an offer of *fee_cents* for the package on the table breaks, named by its reason."""
    table, ours, theirs = on_table(brief, history), history.ours(), told_by(brief, history)
    left, fee = room(views_of(brief, table)), Money(fee_cents, brief.campaign.currency)
    if theirs and theirs[-1][1] == table and fee_cents > theirs[-1][0]:
        return _line("offer_refused", theirs[-1][0], brief, f"They ask {{}}; {fee} would be more than that.")
    if ours and fee_cents < ours[-1].fee_cents:
        told = f"We have offered {{}}; an offer is not taken back for {fee}."
        return _line("offer_refused", ours[-1].fee_cents, brief, told)
    if left is not None and fee_cents < left.floor_cents:
        told = f"The campaign's CPM needs a fee of at least {{}} by now; {fee} is less."
        return _line("below_campaign_range", left.floor_cents, brief, told)
    return None


def _line(reason: str, cents: int, brief: Brief, told: str) -> TraceLine:
    return TraceLine(reason, cents, told.format(Money(cents, brief.campaign.currency)))
