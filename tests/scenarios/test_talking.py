"""Is a creator answered as somebody would who listened, and can a person decide from Slack alone?"""

from tests.scenarios.dialogue import ANCHOR, Dialogue, Stage


async def answered(stage: Stage, *mails: str) -> Dialogue:
    """Return a negotiation whose opening the creator answered with *mails*, each after ours."""
    ada = await stage.negotiate()
    await ada.we_say()
    for number, text in enumerate(mails, start=1):
        await ada.creator_says(text)
        if number < len(mails):
            await ada.we_say()
    return ada


async def test_a_person_is_shown_the_mail_and_not_the_amount_alone(stage: Stage) -> None:
    ada = await answered(stage, "I'll take it, thanks!")
    assert (await ada.we_say()).fee == ANCHOR
    await ada.creator_says("So sorry, I just looked at my calendar.\n\nI'd actually need $700 <this> week.")
    told = await ada.slack("escalation")
    assert "> So sorry, I just looked at my calendar.\n> \n> I'd actually need $700 &lt;this&gt; week." in told.words


async def test_a_question_beside_a_yes_stands_in_the_message_of_the_deal(stage: Stage) -> None:
    ada = await answered(stage, "Deal! Do you need a W-9 from me?")
    told = await ada.slack("deal")
    assert "They ask besides, and nobody has answered yet:\n> Do you need a W-9 from me?" in told.words


async def test_a_no_to_our_counter_is_answered_on_the_ask_before_it(stage: Stage) -> None:
    ada = await answered(stage, "My rate is $900 for a reel.")
    first = await ada.we_say()
    await ada.creator_says("Sorry, I can't do that.")
    second = await ada.we_say()
    assert ANCHOR < first.fee < second.fee
    await ada.creator_says("Thanks, but I'm not interested any more.")
    assert (await ada.we_say()).amounts == []
    assert await ada.state() == "rejected"


async def test_a_no_to_the_opening_fee_is_asked_for_theirs(stage: Stage) -> None:
    ada = await answered(stage, "I can't go that low, sorry!")
    await ada.we_say("Which fee do you have in mind")
    assert await ada.state() == "awaiting_reply"


async def test_an_ok_to_our_question_is_no_yes_to_our_offer(stage: Stage) -> None:
    ada = await answered(stage, "That's too low for me", "ok")
    assert (await ada.we_say()).fee == ANCHOR
    await ada.creator_says("ok 👍")
    assert (await ada.deal())["fee_cents"] == ANCHOR


async def test_what_they_wanted_besides_stands_in_the_message_of_the_deal(stage: Stage) -> None:
    ada = await answered(stage, "It's $900 plus 20% for my agency.", "Deal!")
    told = await ada.slack("deal")
    assert "They wanted besides, and it is no part of the deal:\n> It's $900 plus 20% for my agency." in told.words


async def test_which_currency_our_offer_is_in_is_told(stage: Stage) -> None:
    ada = await answered(stage, "Are we talking CAD or USD?")
    assert (await ada.we_say("All our amounts are in USD.")).fee == ANCHOR


async def test_a_part_off_their_last_ask_is_worked_out(stage: Stage) -> None:
    ada = await answered(stage, "My rate is $900.", "I could take 10% off")
    assert (await ada.we_say()).fee > ANCHOR
    traces = [line["sentence"] for one in (await ada.story())["verdicts"] for line in one["verdict"]["trace"]]
    assert any("They ask 810 USD: 90 USD less than their last ask." in sentence for sentence in traces)


async def test_who_could_do_it_later_is_left_to_a_person(stage: Stage) -> None:
    ada = await answered(stage, "I'm fully booked until February, could we do it in spring instead?")
    told = await ada.slack("escalation")
    assert "*Cannot now, and says when they could*" in told.words
    await ada.we_say_nothing()
    assert await ada.state() == "escalated"


