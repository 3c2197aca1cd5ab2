"""Does a yes always end in one deal, one mail that reads the terms back, and one Slack message?"""

import sqlalchemy as sa

from negotiation.money import Money
from steps.ledger import store
from steps.ledger.tables import commitments, deals, transitions
from tests.scenarios.dialogue import ANCHOR, RESERVATION, TARGET, VIEWS, Dialogue, Stage

YES = "Sounds good!"


async def ends_in_a_deal(ada: Dialogue, fee_cents: int) -> None:
    """Hold the accounts of one deal against each other: ledger, list, Slack, the mail, the state."""
    deal = await ada.deal()
    assert deal["fee_cents"] == fee_cents
    (listed,) = await ada.parley.get("/negotiations", campaign_id=ada.campaign_id)
    assert listed["deal_cents"] == fee_cents
    confirmation = await ada.we_say("agreed")
    assert confirmation.amounts == [fee_cents]
    (told,) = await ada.notices("deal")
    assert str(Money(fee_cents, "USD")) in told.words
    assert await ada.state() == "agreed"
    assert (await ada.story())["deal"]["confirmed_at_ms"] is not None
    await ada.we_say_nothing()


async def test_an_acceptance_in_awaiting_reply_ends_in_a_deal_and_one_slack_message(stage: Stage) -> None:
    ada = await stage.negotiate()
    assert (await ada.we_say()).fee == ANCHOR
    assert await ada.state() == "awaiting_reply"
    await ada.creator_says("Yes, happy to do it for that fee. Let's go ahead!")
    await ends_in_a_deal(ada, ANCHOR)


