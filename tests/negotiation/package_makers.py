"""What do the tests of packages trade? Plainly fictional price lists, packages and dialogues."""

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from negotiation.brief import make_brief
from negotiation.packages import count_of, level_of, on_table, with_count, with_level
from negotiation.standing import Commitment, standing_for
from negotiation.term_prices import BonusPrice, PriceList, Term, TermPrice
from negotiation.terms import Brief, Campaign, Deliverable, History, Move, Offer, Package, Platform, Side, Standing
from negotiation.trades import Room, weigh_package
from negotiation.verdicts import Counter, Hold, Verdict
from tests.negotiation.makers import CAMPAIGN, CREATOR, asks_to

WANTED = Package(
    (Deliverable(Platform.INSTAGRAM, "reel"), Deliverable(Platform.INSTAGRAM, "story")), usage_rights_days=90
)
PRICES = PriceList(
    terms=(
        TermPrice(Term.USAGE_RIGHTS, percent=10, most_days=180),
        TermPrice(Term.EXCLUSIVITY, cents=10_000, most_days=60),
        TermPrice(Term.WHITELISTING, percent=20, most_days=60),
        TermPrice(Term.RUSH, percent=25),
        TermPrice(Term.PAYMENT, percent=2, least_days=7, most_days=60),
    ),
    counts=(("reel", 1, 3), ("story", 0, 4)),
    bundles=((2, 10), (4, 15)),
    bonus=BonusPrice(cpm_cents=1_500, cap_percent=20),
)
few = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def a_trading_brief(prices: PriceList = PRICES, package: Package = WANTED, rounds: int = 6) -> Brief:
    """Return a brief from 1,000 over 1,750 to 2,500 USD (100,000 views, CPM 10 to 25) that trades by *prices*."""
    return make_brief("n1", replace(CAMPAIGN, package=package, prices=prices, rounds=rounds), CREATOR)


def any_room(brief: Brief) -> Room:
    """Return the room of a campaign that nobody else uses yet."""
    return lambda views: standing_for(brief.campaign, [], views)


@st.composite
def price_lists(draw: st.DrawFn, package: Package = WANTED) -> PriceList:
    """Any price list around the package that is wanted."""
    terms = []
    for term in draw(st.sets(st.sampled_from([t for t in Term if t not in (Term.DELIVERABLES, Term.BONUS)]))):
        percent = draw(st.integers(0, 30))
        least = draw(st.integers(0, 30))
        cents = 0 if percent else draw(st.integers(1, 40_000))
        terms.append(TermPrice(term, percent, cents, least, draw(st.integers(least, 365))))
    counts = draw(st.lists(st.sampled_from(["reel", "story", "post"]), unique=True))
    ranges = tuple((kind, low := draw(st.integers(0, 2)), low + draw(st.integers(0, 4))) for kind in counts)
    discounts = sorted(draw(st.lists(st.integers(0, 60), max_size=2)))
    bundles = tuple((2 + 2 * place, percent) for place, percent in enumerate(discounts))
    bonus = draw(st.none() | st.builds(BonusPrice, st.integers(1, 1_000), st.integers(1, 100), st.integers(100, 300)))
    return PriceList(tuple(sorted(terms, key=lambda p: p.term)), ranges, bundles, bonus)


@st.composite
def trading_briefs(draw: st.DrawFn) -> Brief:
    """Any brief with any price list."""
    low = draw(st.integers(1, 3_000))
    campaign = Campaign(
        **{
            **{name: getattr(CAMPAIGN, name) for name in ("campaign_id", "client", "brand", "owner")},
            "currency": draw(st.sampled_from(["USD", "JPY", "KWD"])),
            "cpm_min_cents": low,
            "cpm_max_cents": draw(st.integers(low + 1_000, 8_000)),
            "budget_cents": 10**9,
            "package": WANTED,
            "rounds": draw(st.integers(1, 8)),
            "view_weights_percent": draw(st.sampled_from([(), (("story", 20),), (("story", 0), ("post", 40))])),
            "prices": draw(price_lists()),
        }
    )
    views = draw(st.integers(1_000, 300_000))
    return make_brief("n1", campaign, replace(CREATOR, view_samples=(views,)))


