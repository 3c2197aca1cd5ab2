"""Is a mail that is still on its way held back when a person decides otherwise, and is theirs answered afterwards?"""

import sqlalchemy as sa

from negotiation.case import Case
from negotiation.records import decode
from steps.ledger import store
from steps.ledger.tables import negotiations
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
    await ada.reaches("awaiting_reply")
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


async def test_a_mail_that_is_answered_again_was_asked_once_and_is_answered_alike(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_all")
    await ada.press("Approve", await ada.slack("approval"))
    await ada.we_say()
    await ada.creator_says("Could you do $900?")
    await ada.slack("approval")
    for number in range(2):
        await ada.decide("pause", press_id=f"p{number}")
        await ada.reaches("paused")
        await ada.decide("resume", press_id=f"r{number}")
        await ada.slack("approval")
    assert await asks(ada) == [90_000]
    answers = [one["fee_cents"] for one in (await ada.story())["verdicts"] if one["kind"] == "Counter"][1:]
    assert len(answers) == 3
    assert len(set(answers)) == 1


async def test_an_ask_that_they_repeat_after_a_pause_counts_twice(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_all")
    await ada.press("Approve", await ada.slack("approval"))
    await ada.we_say()
    await ada.creator_says("Could you do $900?")
    await ada.slack("approval")
    await ada.decide("pause", press_id="p1")
    await ada.reaches("paused")
    await ada.creator_says("Hello? I asked whether you could do $900.")
    await ada.we_say_nothing()
    await ada.decide("resume", press_id="r1")
    await ada.slack("approval")
    assert await asks(ada) == [90_000, 90_000]


async def asks(ada: Dialogue) -> list[int]:
    """Return what the creator has asked for, as the negotiation remembers it."""
    await ada.parley.rest()
    mine = negotiations.c.negotiation_id == await ada.negotiation_id()
    with store.current().reading() as connection:
        case = connection.execute(sa.select(negotiations.c.case).where(mine)).scalar_one()
    return [offer.fee_cents for offer in decode(Case, case).history.theirs()]
