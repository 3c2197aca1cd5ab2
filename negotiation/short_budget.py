"""What becomes of an ask that only the campaign's money keeps us from?

The rules hand it to a person. Here they are asked again, as if the campaign had
more money: an ask that is too dear in any campaign stays a person's, one that
offers of others may still make room for is held, and everybody else is told the
truth. It refuses to turn down whoever may still say yes to an offer of ours.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeGuard

from negotiation.terms import Brief, History, ShortBudget
from negotiation.trades import Room
from negotiation.verdicts import Accept, Clarify, Escalate, PriceTrace, TraceLine, Verdict, Wait, WalkAway

_FOR_MONEY = ("budget_short", "above_reservation")


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the campaign would leave if others came to nothing, and where we stand with this creator."""

    freed: Room  # without the offers that are out
    cleared: Room  # also without those in people's hands
    stands: bool  # an offer of ours is out, and its money reserved
    may_wait: bool  # they have not been kept waiting as long as a silent creator is


def lacks_money(verdict: Verdict, brief: Brief) -> TypeGuard[Escalate]:
    """Tell whether *verdict* hands over what more money of the campaign might settle, and the campaign says how."""
    return brief.campaign.short_budget is ShortBudget.TELL and _for_money(verdict)


def told_honestly(history: History, verdict: Escalate, rules: Callable[[Room], Verdict], outlook: Outlook) -> Verdict:
    """Return what is said instead of *verdict*, which `lacks_money`; *rules* answer with the money of a room."""
    wanted, ours = rules(lambda _: None), history.ours()
    if _for_money(wanted):
        return verdict  # too dear, whatever the campaign had left
    if isinstance(wanted, Accept) and ours and wanted.fee_cents <= ours[-1].fee_cents:
        return verdict  # a yes to what we named ourselves, and the money is gone: no machine turns that down
    if outlook.may_wait and not _for_money(rules(outlook.freed)):
        told = "Only the campaign's money is missing, and offers that are out may give it back: their ask is held."
        return Wait("budget_short", _told(verdict, told))
    if not _for_money(rules(outlook.cleared)) and _for_money(rules(outlook.freed)):
        return verdict  # people hold the money, so a person decides
    if not outlook.stands:
        told = "The campaign's money is spent: we tell them that its places are filled for now."
        return WalkAway("filled", _told(verdict, told))
    if "standing" in history.clarified:
        return verdict
    told = "The campaign has no more money for them: we tell them so, and that our offer stands."
    return Clarify("standing", "", _told(verdict, told))


def _for_money(verdict: Verdict) -> bool:
    return isinstance(verdict, Escalate) and verdict.reason in _FOR_MONEY


def _told(verdict: Escalate, sentence: str) -> PriceTrace:
    before, last = verdict.trace[:-1], verdict.trace[-1]
    return (*before, replace(last, sentence=verdict.detail), TraceLine("short_budget", None, sentence))
