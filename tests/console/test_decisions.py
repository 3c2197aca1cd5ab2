"""Does a button of the console do what it says, once, and say what came of it?"""

import pytest

from steps.ledger import story
from tests.console.visitor import Visitor
from tests.scenarios.dialogue import ANCHOR, RESERVATION, Dialogue, Stage

HOSTILE = "This is an insult. You people are scammers, get lost."
WORDS = "Hi Ada,\n\nwe would love to book one reel with you for {fee}, paid within 30 days.\n\nBest,\nMara"


async def waiting(stage: Stage) -> Dialogue:
    """Return a negotiation whose opening waits for approval."""
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await stage.parley.rest()
    return ada


async def opened(stage: Stage) -> Dialogue:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.rest()
    return ada


async def test_approving_sends_the_draft_once_however_often_it_is_pressed(stage: Stage, mara: Visitor) -> None:
    ada = await waiting(stage)
    name = await ada.negotiation_id()
    drawn = await mara.see(f"/console/negotiations/{name}")
    assert "500" in drawn.text
    first = await mara.press_again(drawn.forms["approve"])
    assert "Mara: Approve. The mail for 500 USD is sent." in first.text
    again = await mara.press_again(drawn.forms["approve"])
    assert "Mara: Approve. The mail for 500 USD is sent." in again.text
    async with Visitor(stage.parley) as tobin:
        await tobin.sign_in("Tobin")
        late = await tobin.press_again(drawn.forms["approve"])
        assert "Mara: Approve." in late.text  # somebody else had done it
    assert (await ada.we_say()).fee == ANCHOR
    await ada.we_say_nothing()
    assert len((await stage.parley.look())["sent"]) == 1
    (press,) = (await ada.story())["decisions"]
    assert (press["action"], press["who"]) == ("approve", "Mara")


async def test_ones_own_words_go_out_and_the_guard_says_what_is_wrong_with_them(stage: Stage, mara: Visitor) -> None:
    ada = await waiting(stage)
    name = await ada.negotiation_id()
    told = (await mara.press(name, "edit", body=WORDS.format(fee="$650"))).text
    assert "Mara: Send your words. Nothing was sent." in told
    assert "650" in told
    await ada.we_say_nothing()
    told = (await mara.press(name, "edit", body=WORDS.format(fee="$500"))).text
    assert "The mail for 500 USD is sent." in told
    assert (await ada.we_say("we would love to book one reel")).fee == ANCHOR


async def test_who_wrote_what_the_guard_refuses_gets_it_back_to_edit(stage: Stage, mara: Visitor) -> None:
    ada = await waiting(stage)
    name = await ada.negotiation_id()
    wrong = "Dear Ada,\n\n" + WORDS.format(fee="$650")
    told = await mara.press(name, "edit", body=wrong)
    assert told.forms["edit"].fields["body"].strip() == wrong
    later = await mara.see(f"/console/negotiations/{name}")
    assert "the words of Mara, and they were not sent. It names an amount that was not decided" in later.text
    assert later.forms["edit"].fields["body"].strip() == wrong
    # The draft that waited still can be sent; whoever sends it has done without those words.
    await mara.press_again(later.forms["approve"])
    assert (await ada.we_say()).fee == ANCHOR
    assert "Dear Ada" not in (await mara.see(f"/console/negotiations/{name}")).text


async def test_words_whose_draft_is_gone_are_shown_to_be_copied(stage: Stage, mara: Visitor) -> None:
    ada = await waiting(stage)
    name = await ada.negotiation_id()
    drawn = await mara.see(f"/console/negotiations/{name}")
    await ada.creator_says(HOSTILE)
    await ada.slack("escalation")
    await stage.parley.rest()
    form = drawn.forms["edit"]
    form.fields["body"] = "Dear Ada, <b>half an hour of my life</b>"
    told = await mara.press_again(form)
    assert "Nothing changed: the draft you looked at is no longer the one that waits." in told.text
    assert "they were not sent" in told.text
    assert "Dear Ada, <b>half an hour of my life</b>" in told.text


async def test_another_amount_is_sent_or_refused_with_the_sentence_of_the_rule(stage: Stage, mara: Visitor) -> None:
    ada = await opened(stage)
    await ada.creator_says(HOSTILE)
    await ada.slack("escalation")
    await stage.parley.rest()
    name = await ada.negotiation_id()
    refused = await mara.press(name, "counter", fee="$1,000.01")
    assert "1,000.01 USD is over the 1,000 USD that this negotiation may spend now." in refused.text
    await ada.we_say_nothing()
    told = await mara.press(name, "counter", fee="800")
    assert "Mara: Send another amount. The mail for 800 USD is sent." in told.text
    assert (await ada.we_say()).fee == 80_000
    assert RESERVATION > 80_000


async def test_what_is_no_amount_is_refused_by_name_and_takes_no_press(stage: Stage, mara: Visitor) -> None:
    ada = await opened(stage)
    page = await mara.see(f"/console/negotiations/{await ada.negotiation_id()}")
    form = page.forms["counter"]
    for fee in ("", "lots", "-5", "0", "800 EUR", "800 or 900", "1e3", "=800", "'; DROP TABLE deals"):
        answer = await mara.send(form.action, **(form.fields | {"fee": fee}))
        assert answer.status_code == 422, fee
        assert answer.headers["Content-Type"].startswith("text/html")
    assert (await ada.story())["decisions"] == []
    await ada.we_say_nothing()


