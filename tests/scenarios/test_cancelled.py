"""Does a deal that falls through give its money back, once, and does everybody hear of it who should?"""

import uuid
from typing import Any

import pytest
from dbos import SetWorkflowID

from steps.ledger import store
from steps.ledger.tables import presses as presses_kept
from tests.scenarios.dialogue import ANCHOR, Dialogue, Stage
from tests.scenarios.test_best_first import written_to
from tests.scenarios.test_opt_outs import NO_MORE, is_left_alone
from workflows.watch import sweep

YES = "Yes, that works for me. Deal!"


async def agreed(ada: Dialogue) -> None:
    """Bring a negotiation to its deal, told and read back."""
    await ada.we_say()
    await ada.creator_says(YES)
    await ada.deal()
    await ada.we_say("agreed")
    await ada.parley.rest()


async def money(ada: Dialogue) -> tuple[int, int]:
    """Return what the campaign has agreed and reserved."""
    told = await ada.parley.get(f"/campaigns/{ada.campaign_id}")
    return told["committed_cents"], told["reserved_cents"]


async def presses(ada: Dialogue) -> list[tuple[str, str, str]]:
    return [(one["action"], one["who"], one["detail"].get("reason", "")) for one in (await ada.story())["decisions"]]


async def cancels(ada: Dialogue) -> list[dict[str, Any]]:
    return [one for one in (await ada.story())["history"] if one["event"] == "cancelled"]


async def test_it_gives_the_money_back_once_and_tells_the_team_once_however_often_it_is_pressed(stage: Stage) -> None:
    ada = await stage.negotiate()
    await agreed(ada)
    assert await money(ada) == (ANCHOR, 0)
    for press_id in ("c1", "c1", "c2"):
        await ada.decide("cancel", press_id=press_id, who="mara", reason="She is ill & cannot film.")
    await ada.reaches("cancelled")
    assert await ada.state() == "cancelled"
    assert await money(ada) == (0, 0)
    told = await ada.slack("cancelled")
    assert all(words in told.words for words in ("She is ill &amp; cannot film.", "mara", "*500 USD*"))
    assert ([one.key for one in await ada.notices("cancelled")], len(await ada.notices("deal"))) == ([told.key], 1)
    (moved,) = await cancels(ada)
    assert (moved["from_state"], moved["cause"]["who"], moved["cause"]["press"][-2:]) == ("agreed", "mara", "c1")
    assert await presses(ada) == [("cancel", "mara", "She is ill & cannot film.")] * 2
    await ada.we_say_nothing()
    assert (await ada.story())["deal"]["fee_cents"] == ANCHOR


