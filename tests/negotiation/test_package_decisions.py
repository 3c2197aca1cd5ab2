"""What is answered to a mail that names terms?"""

from dataclasses import replace

import pytest

from negotiation.asked import asked_package, asks_of
from negotiation.decision import decide
from negotiation.packages import with_count
from negotiation.reading import Intent, Reading, ReadTerm, Role
from negotiation.term_prices import PriceList, Term, TermPrice
from negotiation.terms import Brief, History, Offer, Side
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Verdict
from tests.negotiation.makers import a_brief, a_history, a_reading, an_ask
from tests.negotiation.package_makers import WANTED, a_trading_brief, after

US, THEM = Side.US, Side.THEM
TABLE = a_history((US, 1_000), (THEM, 3_000), (US, 1_400), mails=3)


def naming(reading: Reading, *terms: ReadTerm) -> Reading:
    return replace(reading, terms=terms)


def days(term: Term, level: int, quote: str = "that") -> ReadTerm:
    return ReadTerm(term, level, quote)


def pieces(kind: str, count: int) -> ReadTerm:
    return ReadTerm(Term.DELIVERABLES, count, f"{count} {kind}", kind)


def answer(reading: Reading, brief: Brief | None = None, history: History = TABLE) -> Verdict:
    return decide(brief or a_trading_brief(), history, reading, lambda views: None)


def test_an_ask_with_shorter_rights_is_weighed_with_them() -> None:
    verdict = answer(naming(a_reading(Intent.COUNTER_OFFER, an_ask(2_600)), days(Term.USAGE_RIGHTS, 30)))
    assert isinstance(verdict, Counter)
    assert verdict.package == replace(WANTED, usage_rights_days=30)


def test_a_price_for_another_package_is_an_ask_once_the_mail_says_which() -> None:
    two = naming(a_reading(Intent.COUNTER_OFFER, an_ask(1_900, Role.PACKAGE)), pieces("reel", 2))
    verdict = answer(two)
    assert isinstance(verdict, Accept)  # the third piece is worth 787.50 USD: like 1,112.50 for ours
    assert verdict.package == with_count(WANTED, "reel", 2)
    unsaid = answer(a_reading(Intent.COUNTER_OFFER, an_ask(1_900, Role.PACKAGE)))
    assert isinstance(unsaid, Escalate)
    assert unsaid.reason == "package_changed"
    ours = naming(a_reading(Intent.COUNTER_OFFER, an_ask(900, Role.PACKAGE)), pieces("reel", 1))
    part = answer(ours)  # "I could do 1 reel for 900": the stories have no price yet
    assert isinstance(part, Escalate)
    assert part.reason == "package_changed"


def test_terms_that_the_campaign_does_not_price_go_to_a_person() -> None:
    brief = a_brief(package=WANTED)
    verdict = answer(naming(a_reading(Intent.COUNTER_OFFER, an_ask(700)), days(Term.USAGE_RIGHTS, 0)), brief)
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "package_changed"
    assert "usage rights" in verdict.detail


def test_more_than_we_asked_for_is_no_request_where_it_has_no_price() -> None:
    reading = naming(a_reading(Intent.COUNTER_OFFER, an_ask(2_000)), days(Term.EXCLUSIVITY, 30))
    brief = a_brief(package=WANTED)
    assert answer(reading, brief) == answer(replace(reading, terms=()), brief)


def test_a_yes_that_changes_a_term_is_weighed_as_another_package() -> None:
    yes = naming(a_reading(Intent.ACCEPTANCE), days(Term.USAGE_RIGHTS, 0))
    assert not isinstance(answer(yes), Accept)
    same = naming(a_reading(Intent.ACCEPTANCE), days(Term.USAGE_RIGHTS, 90))
    assert isinstance(answer(same), Accept)


