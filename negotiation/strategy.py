"""What do we answer to an amount?

`weigh` is the whole strategy: the same brief, history, offer and standing give
the same verdict on any machine. It refuses to pay over the limit, over their
ask or over our own standing offer, and it never takes an offer back.
"""

from collections.abc import Callable
from dataclasses import dataclass

from negotiation.concession import limit_at, next_ask
from negotiation.money import Money
from negotiation.pricing import cpm_of, highest_fee, round_down
from negotiation.terms import Brief, History, Offer, Package, Side, Standing
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, PriceTrace, TraceLine, Verdict

_FAR_OVER = 3  # a second ask over this many times our limit is not a negotiation


@dataclass(frozen=True, slots=True)
class _Table:
    """The situation as the rules see it: every amount in minor units of one currency."""

    brief: Brief
    package: Package
    cap: int  # the most we may pay now
    floor: int  # the least the campaign's CPM allows
    standing_offer: int | None  # our last offer
    asks: tuple[int, ...]  # theirs, the one to answer last
    mail: int  # the number of the mail we are about to write, from 0
    trace: PriceTrace

    @property
    def currency(self) -> str:
        return self.brief.campaign.currency

    @property
    def rounds(self) -> int:
        return self.brief.campaign.rounds

    def money(self, cents: int) -> str:
        return str(Money(cents, self.currency))


def weigh(brief: Brief, history: History, offer: Offer | None, standing: Standing | None = None) -> Verdict:
    """Return our verdict on *offer*, None asking for the opening.

    *history* holds the moves before *offer*; it may already end with it.
    Without *standing* the brief alone limits the fee.
    """
    if offer is not None and offer.currency != brief.campaign.currency:
        return _other_currency(brief, history, offer)
    table = _lay(brief, history, offer, standing)
    if offer is not None and offer.package not in (None, table.package):
        return _escalate(table, "package_changed", "They name a price for another package than ours; a person compares the two.")
    for rule in _RULES:
        verdict = rule(table)
        if verdict is not None:
            return verdict
    return _offer_more(table)


def reservation_limit(brief: Brief, standing: Standing | None) -> int:
    """Return the most this negotiation may pay now: the reservation price, or less where the campaign leaves less.

    Without a standing no savings are known, so a stretched reservation price counts unstretched.
    """
    if standing is not None:
        return min(brief.reservation_cents, standing.ceiling_cents)
    if brief.creator.max_fee_cents is not None:
        return brief.reservation_cents
    return min(brief.reservation_cents, highest_fee(brief.campaign.cpm_max_cents, brief.expected_views))


def _lay(brief: Brief, history: History, offer: Offer | None, standing: Standing | None) -> _Table:
    ours = [o.fee_cents for o in history.ours()]
    last = history.moves[-1] if history.moves else None
    answered = offer is None or (last is not None and last.side is Side.THEM and last.offer == offer)
    asks = [o.fee_cents for o in history.theirs() if o.currency == brief.campaign.currency]
    if offer is not None and not answered:
        asks.append(offer.fee_cents)
    return _Table(
        brief=brief,
        package=brief.campaign.package,
        cap=reservation_limit(brief, standing),
        floor=standing.floor_cents if standing else 0,
        standing_offer=max(ours) if ours else None,
        asks=tuple(asks) if offer is not None else (),
        mail=max(history.mails_with_amount, len(ours)),
        trace=_inputs(brief, standing),
    )


def _inputs(brief: Brief, standing: Standing | None) -> PriceTrace:
    campaign = brief.campaign
    low, high = Money(campaign.cpm_min_cents, campaign.currency), Money(campaign.cpm_max_cents, campaign.currency)
    lines = [
        TraceLine("expected_views", None, f"{brief.expected_views:,} views are expected of the package ({campaign.views_method})."),
        TraceLine("cpm_range", None, f"The campaign pays a CPM of {low} to {high}."),
        TraceLine("anchor", brief.anchor_cents, f"We open at {Money(brief.anchor_cents, campaign.currency)}."),
        TraceLine("target", brief.target_cents, f"We want to land near {Money(brief.target_cents, campaign.currency)}."),
        TraceLine(
            "reservation", brief.reservation_cents, f"The most this creator may cost is {Money(brief.reservation_cents, campaign.currency)}."
        ),
    ]
    if standing is not None:
        left = Money(standing.ceiling_cents, campaign.currency)
        lines.append(TraceLine("standing", standing.ceiling_cents, f"The campaign's budget and CPM leave at most {left} right now."))
    return tuple(lines)


# The rules, in order: the first that answers decides.


def _budget_short(table: _Table) -> Verdict | None:
    anchor, offered = table.brief.anchor_cents, table.standing_offer
    if table.cap >= anchor and (offered is None or table.cap >= offered):
        return None
    ask = table.asks[-1] if table.asks else None
    if ask is not None and ask <= table.cap and (offered is None or ask <= offered):
        return None
    promised = ask is not None and offered is not None and ask <= offered
    if table.cap < anchor or promised or offered is None or table.mail >= table.rounds:
        return _escalate(table, "budget_short", f"The campaign leaves only {table.money(table.cap)}, less than we offered or open with.")
    return _hold(table, offered, f"The campaign leaves only {table.money(table.cap)} now; we cannot take back {table.money(offered)}")


