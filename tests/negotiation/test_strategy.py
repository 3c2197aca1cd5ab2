"""Which promises hold in every dialogue, whatever the creator asks?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.brief import make_brief
from negotiation.pricing import round_down
from negotiation.strategy import reservation_limit, weigh
from negotiation.terms import Brief, History, Move, Offer, Side, Standing
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, Verdict
from steps.reasons import REASONS
from tests.negotiation.makers import CAMPAIGN, CREATOR, a_brief, a_history, after, asked, asks_to, briefs, usd

US, THEM = Side.US, Side.THEM


@st.composite
def dialogues(draw: st.DrawFn) -> tuple[Brief, list[tuple[int, Standing]]]:
    """Any brief with any sequence of asks, each met by its own campaign limits: mostly such as leave room to haggle."""
    brief = draw(briefs())
    top = brief.reservation_cents
    ample, tight = st.just(Standing(2 * top)), st.builds(Standing, st.integers(brief.anchor_cents, top))
    wild = st.builds(Standing, st.integers(0, 2 * top), st.integers(0, top))
    standings = draw(st.sampled_from([ample, ample | tight, ample | tight | wild]))
    return brief, [(ask, draw(standings)) for ask in draw(asks_to(brief))]


def play(brief: Brief, turns: list[tuple[int, Standing]]) -> list[tuple[History, Offer | None, Standing, Verdict]]:
    """Return every decision of a dialogue with what it was made from."""
    said: list[tuple[History, Offer | None, Standing, Verdict]] = []
    history, ask = History(), None
    for cents, standing in [(0, Standing(brief.reservation_cents)), *turns]:
        ask = Offer(cents, brief.campaign.currency) if said else None
        verdict = weigh(brief, history, ask, standing)
        said.append((history, ask, standing, verdict))
        if not isinstance(verdict, Counter | Hold):
            break
        history = asked(history, ask) if ask else history
        if isinstance(verdict, Counter):
            history = replace(
                history, moves=(*history.moves, Move(US, Offer(verdict.fee_cents, brief.campaign.currency)))
            )
        history = replace(history, mails_with_amount=history.mails_with_amount + 1)
    return said


@given(dialogues())
def test_no_offer_and_no_deal_is_over_the_limit_or_their_ask(
    dialogue: tuple[Brief, list[tuple[int, Standing]]],
) -> None:
    for _, ask, standing, verdict in play(*dialogue):
        if isinstance(verdict, Counter | Accept):
            assert verdict.fee_cents <= min(dialogue[0].reservation_cents, standing.ceiling_cents)
            assert ask is None or verdict.fee_cents < ask.fee_cents + isinstance(verdict, Accept)


@given(dialogues())
def test_our_offers_never_go_back(dialogue: tuple[Brief, list[tuple[int, Standing]]]) -> None:
    for history, _, _, verdict in play(*dialogue):
        best = max((o.fee_cents for o in history.ours()), default=0)
        if isinstance(verdict, Counter):
            assert verdict.fee_cents > best
        if isinstance(verdict, Hold):
            assert verdict.fee_cents == best


@given(dialogues())
def test_we_never_accept_worse_than_our_own_offer_would_have_brought(
    dialogue: tuple[Brief, list[tuple[int, Standing]]],
) -> None:
    for history, ask, _, verdict in play(*dialogue):
        if isinstance(verdict, Accept):
            assert ask is not None
            assert verdict.fee_cents == ask.fee_cents
        elif ask is not None and any(ask.fee_cents <= o.fee_cents for o in history.ours()):
            assert isinstance(verdict, Escalate)  # the budget, the campaign's CPM or a suspicious ask forbids it


@given(dialogues())
def test_between_the_first_and_the_last_mail_we_name_amounts_that_people_write(
    dialogue: tuple[Brief, list[tuple[int, Standing]]],
) -> None:
    for history, _, standing, verdict in play(*dialogue):
        if isinstance(verdict, Counter) and history.ours() and not verdict.last:
            offered = max(o.fee_cents for o in history.ours())
            is_human = round_down(verdict.fee_cents, dialogue[0].campaign.currency) == verdict.fee_cents
            assert is_human or offered < standing.floor_cents, verdict.fee_cents


@given(dialogues())
def test_no_deal_lies_under_what_the_campaigns_cpm_needs(dialogue: tuple[Brief, list[tuple[int, Standing]]]) -> None:
    for _, _, standing, verdict in play(*dialogue):
        if isinstance(verdict, Accept):
            assert verdict.fee_cents >= standing.floor_cents


@given(dialogues())
def test_the_same_history_gives_the_same_verdict(dialogue: tuple[Brief, list[tuple[int, Standing]]]) -> None:
    assert play(*dialogue) == play(*dialogue)


@given(dialogues())
def test_no_more_mails_name_an_amount_than_the_campaign_allows(
    dialogue: tuple[Brief, list[tuple[int, Standing]]],
) -> None:
    answers = [v for _, ask, _, v in play(*dialogue) if isinstance(v, Counter | Hold)]
    assert len(answers) <= dialogue[0].campaign.rounds


@given(dialogues())
def test_every_verdict_explains_itself_and_every_escalation_has_a_known_reason(
    dialogue: tuple[Brief, list[tuple[int, Standing]]],
) -> None:
    for _, _, _, verdict in play(*dialogue):
        assert verdict.trace
        assert verdict.trace[-1].sentence.endswith(".")
        if isinstance(verdict, Escalate):
            assert verdict.reason in REASONS
        elif isinstance(verdict, Counter | Accept | Hold):
            assert verdict.trace[-1].cents == verdict.fee_cents


@given(briefs())
def test_a_creator_who_never_moves_hears_the_limit_in_the_last_mail(brief: Brief) -> None:
    turns = [(brief.reservation_cents + 1, Standing(brief.reservation_cents))] * 12
    mails = [v for _, _, _, v in play(brief, turns) if isinstance(v, Counter | Hold)]
    limit = reservation_limit(brief, Standing(brief.reservation_cents))
    if brief.campaign.rounds > 1:
        assert mails[-1].fee_cents == limit
    assert mails[-1].last
    assert not any(v.last for v in mails[:-1])


def test_the_opening_is_the_anchor() -> None:
    assert opening(a_brief()).fee_cents == 50_000


def opening(brief: Brief) -> Counter:
    verdict = weigh(brief, History(), None)
    assert isinstance(verdict, Counter)
    return verdict


def test_what_the_campaigns_cpm_needs_by_now_is_opened_with_rounded_up_and_said() -> None:
    verdict = weigh(a_brief(), History(), None, Standing(125_000, floor_cents=61_234))
    assert isinstance(verdict, Counter)
    assert verdict.fee_cents == 62_000
    line = verdict.trace[-2]
    assert (line.rule, line.cents) == ("floor", 62_000)
    assert line.sentence == "The campaign's CPM needs a fee of at least 612.34 USD by now."
    assert weigh(a_brief(), History(), None, Standing(125_000, floor_cents=50_000)).trace[-2].rule == "limit"


@pytest.mark.parametrize("limit", [61_300, 61_234])
def test_a_range_without_a_human_amount_is_opened_with_the_limit(limit: int) -> None:
    narrow = weigh(a_brief(), History(), None, Standing(limit, floor_cents=61_234))
    assert isinstance(narrow, Counter)
    assert narrow.fee_cents == limit


def test_an_opening_that_would_leave_the_campaigns_range_asks_a_person_even_with_the_limit_at_the_anchor() -> None:
    verdict = weigh(a_brief(), History(), None, Standing(50_000, floor_cents=50_001))
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "below_campaign_range"


def test_the_trace_says_what_the_campaign_leaves_right_now() -> None:
    lines = [line for line in weigh(a_brief(), History(), None, Standing(90_000)).trace if line.rule == "standing"]
    assert [line.cents for line in lines] == [90_000]


def test_a_raise_of_cents_is_no_move_and_the_last_mail_names_the_limit_to_the_cent() -> None:
    history = a_history((US, 500), (THEM, 1_500), (US, 530), mails=4)
    verdict = weigh(a_brief(), history, usd(1_400), Standing(53_043))
    assert isinstance(verdict, Hold)
    assert verdict.fee_cents == 53_000
    assert "we stay at 530 USD" in verdict.trace[-2].sentence
    last = weigh(a_brief(), replace(history, mails_with_amount=5), usd(1_400), Standing(53_043))
    assert isinstance(last, Counter)
    assert last.fee_cents == 53_043


@pytest.mark.parametrize("limit", [53_043, 53_500])
def test_an_odd_amount_that_a_person_offered_is_neither_rounded_back_nor_raised_by_cents(limit: int) -> None:
    by_a_person = Move(US, Offer(53_043, "USD"))
    before = a_history((US, 500), (THEM, 1_500))
    verdict = weigh(a_brief(), History((*before.moves, by_a_person), 2), usd(1_400), Standing(limit))
    assert isinstance(verdict, Hold)
    assert verdict.fee_cents == 53_043


@pytest.mark.parametrize(
    ("brief", "standing", "fee"),
    [
        (a_brief(cpm_min_cents=80, cpm_target_cents=88, cpm_max_cents=116, currency="KWD"), None, 4_000),  # not 4.400
        (a_brief(cpm_min_cents=2_002, cpm_max_cents=2_008), None, 100_100),
        (a_brief(), Standing(125_000, floor_cents=61_234), 61_234),
    ],
)
def test_who_speaks_first_hears_an_amount_that_people_write_unless_that_left_the_range(
    brief: Brief, standing: Standing | None, fee: int
) -> None:
    verdict = weigh(brief, History(), Offer(2 * brief.reservation_cents, brief.campaign.currency), standing)
    assert isinstance(verdict, Counter)
    assert verdict.fee_cents == fee


def test_a_target_that_nobody_would_write_is_rounded_down_and_the_trace_says_so() -> None:
    brief = a_brief(8, cpm_target_cents=1_751)  # 875.50 USD
    asks = ((THEM, 2_375), (US, 520), (THEM, 2_325), (US, 540), (THEM, 2_275), (US, 560))
    verdict = weigh(brief, a_history((US, 500), *asks), usd(2_225))
    assert isinstance(verdict, Counter)
    assert [(line.rule, line.cents) for line in verdict.trace[-3:]] == [
        ("target", 87_550), ("round", 87_000), ("counter", 87_000)
    ]  # fmt: skip
    assert verdict.trace[-3].sentence.endswith("an early offer stays at 875.50 USD, our target.")


def test_an_early_offer_over_the_target_is_not_said_to_stay_at_it() -> None:
    history = a_history((US, 500), (THEM, 1_400), (US, 880))  # an early offer of a person: our target is 875 USD
    told = [line.sentence for line in weigh(a_brief(8), history, usd(1_380)).trace]
    assert "Mail 3 of 8: an early offer stays at 890 USD, a small step: we are over our target." in told


def test_a_short_budget_tells_the_ask_that_its_line_counts() -> None:
    verdict = weigh(a_brief(), a_history((US, 500)), usd(800), Standing(40_000))
    assert isinstance(verdict, Escalate)
    assert verdict.detail.startswith("They ask 800 USD. The campaign leaves only 400 USD, under the 500 USD ")
    assert verdict.trace[-1].cents == 80_000
    out = weigh(a_brief(), a_history((US, 500)), usd(800), Standing(60_000, floor_cents=70_000))
    assert isinstance(out, Escalate)
    assert out.detail.startswith("They ask 800 USD. The campaign's CPM needs a fee of at least 700 USD")
    assert out.trace[-1].cents == 80_000


def test_the_first_counter_does_not_jump_to_the_ceiling() -> None:
    verdict = weigh(a_brief(), a_history((US, 500)), usd(2000))
    assert isinstance(verdict, Counter)
    assert verdict.fee_cents <= a_brief().target_cents


def test_an_ask_under_our_standing_offer_is_accepted_at_their_ask() -> None:
    verdict = weigh(a_brief(), a_history((US, 500), (THEM, 900), (US, 600)), usd(550))
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 55_000


def test_exhausted_mails_above_the_reservation_price_escalate() -> None:
    verdict = weigh(a_brief(rounds=2), a_history((US, 500), (THEM, 1500), (US, 1250)), usd(1400))
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "above_reservation"


def test_exhausted_mails_within_the_reservation_price_accept() -> None:
    assert isinstance(weigh(a_brief(rounds=2), a_history((US, 500), mails=2), usd(1250)), Accept)


def test_a_cent_over_the_reservation_price_is_never_taken() -> None:
    verdict = weigh(a_brief(rounds=2), a_history((US, 500), mails=2), Offer(125_001, "USD"))
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "above_reservation"


def test_our_last_offer_does_not_haggle_over_the_last_few_percent() -> None:
    history = a_history((US, 500), (THEM, 1300), (US, 520), (THEM, 1250), (US, 540))
    verdict = weigh(a_brief(rounds=4), history, usd(1200))
    assert isinstance(verdict, Accept)
    assert verdict.fee_cents == 120_000
    assert isinstance(weigh(a_brief(rounds=6), history, usd(1200)), Counter)


def test_an_ask_far_under_the_range_is_suspicious() -> None:
    verdict = weigh(a_brief(), a_history((US, 500)), Offer(24_999, "USD"))
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "far_under_range"
    assert verdict.detail == "They ask 249.99 USD, under 50 % of our opening: suspicious."
    assert verdict.trace[-1].cents == 24_999
    assert isinstance(weigh(a_brief(), a_history((US, 500)), usd(250)), Accept)


def test_a_wild_first_ask_is_countered_and_a_second_one_escalates() -> None:
    assert isinstance(weigh(a_brief(), a_history((US, 500)), usd(9000)), Counter | Hold)
    verdict = weigh(a_brief(), a_history((US, 500), (THEM, 9000), (US, 550)), usd(8000))
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "far_over_range"
    assert verdict.trace[-1].cents == 800_000
    thrice = weigh(a_brief(), a_history((US, 500), (THEM, 9000), (US, 550)), usd(3 * 1_250))
    assert isinstance(thrice, Counter | Hold)


def test_an_ask_under_the_campaigns_floor_escalates() -> None:
    verdict = weigh(a_brief(), a_history((US, 700)), Offer(64_999, "USD"), Standing(125_000, floor_cents=65_000))
    assert isinstance(verdict, Escalate)
    assert verdict.reason == "below_campaign_range"
    assert verdict.trace[-1].cents == 64_999
    assert isinstance(weigh(a_brief(), a_history((US, 700)), usd(650), Standing(125_000, floor_cents=65_000)), Accept)


def test_a_budget_under_our_standing_offer_holds_it_and_under_the_anchor_escalates() -> None:
    history = a_history((US, 500), (THEM, 1500), (US, 800))
    for left in (70_000, 50_000):
        held = weigh(a_brief(), history, usd(1400), Standing(left))
        assert isinstance(held, Hold)
        assert held.fee_cents == 80_000
    short = weigh(a_brief(), history, usd(1400), Standing(49_999))
    assert isinstance(short, Escalate)
    assert short.reason == "budget_short"


def test_of_asks_up_to_our_standing_offer_a_short_budget_takes_those_it_can_pay_and_hands_over_the_others() -> None:
    history = a_history((US, 500), (THEM, 1500), (US, 800))
    assert isinstance(weigh(a_brief(), history, usd(700), Standing(70_000)), Accept)
    for ask in (701, 800):  # to say that our offer stands would be no answer to a yes
        verdict = weigh(a_brief(), history, usd(ask), Standing(70_000))
        assert isinstance(verdict, Escalate)
        assert verdict.reason == "budget_short"


def test_another_currency_is_asked_about_once() -> None:
    euros = Offer(60_000, "EUR")
    question = weigh(a_brief(), a_history((US, 500)), euros)
    assert isinstance(question, Clarify)
    assert (question.about, question.detail) == ("currency", "Could you give us the amount in USD?")
    verdict = weigh(a_brief(), replace(a_history((US, 500)), clarified=("currency",)), euros)
    assert isinstance(verdict, Escalate)
    assert verdict.reason == verdict.trace[-1].rule == question.trace[-1].rule == "other_currency"
    assert verdict.detail == "They name 600 EUR; the campaign pays in USD."


def test_an_ask_already_in_the_history_counts_once() -> None:
    before = a_history((US, 500), (THEM, 1500))
    assert weigh(a_brief(), before, usd(1500)) == weigh(a_brief(), a_history((US, 500)), usd(1500))


def test_a_hold_uses_up_a_mail_of_ours() -> None:
    history = after(a_history((US, 500)), weigh(a_brief(), a_history((US, 500)), None))
    assert history.mails_with_amount == 2


def test_without_known_savings_a_stretched_reservation_price_is_not_paid() -> None:
    brief = a_brief(stretch_percent=10)
    assert reservation_limit(brief, None) == 125_000
    assert reservation_limit(brief, Standing(130_000)) == 130_000


@pytest.mark.parametrize("rounds", [1, 2, 4, 6, 8])
def test_the_trace_names_its_amounts_with_their_currency(rounds: int) -> None:
    told = " ".join(line.sentence for line in opening(a_brief(rounds)).trace)
    assert "500 USD" in told
    assert "1,250 USD" in told


def test_an_offer_does_not_run_ahead_of_where_they_are_going_anyway() -> None:
    history = a_history((US, 500), (THEM, 1000), (US, 530), (THEM, 800), (US, 560))
    quick = weigh(a_brief(), a_history((US, 500), (THEM, 1000), (US, 530), (THEM, 800), (US, 560), mails=4), usd(700))
    assert isinstance(quick, Counter)
    assert quick.fee_cents < 70_000
    assert weigh(a_brief(), history, usd(2000)).trace != quick.trace


def test_an_offer_is_not_taken_back_for_a_creator_who_suddenly_falls_fast() -> None:
    history = a_history((US, 500), (THEM, 3000), (US, 560), (THEM, 2500), (US, 700))
    verdict = weigh(a_brief(), history, usd(900))
    assert isinstance(verdict, Counter | Hold)
    assert verdict.fee_cents >= 70_000


def test_what_they_may_take_is_never_told_to_be_less_than_they_turned_down() -> None:
    history = a_history((US, 500), (THEM, 1_200), (US, 700), (THEM, 900), (US, 720))
    verdict = weigh(a_brief(6), history, usd(800))
    (line,) = [line for line in verdict.trace if line.rule == "forecast"]
    assert (line.cents, line.sentence) == (72_000, "In the end they may well take even our 720 USD.")


@pytest.mark.parametrize(
    ("ask", "why"), [(500, "They take our offer:"), (480, "Their 480 USD is less than our own offer of 500 USD:")]
)
def test_the_trace_of_a_yes_says_whose_amount_it_is(ask: int, why: str) -> None:
    assert weigh(a_brief(), a_history((US, 500)), usd(ask)).trace[-1].sentence.startswith(why)


@pytest.mark.parametrize(
    ("limits", "stretch", "opens", "costs"),
    [
        ({"min_fee_cents": 60_000}, 0, "from the sheet's pay range", "from CPM times views"),
        ({"max_fee_cents": 90_000}, 10, "from CPM times views", "from the sheet's pay range"),
        ({}, 10, "from CPM times views", "from CPM times views and 10 % more if savings on others pay for it"),
    ],
)
def test_the_trace_says_where_each_end_of_the_range_comes_from(
    limits: dict[str, int], stretch: int, opens: str, costs: str
) -> None:
    brief = make_brief("n1", replace(CAMPAIGN, stretch_percent=stretch), replace(CREATOR, **limits))  # type: ignore[arg-type]
    told = {line.rule: line.sentence for line in weigh(brief, History(), None).trace}
    assert told["anchor"].startswith(f"Opening fee, {opens}: ")
    assert told["reservation"].startswith(f"The most this creator may cost, {costs}: ")
