"""Does a yes always end in one deal, one mail that reads the terms back, and one Slack message?"""

from tests.scenarios.dialogue import ANCHOR, Stage


async def test_an_acceptance_in_awaiting_reply_ends_in_a_deal_and_one_slack_message(stage: Stage) -> None:
    ada = await stage.negotiate()
    opening = await ada.we_say()
    assert opening.fee == ANCHOR
    await ada.creator_says("Sounds good!")
    deal = await ada.deal()
    assert deal["fee_cents"] == ANCHOR
    await ada.we_say("agreed")
    assert await ada.state() == "agreed"