def test_a_condition_that_is_nothing_but_a_priced_term_is_weighed() -> None:
    brief = a_trading_brief(PriceList(terms=(TermPrice(Term.PAYMENT, percent=2, least_days=7, most_days=30),)))
    history = a_history((US, 1_400), (THEM, 1_450), mails=4)
    yes = replace(
        a_reading(Intent.CONDITIONAL_ACCEPTANCE),
        condition="if you can do payment within 14 days",
        terms=(days(Term.PAYMENT, 14, "payment within 14 days"),),
    )
    verdict = answer(yes, brief, history)
    assert isinstance(verdict, Accept)  # 16 days sooner cost 18.67 USD
    assert (verdict.fee_cents, verdict.package.payment_days) == (140_000, 14)
    more = replace(yes, condition="if you can do payment within 14 days and cover my flight")
    verdict = answer(more, brief, history)
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "conditional"


EXCLUSIVE = replace(WANTED, exclusivity_days=30)
EXCLUSIVITY = PriceList(terms=(TermPrice(Term.EXCLUSIVITY, percent=10, least_days=0, most_days=90),))


@pytest.mark.parametrize("intent", [Intent.CONDITIONAL_ACCEPTANCE, Intent.COUNTER_OFFER])
def test_a_fee_if_we_drop_a_term_is_an_ask_for_the_package_without_it_where_it_has_a_price(intent: Intent) -> None:
    if_dropped = replace(
        naming(a_reading(intent, an_ask(1_500)), days(Term.EXCLUSIVITY, 0, "drop the exclusivity")),
        condition="if you drop the exclusivity",
    )
    history = a_history((US, 1_200), mails=2)
    verdict = answer(if_dropped, a_trading_brief(EXCLUSIVITY, EXCLUSIVE), history)
    assert isinstance(verdict, Counter)
    assert verdict.package == WANTED
    for brief in (a_brief(package=EXCLUSIVE), a_brief(package=WANTED)):  # no price; none in the package, and no price
        verdict = answer(if_dropped, brief, history)
        assert isinstance(verdict, Escalate)
        assert verdict.reason in {"package_changed", "conditional"}


def test_a_fee_without_a_term_we_do_not_want_is_an_ask_as_any_other() -> None:
    ask = naming(a_reading(Intent.COUNTER_OFFER, an_ask(1_500)), days(Term.EXCLUSIVITY, 0, "without exclusivity"))
    ask = replace(ask, condition="without exclusivity")
    assert isinstance(answer(ask, a_brief(package=WANTED), a_history((US, 1_000), mails=2)), Counter)


def test_a_yes_if_we_drop_what_is_not_there_is_a_yes() -> None:
    yes = naming(a_reading(Intent.CONDITIONAL_ACCEPTANCE), days(Term.EXCLUSIVITY, 0, "drop the exclusivity"))
    yes = replace(yes, condition="if you drop the exclusivity")
    assert isinstance(answer(yes, a_brief(package=WANTED), a_history((US, 1_000), mails=2)), Accept)


def test_a_request_without_a_yes_is_offered_not_agreed() -> None:
    brief = a_trading_brief(PriceList(terms=(TermPrice(Term.PAYMENT, percent=2, least_days=7, most_days=30),)))
    history = a_history((US, 1_400), mails=4)
    verdict = answer(naming(a_reading(Intent.QUESTION), days(Term.PAYMENT, 14)), brief, history)
    assert isinstance(verdict, Counter)
    assert verdict.package.payment_days == 14
    assert verdict.trace[-1].cents == verdict.fee_cents


def test_a_term_at_two_levels_is_asked_about_once_and_then_a_persons() -> None:
    both = naming(
        a_reading(Intent.COUNTER_OFFER, an_ask(1_500)), days(Term.USAGE_RIGHTS, 30), days(Term.USAGE_RIGHTS, 60)
    )
    verdict = answer(both)
    assert isinstance(verdict, Clarify)
    assert verdict.about == "package"
    again = answer(both, history=replace(TABLE, clarified=("package",)))
    assert isinstance(again, Escalate)