async def test_a_yes_behind_an_ask_that_nobody_has_answered_is_a_yes_to_no_fee(stage: Stage) -> None:
    ada = await stage.negotiate(Deliverables="2x Reel, 1x Story")
    opening = await ada.we_say()
    await ada.creator_says("$350 a reel and $100 for the story")
    await ada.slack("escalation")
    await ada.creator_says("yes")
    told = await ada.slack("escalation")
    assert "They wrote again while a person decides" in told.words
    await ada.we_say_nothing()
    await ada.creator_says(f"I mean I take the ${opening.fee // 100} you offered, deal!")
    assert (await ada.deal())["fee_cents"] == opening.fee


async def test_a_bare_no_in_any_language_leaves_the_negotiation_open(stage: Stage) -> None:
    ada = await stage.negotiate(Currency="EUR")
    await ada.we_say()
    await ada.creator_says("No puedo, lo siento")
    await ada.we_say("Which fee do you have in mind")
    await ada.creator_says("900 euros")
    await ada.we_say("our offer")
    await ada.creator_says("Nein danke, das geht nicht.")
    await ada.we_say("what I can offer")
    await ada.creator_says("Nee, ik heb geen interesse meer.")
    await ada.we_say()
    assert await ada.state() == "rejected"


async def test_who_nudges_us_hears_our_offer_again(stage: Stage) -> None:
    ada = await answered(stage, "I'd do it for $780")
    offer = (await ada.we_say()).fee
    await ada.creator_says("Hi, just bumping this up in your inbox!")
    assert (await ada.we_say("stays at")).fee == offer
    assert await ada.state() == "awaiting_reply"


async def test_what_takes_a_later_wish_back_is_told_like_the_wish(stage: Stage) -> None:
    ada = await answered(stage, "Deal!")
    await ada.deal()
    await ada.we_say("agreed")
    await ada.creator_says("Sorry, I meant $700")
    assert "I meant $700" in (await ada.slack("escalation")).words
    await ada.creator_says("Never mind, $500 is fine")
    assert "Never mind" in (await ada.slack("escalation")).words
    await ada.creator_says("Thanks so much!")
    await ada.we_say_nothing()
    assert len(await ada.notices("escalation")) == 2


async def test_a_length_that_is_too_long_for_them_is_never_agreed_to(stage: Stage) -> None:
    ada = await stage.negotiate(Exclusivity_Days="30")
    await ada.we_say("Exclusivity: 30 days")
    await ada.creator_says("30 days exclusivity is too long, 14 days ok. $700")
    assert "exclusivity" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()


async def test_money_in_advance_is_answered_beside_the_fee(stage: Stage) -> None:
    ada = await answered(stage, "$700, 50% upfront")
    await ada.we_say("As for payment, our terms stay as they are.")
    await ada.creator_says("deal")
    told = (await ada.slack("deal")).words
    assert "They wanted besides, and it is no part of the deal:" in told
    assert "50% upfront" in told


async def test_what_a_transfer_costs_is_no_tax(stage: Stage) -> None:
    ada = await answered(stage, "I need $700 net of fees (PayPal takes its cut)")
    await ada.we_say("As for expenses, the fee stays as it is.")


async def test_an_ok_that_takes_leave_closes_no_deal(stage: Stage) -> None:
    ada = await answered(stage, "Take it or leave it: $900", "OK. Best of luck then!")
    assert (await ada.we_say()).amounts == []
    assert await ada.state() == "rejected"


async def test_a_yes_behind_a_strangers_word_is_a_yes_to_no_fee(stage: Stage) -> None:
    ada = await answered(stage, "My rate is $800")
    offer = (await ada.we_say()).fee
    await ada.creator_says("Joy here, I help Ada. $750 and it's a go", **{"from": "Joy <joy@elsewhere.example.test>"})
    await ada.slack("escalation")
    await ada.creator_says("Yes, deal")
    assert "They wrote again while a person decides" in (await ada.slack("escalation")).words
    await ada.creator_says(f"I mean the ${offer // 100} you offered, I accept it")
    assert (await ada.deal())["fee_cents"] == offer
