"""Does a price trace over packages add up to its fee, and read as a campaign manager understands it?"""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from negotiation.explain import priced
from negotiation.term_prices import BonusPrice, PriceList, Term, TermPrice
from negotiation.terms import Brief, History, Offer, Side, Standing
from negotiation.trades import weigh_package
from negotiation.verdicts import Accept, Counter, Escalate, Hold, Verdict
from tests.negotiation.makers import a_history
from tests.negotiation.package_makers import WANTED, a_trading_brief, after, few, haggles, play
from tests.negotiation.test_trades import Haggle, answer, dollars

US, THEM = Side.US, Side.THEM
LONGER = replace(WANTED, usage_rights_days=180)  # 525 USD more worth by the price list


def rules(verdict: Verdict) -> dict[str, int | None]:
    return {line.rule: line.cents for line in verdict.trace}


def sentences(verdict: Verdict) -> list[str]:
    return [line.sentence for line in verdict.trace]


def summed_up(verdict: Verdict) -> int | None:
    """Return the fee that the lines between what was known and the verdict come to."""
    lines = verdict.trace[[line.rule for line in verdict.trace].index("limit") + 1 : -1]
    makes_the_fee = ("even_fee", "round", "target", "last_mail", "plan")
    fee = next((line.cents for line in reversed(lines) if line.rule in makes_the_fee), None)
    for line in lines:
        if line.rule == "even_fee":
            fee = line.cents
        if line.cents is None or fee is None:
            continue
        if line.rule == "package_worth":
            fee += line.cents
        elif line.rule in ("package_limit", "their_fee", "round"):
            fee = min(fee, line.cents)
    return fee


@few
@given(haggles())
def test_the_lines_of_a_trace_add_up_to_the_offer(haggle: Haggle) -> None:
    for _, _, _, verdict in play(*haggle):
        if isinstance(verdict, Counter):
            assert summed_up(verdict) == verdict.fee_cents, sentences(verdict)


@few
@given(haggles())
def test_no_sentence_names_an_amount_below_zero_and_every_line_is_a_sentence(haggle: Haggle) -> None:
    for _, _, _, verdict in play(*haggle):
        for sentence in sentences(verdict):
            assert not re.search(r"(?<![\w.])-\d", sentence), sentence
            assert sentence.endswith(".")


@few
@given(haggles())
def test_a_hand_over_names_the_fee_that_they_named(haggle: Haggle) -> None:
    for _, ask, _, verdict in play(*haggle):
        if isinstance(verdict, Escalate):
            assert verdict.trace[-1].cents == ask.fee_cents
            if verdict.reason == "above_reservation":
                assert f"{ask.fee_cents // 100:,}" in verdict.detail or haggle[0].campaign.currency != "USD"


def test_who_takes_our_fee_and_grants_more_than_we_asked_for_is_not_suspicious() -> None:
    brief = a_trading_brief()
    taken = answer(brief, a_history((US, 1_000)), dollars(1_000, LONGER))  # like 475 USD for our own package
    assert isinstance(taken, Accept)
    assert (taken.fee_cents, taken.package) == (100_000, LONGER)
    far = answer(brief, a_history((US, 1_000)), dollars(400, LONGER))
    assert isinstance(far, Escalate)
    assert far.reason == "far_under_range"
    assert "They ask 400 USD, under 50 % of the 1,000 USD we open with for that" in far.detail


def test_a_package_that_is_worth_more_than_its_fee_is_taken_and_told_without_an_amount_below_zero() -> None:
    brief = a_trading_brief(PriceList(terms=(TermPrice(Term.RUSH, cents=150_000),)))
    verdict = answer(brief, a_history((US, 1_000)), dollars(1_000, replace(WANTED, rush=True)))
    assert isinstance(verdict, Accept)
    assert "like our own package and 500 USD besides, for nothing" in " ".join(sentences(verdict))


