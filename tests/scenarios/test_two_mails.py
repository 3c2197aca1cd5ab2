"""Is a creator who writes twice before we answer answered once, to what they said last?"""

import pytest

from api import pump
from tests.scenarios.dialogue import ANCHOR, Dialogue, Stage
from tests.scenarios.test_held_back import asks


async def two_mails(ada: Dialogue, first: str, second: str) -> None:
    """Let the creator write twice, and Gmail be late with the second mail."""
    await ada.parley.tell("pushes/pause")
    await ada.creator_says(first)
    late = await ada.creator_says(second)
    await ada.parley.tell("faults", kind="503", vendor="gmail", match=f"messages/{late}", times=2)
    await ada.parley.tell("pushes/resume")
    await ada.parley.tell("gmail/push")


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again in tenths of seconds for what Gmail has not given."""
    monkeypatch.setattr(pump, "_SOON_SECONDS", 0.2)


@pytest.mark.usefixtures("soon")
async def test_an_ask_that_they_take_back_is_not_answered(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await two_mails(ada, "I would need $1,400 for this.", "On second thought, $900 would work for me.")
    assert ANCHOR < (await ada.we_say()).fee < 90_000
    await ada.we_say_nothing()
    assert await asks(ada) == [140_000, 90_000]


@pytest.mark.usefixtures("soon")
async def test_an_ask_within_our_limit_is_not_agreed_to_behind_their_no(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await two_mails(ada, "I could do it for $510.", "Sorry, I have to say no after all. I don't have the time.")
    await ada.we_say()
    await ada.we_say_nothing()
    assert await ada.state() == "rejected"


@pytest.mark.usefixtures("soon")
async def test_a_yes_stands_whatever_follows(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await two_mails(ada, "Yes, happy to do it for that fee. Let's go ahead!", "Thanks again, can't wait!")
    assert (await ada.deal())["fee_cents"] == ANCHOR
    await ada.we_say("agreed")


@pytest.mark.usefixtures("soon")
async def test_a_responder_behind_an_ask_keeps_nothing_back(stage: Stage) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.tell("pushes/pause")
    await ada.creator_says("Could you do $900?")
    away = {"headers": {"Auto-Submitted": "auto-replied"}, "subject": "Automatic reply"}
    late = await ada.creator_says("I am out of the office today.", **away)
    await stage.parley.tell("faults", kind="503", vendor="gmail", match=f"messages/{late}", times=2)
    await stage.parley.tell("pushes/resume")
    await stage.parley.tell("gmail/push")
    assert (await ada.we_say()).fee > ANCHOR
    await ada.we_say_nothing()
