"""Is a mail that is still on its way held back when a person decides otherwise, and is theirs answered afterwards?"""

from tests.scenarios.dialogue import ANCHOR, RESERVATION, Dialogue, Stage

SENDING = {"vendor": "gmail", "match": "drafts/send"}


async def on_its_way(stage: Stage, text: str) -> Dialogue:
    """Return a negotiation whose answer to *text* cannot leave yet."""
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("faults", kind="503", times=None, **SENDING)
    await ada.creator_says(text)
    await stage.parley.struck()
    return ada


async def test_stop_pressed_while_a_mail_waits_keeps_it_in(stage: Stage) -> None:
    ada = await on_its_way(stage, "Could you do $900?")
    await ada.decide("stop", press_id="s1")
    await stage.parley.tell("faults/clear")
    await ada.reaches("stopped")
    await ada.we_say_nothing()
    assert (await stage.parley.look())["drafts"] == []


async def test_pause_pressed_while_a_mail_waits_keeps_it_in_and_resuming_answers_them(stage: Stage) -> None:
    ada = await on_its_way(stage, "Could you do $900?")
    await ada.decide("pause", press_id="p1")
    await stage.parley.tell("faults/clear")
    await ada.reaches("paused")
    await ada.we_say_nothing()
    await ada.decide("resume", press_id="p2")
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    await ada.we_say_nothing()


async def test_another_amount_pressed_while_a_mail_waits_goes_out_in_its_place(stage: Stage) -> None:
    ada = await on_its_way(stage, "Could you do $900?")
    await ada.decide("counter", fee_cents=61_000, who="mara", press_id="c1")
    await stage.parley.tell("faults/clear")
    assert (await ada.we_say()).fee == 61_000
    await ada.decide("pause", press_id="p1")
    await ada.reaches("paused")
    await ada.decide("resume", press_id="p2")
    assert await ada.state() == "awaiting_reply"
    await ada.we_say_nothing()


async def test_a_release_answers_what_the_withdrawn_draft_was_to_answer(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_all")
    await ada.press("Approve", await ada.slack("approval"))
    await ada.we_say()
    await ada.creator_says("Could you do $900?")
    await ada.press("Take over", await ada.slack("approval"))
    await ada.reaches("taken_over")
    await ada.decide("release", press_id="r1")
    await ada.press("Approve", await ada.slack("approval"))
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    await ada.we_say_nothing()


async def test_what_a_colleague_has_answered_is_not_answered_again_after_the_release(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await ada.colleague_says("Hi Ada, Tobin here, I'll look after you myself.")
    await ada.reaches("taken_over")
    await ada.creator_says("Could you do $900?")
    await ada.parley.rest()
    await ada.colleague_says("Let me ask the client about that, back soon.")
    await ada.parley.rest()
    await ada.decide("release", press_id="r1")
    assert await ada.state() == "awaiting_reply"
    await ada.we_say_nothing()
