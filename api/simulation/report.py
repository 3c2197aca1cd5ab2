"""What does a campaign manager read before and after a rehearsal?"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from api.simulation.creators import CASTS, Assumptions
from api.simulation.figures import ENDS, Figures, Outlook, Spread
from api.simulation.rehearsal import Subject
from negotiation.money import Money
from steps.reasons import REASONS

Json = dict[str, Any]
_MOST_CREATORS = 15


_BEFORE = "; the limit of who agreed to a fee before is drawn from {} to {} % of it"
_PACKAGES = (
    "Not played: what a change of terms costs a creator. The models answer fees alone, so no figure here tells whether "
    "a price list is a good one.",
)


def _remembers(subject: Subject) -> bool:
    known = (part.brief.known_rate for part in subject.parts)
    return any(rate is not None and rate.whose == "creator" for rate in known)


def how_it_is_computed(subject: Subject, assumed: Assumptions, runs: int, seed: int) -> tuple[str, ...]:
    """Return in sentences how the figures come about, and what they do not know."""
    low, high = assumed.limits_percent
    first_low, first_high = assumed.first_ask_percent
    tempers = ", ".join(f"{one.name} ({one.weight} of 100; {one.known_from})" for one in CASTS[assumed.cast])
    return (
        f"{len(subject.parts)} negotiations are played {runs} times in memory (seed {seed}), by the rules that would "
        "really decide. No mail goes out, nothing is written, no vendor but the campaign's own source is asked.",
        f"The creators are models: {tempers}.",
        f"Not known, and therefore drawn by chance: each creator's own limit, {low} to {high} % of the highest fee "
        f"their views allow, times {assumed.level_percent} % (--level-percent); their first ask, {first_low} to "
        f"{first_high} % of that limit. Who is in a negotiation already keeps what they asked"
        + (_BEFORE.format(*assumed.known_limits_percent) if _remembers(subject) else "")
        + ".",
        *(_PACKAGES if subject.campaign.prices.trades else ()),
        f"Assumed: {assumed.silent_percent} % never answer (--silent-percent) and are waited for, "
        f"{assumed.trouble_percent} % write what only a person should answer, the others answer within "
        f"{assumed.reply_days[0]:g} to {assumed.reply_days[1]:g} days; mails are read rightly, drafts are approved at "
        "once, and what a person is handed comes to nothing.",
    )


def as_json(subject: Subject, assumed: Assumptions, seed: int, figures: Figures) -> Json:
    """Return everything a reader needs, by name: what was played, on what assumptions, and the figures."""
    campaign = subject.campaign
    return {
        "campaign_id": campaign.campaign_id,
        "currency": campaign.currency,
        "budget_cents": campaign.budget_cents,
        "cpm_min_cents": campaign.cpm_min_cents,
        "cpm_max_cents": campaign.cpm_max_cents,
        "rounds": campaign.rounds,
        "negotiations": len(subject.parts),
        "agreed_before": sum(one.agreed for one in subject.held),
        "seed": seed,
        "assumed": asdict(assumed),
        "computed": how_it_is_computed(subject, assumed, figures.runs, seed),
        "problems": subject.problems,
        **figures.as_json(),
    }


def before(sentences: tuple[str, ...], subject: Subject) -> RenderableType:
    """Return what is said before the first run."""
    said = [Text(f"• {sentence}") for sentence in sentences]
    problems = [Text(f"! {problem}: left out", style="yellow") for problem in subject.problems]
    return Panel(Group(*said, *problems), title="How this is computed, and what it does not know", border_style="dim")


def after(subject: Subject, figures: Figures, *, everybody: bool) -> RenderableType:
    """Return the figures as tables."""
    parts: list[RenderableType] = [_totals(subject, figures), _chances(figures), _creators(subject, figures, everybody)]
    return Group(*parts)


def beside(played: Sequence[tuple[Subject, Figures]]) -> Table:
    """Return the medians of one campaign with several numbers of mails, side by side."""
    (subject, figures), currency = played[0], played[0][0].campaign.currency
    title = f"{subject.campaign.brand}: {len(subject.parts)} negotiations, {figures.runs} runs each, medians"
    table = Table(title=title, caption="Saved: against first asks. Days: until all is settled.", border_style="dim")
    for heading in ("our mails,\nat most", "deals", f"CPM,\n{currency}", f"spend,\n{currency}", f"saved,\n{currency}",
                    "our mails\nto a deal", "days", "handed to\na person"):  # fmt: skip
        table.add_column(heading, justify="right")
    for subject, figures in played:
        money = (
            _cells(s, currency)[1].split()[0] for s in (figures.cpm_cents, figures.spend_cents, figures.saved_cents)
        )
        rest = (_cells(spread, "")[1] for spread in (figures.mails, figures.days, figures.handed_over))
        table.add_row(str(subject.campaign.rounds), str(figures.deals.median), *money, *rest)
    return table


def _totals(subject: Subject, figures: Figures) -> Table:
    campaign = subject.campaign
    table = Table(title=f"{campaign.brand}: {len(subject.parts)} negotiations, {figures.runs} runs", border_style="dim")
    for heading in ("", "1 in 10\nis under", "half\nare under", "9 in 10\nare under", ""):
        table.add_column(heading, justify="right" if heading else "left")
    low, high = (Money(cents, campaign.currency) for cents in (campaign.cpm_min_cents, campaign.cpm_max_cents))
    budget = f"of {Money(campaign.budget_cents, campaign.currency)}"
    for name, spread, in_money, note in (
        ("Deals", figures.deals, False, ""),
        ("CPM of the campaign", figures.cpm_cents, True, f"range {low} to {high}"),
        ("Spend", figures.spend_cents, True, budget),
        ("Views bought", figures.views, False, ""),
        ("Saved against first asks", figures.saved_cents, True, ""),
        ("Our mails until a deal", figures.mails, False, f"of {campaign.rounds}"),
        ("Days until all is settled", figures.days, False, ""),
        ("Handed to a person", figures.handed_over, False, ""),
    ):
        table.add_row(name, *_cells(spread, campaign.currency if in_money else ""), note)
    return table


def _cells(spread: Spread | None, currency: str) -> tuple[str, str, str]:
    if spread is None:
        return "-", "-", "-"
    values = (spread.p10, spread.median, spread.p90)
    low, middle, high = (str(Money(value, currency)) if currency else f"{value:,}" for value in values)
    return low, middle, high


def _chances(figures: Figures) -> RenderableType:
    out, short, astray = figures.budget_out_percent, figures.budget_short_percent, figures.out_of_range_percent
    return Group(
        Text(f"The budget runs out before everybody had their chance in {out} % of the runs."),
        Text(f"Somebody's ask could be agreed to but for the budget at that moment in {short} % of the runs."),
        Text(f"The deals' CPM leaves the range in {astray} % of the runs.", style="bold red" if astray else ""),
    )


def _creators(subject: Subject, figures: Figures, everybody: bool) -> Table:
    ordered = sorted(figures.creators, key=lambda one: (one.deal_percent, -one.most_cents))
    shown = ordered if everybody else ordered[:_MOST_CREATORS]
    title = "Least likely to close first" + ("" if len(shown) == len(ordered) else f" ({len(shown)} of {len(ordered)})")
    table = Table(title=title, border_style="dim")
    for heading, side in (("creator", "left"), ("closes", "right"), ("fee, median", "right"), ("at most", "right"),
                          ("without a deal, most often", "left")):  # fmt: skip
        table.add_column(heading, justify="right" if side == "right" else "left")
    for one in shown:
        table.add_row(*_outlook(one, subject.campaign.currency))
    return table


def _outlook(one: Outlook, currency: str) -> tuple[str, str, str, str, str]:
    fee = str(Money(one.fee_cents.median, currency)) if one.fee_cents else "-"
    reason = ENDS.get(one.likely_end) or f"to a person: {REASONS.get(one.likely_end, one.likely_end)}"
    end = f"{reason} ({one.likely_end_percent} %)" if one.likely_end else ""
    return f"{one.name} ({one.handle})", f"{one.deal_percent} %", fee, str(Money(one.most_cents, currency)), end
