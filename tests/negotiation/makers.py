"""What do the tests of the rules negotiate about? Plainly fictional campaigns, creators and dialogues."""

from dataclasses import replace

from hypothesis import strategies as st

from negotiation.brief import make_brief
from negotiation.reading import Intent, ReadAmount, Reading, Role
from negotiation.terms import Brief, Campaign, Creator, Deliverable, History, Move, Offer, Package, Platform, Side
from negotiation.verdicts import Counter, Hold, Verdict

REEL = Package((Deliverable(Platform.INSTAGRAM, "reel"),))

CAMPAIGN = Campaign(
    campaign_id="c1",
    client="Northwind Kettles",
    brand="Kettlewick",
    currency="USD",
    cpm_min_cents=1000,
    cpm_max_cents=2500,
    budget_cents=10_000_000,
    package=REEL,
    owner="Robin Ownerly",
)

CREATOR = Creator(
    name="Pixel Pumpernickel",
    email="pixel@creators.test",
    handle="pixelpump",
    platform=Platform.INSTAGRAM,
    view_samples=(50_000,),
)


def a_brief(rounds: int = 6, **changes: object) -> Brief:
    """Return a brief from 500 to 1,250 USD (50,000 views, CPM 10 to 25)."""
    return make_brief("n1", replace(CAMPAIGN, rounds=rounds, **changes), CREATOR)  # type: ignore[arg-type]


def usd(units: int) -> Offer:
    """Return an offer of whole dollars for the package on the table."""
    return Offer(units * 100, "USD")


def a_history(*moves: tuple[Side, int], mails: int | None = None) -> History:
    """Return a history of (side, whole dollars)."""
    made = tuple(Move(side, usd(units)) for side, units in moves)
    ours = sum(1 for m in made if m.side is Side.US)
    return History(made, ours if mails is None else mails)


def a_reading(intent: Intent, *amounts: ReadAmount, confidence: int = 95) -> Reading:
    """Return a confident reading of *intent*."""
    return Reading(intent, amounts, confidence=confidence)


def an_ask(units: int, role: Role = Role.ASK, currency: str | None = "USD") -> ReadAmount:
    """Return an amount of whole units as the reader reports it."""
    return ReadAmount(units * 100, currency, role, str(units))


def after(history: History, verdict: Verdict) -> History:
    """Return the history once *verdict* went out."""
    if isinstance(verdict, Counter):
        move = Move(Side.US, Offer(verdict.fee_cents, "USD"))
        return replace(history, moves=(*history.moves, move), mails_with_amount=history.mails_with_amount + 1)
    if isinstance(verdict, Hold):
        return replace(history, mails_with_amount=history.mails_with_amount + 1)
    return history


def asked(history: History, ask: Offer) -> History:
    """Return the history once their *ask* is recorded."""
    return replace(history, moves=(*history.moves, Move(Side.THEM, ask)))


@st.composite
def asks_to(draw: st.DrawFn, brief: Brief) -> list[int]:
    """Any asks: mostly such as move by a few percent from somewhere in reach, sometimes in no order at all."""
    top = brief.reservation_cents
    if draw(st.integers(0, 4)) == 0:
        return draw(st.lists(st.integers(1, 3 * top), min_size=1, max_size=12))
    made = [max(top * draw(st.integers(70, 300)) // 100, 1)]
    for percent in draw(st.lists(st.integers(85, 104), min_size=3, max_size=11)):
        made.append(max(made[-1] * percent // 100, 1))
    return made


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """Any brief that can be made: CPM ranges, views, rounds, currencies, with or without a pay range."""
    low = draw(st.integers(1, 5_000))
    high = draw(st.integers(low, 10_000))
    views = draw(st.integers(2_000, 3_000_000))
    pay_low = draw(st.none() | st.integers(1, low * views // 1000 or 1))
    campaign = replace(
        CAMPAIGN,
        currency=draw(st.sampled_from(["USD", "EUR", "JPY", "KWD"])),
        cpm_min_cents=low,
        cpm_max_cents=high + 1,
        cpm_target_cents=draw(st.none() | st.integers(low, high)),
        rounds=draw(st.integers(1, 10)),
    )
    return make_brief("n1", campaign, replace(CREATOR, view_samples=(views,), min_fee_cents=pay_low))
