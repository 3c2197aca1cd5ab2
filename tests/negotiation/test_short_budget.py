"""Who hears what when only the campaign's money is missing?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.decision import decide
from negotiation.guard import check_draft
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.reading import Intent
from negotiation.short_budget import Outlook, lacks_money, told_honestly
from negotiation.terms import Brief, History, ShortBudget, Side, Standing
from negotiation.trades import Room
from negotiation.verdicts import Accept, Clarify, Escalate, Verdict, Wait, WalkAway
from tests.negotiation.makers import REEL, a_brief, a_history, a_reading, an_ask, briefs

TELL = a_brief(rounds=1, short_budget=ShortBudget.TELL)
OFFERED = a_history((Side.US, 500))


def room(cents: int) -> Room:
    return lambda _: Standing(cents)


def answered(
    brief: Brief,
    history: History,
    cents: int,
    left: tuple[int, int, int],
    *,
    intent: Intent = Intent.COUNTER_OFFER,
    stands: bool = True,
    may_wait: bool = True,
) -> tuple[Verdict, Verdict]:
    """Return what the rules say to an ask of *cents* and what is said; *left*: now, without offers out, without all."""
    amounts = (
        () if intent is Intent.ACCEPTANCE else (replace(an_ask(1, currency=brief.campaign.currency), cents=cents),)
    )

    def rules(room: Room) -> Verdict:
        return decide(brief, history, a_reading(intent, *amounts), room)

    now, freed, cleared = map(room, left)
    verdict = rules(now)
    if not lacks_money(verdict, brief):
        return verdict, verdict
    return verdict, told_honestly(history, verdict, rules, Outlook(freed, cleared, stands, may_wait))


@pytest.mark.parametrize(
    ("left", "stands", "may_wait", "kind"),
    [
        ((50_000, 90_000, 90_000), True, True, Wait),  # an offer that is out may come to nothing
        ((50_000, 90_000, 90_000), True, False, Clarify),  # they have waited long enough
        ((50_000, 60_000, 90_000), True, True, Escalate),  # people hold the money
        ((50_000, 60_000, 60_000), True, True, Clarify),
        ((20_000, 60_000, 60_000), False, True, WalkAway),
        ((20_000, 90_000, 90_000), False, True, Wait),
    ],
)
def test_what_is_said_depends_on_where_the_money_is(
    left: tuple[int, int, int], stands: bool, may_wait: bool, kind: type[Verdict]
) -> None:
    rules, said = answered(TELL, OFFERED, 80_000, left, stands=stands, may_wait=may_wait)
    assert isinstance(said, kind), said
    assert said.trace[: len(rules.trace) - 1] == rules.trace[:-1], "what the rules found stands before what is said"
    assert 80_000 in [line.cents for line in said.trace], "the trace still says what they ask"
    assert isinstance(said, Escalate) or not any("A person decides" in line.sentence for line in said.trace)


def test_an_ask_that_no_campaign_would_pay_is_a_persons() -> None:
    rules, said = answered(TELL, OFFERED, 200_000, (50_000, 50_000, 50_000))
    assert isinstance(said, Escalate)
    assert said is rules


def test_a_yes_to_what_we_named_is_never_turned_down_by_a_machine() -> None:
    _, said = answered(TELL, OFFERED, 0, (20_000, 90_000, 90_000), intent=Intent.ACCEPTANCE, stands=False)
    assert isinstance(said, Escalate)
    _, said = answered(TELL, OFFERED, 0, (50_000, 50_000, 50_000), intent=Intent.ACCEPTANCE)
    assert isinstance(said, Accept)


@pytest.mark.parametrize("stage", [Stage.FILLED, Stage.STANDS])
@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("We could have paid $800.", "secret_leaked"),
        ("Eight hundred dollars is what we have.", "secret_leaked"),
        ("Our budget is used up.", "budget_talk"),
        ("The campaign's money is spent.", "money_talk"),
        ("We buy at a CPM under 20.", "cpm_talk"),
        ("We will book you for the next campaign.", "promise_outside_terms"),
    ],
)
def test_a_mail_that_says_more_than_that_the_places_are_filled_is_held(stage: Stage, words: str, rule: str) -> None:
    order = LetterOrder(stage, "Kettlewick", "Pixel", "en", "USD", None, REEL, "Robin")
    reasons = [
        check_draft(
            order, Draft("", f"Hi Pixel, the places in this campaign are filled for now.{more}", "x"), (80_000,)
        )
        for more in ("", f" {words}")
    ]
    assert reasons[0] == ()
    assert rule in " ".join(reasons[1])


def test_it_is_told_once() -> None:
    told = replace(OFFERED, clarified=("standing",))
    _, said = answered(TELL, told, 80_000, (50_000, 50_000, 50_000))
    assert isinstance(said, Escalate)


def test_a_campaign_may_want_a_person_and_a_brief_from_before_the_choice_has_one() -> None:
    for brief in (a_brief(rounds=1), a_brief(rounds=1, short_budget=ShortBudget.PERSON)):
        rules, said = answered(brief, OFFERED, 80_000, (50_000, 50_000, 50_000))
        assert isinstance(said, Escalate)
        assert said is rules


@given(briefs(), st.data())
def test_an_offer_that_stands_is_never_withdrawn(brief: Brief, data: st.DataObject) -> None:
    """Whatever others hold and however often they ask: nobody whose offer is reserved is turned down for money."""
    brief = replace(brief, campaign=replace(brief.campaign, short_budget=ShortBudget.TELL))
    offer = data.draw(st.integers(brief.anchor_cents, brief.reservation_cents))
    history = a_history((Side.US, 1), mails=data.draw(st.sampled_from([1, brief.campaign.rounds])))
    ours = replace(history.moves[0].offer, fee_cents=offer, currency=brief.campaign.currency)
    history = replace(history, moves=(replace(history.moves[0], offer=ours),))
    now = data.draw(st.integers(offer, brief.reservation_cents))  # what is reserved is always left
    freed = data.draw(st.integers(now, brief.reservation_cents))
    cleared = data.draw(st.integers(freed, brief.reservation_cents))
    ask = data.draw(st.integers(now, brief.reservation_cents) | st.integers(1, 4 * brief.reservation_cents))
    _, said = answered(brief, history, ask, (now, freed, cleared), may_wait=data.draw(st.booleans()))
    assert not isinstance(said, WalkAway), said
    _, yes = answered(brief, history, 0, (now, freed, cleared), intent=Intent.ACCEPTANCE)
    assert isinstance(yes, Accept)
    assert yes.fee_cents == offer
