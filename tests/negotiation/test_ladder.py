"""Which packages are offered to whom, in which order, and is nothing given twice?"""

from dataclasses import replace

import pytest

from negotiation.ladder import best_named, candidates
from negotiation.packages import count_of, level_of
from negotiation.term_prices import BonusPrice, PriceList, Term, TermPrice
from negotiation.terms import Brief, History, Move, Offer, Package, Side
from negotiation.trades import weigh_package
from negotiation.verdicts import Counter, Hold
from tests.negotiation.makers import REEL, a_history
from tests.negotiation.package_makers import PRICES, WANTED, a_trading_brief, after

US, THEM = Side.US, Side.THEM
SHORTER = replace(WANTED, usage_rights_days=30)
HALF = replace(WANTED, usage_rights_days=60)


def rungs(brief: Brief, history: History, ask: int, plan: int) -> list[Package]:
    """Return the packages that a mail may offer, best first; amounts in whole dollars."""
    offer = Offer(ask * 100, "USD", WANTED)
    return [idea.package for idea in candidates(brief, history, offer, plan * 100, last=False)]


def test_of_the_packages_they_named_the_one_worth_most_at_their_prices_is_offered_the_latest_of_equals() -> None:
    brief = a_trading_brief()  # 30 days of rights are worth 175 USD
    told = [Move(THEM, Offer(260_000, "USD", SHORTER)), Move(THEM, Offer(250_000, "USD", HALF))]
    history = replace(a_history((US, 1_000)), moves=(*a_history((US, 1_000)).moves, *told))
    assert best_named(brief, history, Offer(290_000, "USD", WANTED)) == HALF
    assert best_named(brief, history, Offer(267_500, "USD", WANTED)) == WANTED
    assert best_named(brief, history, Offer(267_400, "USD", WANTED)) == WANTED


def test_what_has_no_price_is_never_the_best_of_what_they_named() -> None:
    history = a_history((US, 1_000))
    forever = Move(THEM, Offer(1, "USD", replace(WANTED, usage_rights_days=365)))
    told = replace(history, moves=(*history.moves, forever))
    assert best_named(a_trading_brief(), told, Offer(290_000, "USD", WANTED)) == WANTED


def test_before_the_target_and_the_second_half_of_the_mails_the_fee_moves_alone() -> None:
    brief = a_trading_brief(rounds=8)
    assert rungs(brief, a_history((US, 1_000), mails=3), 3_000, 1_750) == []
    assert rungs(brief, a_history((US, 1_000)), 3_000, 1_751) != []
    assert rungs(brief, a_history((US, 1_000), mails=4), 3_000, 1_500) != []
    assert rungs(brief, History(), 3_000, 2_000) == []  # nobody has heard a fee of ours yet


def test_a_rung_gives_what_is_worth_least_to_us_first_and_one_piece_fewer_only_out_of_reach() -> None:
    brief, history = a_trading_brief(), a_history((US, 1_000), mails=4)
    near = rungs(brief, history, 2_400, 2_000)
    far = rungs(brief, history, 3_000, 2_000)
    assert [level_of(p, Term.PAYMENT) for p in near].count(7) == 1
    assert all(p.deliverables == WANTED.deliverables for p in near)
    assert [count_of(p, "story") for p in far if p.deliverables != WANTED.deliverables] == [0]
    assert all(count_of(p, "reel") == 1 for p in far), "of a kind that may not be fewer nothing is left out"
    assert [p.bonus is not None for p in far].index(True) == len(far) - 1, "a bonus comes last"
    assert {p.deliverables for p in rungs(brief, history, 2_500, 2_000)} == {WANTED.deliverables}, (
        "at the limit: in reach"
    )


def test_the_last_mail_brings_no_bonus() -> None:
    ask = Offer(300_000, "USD", WANTED)
    last = [idea.package for idea in candidates(a_trading_brief(), a_history((US, 1_000)), ask, 200_000, last=True)]
    assert last
    assert not any(p.bonus for p in last)


def test_the_only_piece_is_never_left_out() -> None:
    brief = a_trading_brief(PriceList(counts=(("reel", 0, 3),)), REEL)
    ask = Offer(300_000, "USD", REEL)
    assert list(candidates(brief, a_history((US, 1_000), mails=4), ask, 200_000, last=False)) == []


def test_a_bonus_paid_in_full_is_no_more_than_they_ask() -> None:
    brief, history = a_trading_brief(), a_history((US, 1_000), mails=4)
    caps = {
        ask: [p.bonus.cap_cents for p in rungs(brief, history, ask, 2_000) if p.bonus]
        for ask in range(2_000, 2_401, 10)
    }
    assert all(2_000 * 100 + cap <= ask * 100 for ask, told in caps.items() for cap in told), caps
    assert caps[2_400]


def test_sooner_payment_that_would_lower_the_fee_they_heard_is_no_gift() -> None:
    prices = PriceList(terms=(TermPrice(Term.PAYMENT, percent=2, least_days=7, most_days=30),))  # 26.84 USD
    brief, history = a_trading_brief(prices), a_history((US, 1_990), mails=4)
    assert [p.payment_days for p in rungs(brief, history, 3_000, 2_016)] == []
    assert [p.payment_days for p in rungs(brief, history, 3_000, 2_017)] == [7]


