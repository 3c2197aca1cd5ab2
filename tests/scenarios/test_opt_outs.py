"""Is who asks never to be written to again heard, whatever has become of the negotiation they say it in?"""

import pytest

from tests.scenarios.dialogue import Stage

NO_MORE = "Please unsubscribe me and do not contact me again."
PRESSED = {"stop": "stopped", "pause": "paused", "takeover": "taken_over"}


@pytest.mark.parametrize("act", PRESSED)
async def test_an_opt_out_that_nobody_answers_is_remembered_for_the_next_campaign(stage: Stage, act: str) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.decide(act, press_id="p1")
    await ada.reaches(PRESSED[act])
    await ada.creator_says(NO_MORE)
    assert await ada.state() == PRESSED[act]
    await is_left_alone(stage)


async def test_an_opt_out_after_a_deal_is_a_persons_to_see_and_remembered(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("Yes, happy to do it for that fee. Let's go ahead!")
    await ada.deal()
    await ada.we_say("agreed")
    await ada.creator_says(NO_MORE)
    assert "after the deal" in (await ada.slack("escalation")).words
    assert await ada.state() == "agreed"
    await is_left_alone(stage)


async def test_an_opt_out_while_a_person_decides_is_added_to_what_they_see_and_remembered(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("This is an insult. You people are scammers, get lost.")
    await ada.slack("escalation")
    await ada.creator_says(NO_MORE)
    assert "wrote again" in (await ada.slack("escalation")).words
    await is_left_alone(stage)


async def test_what_is_no_opt_out_keeps_nobody_away(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.decide("stop", press_id="p1")
    await ada.reaches("stopped")
    await ada.creator_says("No more reels from me this month, sorry! Do write again for the next campaign.")
    await stage.negotiate("summer")


async def is_left_alone(stage: Stage) -> None:
    """Order another campaign with the same creator: it names them and writes to nobody."""
    await stage.parley.rest()
    before = len((await stage.parley.look())["sent"])
    await stage.campaign("summer", creators=1)
    await stage.parley.rest()
    (problem,) = (await stage.parley.get("/campaigns/summer"))["problems"]
    assert "opted out" in problem["problem"]
    assert await stage.parley.get("/negotiations", campaign_id="summer") == []
    assert len((await stage.parley.look())["sent"]) == before
