"""Does every mail of theirs count that we have not answered, also when they have written again since?"""

import pytest

from tests.scenarios.dialogue import ANCHOR, RESERVATION, Dialogue, Stage
from tests.scenarios.test_held_back import asks
from tests.scenarios.test_people import opened, opened_under_review
from tests.scenarios.test_two_mails import soon, two_mails  # noqa: F401 - a fixture

PAUSE = ("pause", "paused", "resume")
TAKEOVER = ("takeover", "taken_over", "release")
YES = "Deal, happy to do it for that fee!"


async def while_held(ada: Dialogue, *mails: str, way: tuple[str, str, str] = PAUSE) -> None:
    """Let a person hold the negotiation while *mails* come in, one after the other, and then let it go on."""
    hold, state, let_go = way
    await ada.decide(hold, press_id="hold")
    await ada.reaches(state)
    for mail in mails:
        await ada.creator_says(mail)
        await ada.we_say_nothing()
    await ada.decide(let_go, press_id="let-go")


@pytest.mark.parametrize("way", [PAUSE, TAKEOVER])
async def test_an_ask_with_a_reminder_behind_it_is_answered(stage: Stage, way: tuple[str, str, str]) -> None:
    ada = await opened(stage)
    await while_held(ada, "Could you do $900?", "Just checking whether you got my mail.", way=way)
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    await ada.we_say_nothing()
    assert await asks(ada) == [90_000]


async def test_a_yes_with_a_question_behind_it_is_a_deal_and_the_question_is_told(stage: Stage) -> None:
    ada = await opened(stage)
    await while_held(ada, YES, "When do I get the briefing?")
    deal = await ada.deal()
    assert deal["fee_cents"] == ANCHOR
    assert YES in deal["quotes"]
    (told,) = await ada.notices("deal")
    assert "> When do I get the briefing?" in told.words
    await ada.we_say("agreed")


async def test_a_yes_with_thanks_behind_it_is_a_deal(stage: Stage) -> None:
    ada = await opened(stage)
    await while_held(ada, YES, "Thanks again, can't wait!")
    assert (await ada.deal())["fee_cents"] == ANCHOR


@pytest.mark.parametrize(
    "second",
    ["Sorry, I have to say no after all. I don't have the time.", "Wait, I need to ask my manager first."],
)
async def test_a_yes_that_they_take_back_is_no_deal_and_a_person_sees_both(stage: Stage, second: str) -> None:
    ada = await opened(stage)
    await while_held(ada, YES, second)
    told = await ada.slack("escalation")
    assert (YES in told.words, second in told.words) == (True, True)
    assert await ada.state() == "escalated"
    await ada.we_say_nothing()


async def test_an_open_question_with_an_ask_behind_it_is_a_persons_to_answer(stage: Stage) -> None:
    ada = await opened(stage)
    await while_held(ada, "Do I get to keep the raw footage?", "Could you do $900?", way=TAKEOVER)
    told = await ada.slack("escalation")
    assert "what our terms do not say: Do I get to keep the raw footage?" in told.words
    assert "$900" in told.words
    await ada.we_say_nothing()


async def test_a_condition_with_thanks_behind_it_still_holds(stage: Stage) -> None:
    ada = await opened(stage)
    await while_held(ada, "Yes, if you also pay for my flight to Lisbon.", "Looking forward to it!")
    assert "flight to Lisbon" in (await ada.slack("escalation")).words
    assert await ada.state() == "escalated"


async def test_of_several_asks_the_newest_counts_and_each_is_remembered(stage: Stage) -> None:
    ada = await opened(stage)
    await while_held(ada, "I would need $1,400 for this.", "Well, $950 would do.", "On second thought, $900 works.")
    assert ANCHOR < (await ada.we_say()).fee < 90_000
    await ada.we_say_nothing()
    assert await asks(ada) == [140_000, 95_000, 90_000]


async def test_a_strangers_mail_among_theirs_is_a_persons_and_theirs_are_answered_after_it(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.decide("pause", press_id="hold")
    await ada.reaches("paused")
    await ada.creator_says("Could you do $900?")
    await ada.we_say_nothing()
    await ada.creator_says("Deal at $2,000, send it to me!", **{"from": "Rex <rex@elsewhere.example.test>"})
    await ada.we_say_nothing()
    await ada.creator_says("Looking forward to your answer!")
    await ada.we_say_nothing()
    await ada.decide("resume", press_id="let-go")
    assert "nobody there has introduced" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()
    await ada.decide("release", press_id="go-on")
    assert ANCHOR < (await ada.we_say()).fee < 90_000
    assert await asks(ada) == [90_000]


async def test_a_question_behind_an_ask_whose_draft_waits_leaves_the_ask_answered(stage: Stage) -> None:
    ada = await opened_under_review(stage)
    await ada.creator_says("Could you do $900?")
    await ada.slack("approval")
    await ada.creator_says("And how soon do you pay?")
    await ada.press("Approve", await ada.slack("approval"))
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    assert await asks(ada) == [90_000]


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("second", ["Looking forward to your answer!", "And how soon do you pay?"])
async def test_an_ask_with_a_line_sent_right_behind_it_is_answered(stage: Stage, second: str) -> None:
    ada = await opened(stage)
    await two_mails(ada, "Could you do $900?", second)
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    await ada.we_say_nothing()
    assert await asks(ada) == [90_000]


@pytest.mark.usefixtures("soon")
async def test_a_wish_of_the_first_mail_is_answered_with_the_ask_of_the_second(stage: Stage) -> None:
    ada = await opened(stage)
    await two_mails(ada, "I'd do it for $950 plus VAT.", "Sorry, I meant $900.")
    assert "tax" in (await ada.we_say()).text.lower()


@pytest.mark.usefixtures("soon")
async def test_a_bare_yes_behind_an_ask_of_their_own_is_no_deal(stage: Stage) -> None:
    ada = await opened(stage)
    await two_mails(ada, "Could you do $900?", "Great!")
    assert (await ada.we_say()).fee == ANCHOR  # our offer said again
    assert await ada.state() == "awaiting_reply"


@pytest.mark.usefixtures("soon")
async def test_a_yes_behind_a_wish_of_theirs_is_for_a_person(stage: Stage) -> None:
    ada = await opened(stage)
    await two_mails(ada, "I'd do it for $950 plus VAT.", "Great!")
    assert "plus VAT" in (await ada.slack("escalation")).words


@pytest.mark.usefixtures("soon")
async def test_a_yes_that_names_our_fee_behind_an_ask_is_a_deal(stage: Stage) -> None:
    ada = await opened(stage)
    await two_mails(ada, "Could you do $900?", "Never mind, your $500 is fine. Deal!")
    assert (await ada.deal())["fee_cents"] == ANCHOR


async def test_a_yes_while_a_person_has_their_condition_does_not_drop_it(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.creator_says("Yes, if you also pay for my flight to Lisbon.")
    await ada.slack("escalation")
    await ada.creator_says("Great, deal!")
    assert "flight to Lisbon" in (await ada.slack("escalation")).words
    assert await ada.state() == "escalated"


async def test_what_a_person_has_dealt_with_is_not_brought_up_again(stage: Stage) -> None:
    ada = await opened(stage)
    await ada.creator_says("Yes, if you also pay for my flight to Lisbon.")
    await ada.slack("escalation")
    await ada.decide("release", press_id="go-on")
    await ada.reaches("awaiting_reply")
    await ada.creator_says("Deal, I'll do it for $500!")
    assert (await ada.deal())["fee_cents"] == ANCHOR