async def test_an_acceptance_after_our_counter_was_sent_ends_in_a_deal_at_the_counter(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Thanks for writing! My rate for a reel is $900.")
    counter = await ada.we_say()
    await ada.creator_says("Deal, that works for me.")
    await ends_in_a_deal(ada, counter.fee)


async def test_a_raise_is_offered_as_a_fee_and_closed_by_a_yes(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Love the brand! Could you go up by $40? Then I'm in.")
    counter = await ada.we_say()
    assert ANCHOR < counter.fee <= ANCHOR + 4_000
    await ada.creator_says("Yes, deal!")
    await ends_in_a_deal(ada, counter.fee)


async def test_a_yes_that_hangs_on_more_is_asked_for_its_fee(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("A bit more and I'm in!")
    await ada.we_say("which fee")
    assert await ada.state() == "awaiting_reply"


async def test_an_acceptance_that_crosses_our_counter_still_ends_in_a_deal(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("faults", kind="slow", vendor="gmail", match="drafts/send", seconds=1.0)
    await ada.creator_says("Thanks for writing! My rate for a reel is $900.")
    await stage.parley.struck()
    await ada.creator_says("On second thought: yes, I accept, let's do it.")
    counter = await ada.we_say()
    await ends_in_a_deal(ada, counter.fee)


async def test_an_acceptance_while_escalated_ends_in_a_deal_and_one_slack_message(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("This is an insult. You people are scammers, get lost.")
    await ada.slack("escalation")
    assert await ada.state() == "escalated"
    await ada.creator_says("Sorry for my tone yesterday. Yes, I accept your offer, let's do it.")
    await ends_in_a_deal(ada, ANCHOR)


async def test_sounds_good_without_a_number_means_the_amount_on_the_table(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Could you do $850?")
    on_the_table = (await ada.we_say()).fee
    await ada.creator_says(YES)
    await ends_in_a_deal(ada, on_the_table)


async def test_what_is_kept_of_a_deal_says_all_that_was_agreed_and_the_words_that_prove_it(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    reply_id = await ada.creator_says("Yes, $500 works, I accept your offer!")
    await ends_in_a_deal(ada, ANCHOR)
    with store.current().reading() as ledger:
        deal = ledger.execute(sa.select(deals)).one()
        promised = ledger.execute(sa.select(commitments)).one()
        cause = ledger.execute(sa.select(transitions.c.cause).where(transitions.c.event == "deal_agreed")).scalar_one()
    assert deal.negotiation_id == promised.negotiation_id == await ada.negotiation_id()
    assert deal.campaign_id == promised.campaign_id == "spring"
    assert deal.fee_cents == promised.fee_cents == ANCHOR
    assert promised.agreed
    assert (deal.currency, deal.views, deal.cpm_cents) == ("USD", VIEWS, ANCHOR * 1_000 // VIEWS)
    assert [(one["kind"], one["count"]) for one in deal.package["deliverables"]] == [("reel", 1)]
    assert any("$500" in quote for quote in deal.quotes)
    assert cause == {"mail": reply_id, "fee_cents": ANCHOR, "quotes": deal.quotes}
    (told,) = [one["metadata"]["event_payload"] for one in (await stage.parley.look())["slack"]["messages"][-1:]]
    assert told["key"] == f"deal/{deal.negotiation_id}"
    assert told["request_id"], "nobody can follow the deal back to the request that brought the mail"


async def test_the_agreement_mail_is_sent_once_in_the_same_thread(stage: Stage) -> None:
    ada = await stage.negotiate()
    opening = await ada.we_say()
    reply_id = await ada.creator_says(YES)
    confirmation = await ada.we_say("agreed")
    there = await stage.parley.look()
    (reply,) = [one for one in there["delivered"] if one["id"] == reply_id]
    assert (confirmation.thread_id, confirmation.to) == (opening.thread_id, opening.to)
    assert confirmation.in_reply_to == reply["message_id"]
    assert confirmation.subject == f"Re: {opening.subject}"
    await ada.we_say_nothing()
    assert there["drafts"] == []


async def test_a_yes_under_a_condition_is_no_yes(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Yes, I'm in, but only if you also pay for my flight to Lisbon.")
    told = await ada.slack("escalation")
    assert "flight to Lisbon" in told.words
    assert await ada.state() == "escalated"
    assert await ada.notices("deal") == []
    await ada.we_say_nothing()


async def test_a_yes_that_names_another_amount_is_weighed_as_that_amount(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Sounds good, happy to do it for $950!")
    counter = await ada.we_say()
    assert ANCHOR < counter.fee < TARGET
    assert await ada.notices("deal") == []


async def test_thanks_after_the_deal_change_nothing(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says(YES)
    await ends_in_a_deal(ada, ANCHOR)
    await ada.creator_says("Great, thank you so much! Looking forward to it.")
    assert await ada.state() == "agreed"
    await ada.we_say_nothing()
    assert len(await ada.notices("deal")) == 1


async def test_another_price_after_the_deal_reaches_a_person_and_the_deal_stands(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says(YES)
    await ends_in_a_deal(ada, ANCHOR)
    await ada.creator_says("Wait, I actually need $900 for this.")
    assert "after the deal" in (await ada.slack("escalation")).words
    assert await ada.state() == "agreed"
    await ada.we_say_nothing()
    assert (await ada.story())["deal"]["fee_cents"] == ANCHOR


async def test_a_deal_message_whose_answer_was_lost_is_in_the_channel_once(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("faults", kind="drop_after", vendor="slack", match="chat.postMessage")
    await ada.creator_says(YES)
    await ends_in_a_deal(ada, ANCHOR)


async def test_a_deal_message_that_slack_refuses_is_said_plainly(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.rest()  # that the campaign has begun is in the channel: the next message is the deal's
    await stage.parley.tell("faults", kind="400", vendor="slack", match="chat.postMessage")
    await ada.creator_says(YES)
    assert (await ada.deal())["fee_cents"] == ANCHOR
    (told,) = await ada.notices("deal")
    assert str(Money(ANCHOR, "USD")) in told.text
    assert (told.words, told.buttons) == ("", ())


async def test_a_deal_that_cannot_be_read_back_stands_and_is_a_persons_to_confirm(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("faults", kind="400", vendor="gmail", match="POST .*drafts$", times=None)
    await ada.creator_says(YES)
    assert "Refused: Gmail refused" in (await ada.slack("escalation")).words
    assert (await ada.deal())["fee_cents"] == ANCHOR
    assert await ada.state() == "agreed"
    assert (await ada.story())["deal"]["confirmed_at_ms"] is None
    await ada.we_say_nothing()


async def test_floor_ceiling_and_budget_are_in_no_mail_of_a_whole_haggle(stage: Stage) -> None:
    ada = await stage.negotiate(Budget=20_000)
    said = [await ada.we_say()]
    for ask in (980, 960, 950, 940):
        await ada.creator_says(f"I could do it for ${ask}.")
        said.append(await ada.we_say())
    fees = [mail.fee for mail in said]
    story = await ada.story()
    offered = [one["fee_cents"] for one in story["verdicts"] if one["fee_cents"]]
    assert fees == offered
    for mail in said:
        assert not {"20,000", "$20", "$10", "cpm", "budget", "ceiling"} & set(mail.text.lower().split())
        assert mail.fee <= RESERVATION
