"""What do many runs of a campaign say together?

Each figure with its spread: a tenth of the runs lie under p10, half under the
median, nine tenths under p90. Amounts are integer minor units.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from api.simulation.rehearsal import End, Run, Subject
from negotiation.money import divide_up

Json = dict[str, Any]

# How an end reads in a table; a reason not named here is one for which a person got it.
ENDS = {
    "deal": "deal",
    "walked": "walks away",
    "silent": "never answers",
    "not_opened": "budget gone before the opening",
    "filled": "budget gone, and told so",
}


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure over all runs."""

    p10: int
    median: int
    p90: int

    @classmethod
    def of(cls, values: Sequence[int]) -> "Spread":
        """Return the spread of *values*, of which there is at least one."""
        ordered = sorted(values)
        return cls(*(ordered[(len(ordered) - 1) * percent // 100] for percent in (10, 50, 90)))


@dataclass(frozen=True, slots=True)
class Sum:
    """What one run came to."""

    deals: int
    spend_cents: int
    cpm_cents: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is to be expected of one creator."""

    negotiation_id: str
    name: str
    handle: str
    deal_percent: int
    fee_cents: Spread | None  # of the runs that end in a deal, as are the mails
    mails: Spread | None
    most_cents: int  # the most they may cost
    likely_end: str  # where it ends without a deal, most often
    likely_end_percent: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What all runs say."""

    runs: int
    deals: Spread
    cpm_cents: Spread | None
    spend_cents: Spread
    views: Spread
    saved_cents: Spread
    mails: Spread | None  # of ours with an amount, until a deal
    days: Spread
    handed_over: Spread
    budget_out_percent: int  # runs in which somebody was never opened, or handed over, for want of budget
    budget_short_percent: int  # runs in which somebody asked what they may cost and the budget could not pay it then
    out_of_range_percent: int
    ends: dict[str, int]  # how many negotiations of all runs ended like this
    until_deal: dict[int, int]  # how many deals took so many mails of ours with an amount
    each_run: tuple[Sum, ...]
    creators: tuple[Outlook, ...]

    def as_json(self) -> Json:
        """Return the figures by name."""
        return asdict(self)


def figures_of(subject: Subject, runs: Sequence[Run]) -> Figures:
    """Return what *runs* of *subject* say; there is at least one."""
    deals = [[end for end in run.ends if end.reason == "deal"] for run in runs]
    mails = [end.mails for made in deals for end in made]
    each = [Sum(len(made), run.spent_cents, _cpm(run)) for made, run in zip(deals, runs, strict=True)]
    cpms = [one.cpm_cents for one in each if one.cpm_cents is not None]
    return Figures(
        runs=len(runs),
        deals=Spread.of([len(made) for made in deals]),
        cpm_cents=Spread.of(cpms) if cpms else None,
        spend_cents=Spread.of([run.spent_cents for run in runs]),
        views=Spread.of([run.views for run in runs]),
        saved_cents=Spread.of([sum(max(end.first_ask_cents - end.fee_cents, 0) for end in made) for made in deals]),
        mails=Spread.of(mails) if mails else None,
        days=Spread.of([round(max((end.day for end in run.ends), default=0.0)) for run in runs]),
        handed_over=Spread.of([sum(end.reason not in ENDS for end in run.ends) for run in runs]),
        budget_out_percent=_percent(runs, lambda run: run.ran_out),
        budget_short_percent=_percent(runs, lambda run: run.ran_short),
        out_of_range_percent=_percent(runs, lambda run: run.out_of_range),
        ends=dict(Counter(end.reason for run in runs for end in run.ends).most_common()),
        until_deal=dict(sorted(Counter(mails).items())),
        each_run=tuple(each),
        creators=tuple(_outlooks(subject, runs)),
    )


def _cpm(run: Run) -> int | None:
    return divide_up(run.spent_cents * 1000, run.views) if run.views else None


def _percent(runs: Sequence[Run], holds: Callable[[Run], bool]) -> int:
    """Return how often something happened, rounded up: what may happen is never shown as never."""
    return divide_up(100 * sum(map(holds, runs)), len(runs))


def _outlooks(subject: Subject, runs: Sequence[Run]) -> Iterator[Outlook]:
    ends: dict[str, list[End]] = {part.brief.negotiation_id: [] for part in subject.parts}
    for run in runs:
        for end in run.ends:
            ends[end.negotiation_id].append(end)
    for part in subject.parts:
        brief = part.brief
        own = ends[brief.negotiation_id]
        made = [end for end in own if end.reason == "deal"]
        others = Counter(end.reason for end in own if end.reason != "deal")
        likely, often = others.most_common(1)[0] if others else ("", 0)
        yield Outlook(
            brief.negotiation_id,
            brief.creator.name,
            brief.creator.handle,
            100 * len(made) // len(runs),
            Spread.of([end.fee_cents for end in made]) if made else None,
            Spread.of([end.mails for end in made]) if made else None,
            brief.reservation_cents,
            likely,
            100 * often // len(runs),
        )
