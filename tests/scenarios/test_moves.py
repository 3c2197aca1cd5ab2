"""Does Parley remember what it said, and move like somebody who does?"""

from typing import Any

from tests.scenarios.dialogue import ANCHOR, RESERVATION, TARGET, Stage

QUICK: dict[str, Any] = {"Day_Length_Seconds": 0.5, "Nudge_After_Days": 1, "Close_After_Days": 1}


async def test_the_first_counter_does_not_jump_to_the_ceiling(stage: Stage) -> None:
    ada = await stage.negotiate()
    assert (await ada.we_say()).fee == ANCHOR
    await ada.creator_says("I usually get $1,500 for a reel.")
    first_counter = (await ada.we_say()).fee
    assert ANCHOR < first_counter < TARGET < RESERVATION


async def test_no_concession_is_made_twice_and_none_is_taken_back(stage: Stage) -> None:
    ada = await stage.negotiate()
    fees = [(await ada.we_say()).fee]
    for ask in (1400, 1300, 1200, 1150):
        await ada.creator_says(f"I can do ${ask:,} for the reel.")
        fees.append((await ada.we_say()).fee)
    assert fees == sorted(set(fees))
    assert fees[-1] <= RESERVATION
    moves = [one["fee_cents"] for one in (await ada.story())["verdicts"]]
    assert moves == fees


async def test_a_restart_forgets_no_move(stage: Stage) -> None:
    ada = await stage.negotiate()
    before = [(await ada.we_say()).fee]
    for ask in (1400, 1300):
        await ada.creator_says(f"I can do ${ask:,} for the reel.")
        before.append((await ada.we_say()).fee)
    await stage.parley.rest()
    await stage.parley.stop()
    await stage.parley.start()
    await ada.creator_says("I can do $1,200 for the reel.")
    after = (await ada.we_say()).fee
    assert after > before[-1]
    assert (await ada.story())["turn"] == 4


async def test_a_question_is_answered_with_the_same_offer(stage: Stage) -> None:
    ada = await stage.negotiate()
    opening = await ada.we_say()
    await ada.creator_says("Does that include usage rights? And how soon after posting do you pay?")
    assert (await ada.we_say()).fee == opening.fee


async def test_a_question_that_our_terms_leave_open_goes_to_a_person_once(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Does that include usage rights? And who owns the raw footage?")
    await ada.reaches("escalated")
    await ada.we_say_nothing()
    told = [one for one in (await ada.story())["escalations"] if one["reason"] == "question"]
    assert len(told) == 1


async def test_silence_is_nudged_twice_and_then_closed_politely(stage: Stage) -> None:
    ada = await stage.negotiate(**QUICK)
    opening = await ada.we_say()
    for _ in range(2):
        await ada.silence(days=1)
        nudge = await ada.we_say()
        assert nudge.thread_id == opening.thread_id
        assert nudge.amounts in ([], [ANCHOR])
    await ada.silence(days=1)
    await ada.we_say()
    await ada.reaches("stale")
    await ada.silence(days=2)
    await ada.we_say_nothing()
    events = [one["event"] for one in (await ada.story())["history"]]
    assert events == ["offer_sent", "nudged", "nudged", "went_silent"]


async def test_a_late_reply_reopens_a_stale_negotiation(stage: Stage) -> None:
    ada = await stage.negotiate(**QUICK, Max_Nudges=0)
    await ada.we_say()
    await ada.silence(days=1)
    await ada.we_say()
    await ada.reaches("stale")
    await ada.creator_says("So sorry, I was travelling! I'd still love to do it, let's go ahead with your offer.")
    assert (await ada.deal())["fee_cents"] == ANCHOR
    await ada.we_say("agreed")


async def test_a_late_ask_goes_on_from_where_it_stopped(stage: Stage) -> None:
    ada = await stage.negotiate(**QUICK, Max_Nudges=0)
    await ada.we_say()
    await ada.silence(days=1)
    await ada.we_say()
    await ada.reaches("stale")
    await ada.creator_says("Sorry for the late reply! Could you do $900?")
    assert ANCHOR < (await ada.we_say()).fee < TARGET


async def test_a_holding_reply_is_not_answered(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Thanks! Let me think about it and get back to you next week.")
    assert await ada.state() == "awaiting_reply"
    await ada.we_say_nothing()
    await ada.creator_says("I'm back. Yes, let's do it!")
    assert (await ada.deal())["fee_cents"] == ANCHOR


async def test_a_budget_that_is_short_defers_an_opening_until_money_is_free(stage: Stage) -> None:
    people = await stage.campaign(creators=2, Budget=900, Day_Length_Seconds=1.5, Nudge_After_Days=500)
    await stage.parley.rest()
    stories = [await one.story() for one in people]
    first, second = sorted(zip(people, stories, strict=True), key=lambda pair: pair[1]["offer_cents"] is None)
    assert second[1]["state"] == "initial_offer"
    await first[0].we_say()
    await second[0].we_say_nothing()
    await first[0].decide("reject")
    await first[0].we_say()
    assert (await second[0].we_say()).fee == ANCHOR
    campaign = await stage.parley.get("/campaigns/spring")
    assert campaign["reserved_cents"] + campaign["committed_cents"] <= 90_000


async def test_a_person_may_write_the_amount_in_any_way(stage: Stage) -> None:
    ways = ("$1,250", "1250.00 USD", "1.250 USD")
    people = await stage.campaign(creators=3, Autonomy="review_first", CPM_Min=25, CPM_Max=40)
    for one, written in zip(people, ways, strict=True):
        assert "$1,250" in (await one.slack("approval")).words
        body = f"Hello,\n\nwe would love to book one reel. The fee is {written}, paid within 30 days.\n\nBest,\nMara"
        await one.decide("edit", body=body, who="mara", press_id="edit-1")
        assert (await one.we_say(f"The fee is {written}")).fee == 125_000