@pytest.mark.parametrize("left", [None, Standing(107_000)])
def test_an_ask_for_more_of_everything_is_never_taken_over_what_it_may_cost(left: Standing | None) -> None:
    brief = a_trading_brief(PriceList(terms=(TermPrice(Term.RUSH, cents=300_000),)))
    rushed = replace(WANTED, rush=True)
    verdict = weigh_package(brief, a_history((US, 1_000)), dollars(1_080, rushed), lambda views: left)
    if left is None:
        assert isinstance(verdict, Accept)
    else:  # worth 1,920 USD more than nothing to us, and over what the campaign leaves
        assert not isinstance(verdict, Accept)
        assert isinstance(verdict, Escalate) or verdict.fee_cents <= 107_000  # type: ignore[union-attr]


def test_a_yes_to_a_package_says_what_it_is_like_and_why_it_is_taken() -> None:
    history = a_history((US, 1_280), mails=3)
    taken = answer(a_trading_brief(), history, dollars(1_800, LONGER))
    assert isinstance(taken, Accept)
    assert sentences(taken)[-5:] == [
        "They ask 1,800 USD with 180 days of usage rights instead of 90; to us that is like 1,275 USD for our own "
        "package.",
        "Counted in fees for our own package, their 1,275 USD is less than our own offer of 1,280 USD: we accept "
        "1,275 USD (CPM 12.75 USD).",
        "With 180 days of usage rights instead of 90 the package is worth 525 USD more to us.",
        "The most that package may cost now: 2,500 USD.",
        "In money and package: we accept 1,800 USD (CPM 18 USD) with 180 days of usage rights instead of 90.",
    ]


def exhausted(brief: Brief) -> tuple[History, Offer]:
    sooner = replace(WANTED, payment_days=7)
    return a_history((US, 1_000), (THEM, 2_900), (US, 2_000), mails=6), dollars(2_700, sooner)


def test_the_cpm_of_an_offer_with_a_bonus_is_told_with_the_bonus_paid_in_full() -> None:
    brief = a_trading_brief(PriceList(bonus=BonusPrice(cpm_cents=1_000, cap_percent=20)))
    history = a_history((US, 1_000), (THEM, 3_300), (US, 1_100), (THEM, 3_100), (US, 1_300))
    verdict = answer(brief, history, dollars(3_000))
    assert isinstance(verdict, Counter)
    fee, cap = verdict.fee_cents, verdict.package.bonus_cents
    assert cap == 35_000
    assert f"With the bonus paid in full: {priced(fee + cap, 100_000, 'USD')}." in sentences(verdict)[-1]
    assert "The most that package may cost now beside 350 USD of bonus: 2,150 USD." in sentences(verdict)


def test_a_person_hears_what_they_ask_in_their_own_figures() -> None:
    brief = a_trading_brief()
    verdict = answer(brief, *exhausted(brief))
    assert isinstance(verdict, Escalate)
    assert verdict.detail == "All 6 mails are used and they still ask 2,700 USD."
    assert rules(verdict)["their_package"] == 270_000 + 23 * 35 * 10_000 // 3_000 + 1  # 23 days at 35 USD for 30


def test_an_offer_that_no_fee_can_follow_stands_and_says_so() -> None:
    brief, short = a_trading_brief(), replace(WANTED, usage_rights_days=30)
    history = after(brief, a_history((US, 1_000)), Counter(115_000, short, ()))
    # 50 USD less than our offer, and under what the campaign's CPM needs.
    verdict = weigh_package(brief, history, dollars(1_100), lambda views: Standing(250_000, floor_cents=112_000))
    assert isinstance(verdict, Hold)
    assert (verdict.fee_cents, verdict.package) == (115_000, short)
    assert sentences(verdict)[-2:] == [
        "No fee for this or any other package keeps every limit now.",
        "In money and package: our offer stands at 1,150 USD (CPM 11.50 USD) with 30 days of usage rights instead of "
        "90.",
    ]
