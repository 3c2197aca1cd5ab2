"""Does each promise about a campaign's money hold, whatever closes, ends or asks next?"""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from negotiation.brief import make_brief
from negotiation.explain import inputs
from negotiation.standing import Commitment, standing_for
from negotiation.strategy import reservation_limit, weigh
from negotiation.terms import Campaign, History, Move, Offer, Side
from negotiation.verdicts import Accept, Counter, Escalate, Hold
from tests.negotiation.makers import CAMPAIGN, CREATOR
from tests.negotiation.test_standing import commitments

Made = tuple[Campaign, list[Commitment]]


def others(made: Sequence[Commitment], own: Commitment) -> list[Commitment]:
    return [one for one in made if one is not own]


@st.composite
def later(draw: st.DrawFn) -> Made:
    """A campaign some time later: of the offers that were out some are deals now, some ended, some stand."""
    campaign, made = draw(commitments())
    now = list[Commitment]()
    for one in made:
        became = draw(st.sampled_from(["deal", "stands", "ended"]))
        if one.agreed or became == "deal":
            now.append(replace(one, agreed=True))
        elif became == "stands":
            now.append(one)
    return campaign, now


@given(later())
def test_a_yes_to_an_offer_of_ours_is_always_paid(made: Made) -> None:
    campaign, now = made
    for own in (one for one in now if not one.agreed):
        left = standing_for(campaign, others(now, own), own.views)
        assert left.floor_cents <= own.fee_cents <= left.ceiling_cents


@given(commitments(), st.integers(1_000, 200_000))
def test_what_is_released_takes_nothing_from_anybody(made: Made, views: int) -> None:
    campaign, now = made
    before = standing_for(campaign, now, views)
    for ended in (one for one in now if not one.agreed):
        after = standing_for(campaign, others(now, ended), views)
        assert after.ceiling_cents >= before.ceiling_cents
        assert after.floor_cents <= before.floor_cents


@given(commitments(), st.integers(1_000, 200_000))
def test_a_release_gives_back_exactly_what_was_reserved(made: Made, views: int) -> None:
    campaign, now = made
    money_alone = replace(campaign, cpm_max_cents=10**9, cpm_min_cents=1, cpm_target_cents=None)
    for ended in (one for one in now if not one.agreed):
        before = standing_for(money_alone, now, views).ceiling_cents
        assert standing_for(money_alone, others(now, ended), views).ceiling_cents == before + ended.fee_cents


@given(commitments(), st.integers(1_000, 200_000))
def test_no_savings_stretch_anybody_beyond_the_campaigns_own_limit(made: Made, views: int) -> None:
    campaign, now = made
    most = campaign.cpm_max_cents * views * (100 + campaign.stretch_percent) // 100_000
    assert standing_for(campaign, now, views).ceiling_cents <= most
    for one in now:
        assert one.fee_cents * 100_000 <= campaign.cpm_max_cents * one.views * (100 + campaign.stretch_percent)


@given(commitments())
def test_without_a_deal_nobody_is_stretched(made: Made) -> None:
    campaign, now = made
    hoped_for = [
        replace(one, agreed=False) for one in now if one.fee_cents * 1000 <= campaign.cpm_max_cents * one.views
    ]
    left = standing_for(campaign, hoped_for, 50_000)
    assert left.ceiling_cents * 1000 <= campaign.cpm_max_cents * 50_000


@given(commitments(), st.integers(2_000, 200_000), st.integers(1, 5_000_000), st.integers(0, 5))
def test_whatever_the_campaign_leaves_no_verdict_promises_more(made: Made, views: int, ask: int, mails: int) -> None:
    campaign, now = made
    brief = make_brief("n-own", campaign, replace(CREATOR, view_samples=(views,)))
    left = standing_for(campaign, now, brief.expected_views)
    verdict = weigh(brief, History(mails_with_amount=mails), Offer(ask, "USD"), left)
    if isinstance(verdict, Accept | Counter):
        assert verdict.fee_cents <= reservation_limit(brief, left) <= left.ceiling_cents
        assert isinstance(verdict, Counter) or verdict.fee_cents >= left.floor_cents


@given(st.integers(1, 4_000_000), st.integers(1, 6))
def test_a_short_budget_takes_no_offer_back_and_raises_none(left_cents: int, mails: int) -> None:
    brief = make_brief("n1", CAMPAIGN, CREATOR)
    standing_offer = 80_000
    history = History((Move(Side.US, Offer(standing_offer, "USD")),), mails)
    left = standing_for(replace(CAMPAIGN, budget_cents=left_cents), (), brief.expected_views)
    verdict = weigh(brief, history, Offer(120_000, "USD"), left)
    if left.ceiling_cents < standing_offer:
        assert isinstance(verdict, Hold | Escalate)
        assert not isinstance(verdict, Hold) or verdict.fee_cents == standing_offer
    elif isinstance(verdict, Counter | Hold | Accept):
        assert standing_offer <= verdict.fee_cents <= left.ceiling_cents


def test_what_the_campaign_leaves_stands_in_the_price_trace() -> None:
    brief = make_brief("n1", CAMPAIGN, CREATOR)
    left = standing_for(replace(CAMPAIGN, budget_cents=60_000), (), brief.expected_views)
    told = {line.rule: line.cents for line in inputs(brief, reservation_limit(brief, left), left)}
    assert (told["standing"], told["limit"], told["reservation"]) == (60_000, 60_000, 125_000)