@st.composite
def packages(draw: st.DrawFn) -> Package:
    """Any package around the one that is wanted, traded or not."""
    kinds = draw(st.lists(st.sampled_from(["reel", "story", "post"]), unique=True, min_size=1))
    return Package(
        tuple(Deliverable(Platform.INSTAGRAM, kind, draw(st.integers(1, 4))) for kind in kinds),
        usage_rights_days=draw(st.sampled_from([0, 30, 90, 180, 365])),
        exclusivity_days=draw(st.sampled_from([0, 30, 60])),
        whitelisting_days=draw(st.sampled_from([0, 30])),
        rush=draw(st.booleans()),
        payment_days=draw(st.sampled_from([7, 14, 30, 60])),
    )


@st.composite
def traded(draw: st.DrawFn, prices: PriceList) -> Package:
    """Return any package that *prices* has a price for."""
    package = WANTED
    for price in prices.terms:
        if draw(st.integers(0, 2)) == 0:
            own = level_of(WANTED, price.term)
            level = st.integers(0, 1) if price.term is Term.RUSH else st.integers(price.least_days, price.most_days)
            package = with_level(package, price.term, draw(level | st.just(own)))
    for kind, fewest, most in prices.counts:
        if draw(st.integers(0, 2)) == 0:
            changed = with_count(package, kind, draw(st.integers(fewest, max(most, count_of(WANTED, kind)))))
            package = changed if changed.deliverables else package
    return package


@st.composite
def haggles(draw: st.DrawFn) -> tuple[Brief, list[tuple[Offer, Room]]]:
    """Any dialogue over packages, each ask met by what others have left of the campaign: mostly room to haggle."""
    brief = draw(trading_briefs())
    named: st.SearchStrategy[Package | None] = st.none() | st.just(WANTED) | traded(brief.campaign.prices)
    named = draw(st.sampled_from([st.none(), named, named, named, named | packages()]))
    ample = st.just(any_room(brief))
    rooms = draw(st.sampled_from([ample, ample, ample | rooms_of(brief)]))
    offers = [Offer(fee, brief.campaign.currency, draw(named)) for fee in draw(asks_to(brief))]
    return brief, [(offer, draw(rooms)) for offer in offers]


@st.composite
def rooms_of(draw: st.DrawFn, brief: Brief) -> Room:
    """Return the room beside any other commitments."""
    views = st.integers(1, 200_000)
    fees = st.integers(0, brief.reservation_cents)
    others = draw(st.lists(st.builds(Commitment, st.just("other"), views, fees, st.booleans()), max_size=2))
    campaign = replace(brief.campaign, budget_cents=draw(st.integers(1, 5 * brief.reservation_cents)))
    return lambda views: standing_for(campaign, others, views)


def play(brief: Brief, turns: list[tuple[Offer, Room]]) -> list[tuple[History, Offer, Standing | None, Verdict]]:
    """Return every decision of a dialogue with what it was made from: history, ask with its package, verdict."""
    said: list[tuple[History, Offer, Standing | None, Verdict]] = []
    history = after(brief, History(), weigh_package(brief, History(), None, any_room(brief)))
    for ask, room in turns:
        resolved = replace(ask, package=ask.package or on_table(brief, history))
        verdict = weigh_package(brief, history, ask, room)
        said.append((history, resolved, None, verdict))
        if not isinstance(verdict, Counter | Hold):
            break
        history = after(brief, replace(history, moves=(*history.moves, Move(Side.THEM, resolved))), verdict)
    return said


def after(brief: Brief, history: History, verdict: Verdict) -> History:
    """Return the history once *verdict* went out."""
    mails = history.mails_with_amount + 1
    if isinstance(verdict, Counter):
        move = Move(Side.US, Offer(verdict.fee_cents, brief.campaign.currency, verdict.package))
        return replace(history, moves=(*history.moves, move), mails_with_amount=mails)
    return replace(history, mails_with_amount=mails) if isinstance(verdict, Hold) else history
