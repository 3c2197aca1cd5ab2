"""Do people decide, wherever they do it, and does Parley step back when they do?"""

import pytest

from tests.scenarios.dialogue import ANCHOR, RESERVATION, Dialogue, Stage

OFFER = "Hi Ada,\n\nwe would love to book one reel with you for {fee}, paid within 30 days.\n\nBest,\nMara"


async def opened(stage: Stage, **fields: str) -> Dialogue:
    """Return a negotiation whose opening went out."""
    ada = await stage.negotiate(**fields)
    await ada.we_say()
    return ada


async def opened_under_review(stage: Stage) -> Dialogue:
    """Return one whose opening a person let go, and whose every later mail waits for a person too."""
    ada = await stage.negotiate(Autonomy="review_all")
    await ada.press("Approve", await ada.slack("approval"))
    await ada.we_say()
    return ada


async def test_the_first_mail_waits_for_approval_and_approve_sends_it(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    await ada.we_say_nothing()
    (draft,) = (await stage.parley.look())["drafts"]
    assert "500" in draft["body_text"]
    await ada.press("Approve", asked)
    assert (await ada.we_say()).fee == ANCHOR
    assert await ada.state() == "awaiting_reply"
    (press,) = (await ada.story())["decisions"]
    assert (press["action"], press["who"]) == ("approve", "mara")


async def test_approve_pressed_twice_sends_one_mail(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    await ada.press("Approve", asked, times=2)
    await ada.press("Approve", asked, user="UTOBIN")
    await ada.we_say()
    await ada.we_say_nothing()
    assert len((await stage.parley.look())["sent"]) == 1


async def test_review_all_asks_for_every_mail(stage: Stage) -> None:
    ada = await opened_under_review(stage)
    await ada.creator_says("Could you do $900?")
    asked = await ada.slack("approval")
    assert "They wrote:\n> Could you do $900?" in asked.words
    assert "**" not in asked.words, "an answer in a conversation has no subject of its own"
    await ada.we_say_nothing()
    await ada.press("Approve", asked)
    assert (await ada.we_say()).fee > ANCHOR


@pytest.mark.parametrize("act", ["approve", "edit"])
async def test_under_review_all_agreed_terms_are_read_back_once_a_person_lets_them_go(stage: Stage, act: str) -> None:
    ada = await opened_under_review(stage)
    await ada.creator_says("Yes, that works for me. Deal!")
    await ada.deal()
    (told,) = await ada.notices("deal")
    assert "waits for your approval" in told.words
    assert "being read back" not in told.words
    asked = await ada.slack("approval")
    assert asked.buttons == ("Approve and send",)
    await ada.we_say_nothing()
    if act == "approve":
        await ada.press("Approve", asked, times=2)
    else:
        (draft,) = (one for one in (await ada.story())["drafts"] if one["status"] == "held")
        await ada.decide("edit", body=draft["body"].replace("agreed", "agreed, hooray"), who="mara", press_id="e1")
    mail = await ada.we_say("agreed")
    assert (mail.fee, "hooray" in mail.text) == (ANCHOR, act == "edit")
    await ada.we_say_nothing()
    assert await ada.state() == "agreed"
    assert (await ada.story())["deal"]["confirmed_at_ms"]


async def test_review_first_asks_for_the_first_mail_even_if_the_creator_wrote_first(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await ada.creator_says("Hi! I heard you are looking for runners. I take $900 a reel.")
    asked = await ada.slack("approval")
    await ada.we_say_nothing()
    await ada.press("Approve", asked)
    assert ANCHOR <= (await ada.we_say()).fee < RESERVATION
    assert (await stage.parley.look())["drafts"] == []


async def test_an_edit_with_the_right_amount_is_sent_in_the_persons_words(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await ada.decide("edit", body=OFFER.format(fee="$500"), who="mara", press_id="e1")
    mail = await ada.we_say("we would love to book one reel with you")
    assert mail.fee == ANCHOR
    assert (await stage.parley.look())["drafts"] == []


async def test_an_edit_with_a_wrong_amount_is_held_and_shown(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await ada.decide("edit", body=OFFER.format(fee="$650"), who="mara", press_id="e1")
    assert "held" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()
    assert await ada.state() == "escalated"


async def test_a_draft_edited_in_gmail_goes_out_as_edited_once_the_guard_has_read_it(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    (draft,) = (await stage.parley.look())["drafts"]
    edited = draft["body_text"].replace("Hi Ada", "Dear Ada").replace("Hello Ada", "Dear Ada")
    await stage.parley.tell("gmail/draft", draft_id=draft["draft_id"], action="edit", text=edited)
    await ada.silence(days=3.2 / ada.day_seconds)
    await ada.press("Approve", asked)
    assert (await ada.we_say("Dear Ada")).fee == ANCHOR


async def test_a_counter_by_a_person_within_the_limit_is_sent(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.creator_says("This is an insult. You people are scammers, get lost.")
    await ada.slack("escalation")
    await ada.decide("counter", fee_cents=80_000, who="mara", press_id="c1")
    assert (await ada.we_say()).fee == 80_000
    assert await ada.state() == "awaiting_reply"


async def test_a_counter_by_a_person_over_the_reservation_price_is_refused(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("counter", fee_cents=RESERVATION + 1, who="mara", press_id="c1")
    words = (await ada.slack("escalation")).words
    assert "That amount is no offer Parley makes" in words
    assert "over the reservation price after our last offer" not in words
    await ada.we_say_nothing()
    assert await ada.state() == "escalated"


async def test_an_amount_that_is_refused_leaves_the_waiting_draft_to_be_approved(stage: Stage) -> None:
    ada = await opened_under_review(stage)
    await ada.creator_says("Could you do $900?")
    asked = await ada.slack("approval")
    await ada.decide("counter", fee_cents=RESERVATION + 1, who="mara", press_id="c1")
    words = (await ada.slack("escalation")).words
    assert "1,000.01 USD is over the 1,000 USD that this negotiation may spend now." in words
    assert "The draft that waited for approval still does." in words
    await ada.we_say_nothing()
    await ada.press("Approve", asked)
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    assert await ada.state() == "awaiting_reply"
    await ada.we_say_nothing()


async def test_a_persons_slip_of_the_finger_is_no_offer_and_reserves_nothing(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("counter", fee_cents=ANCHOR // 10, who="mara", press_id="c1")
    assert "an offer is not taken back for 50 USD" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()
    assert (await stage.parley.get("/campaigns/spring"))["reserved_cents"] == ANCHOR
    await ada.decide("counter", fee_cents=60_000, who="mara", press_id="c2")
    assert (await ada.we_say()).fee == 60_000


async def test_the_same_decision_sent_twice_is_followed_once(stage: Stage) -> None:
    ada = await opened(stage)
    for _ in range(2):
        await ada.decide("counter", fee_cents=60_000, who="mara", press_id="c1")
    assert (await ada.we_say()).fee == 60_000
    await ada.we_say_nothing()


async def test_a_decision_repeated_long_after_it_was_followed_ends_no_wait(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("counter", fee_cents=60_000, who="mara", press_id="c1")
    assert (await ada.we_say()).fee == 60_000
    for _ in range(3):
        await stage.parley.rest()  # parked again: the wait that a nudge would follow has begun
        await ada.decide("counter", fee_cents=60_000, who="mara", press_id="c1")
        await ada.we_say_nothing()
    assert await ada.state() == "awaiting_reply"


async def test_a_decision_repeated_after_the_end_changes_nothing(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("reject", press_id="r1")
    await ada.we_say()
    assert await ada.state() == "rejected"
    await ada.decide("reject", press_id="r1")
    assert await ada.state() == "rejected"
    await ada.we_say_nothing()
    assert len((await ada.story())["decisions"]) == 1


async def test_a_pause_holds_the_answer_back_and_resuming_gives_it(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("pause", press_id="p1")
    assert await ada.state() == "paused"
    assert not (await ada.story())["needs_person"]
    await ada.creator_says("Could you do $900?")
    await ada.we_say_nothing()
    assert (await ada.story())["needs_person"]
    (told,) = await ada.notices("paused")
    assert "wrote while the negotiation is paused" in told.text
    assert "> Could you do $900?" in told.words
    assert told.buttons == ("Resume", "Take over")
    await ada.press("Resume", told, times=2)
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    assert await ada.state() == "awaiting_reply"
    assert [one.key for one in await ada.notices("paused")] == [told.key]
    assert await ada.notices("overtaken") == []


async def test_what_comes_during_a_pause_is_shown_mail_by_mail_and_a_machines_answer_not_at_all(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("pause", press_id="p1")
    await ada.reaches("paused")
    await ada.creator_says("I am away until Monday.", headers={"Auto-Submitted": "auto-replied"})
    await ada.creator_says("Could you do $900?")
    await stage.parley.rest()
    await ada.creator_says("Hello? $850 would be fine as well.")
    await stage.parley.rest()
    first, second = await ada.notices("paused")
    assert ("$900" in first.words, "$850" in second.words) == (True, True)
    await ada.we_say_nothing()


async def test_a_stopped_negotiation_is_never_answered_again(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("stop", press_id="s1")
    assert await ada.state() == "stopped"
    await ada.creator_says("Fine, I take your $500. Deal!")
    await ada.we_say_nothing()
    assert await ada.state() == "stopped"
    (told,) = await ada.notices("stopped")
    assert "Fine, I take your $500. Deal!" in told.words, "what is dropped in silence is lost"
    assert (await stage.parley.get("/campaigns/spring"))["reserved_cents"] == 0


async def test_who_decides_on_what_another_has_answered_meanwhile_writes_nothing(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.creator_says("This is an insult. You people are scammers, get lost.")
    await ada.slack("escalation")
    await stage.parley.rest()
    seen = (await ada.story())["turn"]
    await ada.decide("counter", fee_cents=60_000, who="mara", press_id="c1", turn=seen)
    assert (await ada.we_say()).fee == 60_000
    await ada.decide("counter", fee_cents=70_000, who="tobin", press_id="c2", turn=seen)
    await ada.decide("reject", who="tobin", press_id="r1", turn=seen)
    await ada.we_say_nothing()
    assert await ada.state() == "awaiting_reply"
    await ada.decide("counter", fee_cents=70_000, who="tobin", press_id="c3", turn=(await ada.story())["turn"])
    assert (await ada.we_say()).fee == 70_000


async def test_nobody_is_turned_down_for_a_mail_that_they_have_written_past(stage: Stage) -> None:
    ada = await opened_under_review(stage)
    await ada.creator_says("Could you do $900?")
    asked = await ada.slack("approval")
    await ada.creator_says("We talked it over: $700 is fine too.")
    await ada.slack("approval")
    await stage.parley.rest()
    await ada.press("Turn down", asked)
    assert "pressed *Turn down* on an older message" in (await ada.slack("overtaken")).words
    await ada.we_say_nothing()
    assert await ada.state() == "counter_received"


async def test_slack_says_once_that_a_button_came_to_nothing_and_never_of_one_pressed_twice(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    asked = await ada.slack("approval")
    await ada.press("Approve", asked)
    await ada.we_say()
    await ada.press("Approve", asked, user="UTOBIN")
    await stage.parley.rest()
    assert await ada.notices("overtaken") == []
    for user in ("UTOBIN", "UMARA"):
        await ada.press("Turn down", asked, user=user)
    assert "tobin pressed *Turn down*" in (await ada.slack("overtaken")).words
    await ada.we_say_nothing()
    assert len(await ada.notices("overtaken")) == 1
    assert await ada.state() == "awaiting_reply"


async def test_turning_down_sends_a_kind_no(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.creator_says("Yes, I'm in, but only if you also pay for my flight to Lisbon.")
    await ada.press("Turn down", await ada.slack("escalation"))
    assert (await ada.we_say()).amounts == []
    assert await ada.state() == "rejected"


async def test_turning_down_the_first_draft_sends_nothing(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.press("Turn down", await ada.slack("approval"))
    assert await ada.state() == "rejected"
    await ada.we_say_nothing()
    assert (await stage.parley.look())["drafts"] == []


async def test_an_amount_sent_where_nothing_may_be_sent_is_not_sent(stage: Stage) -> None:
    ada = await opened(stage)
    for act, state in (("pause", "paused"), ("takeover", "taken_over")):
        await ada.decide(act, press_id=act)
        assert await ada.state() == state
        await ada.decide("counter", fee_cents=60_000, who="mara", press_id=f"c-{act}")
        await ada.we_say_nothing()
        assert await ada.state() == state
        assert (await ada.story())["offer_cents"] == ANCHOR
    assert len((await ada.story())["decisions"]) == 4


async def test_a_colleague_in_one_thread_takes_over_that_thread_alone(stage: Stage) -> None:
    ada, bo = await stage.campaign(creators=2)
    await ada.we_say()
    await bo.we_say()
    await ada.colleague_says("Hi Ada, Tobin here, I'll look after you myself.")
    await ada.reaches("taken_over")
    for one in (ada, bo):
        await one.creator_says("Could you do $900?")
    assert (await bo.we_say()).fee > ANCHOR
    await ada.we_say_nothing()
    assert (await ada.state(), await bo.state()) == ("taken_over", "awaiting_reply")


async def test_a_takeover_survives_a_restart_and_ends_with_release(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.colleague_says("Hi Ada, Tobin here, I'll look after you myself.")
    await ada.reaches("taken_over")
    await stage.parley.rest()
    await stage.parley.stop()
    await stage.parley.start()
    await ada.creator_says("Could you do $900?")
    assert await ada.state() == "taken_over"
    await ada.we_say_nothing()
    await ada.decide("release", press_id="r1")
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    assert await ada.state() == "awaiting_reply"


async def test_taking_over_from_slack_withdraws_the_waiting_draft(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.press("Take over", await ada.slack("approval"))
    assert await ada.state() == "taken_over"
    assert (await stage.parley.look())["drafts"] == []
    await ada.we_say_nothing()


async def test_an_escalation_nobody_reacts_to_is_repeated(stage: Stage) -> None:
    ada = await opened(stage, Day_Length_Seconds="0.6", Nudge_After_Days="1000", Escalation_Reminder_Days="1")
    await ada.creator_says("This is an insult. You people are scammers, get lost.")
    first = await ada.slack("escalation")
    assert "mara.lindqvale@brand.example.test" in first.words
    again = await ada.slack("escalation")
    assert "reminder 1" in again.text
    await ada.decide("reject", press_id="n1")
    await ada.we_say()
