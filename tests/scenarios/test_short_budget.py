"""Is a creator told the truth when only the campaign's money is missing, and never robbed of an offer of ours?"""

from typing import Any

from tests.scenarios.dialogue import Dialogue, Mail, Stage
from tests.scenarios.test_best_first import written_to

DAY: dict[str, Any] = {"Day_Length_Seconds": 1, "Nudge_After_Days": 9_000}
SECRETS = ("budget", "cpm", "money", "per thousand")


def kind_and_silent(mail: Mail) -> bool:
    """Tell whether a mail says that the places are filled, and neither an amount nor a secret."""
    assert mail.amounts == []
    assert not [secret for secret in SECRETS if secret in mail.text.lower()]
    return "filled" in mail.text


async def one_offer_out_and_one_ask_held(stage: Stage, **fields: Any) -> tuple[Dialogue, Dialogue]:
    """Write to one of two creators and let the other ask for what the offer that is out does not leave."""
    people = await stage.campaign(creators=2, Budget="900", **DAY, **fields)
    first = await written_to(people)
    await first.we_say()
    (second,) = (one for one in people if one is not first)
    await second.creator_says("Hi, I heard of your campaign! My fee is $700 for one reel.")
    await second.reaches("awaiting_reply")
    await second.we_say_nothing()
    return first, second


async def test_an_ask_is_held_while_money_may_come_back_and_told_honestly_when_it_does_not(stage: Stage) -> None:
    first, second = await one_offer_out_and_one_ask_held(stage)
    await first.creator_says("Yes, that works for me. Deal!")
    assert (await first.deal())["fee_cents"] == 50_000
    assert kind_and_silent(await second.we_say())
    await second.reaches("rejected")
    await second.we_say_nothing()
    verdicts = (await second.story())["verdicts"]
    assert [one["kind"] for one in verdicts][-2:] == ["Wait", "WalkAway"], "an ask that is held is written once"
    assert "their ask is held" in verdicts[-2]["verdict"]["trace"][-1]["sentence"]
    told = await second.slack("filled")
    assert "They asked 700 USD" in told.words
    assert verdicts[-1]["verdict"]["trace"][-1]["sentence"] in told.words


async def test_an_ask_that_was_held_is_answered_once_money_comes_back(stage: Stage) -> None:
    first, second = await one_offer_out_and_one_ask_held(stage, Rounds=1)
    await first.creator_says("No thank you, I am not interested in this one.")
    await first.reaches("rejected")
    assert (await second.deal())["fee_cents"] == 70_000


async def test_an_offer_of_ours_stands_though_the_places_are_filled_and_a_yes_to_it_is_honoured(stage: Stage) -> None:
    ada, bo = await stage.campaign(creators=2, Budget="1500", Rounds=1, **DAY)
    assert ((await ada.we_say()).fee, (await bo.we_say()).fee) == (50_000, 50_000)
    await ada.creator_says("Thanks! I would need $1,000 for the reel.")
    assert (await ada.deal())["fee_cents"] == 100_000
    await bo.creator_says("Thank you! My fee for the reel is $800.")
    assert kind_and_silent(mail := await bo.we_say("stands"))
    await bo.reaches("awaiting_reply")
    assert "its money stays reserved" in (await bo.slack("filled")).words
    await bo.creator_says("I understand. Yes, that works for me. Deal!")
    assert (await bo.deal())["fee_cents"] == 50_000
    assert mail.in_reply_to


async def test_it_is_told_once_and_whoever_asks_again_comes_to_a_person(stage: Stage) -> None:
    ada, bo = await stage.campaign(creators=2, Budget="1500", Rounds=1, **DAY)
    await ada.we_say()
    await bo.we_say()
    await ada.creator_says("Thanks! I would need $1,000 for the reel.")
    await ada.deal()
    await bo.creator_says("Thank you! My fee for the reel is $800.")
    await bo.we_say("stands")
    await bo.creator_says("Sorry, I really need the $800 for the reel.")
    assert "still ask 800 USD" in (await bo.slack("escalation")).words
    await bo.we_say_nothing()


async def test_where_the_campaign_says_so_a_person_decides(stage: Stage) -> None:
    ada, bo = await stage.campaign(creators=2, Budget="1500", Rounds=1, Short_Budget="person", **DAY)
    await ada.we_say()
    await bo.we_say()
    await ada.creator_says("Thanks! I would need $1,000 for the reel.")
    await ada.deal()
    await bo.creator_says("Thank you! My fee for the reel is $800.")
    assert "still ask 800 USD" in (await bo.slack("escalation")).words
    await bo.we_say_nothing()


async def test_who_heard_that_the_places_are_filled_is_named_once_a_deal_falls_through(stage: Stage) -> None:
    first, second = await one_offer_out_and_one_ask_held(stage)
    await first.creator_says("Yes, that works for me. Deal!")
    await first.deal()
    assert kind_and_silent(await second.we_say())
    await second.reaches("rejected")
    await first.decide("cancel", press_id="c1", who="mara", reason="ill")
    told = await first.slack("cancelled")
    assert "could be asked again" in told.words
    assert f"{second.name}, asked 700 USD" in told.words.replace("|", "").replace(">", "")
    await second.we_say_nothing()
