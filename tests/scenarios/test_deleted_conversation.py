"""What if somebody deletes a whole conversation in Gmail for good?"""

from typing import Any

from tests.scenarios.dialogue import ANCHOR, Dialogue, Mail, Notice, Stage

# Two seconds of silence are a nudge, and nothing else is due while the test looks on.
SOON: dict[str, Any] = {"Day_Length_Seconds": 1, "Nudge_After_Days": 2, "Max_Nudges": 1, "Close_After_Days": 9_000,
                        "Escalation_Reminder_Days": 9_000}  # fmt: skip


async def deleted(stage: Stage, thread_id: str) -> None:
    await stage.parley.rest()
    await stage.parley.tell("gmail/delete_thread", thread_id=thread_id)


async def deleted_before_the_nudge(stage: Stage) -> tuple[Dialogue, Mail]:
    """Let our first mail be the only one that Gmail takes until its conversation is gone; return it."""
    await stage.parley.tell("faults", kind="503", vendor="gmail", match=r"POST .*/drafts$", times=None, skip=1)
    ada = await stage.negotiate(**SOON)
    first = await ada.we_say()
    await ada.reaches("awaiting_reply")
    await stage.parley.tell("gmail/delete_thread", thread_id=first.thread_id)
    await stage.parley.tell("faults/clear")
    return ada, first


async def handed_over(ada: Dialogue) -> Notice:
    """Return the one escalation, which says what happened and what a person can do."""
    asked = await ada.slack("escalation")
    assert "The conversation was deleted in Gmail" in asked.words
    assert "Offer an amount to write to them in a new conversation" in asked.words
    await ada.we_say_nothing()
    assert await ada.state() == "escalated"
    assert [one.key for one in await ada.notices("escalation")] == [asked.key]
    return asked


async def test_a_nudge_into_a_deleted_conversation_is_a_persons_to_decide(stage: Stage) -> None:
    ada, first = await deleted_before_the_nudge(stage)
    asked = await handed_over(ada)
    await ada.press("Release", asked)
    nudge = await ada.we_say()
    assert nudge.thread_id != first.thread_id
    assert nudge.in_reply_to == first.message_id, "their mail program still shows one conversation"
    await ada.we_say_nothing()
    assert await ada.state() == "awaiting_reply"


async def test_an_amount_that_a_person_offers_afterwards_begins_a_new_conversation(stage: Stage) -> None:
    ada, first = await deleted_before_the_nudge(stage)
    await handed_over(ada)
    await ada.decide("counter", fee_cents=60_000, who="mara", press_id="c1")
    offer = await ada.we_say()
    assert (offer.fee, offer.in_reply_to) == (60_000, first.message_id)
    await ada.creator_says("Yes, happy to do it for that fee. Let's go ahead!")
    assert (await ada.deal())["fee_cents"] == 60_000
    await ada.we_say("agreed")
    await ada.we_say_nothing()


async def test_a_creator_who_answers_a_deleted_conversation_is_answered(stage: Stage) -> None:
    ada = await stage.negotiate()
    first = await ada.we_say()
    await deleted(stage, first.thread_id)
    refers = {"In-Reply-To": first.message_id, "References": first.message_id}
    await ada.creator_says("Could you do $900?", thread_id="", subject=f"Re: {first.subject}", headers=refers)
    assert (await ada.we_say()).fee > ANCHOR
    await ada.we_say_nothing()
    assert await ada.state() == "awaiting_reply"
    assert await ada.notices("escalation") == []


async def test_an_approval_of_a_draft_that_went_with_its_conversation_sends_nothing(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_all")
    await ada.press("Approve", await ada.slack("approval"))
    first = await ada.we_say()
    await ada.creator_says("Could you do $900?")
    asked = await ada.slack("approval")
    await deleted(stage, first.thread_id)
    await ada.press("Approve", asked)
    assert "a person has to decide what to say instead" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()
    assert await ada.state() == "escalated"
    assert (await stage.parley.look())["drafts"] == []