async def test_in_slack_the_deals_own_message_asks_why(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says(YES)
    deal = await ada.slack("deal")
    await ada.we_say("agreed")
    await ada.parley.rest()
    await ada.press("Cancel the deal", deal, option="booked elsewhere", times=2, user="UTOBIN")
    await ada.reaches("cancelled")
    assert "They are booked elsewhere" in (await ada.slack("cancelled")).words
    assert await presses(ada) == [("cancel", "tobin", "They are booked elsewhere")]
    assert await money(ada) == (0, 0)
    await ada.we_say_nothing()


@pytest.mark.parametrize("label", ["Seen", "Cancel the deal"])
async def test_a_mail_after_the_deal_is_put_away_or_ends_it_from_its_own_message(stage: Stage, label: str) -> None:
    ada = await stage.negotiate()
    await agreed(ada)
    await ada.creator_says("By the way, may I post it on Friday instead? My dog is ill.")
    told = await ada.slack("escalation")
    assert told.buttons == ("Seen",), "what would do nothing is no button"
    assert "The deal stands, and Parley does not answer" in told.words
    await ada.parley.rest()
    (open_one,) = (await ada.story())["escalations"]
    assert open_one["resolved_at_ms"] is None
    await ada.press(label, told, option="" if label == "Seen" else "ill", times=2)
    await ada.reaches("agreed" if label == "Seen" else "cancelled")
    await ada.we_say_nothing()
    (put_away,) = (await ada.story())["escalations"]
    assert put_away["resolved_at_ms"]
    assert await ada.notices("overtaken") == []


async def test_where_nothing_is_agreed_it_changes_nothing(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    assert await ada.state() == "awaiting_reply"
    before = await ada.story()
    await ada.decide("cancel", press_id="c1", reason="ill")
    await ada.parley.rest()
    after = await ada.story()
    assert (after["state"], after["history"], await money(ada)) == (before["state"], before["history"], (0, ANCHOR))
    await ada.creator_says(YES)
    await ada.deal()
    await ada.we_say("agreed")  # a press that led nowhere holds no mail back either
    assert await ada.state() == "agreed"


@pytest.mark.parametrize("words", ["Sorry again! I could do it in May after all.", "Thank you, all the best!"])
async def test_whoever_writes_after_it_is_a_persons_to_answer_and_no_deal_comes_of_it(stage: Stage, words: str) -> None:
    ada = await stage.negotiate()
    await agreed(ada)
    await ada.decide("cancel", press_id="c1", reason="ill")
    await ada.reaches("cancelled")
    await ada.creator_says(words)
    told = await ada.slack("escalation")
    assert "after the deal was cancelled" in told.words
    assert words[:20] in told.words
    await ada.we_say_nothing()
    assert await ada.state() == "cancelled"
    await ada.colleague_says("Hi Ada, let us talk in May.")
    assert await ada.state() == "cancelled"
    assert await money(ada) == (0, 0)


async def test_an_opt_out_after_it_is_seen_and_remembered(stage: Stage) -> None:
    ada = await stage.negotiate()
    await agreed(ada)
    await ada.decide("cancel", press_id="c1", reason="ill")
    await ada.reaches("cancelled")
    await ada.creator_says(NO_MORE)
    await ada.slack("escalation")
    await is_left_alone(stage)


async def test_terms_that_were_not_read_back_yet_are_not_read_back_any_more(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.parley.tell("faults", kind="503", vendor="gmail", match="drafts/send", times=None)
    await ada.creator_says(YES)
    await ada.slack("deal")
    await ada.parley.struck("gmail")  # its first try is over: what is pressed now is seen by the next
    await ada.decide("cancel", press_id="c1", reason="booked twice")
    await ada.parley.tell("faults/clear")
    await ada.reaches("cancelled")
    await ada.we_say_nothing()
    assert (await ada.parley.look())["drafts"] == []
    assert await money(ada) == (0, 0)


async def test_a_draft_that_reads_it_back_and_waits_for_approval_is_thrown_away(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_all")
    await ada.press("Approve", await ada.slack("approval"))
    await ada.we_say()
    await ada.creator_says(YES)
    await ada.deal()
    await ada.slack("approval")
    await ada.decide("cancel", press_id="c1", reason="booked twice")
    await ada.reaches("cancelled")
    await ada.we_say_nothing()
    assert (await ada.parley.look())["drafts"] == []


async def test_a_creator_who_waits_for_the_budget_is_written_to_with_the_money_that_came_back(stage: Stage) -> None:
    """Two offers are out, the third waits for its turn; one of the two is a deal, and falls through."""
    people = await stage.campaign(creators=3, Budget="1500", Day_Length_Seconds=1, Nudge_After_Days=9_000)
    first = await written_to(people)
    second = await written_to(people, (first,))
    (third,) = (one for one in people if one not in (first, second))
    await agreed(first)
    await third.we_say_nothing()
    await first.decide("cancel", press_id="c1", reason="ill")
    await first.reaches("cancelled")
    assert (await third.we_say()).fee == ANCHOR
    assert await money(first) == (0, 2 * ANCHOR)


async def test_whom_the_spent_budget_had_not_reached_is_written_to_with_the_money_that_came_back(stage: Stage) -> None:
    people = await stage.campaign(creators=3, Budget="900", Day_Length_Seconds=1, Nudge_After_Days=9_000)
    first = await written_to(people)
    others = [one for one in people if one is not first]
    await agreed(first)
    for one in others:
        await one.reaches("rejected")
    await first.decide("cancel", press_id="c1", who="mara", reason="ill")
    await first.reaches("cancelled")
    assert "whose turn may have come: 2." in (await first.slack("cancelled")).words
    for one in others:
        await one.we_say_nothing()
    with store.current().transaction() as session:
        session.execute(presses_kept.update().values(at_ms=presses_kept.c.at_ms - 61_000))
    for _ in range(2):
        with SetWorkflowID(f"sweep/{uuid.uuid4()}"):
            await sweep()
    second = await written_to(others)
    assert (await second.we_say()).fee == ANCHOR
    assert await money(first) == (0, ANCHOR)
    (third,) = (one for one in others if one is not second)
    await third.we_say_nothing()
    moves = [(one["event"], one["to_state"]) for one in (await second.story())["history"]]
    assert moves[-2:] == [("reopened", "awaiting_reply"), ("offer_sent", "awaiting_reply")]
    assert await presses(second) == [("reopen", "mara", f"the deal with {first.name} was cancelled")]
    await second.creator_says("No thank you, I am not interested in this one.")
    assert (await third.we_say()).fee == ANCHOR


async def test_who_has_heard_of_us_is_not_written_to_by_trying_again(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.creator_says("No thank you, I am not interested in this one.")
    await ada.we_say()
    await ada.reaches("rejected")
    await ada.decide("reopen", press_id="r1")
    await ada.we_say_nothing()
    assert await ada.state() == "rejected"
