"""Which sentences tell a campaign manager how a verdict came about?

The lines of a price trace and the verdicts that carry them. It decides
nothing: every amount and reason is handed in.
"""

from dataclasses import dataclass

from negotiation.money import Money
from negotiation.pricing import cpm_of, highest_fee, lowest_fee, round_up
from negotiation.terms import Brief, Package, Standing
from negotiation.verdicts import Accept, Counter, Escalate, Hold, PriceTrace, TraceLine


@dataclass(frozen=True, slots=True)
class Explainer:
    """Writes the verdicts of one mail: what was known, then what each rule made of it."""

    brief: Brief
    package: Package
    last_mail: bool
    lines: PriceTrace
    worth: int = 0  # how much more than our own package the one they named is worth

    def money(self, cents: int) -> str:
        """Return the amount as a person reads it."""
        return str(Money(cents, self.brief.campaign.currency))

    def named(self, even_cents: int) -> str:
        """Return an amount in the fee of the package they named."""
        return self.money(max(even_cents + self.worth, 0))

    def promised(self, even_cents: int) -> str:
        """Say what we stand by: for another package than ours nobody has heard that as an amount."""
        amount = "what" if self.worth else f"the {self.money(even_cents)}"
        return f"{amount} we open with or have offered"

    def accept(self, fee_cents: int, reason: str) -> Accept:
        """Return the yes."""
        line = TraceLine("accept", fee_cents, f"{reason}: we accept {self._priced(fee_cents)}.")
        return Accept(fee_cents, self.package, (*self.lines, line))

    def counter(self, fee_cents: int, reason: str, rules: PriceTrace = ()) -> Counter:
        """Return a new offer; *rules* are the lines that led to it."""
        final = " It is our last offer." if self.last_mail else ""
        line = TraceLine("counter", fee_cents, f"{reason}: we offer {self._priced(fee_cents)}.{final}")
        return Counter(fee_cents, self.package, (*self.lines, *rules, line), last=self.last_mail)

    def hold(self, fee_cents: int, reason: str, rules: PriceTrace = ()) -> Hold:
        """Return our last offer again."""
        line = TraceLine("hold", fee_cents, f"{reason}: our offer of {self._priced(fee_cents)} stands.")
        return Hold(fee_cents, self.package, (*self.lines, *rules, line), last=self.last_mail)

    def escalate(self, reason: str, ask_cents: int | None, sentence: str) -> Escalate:
        """Return the hand-over to a person."""
        return Escalate(reason, sentence, (*self.lines, TraceLine(reason, ask_cents, f"{sentence} A person decides.")))

    def _priced(self, fee_cents: int) -> str:
        return priced(fee_cents, self.brief.expected_views, self.brief.campaign.currency)


def priced(fee_cents: int, views: int, currency: str) -> str:
    """Return a fee with the CPM it makes: ``1,250 USD (CPM 25 USD)``."""
    return f"{Money(fee_cents, currency)} (CPM {Money(cpm_of(fee_cents, views), currency)})"


def inputs(brief: Brief, cap_cents: int, standing: Standing | None) -> PriceTrace:
    """Return the lines every trace begins with: what was known before any rule."""
    campaign, views = brief.campaign, brief.expected_views
    cpms = f"{Money(campaign.cpm_min_cents, campaign.currency)} to {Money(campaign.cpm_max_cents, campaign.currency)}"
    lines = [
        TraceLine("expected_views", None, f"{views:,} views expected of the package ({campaign.views_method})."),
        TraceLine("cpm_range", None, f"The campaign pays a CPM of {cpms}."),
        *_memory_line(brief),
        _amount_line(brief, "anchor", brief.anchor_cents, f"Opening fee, from {_opens_by(brief)}"),
        _amount_line(brief, "target", brief.target_cents, "Where we want to land"),
        _amount_line(
            brief, "reservation", brief.reservation_cents, f"The most this creator may cost, {_most_by(brief)}"
        ),
    ]
    if standing is not None:
        left = "What the campaign's budget and CPM leave right now"
        lines.append(_amount_line(brief, "standing", standing.ceiling_cents, left))
    lines.append(_amount_line(brief, "limit", cap_cents, "Our limit in this negotiation"))
    return tuple(lines)


def _opens_by(brief: Brief) -> str:
    """Say what the opening comes from: no rule but the memory of this creator lifts it over the lowest fee."""
    campaign, least = brief.campaign, brief.creator.min_fee_cents
    lowest = lowest_fee(campaign.cpm_min_cents, brief.expected_views) if least is None else least
    if brief.known_rate is not None and brief.anchor_cents > round_up(lowest, campaign.currency):
        return "what they agreed to before"
    return "CPM times views" if least is None else "the sheet's pay range"


def _most_by(brief: Brief) -> str:
    """Say what the reservation price comes from; what a stretch adds is there only if others have saved it."""
    if brief.creator.max_fee_cents is not None:
        return "from the sheet's pay range"
    stretch = brief.campaign.stretch_percent
    return "from CPM times views" + (f" and {stretch} % more if savings on others pay for it" if stretch else "")


_WHOSE = {
    "creator": "{name} agreed to {cpm} for 1,000 views on {day}",
    "campaign": "Half of the {deals} deals of this campaign were made at {cpm} for 1,000 views or less",
    "brand": "Half of the brand's last {deals} deals on this platform were made at {cpm} for 1,000 views or less",
    "platform": "Half of our last {deals} deals on this platform were made at {cpm} for 1,000 views or less",
}


def _memory_line(brief: Brief) -> PriceTrace:
    """Say what was agreed before, and what it comes to here."""
    known, currency = brief.known_rate, brief.campaign.currency
    if known is None:
        return ()
    fee = highest_fee(known.cpm_cents, brief.expected_views)
    words = _WHOSE[known.whose].format(
        name=brief.creator.name, cpm=Money(known.cpm_cents, currency), day=known.agreed_on, deals=known.deals
    )
    return (TraceLine("rate_memory", fee, f"{words}: like {Money(fee, currency)} here."),)


def _amount_line(brief: Brief, rule: str, cents: int, label: str) -> TraceLine:
    return TraceLine(rule, cents, f"{label}: {priced(cents, brief.expected_views, brief.campaign.currency)}.")
