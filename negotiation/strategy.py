"""What do we answer to an amount?

`weigh` is the whole strategy over the fee (`trades` puts packages into fees and
back): the same brief, history, offer and standing give the same verdict on any
machine. It refuses to pay over the limit, over their
ask or over our own standing offer, and it never takes an offer back.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from negotiation.concession import Plan, Talk, plan
from negotiation.explain import Explainer, inputs
from negotiation.money import Money
from negotiation.pricing import highest_fee, round_down, round_up
from negotiation.terms import Brief, History, Move, Offer, Side, Standing
from negotiation.verdicts import Clarify, Escalate, TraceLine, Verdict

_NOT_RISKED_PERCENT = 5  # of their ask: for less than that no deal is put at risk by a last offer
_FAR_OVER = 3  # a second ask over this many times our limit is no negotiation


@dataclass(frozen=True, slots=True)
class Told:
    """What the package they named says of their ask, where the amounts to weigh are even fees."""

    named: int  # the fee they named for it
    opening: int  # the least we would name for it
    worth: int  # how much more than our own package the one that is weighed is worth
    asks: tuple[int, ...] | None = None  # what each of their asks means, where their packages say otherwise


@dataclass(frozen=True)  # without slots: the plan is kept once it is made
class _Table:
    """The situation as the rules see it: every amount in minor units of one currency."""

    brief: Brief
    cap: int  # the most we may pay now
    floor: int  # the least the campaign's CPM allows
    offered: int | None  # our standing offer
    asks: tuple[int, ...]  # theirs, the one to answer last
    meant: tuple[int, ...]  # what is read off them: the same, unless packages say otherwise
    answered: tuple[int, ...]  # the offer of ours that each ask answered; the opening before any
    mail: int  # the number of the mail we are about to write, from 0
    named: int  # the fee they named, with whatever package
    opening: int  # the least we would name for that package
    say: Explainer

    @property
    def rounds(self) -> int:
        return self.brief.campaign.rounds

    @property
    def ask(self) -> int:
        return self.asks[-1]

    @property
    def they_ask(self) -> str:
        """The sentence on their ask, for a hand-over that counts it."""
        return f"They ask {self.say.money(self.named)}. " if self.asks else ""

    @cached_property
    def planned(self) -> Plan:
        """What our next mail offers: never backwards, never over the limit."""
        brief = self.brief
        anchor = min(max(brief.anchor_cents, self.floor), self.cap)
        offered = None if self.offered is None else max(self.offered, anchor)
        # A package may be worth more to us than its fee; a forecast needs an amount to go down from.
        asks, answered = tuple(max(ask, 1) for ask in self.meant), self.answered
        dearer = max(sum(self.asks) - sum(asks), 0) // len(asks)
        currency = brief.campaign.currency
        return plan(
            Talk(
                anchor, brief.target_cents, self.cap, offered, asks, answered, self.mail, self.rounds, currency, dearer
            )
        )


def weigh(
    brief: Brief,
    history: History,
    offer: Offer | None,
    standing: Standing | None = None,
    told: Told | None = None,
) -> Verdict:
    """Return our verdict on *offer*; None asks for the opening, or for our standing offer again.

    *history* holds the moves before *offer*; it may already end with it.
    Without *standing* the brief alone limits the fee. Where every amount is an
    even fee, *told* says what their package adds.
    """
    if offer is not None and offer.currency != brief.campaign.currency:
        return _other_currency(brief, history, offer)
    table = _lay(brief, history, offer, standing, told)
    for rule in _RULES:
        verdict = rule(table)
        if verdict is not None:
            return verdict
    return _offer_more(table)


def reservation_limit(brief: Brief, standing: Standing | None) -> int:
    """Return the most this negotiation may pay now: the reservation price, or what the campaign leaves if that is less.

    Without a standing no savings are known, so a stretched reservation price counts unstretched.
    """
    if standing is not None:
        return min(brief.reservation_cents, standing.ceiling_cents)
    if brief.creator.max_fee_cents is not None:
        return brief.reservation_cents
    return min(brief.reservation_cents, highest_fee(brief.campaign.cpm_max_cents, brief.expected_views))


def _lay(brief: Brief, history: History, offer: Offer | None, standing: Standing | None, told: Told | None) -> _Table:
    ours = [o.fee_cents for o in history.ours()]
    mail = max(history.mails_with_amount, len(ours))
    cap = reservation_limit(brief, standing)
    last_mail = mail >= brief.campaign.rounds - 1
    exchanges = _exchanges(brief, history, offer)
    asks = tuple(ask for ask, _ in exchanges)
    told = told or Told(asks[-1] if asks else 0, brief.anchor_cents, 0)
    return _Table(
        brief=brief,
        cap=cap,
        floor=standing.floor_cents if standing else 0,
        offered=max(ours, default=None),
        asks=asks,
        meant=told.asks or asks,
        answered=tuple(answered for _, answered in exchanges),
        mail=mail,
        named=told.named,
        opening=told.opening,
        say=Explainer(brief, brief.campaign.package, last_mail, inputs(brief, cap, standing), told.worth),
    )


def _exchanges(brief: Brief, history: History, offer: Offer | None) -> list[tuple[int, int]]:
    """Return their asks up to *offer*, each with our standing offer when they made it; packages count nothing here."""
    if offer is None:
        return []
    last = history.moves[-1] if history.moves else None
    recorded = last is not None and last.side is Side.THEM and replace(last.offer, package=offer.package) == offer
    standing, made = brief.anchor_cents, []
    for move in history.moves if recorded else (*history.moves, Move(Side.THEM, offer)):
        if move.side is Side.US:
            standing = max(standing, move.offer.fee_cents)
        elif move.offer.currency == brief.campaign.currency:
            made.append((move.offer.fee_cents, standing))
    return made


# The rules, in order: the first that answers decides.


def _out_of_range(table: _Table) -> Verdict | None:
    """The campaign leaves no fee at all: what its CPM needs at least is more than we may pay."""
    if table.floor <= table.cap or table.cap < table.brief.anchor_cents:
        return None
    needed, limit = table.say.named(table.floor), table.say.named(table.cap)
    told = f"{table.they_ask}The campaign's CPM needs a fee of at least {needed}; our limit is {limit}."
    return table.say.escalate("below_campaign_range", table.named if table.asks else None, told)


def _budget_short(table: _Table) -> Verdict | None:
    """What the campaign leaves fell under our opening, or under what we offered already."""
    promised = max(table.brief.anchor_cents, table.offered or 0)
    if table.cap >= promised or (table.asks and table.ask <= min(table.cap, table.offered or table.cap)):
        return None
    left = f"The campaign leaves only {table.say.named(table.cap)}"
    closing = bool(table.asks) and table.offered is not None and table.ask <= table.offered
    if table.offered is None or table.cap < table.brief.anchor_cents or closing or table.mail >= table.rounds:
        told = f"{table.they_ask}{left}, under {table.say.promised(promised)}."
        return table.say.escalate("budget_short", table.named if table.asks else None, told)
    return table.say.hold(table.offered, f"{left} now and an offer is not taken back")


def _opening(table: _Table) -> Verdict | None:
    if table.asks:
        return None
    if table.offered is not None:
        return table.say.hold(table.offered, "There is no new amount to answer")
    if table.floor <= table.brief.anchor_cents:
        return table.say.counter(table.brief.anchor_cents, "We open")
    # Rounded up, as the anchor was: a cent less would leave the range.
    fee = min(round_up(table.floor, table.brief.campaign.currency), table.cap)
    told = f"The campaign's CPM needs a fee of at least {table.say.money(table.floor)} by now."
    return table.say.counter(fee, "We open", (TraceLine("floor", fee, told),))


def _far_under(table: _Table) -> Verdict | None:
    # What they name is held against what we open with for the same: a package that is worth much is no trap.
    percent = table.brief.campaign.far_under_percent
    if table.named > 0 and table.named * 100 >= table.opening * percent:
        return None
    ours = "our opening" if not table.say.worth else f"the {table.say.money(table.opening)} we open with for that"
    told = f"They ask {table.say.money(table.named)}, under {percent} % of {ours}: suspicious."
    return table.say.escalate("far_under_range", table.named, told)


def _far_over(table: _Table) -> Verdict | None:
    # One wild first ask gets an answer like any other: many open high on purpose.
    # What a short budget leaves says nothing of their price: the limit of the brief is the measure.
    limit = max(table.cap, reservation_limit(table.brief, None))
    if len(table.asks) < 2 or min(table.asks) <= _FAR_OVER * limit:
        return None
    told = f"They still ask {table.say.named(table.ask)}, over {_FAR_OVER} times what we may pay."
    return table.say.escalate("far_over_range", table.named, told)


def _accept(table: _Table) -> Verdict | None:
    reason = _why_accept(table) if table.ask <= table.cap else None
    if reason is None:
        return None
    if table.ask < table.floor:
        ask, floor = table.say.named(table.ask), table.say.named(table.floor)
        told = f"They ask {ask}; under {floor} the campaign's CPM leaves its range."
        return table.say.escalate("below_campaign_range", table.named, told)
    return table.say.accept(table.ask, reason)


def _why_accept(table: _Table) -> str | None:
    ask = table.say.money(table.ask)
    if table.offered is not None and table.ask <= table.offered:
        lower = f"Their {ask} is less than our own offer of {table.say.money(table.offered)}"
        return lower if table.ask < table.offered else "They take our offer"
    if table.mail >= table.rounds:
        return f"Our mails are used up and their {ask} is within our limit"
    return _why_not_wait(table, table.planned, ask)


def _why_not_wait(table: _Table, planned: Plan, ask: str) -> str | None:
    if table.ask <= planned.fee:
        return f"Our next offer would be no lower than their {ask}"
    if table.mail == table.rounds - 1 and (table.ask - planned.fee) * 100 <= table.ask * _NOT_RISKED_PERCENT:
        return f"Our last offer would save hardly anything of their {ask}"
    if planned.better_take(table.cap, table.ask):
        return f"Going on is not expected to bring more than their {ask}"
    return None


def _exhausted(table: _Table) -> Verdict | None:
    if table.mail < table.rounds:
        return None
    told = f"All {table.rounds} mails are used and they still ask {table.say.named(table.ask)}."
    return table.say.escalate("above_reservation", table.named, told)


_RULES: tuple[Callable[[_Table], Verdict | None], ...] = (
    _out_of_range,
    _budget_short,
    _opening,
    _far_under,
    _far_over,
    _accept,
    _exhausted,
)


def _offer_more(table: _Table) -> Verdict:
    planned = table.planned
    fee = _human(table, min(planned.fee, table.ask))
    asked = f"They ask {table.say.money(table.ask)}"
    rules = _rules_told(table, planned, fee)
    if fee == table.offered:
        return table.say.hold(fee, asked, rules)
    return table.say.counter(fee, asked, rules)


def _human(table: _Table, fee: int) -> int:
    """Return *fee* as people write amounts: rounded down, never under what we offered; the last mail is exact.

    Where no such amount lies between, our offer stands: cents more are no move.
    """
    least = min(max(table.offered or 0, table.brief.anchor_cents, table.floor), table.cap)
    human = round_down(fee, table.brief.campaign.currency)
    if table.mail == table.rounds - 1 or (human < least and table.offered != least):
        return fee
    return max(human, least)


def _rules_told(table: _Table, planned: Plan, fee: int) -> tuple[TraceLine, ...]:
    """Return each rule that made the fee, with the amount after it."""
    money, mail = table.say.money, f"Mail {table.mail + 1} of {table.rounds}"
    lines = [
        _forecast_line(table, planned),
        TraceLine(
            "plan", planned.by_plan, f"{mail}: {money(planned.by_plan)} is expected to save most over all mails."
        ),
    ]
    if planned.fee > planned.by_plan:
        lines.append(
            TraceLine("last_mail", planned.fee, f"{mail}: the last one names our whole limit to who is over it.")
        )
    if planned.fee < planned.by_plan:
        over = "our target" if planned.fee <= table.brief.target_cents else "a small step: we are over our target"
        lines.append(TraceLine("target", planned.fee, f"{mail}: an early offer stays at {money(planned.fee)}, {over}."))
    if fee < planned.fee:
        stays = f"No amount that people write lies between, and cents are no move: we stay at {money(fee)}."
        told = stays if fee == table.offered else f"Rounded down as people write amounts: {money(fee)}."
        lines.append(TraceLine("round", fee, told))
    return tuple(lines)


def _forecast_line(table: _Table, planned: Plan) -> TraceLine:
    """Say what they are expected to take: an amount that they have turned down already says only that they may yet."""
    expected = round_down(planned.expected, table.brief.campaign.currency)
    if table.offered is not None and expected <= table.offered:
        offered = table.say.money(table.offered)
        return TraceLine("forecast", table.offered, f"In the end they may well take even our {offered}.")
    return TraceLine("forecast", expected, f"In the end they may well take about {table.say.money(expected)}.")


def _other_currency(brief: Brief, history: History, offer: Offer) -> Verdict:
    wanted = brief.campaign.currency
    sentence = f"They name {Money(offer.fee_cents, offer.currency)}; the campaign pays in {wanted}."
    if "currency" in history.clarified:
        line = TraceLine("other_currency", None, f"{sentence} We asked already, so a person decides.")
        return Escalate("other_currency", sentence, (line,))
    line = TraceLine("other_currency", None, f"{sentence} We ask for the amount in {wanted}.")
    return Clarify("currency", f"Could you give us the amount in {wanted}?", (line,))