def test_later_payment_is_no_gift() -> None:
    prices = PriceList(terms=(TermPrice(Term.PAYMENT, percent=2, least_days=45, most_days=60),))
    assert rungs(a_trading_brief(prices), a_history((US, 1_000), mails=4), 3_000, 2_000) == []


@pytest.mark.parametrize(("offered", "days"), [(1_825, 60), (1_826, None), (1_650, 30), (1_000, 0)])
def test_as_many_months_are_given_up_as_leave_the_fee_they_heard(offered: int, days: int | None) -> None:
    prices = PriceList(terms=(TermPrice(Term.EXCLUSIVITY, cents=17_500, most_days=90),))
    brief = a_trading_brief(prices, replace(REEL, exclusivity_days=90))
    ask = Offer(300_000, "USD", brief.campaign.package)
    given = candidates(brief, a_history((US, offered), mails=4), ask, 200_000, last=False)
    assert [idea.package.exclusivity_days for idea in given] == ([] if days is None else [days])


def test_of_more_rights_for_their_fee_no_more_are_asked_than_make_it_worth_our_plan() -> None:
    brief = a_trading_brief(PriceList(terms=(TermPrice(Term.USAGE_RIGHTS, percent=10, most_days=180),)))
    history = a_history((US, 1_000), mails=4)
    for ask, plan, days in ((2_300, 1_950, 150), (2_500, 2_325, 120)):  # a month is worth 175
        packages = rungs(brief, history, ask, plan)
        assert [p.usage_rights_days for p in packages if p.usage_rights_days > 90] == [days]


def test_days_that_the_campaign_does_not_trade_are_neither_given_nor_asked_for() -> None:
    def rights(percent: int, least: int, most: int, ask: int) -> list[int]:
        prices = PriceList(terms=(TermPrice(Term.USAGE_RIGHTS, percent=percent, least_days=least, most_days=most),))
        packages = rungs(a_trading_brief(prices), a_history((US, 1_000), mails=4), ask, 2_000)
        return [p.usage_rights_days for p in packages if p.usage_rights_days != 90]

    assert rights(30, 0, 0, 3_000) == []  # 60 of the 90 that are wanted would keep the fee
    assert rights(10, 180, 180, 2_300) == [180]  # 150 would do


def test_to_whoever_never_moves_each_term_is_given_or_asked_for_once() -> None:
    brief = a_trading_brief(replace(PRICES, bonus=BonusPrice(cpm_cents=1_000, cap_percent=10)), rounds=12)
    history, offered = a_history((US, 1_000)), list[Package]()
    for _ in range(11):
        verdict = weigh_package(brief, history, Offer(260_000, "USD"), lambda views: None)
        if not isinstance(verdict, Counter | Hold):
            break
        offered.append(verdict.package)
        ask = Move(THEM, Offer(260_000, "USD", WANTED))
        history = after(brief, replace(history, moves=(*history.moves, ask)), verdict)
    assert len(set(offered)) > 2, "several rungs were climbed"
    for term in Term:
        levels = [getattr(package, term.value) for package in offered]
        changed = [level for level in levels if level != getattr(WANTED, term.value)]
        assert len(set(changed)) <= 1, f"{term} was moved twice: {levels}"


def test_what_we_offered_to_move_is_not_moved_again_and_what_they_declined_is_not_asked_for() -> None:
    brief, longer = a_trading_brief(), replace(WANTED, usage_rights_days=120)
    heard = replace(after(brief, a_history((US, 1_000)), Counter(120_000, longer, ())), mails_with_amount=4)
    offers = rungs(brief, heard, 2_400, 2_100)
    assert {p.usage_rights_days for p in offers} == {90, 120}, "theirs, or what lies on the table"
    assert any(p.exclusivity_days for p in offers), "another term may still move"
    fresh = rungs(brief, a_history((US, 1_000), mails=4), 2_400, 2_225)
    assert any(p.usage_rights_days > 90 for p in fresh)
    assert any(p.exclusivity_days for p in fresh)
    start = a_history((US, 1_000), mails=4)
    declined = replace(start, moves=(*start.moves, Move(THEM, Offer(260_000, "USD", SHORTER))))
    offers = rungs(brief, declined, 2_400, 2_000)
    assert offers
    assert {p.usage_rights_days for p in offers} == {90}


def test_a_bonus_is_no_more_than_the_fee_for_what_lies_on_the_table_leaves_under_the_limit() -> None:
    brief, longer = a_trading_brief(), replace(WANTED, usage_rights_days=120)
    heard = replace(after(brief, a_history((US, 1_000)), Counter(120_000, longer, ())), mails_with_amount=4)
    (with_it,) = [p for p in rungs(brief, heard, 3_000, 2_000) if p.bonus]
    assert with_it.bonus_cents == 250_000 - (200_000 + 17_500)  # a month more is worth 175


def test_for_more_terms_we_say_no_more_than_the_fee_they_named() -> None:
    brief = a_trading_brief(PriceList(terms=(TermPrice(Term.USAGE_RIGHTS, percent=10, most_days=180),)))
    ask = Offer(230_000, "USD", WANTED)
    more, *_ = candidates(brief, a_history((US, 1_000), mails=4), ask, 210_000, last=False)
    assert (more.package.usage_rights_days, more.most_cents) == (150, 230_000)