@pytest.mark.parametrize("prices", [PriceList(), None])
def test_a_bonus_they_ask_for_needs_a_price(prices: PriceList | None) -> None:
    brief = a_trading_brief() if prices is None else a_trading_brief(prices)
    verdict = answer(naming(a_reading(Intent.COUNTER_OFFER, an_ask(2_800)), ReadTerm(Term.BONUS, 1, "bonus")), brief)
    assert isinstance(verdict, Counter if prices is None else Escalate)


def test_a_package_stays_on_the_table_until_it_is_changed() -> None:
    brief, short = a_trading_brief(), replace(WANTED, usage_rights_days=30)
    history = after(brief, a_history((US, 1_000)), Counter(110_000, short, ()))
    plain = a_reading(Intent.COUNTER_OFFER, an_ask(1_500))
    assert asked_package(brief, history, plain) == short
    assert asks_of(brief, history, plain) == (Offer(150_000, "USD"),)
    longer = naming(plain, days(Term.USAGE_RIGHTS, 90))
    assert asks_of(brief, history, longer) == (Offer(150_000, "USD", WANTED),)


def test_paying_sooner_meets_a_later_date_and_no_more_rights_are_taken_than_traded() -> None:
    brief = a_trading_brief()
    reading = naming(a_reading(Intent.ACCEPTANCE), days(Term.PAYMENT, 45), days(Term.USAGE_RIGHTS, 365))
    package = asked_package(brief, TABLE, reading)
    assert (package.payment_days, package.usage_rights_days) == (30, 180)


@pytest.mark.parametrize(("fee", "kind"), [(1_400, Hold), (1_410, Counter)])
def test_who_wants_a_bonus_besides_has_not_agreed_to_the_fee_alone(fee: int, kind: type[Verdict]) -> None:
    ask = a_reading(Intent.COUNTER_OFFER, an_ask(fee))
    assert isinstance(answer(ask), Accept)
    verdict = answer(replace(ask, terms=(ReadTerm(Term.BONUS, 1, "a views bonus"),)))
    assert isinstance(verdict, kind)


def test_an_offer_that_stands_is_told_at_its_own_fee_though_we_offered_more_for_more_before() -> None:
    short = replace(WANTED, usage_rights_days=30)
    history = after(a_trading_brief(), TABLE, Counter(110_000, short, ()))
    reading = naming(a_reading(Intent.COUNTER_OFFER, an_ask(1_100)), ReadTerm(Term.BONUS, 1, "a views bonus"))
    verdict = answer(reading, history=history)
    assert isinstance(verdict, Hold)
    assert (verdict.fee_cents, verdict.package, verdict.trace[-1].cents) == (110_000, short, 110_000)


@pytest.mark.parametrize(
    ("condition", "topic"),
    [
        ("$2,600 zzgl. 19 % MwSt.", "taxes"),
        ("2600 HT le reel", "taxes"),
        ("net 15, $2,600", ""),
        ("I'd charge $2,600", ""),
    ],
)
def test_whoever_names_a_fee_plus_tax_hears_that_ours_stays_as_it_is(condition: str, topic: str) -> None:
    verdict = answer(replace(a_reading(Intent.COUNTER_OFFER, an_ask(2_600)), condition=condition))
    assert isinstance(verdict, Counter)
    assert verdict.fee_cents < 260_000
    assert verdict.besides == topic


def test_who_wants_a_bonus_that_we_do_not_offer_yet_hears_so() -> None:
    bonus = ReadTerm(Term.BONUS, 1, "a bonus on views")
    verdict = answer(naming(a_reading(Intent.COUNTER_OFFER, an_ask(1_500)), bonus), history=a_history((US, 1_000)))
    assert isinstance(verdict, Counter)
    assert (verdict.package.bonus, verdict.besides) == (None, "rest")


def test_who_asks_for_other_work_and_gets_it_is_not_told_no() -> None:
    asked = replace(
        a_reading(Intent.COUNTER_OFFER, an_ask(1_900, Role.PACKAGE)), condition="How about 2 reels for $1,900?"
    )
    verdict = answer(naming(asked, pieces("reel", 2)))
    assert isinstance(verdict, Counter)
    assert verdict.package == with_count(WANTED, "reel", 2)
    assert verdict.besides == ""
