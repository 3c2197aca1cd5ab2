"""Is what they wrote answered in the end, whatever comes before we have answered it?"""

import pytest

from tests.scenarios.dialogue import ANCHOR, RESERVATION, Dialogue, Stage
from tests.scenarios.test_held_back import asks
from tests.scenarios.test_mailbox import bounce_of
from tests.scenarios.test_people import opened, opened_under_review
from tests.scenarios.test_short_budget import one_offer_out_and_one_ask_held
from tests.scenarios.test_strangers import STRANGER
from tests.scenarios.test_two_mails import soon  # noqa: F401 - a fixture

AWAY = {"headers": {"Auto-Submitted": "auto-replied"}, "subject": "Automatic reply"}


async def a_stranger_writes(ada: Dialogue) -> None:
    """Let somebody write in whom nobody has introduced, and a person let the negotiation go on after it."""
    await ada.creator_says("Hi all, please count me in.", **{"from": STRANGER}, **await there(ada))
    await until_a_person_goes_on(ada)


async def there(ada: Dialogue) -> dict[str, str]:
    """Return where the conversation is, though we may have said nothing in it yet."""
    return {"thread_id": (await ada.parley.look(f"boxes/{ada.email}"))[-1]["thread_id"]}


async def until_a_person_goes_on(ada: Dialogue) -> None:
    assert "nobody there has introduced" in (await ada.slack("escalation")).words
    await ada.we_say_nothing()
    await ada.decide("release", press_id="go-on")


async def held_with_a_bounce_before_them(stage: Stage, *mails: str) -> Dialogue:
    """Return a negotiation that a mail of its pause which came back brought to a person, before *mails* were read."""
    ada = await stage.negotiate()
    opening = await ada.we_say()
    await ada.decide("pause", press_id="hold")
    await ada.reaches("paused")
    await stage.parley.tell("deliver", raw_base64=bounce_of(opening, ada.email))
    await ada.we_say_nothing()
    for mail in mails:
        await ada.creator_says(mail)
        await ada.we_say_nothing()
    await ada.decide("resume", press_id="let-go")
    assert "another address" in (await ada.slack("escalation")).words
    return ada


async def test_an_ask_whose_draft_waits_is_answered_after_a_strangers_mail(stage: Stage) -> None:
    ada = await opened_under_review(stage)
    await ada.creator_says("Could you do $900?")
    await ada.slack("approval")
    await a_stranger_writes(ada)
    await ada.press("Approve", await ada.slack("approval"))
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    assert await asks(ada) == [90_000]


@pytest.mark.parametrize("who", ["creator", "colleague", "a press that a deal does not take"])
async def test_agreed_terms_that_wait_for_approval_outlast_what_comes_meanwhile(stage: Stage, who: str) -> None:
    ada = await opened_under_review(stage)
    await ada.creator_says("Yes, that works for me. Deal!")
    await ada.deal()
    asked = await ada.slack("approval")
    if who == "creator":
        await ada.creator_says("Thanks, looking forward to it!")
    elif who == "colleague":
        await ada.colleague_says("Hi Ada, Tobin here, good to have you with us.")
    else:
        await ada.decide("pause", press_id="p1")
    await ada.parley.rest()
    await ada.press("Approve", asked)
    assert (await ada.we_say("agreed")).fee == ANCHOR
    assert (await ada.story())["deal"]["confirmed_at_ms"]


@pytest.mark.usefixtures("soon")
async def test_both_mails_of_a_pause_are_answered_though_a_stranger_came_in_the_moment_of_the_answer(
    stage: Stage,
) -> None:
    ada = await opened(stage)
    await ada.decide("pause", press_id="hold")
    await ada.reaches("paused")
    for mail in ("Could you do $900?", "Just checking whether you got my mail."):
        await ada.creator_says(mail)
        await ada.we_say_nothing()
    await stage.parley.tell("pushes/pause")
    late = await ada.creator_says("Hi all, please count me in.", **{"from": STRANGER})
    await stage.parley.tell("faults", kind="503", vendor="gmail", match=f"messages/{late}", times=2)
    await stage.parley.tell("pushes/resume")
    await stage.parley.tell("gmail/push")
    await ada.decide("resume", press_id="let-go")
    await until_a_person_goes_on(ada)
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    assert await asks(ada) == [90_000]


async def test_an_ask_that_is_held_is_held_on_after_a_strangers_mail(stage: Stage) -> None:
    first, second = await one_offer_out_and_one_ask_held(stage, Rounds=1)
    await a_stranger_writes(second)
    await second.we_say_nothing()
    await first.creator_says("No thank you, I am not interested in this one.")
    await first.reaches("rejected")
    assert (await second.deal())["fee_cents"] == 70_000


async def test_an_ask_that_is_held_is_held_no_shorter_for_a_responders_mail(stage: Stage) -> None:
    first, second = await one_offer_out_and_one_ask_held(stage, Rounds=1)
    await second.creator_says("I am out of the office until further notice.", **AWAY, **await there(second))
    await second.we_say_nothing()
    await second.silence(days=3)
    assert await second.state() == "awaiting_reply"
    await first.creator_says("No thank you, I am not interested in this one.")
    await first.reaches("rejected")
    assert (await second.deal())["fee_cents"] == 70_000


async def test_what_nobody_has_read_yet_is_answered_though_they_wrote_again_to_a_person(stage: Stage) -> None:
    ada = await held_with_a_bounce_before_them(stage, "Could you do $900?")
    await ada.creator_says("Any news?")
    await ada.slack("escalation")
    await ada.decide("release", press_id="go-on")
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION
    assert await asks(ada) == [90_000]


async def test_a_yes_behind_an_ask_that_nobody_has_read_yet_is_no_deal(stage: Stage) -> None:
    ada = await held_with_a_bounce_before_them(stage, "Could you do $900 and pay for my flight to Lisbon?")
    await ada.creator_says("Great, deal!")
    await ada.slack("escalation")
    assert await ada.state() == "escalated"
    assert await ada.notices("deal") == []