def _opening(table: _Table) -> Verdict | None:
    if table.asks:
        return None
    if table.standing_offer is not None:
        return _hold(table, table.standing_offer, "There is no new amount to answer")
    fee = max(table.brief.anchor_cents, table.floor)
    if fee > table.cap:
        return _escalate(table, "budget_short", f"The campaign needs at least {table.money(fee)} and leaves {table.money(table.cap)}.")
    return _counter(table, fee, "We open")


def _far_under(table: _Table) -> Verdict | None:
    ask, percent = table.asks[-1], table.brief.campaign.far_under_percent
    if ask * 100 >= table.brief.anchor_cents * percent:
        return None
    return _escalate(table, "far_under_range", f"They ask {table.money(ask)}, under {percent} % of our opening: suspicious.")


def _far_over(table: _Table) -> Verdict | None:
    # One wild first ask gets an answer like any other: many open high on purpose.
    if len(table.asks) < 2 or min(table.asks) <= _FAR_OVER * table.cap:
        return None
    return _escalate(table, "far_over_range", f"They still ask {table.money(table.asks[-1])}, over {_FAR_OVER} times what we may pay.")


def _accept(table: _Table) -> Verdict | None:
    ask = table.asks[-1]
    if ask > table.cap:
        return None
    reason = _why_accept(table, ask)
    if reason is None:
        return None
    if ask < table.floor:
        return _escalate(
            table, "below_campaign_range", f"They ask {table.money(ask)}; under {table.money(table.floor)} the campaign's CPM leaves its range."
        )
    cpm = Money(cpm_of(ask, table.brief.expected_views), table.currency)
    line = TraceLine("accept", ask, f"{reason}: we accept {table.money(ask)}, a CPM of {cpm}.")
    return Accept(ask, table.package, (*table.trace, line))


def _why_accept(table: _Table, ask: int) -> str | None:
    if table.standing_offer is not None and ask <= table.standing_offer:
        return f"They ask no more than our own offer of {table.money(table.standing_offer)}"
    if table.mail >= table.rounds:
        return "Our mails are used up and their ask is within our limit"
    if ask <= _planned(table):
        return "Our next offer would not be lower than their ask"
    return None


def _exhausted(table: _Table) -> Verdict | None:
    if table.mail < table.rounds:
        return None
    ask = table.money(table.asks[-1])
    return _escalate(table, "above_reservation", f"All {table.rounds} mails are used and they still ask {ask}.")


_RULES: tuple[Callable[[_Table], Verdict | None], ...] = (_budget_short, _opening, _far_under, _far_over, _accept, _exhausted)


def _planned(table: _Table) -> int:
    """Return what our next mail would offer, whatever they ask: never backwards, never over the limit."""
    start = max(table.brief.anchor_cents, min(table.floor, table.cap))
    path = limit_at(start, table.cap, table.mail, table.rounds, table.currency)
    forecast = next_ask(table.asks)
    if forecast is not None and forecast <= table.cap:
        path = max(path, round_down(forecast, table.currency)) if path >= forecast * 9 // 10 else path
    return min(max(path, table.standing_offer or 0), table.cap)


def _offer_more(table: _Table) -> Verdict:
    fee = min(_planned(table), table.asks[-1])
    path = TraceLine("concession", fee, f"Mail {table.mail + 1} of {table.rounds}: our limit is now {table.money(fee)}.")
    told = table.trace
    asked = f"They ask {table.money(table.asks[-1])}"
    if fee == table.standing_offer:
        return _hold(table, fee, asked)
    return _counter_after(table, fee, asked, (*told, path))


def _counter(table: _Table, fee: int, reason: str) -> Counter:
    return _counter_after(table, fee, reason, table.trace)


def _counter_after(table: _Table, fee: int, reason: str, trace: PriceTrace) -> Counter:
    cpm = Money(cpm_of(fee, table.brief.expected_views), table.currency)
    line = TraceLine("counter", fee, f"{reason}: we offer {table.money(fee)}, a CPM of {cpm}.")
    return Counter(fee, table.package, (*trace, line), last=table.mail >= table.rounds - 1)


def _hold(table: _Table, fee: int, reason: str) -> Hold:
    line = TraceLine("hold", fee, f"{reason}: our offer of {table.money(fee)} stands.")
    return Hold(fee, table.package, (*table.trace, line), last=table.mail >= table.rounds - 1)


def _escalate(table: _Table, reason: str, sentence: str) -> Escalate:
    ask = table.asks[-1] if table.asks else None
    return Escalate(reason, sentence, (*table.trace, TraceLine(reason, ask, f"{sentence} A person decides.")))


def _other_currency(brief: Brief, history: History, offer: Offer) -> Verdict:
    wanted = brief.campaign.currency
    sentence = f"They name {Money(offer.fee_cents, offer.currency)}; the campaign pays in {wanted}."
    if "currency" in history.clarified:
        line = TraceLine("other_currency", None, f"{sentence} We asked already, so a person decides.")
        return Escalate("other_currency", sentence, (line,))
    line = TraceLine("other_currency", None, f"{sentence} We ask for the amount in {wanted}.")
    return Clarify("currency", f"Could you give us the amount in {wanted}?", (line,))
