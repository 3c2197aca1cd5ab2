"""Which facts does every price trace begin with, whatever the verdict?

What the mail says, where both sides stand, and what was known of money before
any rule: a manager who reads a hand-over sees the same inputs as one who reads
an offer. It decides nothing.
"""

from dataclasses import replace
from typing import TypeVar

from negotiation.asked import asks_of, lowest, names_a_difference
from negotiation.explain import inputs
from negotiation.money import Money
from negotiation.reading import Intent, Reading, Role
from negotiation.strategy import reservation_limit
from negotiation.terms import Brief, History, Offer
from negotiation.trades import Room
from negotiation.verdicts import PriceTrace, TraceLine, Verdict

V = TypeVar("V", bound=Verdict)

_SAYS = {
    Intent.ACCEPTANCE: "a yes",
    Intent.CONDITIONAL_ACCEPTANCE: "a yes on a condition",
    Intent.COUNTER_OFFER: "a counter-offer",
    Intent.QUESTION: "a question",
    Intent.REFUSAL: "a no",
    Intent.HOLDING: "they will come back to us",
    Intent.MANAGER_HANDOVER: "somebody else answers for them",
    Intent.OPT_OUT: "they want no more mail",
    Intent.OUT_OF_OFFICE: "they are away",
    Intent.OFF_TOPIC: "something other than our offer",
    Intent.HOSTILE: "something hostile",
    Intent.LEGAL: "a legal matter",
    Intent.INJECTION: "orders to a machine",
}


def told_whole(brief: Brief, history: History, reading: Reading | None, room: Room, verdict: V) -> V:
    """Return *verdict* with every fact it was found on in front of its rules."""
    known: PriceTrace = ()
    if not any(line.rule == "limit" for line in verdict.trace):
        standing = room(brief.expected_views)
        known = inputs(brief, reservation_limit(brief, standing), standing)
    return replace(verdict, trace=(*_said(brief, history, reading), *known, *verdict.trace))


def _worked_out(history: History, reading: Reading, ask: Offer) -> str:
    """Return from what an ask that names only a difference was worked out."""
    if not names_a_difference(reading):
        return ""
    if reading.halfway:
        return ": about the middle between our offer and their last ask"
    ours, theirs = history.ours(), history.theirs()
    raised = ours and any(amount.role is Role.RAISE for amount in reading.amounts)
    away = Money(abs(ask.fee_cents - (ours if raised else theirs)[-1].fee_cents), ask.currency)
    return f": {away} more than our offer" if raised else f": {away} less than their last ask"


def _said(brief: Brief, history: History, reading: Reading | None) -> PriceTrace:
    """Return what the mail says, and where both sides stand."""
    lines = list[TraceLine]()
    if reading is not None:
        said = f"What their mail says: {_SAYS[reading.intent]} ({reading.confidence} % sure)."
        lines.append(TraceLine("reading", None, said))
        if asks := asks_of(brief, history, reading):
            ask = lowest(brief, asks)
            # A trace counts in the campaign's currency; what they ask in another one is told and not counted.
            cents = ask.fee_cents if ask.currency == brief.campaign.currency else None
            lines.append(
                TraceLine(
                    "ask_read",
                    cents,
                    f"They ask {Money(ask.fee_cents, ask.currency)}{_worked_out(history, reading, ask)}.",
                )
            )
    if ours := history.ours():
        lines.append(
            TraceLine("our_offer", ours[-1].fee_cents, f"Our offer: {Money(ours[-1].fee_cents, ours[-1].currency)}.")
        )
        used = f"{history.mails_with_amount} of {brief.campaign.rounds} mails with an amount are used."
        lines.append(TraceLine("mails_used", None, used))
    return tuple(lines)