async def test_a_person_takes_over_and_gives_back(stage: Stage, mara: Visitor) -> None:
    ada = await opened(stage)
    name = await ada.negotiation_id()
    told = await mara.press(name, "takeover")
    assert "now “taken over”" in told.text
    assert {"release", "stop", "reject"} <= told.forms.keys()
    assert not {"takeover", "counter", "approve", "pause"} & told.forms.keys()
    assert "now “awaiting reply”" in (await mara.press(name, "release")).text


async def test_pausing_holds_back_and_resuming_goes_on(stage: Stage, mara: Visitor) -> None:
    ada = await opened(stage)
    name = await ada.negotiation_id()
    assert "now “paused”" in (await mara.press(name, "pause")).text
    await ada.creator_says("Could you do $900?")
    await ada.we_say_nothing()
    assert "is sent" in (await mara.press(name, "resume")).text
    assert ANCHOR < (await ada.we_say()).fee < RESERVATION


async def test_turning_down_and_stopping_end_it(stage: Stage, mara: Visitor) -> None:
    ada, bo = await stage.campaign(creators=2)
    await ada.we_say()
    await bo.we_say()
    await stage.parley.rest()
    assert "The mail is sent." in (await mara.press(await ada.negotiation_id(), "reject")).text
    assert (await ada.we_say()).amounts == []
    ended = await mara.press(await bo.negotiation_id(), "stop")
    assert "now “stopped”" in ended.text
    assert ended.forms.keys() == {"sign-out"}


async def test_a_deal_that_fell_through_is_cancelled_with_its_reason(
    stage: Stage, mara: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = await opened(stage)
    name = await ada.negotiation_id()
    assert "cancel" not in (await mara.see(f"/console/negotiations/{name}")).forms
    await ada.creator_says("Yes, that works for me. Deal!")
    await ada.deal()
    await ada.we_say("agreed")
    await stage.parley.rest()
    drawn = await mara.see(f"/console/negotiations/{name}")
    assert drawn.forms.keys() == {"cancel", "sign-out"}
    assert "gets no mail from Parley" in drawn.text
    form = drawn.forms["cancel"]
    for reason in ("", "  "):
        assert (await mara.send(form.action, **(form.fields | {"reason": reason}))).status_code == 422
    assert (await ada.story())["decisions"] == []
    told = await mara.press(name, "cancel", reason="ill until May")
    assert "Mara: Cancel the deal. Done: the negotiation is now “deal cancelled”." in told.text
    assert "Mara cancelled the deal" in told.text
    assert "ill until May" in told.text
    assert told.forms.keys() == {"sign-out"}
    campaign = (await mara.see(f"/console/campaigns/{ada.campaign_id}")).text
    assert "deal cancelled" in campaign
    await ada.we_say_nothing()
    # Whoever writes for ever afterwards pushes the cancelling out of the story that is shown, and the page stays.
    monkeypatch.setattr(story, "_MOST_ROWS", 1)
    await ada.creator_says("Sorry again!")
    await stage.parley.rest()
    later = (await mara.see(f"/console/negotiations/{name}")).text
    assert "Its money is free again" in later
    assert "cancelled the deal" not in later


async def test_a_button_that_the_story_has_overtaken_says_so(stage: Stage, mara: Visitor) -> None:
    ada = await waiting(stage)
    drawn = await mara.see(f"/console/negotiations/{await ada.negotiation_id()}")
    await ada.creator_says("Hi! I take $900 a reel.")
    await ada.slack("approval")
    await stage.parley.rest()
    told = await mara.press_again(drawn.forms["approve"])
    assert "Nothing changed: the draft you looked at is no longer the one that waits." in told.text
    await ada.we_say_nothing()
    drawn = await mara.see(f"/console/negotiations/{await ada.negotiation_id()}")
    await mara.press(await ada.negotiation_id(), "stop")
    told = await mara.press_again(drawn.forms["pause"])
    assert "Nothing changed: where the negotiation stands now this can no longer be done." in told.text


async def test_two_people_at_one_page_do_not_write_one_after_the_other(stage: Stage, mara: Visitor) -> None:
    ada = await opened(stage)
    await ada.creator_says(HOSTILE)
    await ada.slack("escalation")
    await stage.parley.rest()
    name = await ada.negotiation_id()
    drawn = await mara.see(f"/console/negotiations/{name}")
    await mara.press(name, "counter", fee="800")
    assert (await ada.we_say()).fee == 80_000
    async with Visitor(stage.parley) as tobin:
        await tobin.sign_in("Tobin")
        late = await tobin.press_again(drawn.forms["reject"])
    assert "Nothing changed: the negotiation has moved on since the page you decided on." in late.text
    await ada.we_say_nothing()
    assert await ada.state() == "awaiting_reply"


async def test_a_press_needs_a_form_of_ours_and_a_negotiation_that_exists(stage: Stage, mara: Visitor) -> None:
    ada = await opened(stage)
    name = await ada.negotiation_id()
    wrong = {f"/console/negotiations/{name}/pause": 422, f"/console/negotiations/{name}/pay": 422}
    for path, status in wrong.items():
        for turn in ("", "-1", "1" * 30, "x"):
            assert (await mara.send(path, turn=turn)).status_code == status
    assert (await mara.send("/console/negotiations/spring:nobody/pause", turn="1")).status_code == 404
    long = await mara.send(f"/console/negotiations/{name}/edit", turn="1", body="x" * 300_000)
    assert long.status_code == 413
    assert (await ada.story())["decisions"] == []
