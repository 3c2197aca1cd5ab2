"""Can a campaign manager do a day's work in the console?"""

import asyncio
import json

from tests.browser.chromium import Window, a_window
from tests.scenarios.dialogue import ANCHOR, Dialogue, Stage
from tests.scenarios.living import until


async def waiting(stage: Stage) -> Dialogue:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await stage.parley.rest()
    return ada


async def sent(stage: Stage) -> int:
    return len((await stage.parley.look())["sent"])


async def test_a_held_draft_is_found_read_and_approved_and_a_double_click_sends_one_mail(
    stage: Stage, window: Window
) -> None:
    ada = await waiting(stage)
    page = window.page
    await window.says("Opening offer waits for approval")  # it came in by itself
    await page.get_by_role("link", name="Needs a person").click()
    await page.get_by_role("link", name="Ada Quillfeather").click()
    await page.get_by_role("heading", name="This needs you").wait_for()
    assert "$500" in await page.locator("#draft .letter").inner_text()
    await page.get_by_role("button", name="Approve and send").dblclick()
    await window.says("Mara: Approve. The mail for 500 USD is sent.")
    assert (await ada.we_say()).fee == ANCHOR
    await ada.we_say_nothing()
    assert await sent(stage) == 1
    assert [(one["action"], one["who"]) for one in (await ada.story())["decisions"]] == [("approve", "Mara")]
    assert await page.get_by_role("button", name="Approve and send").count() == 0


async def test_a_reply_arrives_on_the_open_page_with_its_price_trace(stage: Stage, window: Window) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await window.open(f"/console/negotiations/{await ada.negotiation_id()}")
    await window.is_live()
    await ada.creator_says("Hi! I could do it for $900.")
    await ada.we_say()
    await window.says("I could do it for $900.")
    await window.says("turn 2,")
    trace = window.page.locator("table.trace").first
    told = await trace.inner_text()
    (verdict,) = [one for one in (await ada.story())["verdicts"] if one["turn"] == 2]
    for line in verdict["verdict"]["trace"]:
        assert line["sentence"] in told
    await window.says("900 USD")


async def test_what_a_person_is_writing_survives_what_arrives_meanwhile(stage: Stage, window: Window) -> None:
    ada = await waiting(stage)
    page = window.page
    await window.open(f"/console/negotiations/{await ada.negotiation_id()}")
    await window.is_live()
    await page.get_by_text("Edit, then send").click()
    words = page.get_by_label("The mail as it shall go out")
    await words.fill("Hi Ada,\n\nwe would love to book one reel with you for $500, paid within 30 days.\n\nBest,\nMara")
    await ada.decide("pause", press_id="p1")
    await window.says("This negotiation has moved on")
    assert "we would love to book one reel" in await words.input_value()
    await page.get_by_role("button", name="Send these words").click()
    await window.says("Nothing changed: the draft you looked at is no longer the one that waits.")
    await ada.we_say_nothing()


async def test_an_amount_over_the_limit_is_refused_in_words(stage: Stage, window: Window) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await stage.parley.rest()
    await window.open(f"/console/negotiations/{await ada.negotiation_id()}")
    await window.page.get_by_text("Send another amount").click()
    await window.page.get_by_label("Amount in USD").fill("1,200")
    await window.page.get_by_role("button", name="Send this amount").click()
    await window.says("1,200 USD is over the 1,000 USD that this negotiation may spend now.")
    await ada.we_say_nothing()


async def test_a_deal_is_drawn_on_its_campaign_the_moment_it_is_agreed(stage: Stage, window: Window) -> None:
    ada = await stage.negotiate()
    await ada.we_say()
    await window.open("/console/campaigns/spring")
    await window.says("No deal yet.")
    await window.is_live()
    await ada.creator_says("Yes, let's do it for $500!")
    await ada.deal()
    await window.page.locator(".chart canvas").wait_for()
    await window.page.get_by_text("The deal in figures").click()
    await window.says("500 USD")
    # From nothing at the campaign's beginning, so that one deal is a line.
    drawn = json.loads(str(await window.page.locator(".chart").get_attribute("data-chart")))
    campaign = await stage.parley.get("/campaigns/spring")
    assert (drawn["spent"], drawn["cpm"]) == ([0, 500], [None, 10])
    assert drawn["times"][0] == campaign["created_at_ms"] // 1000


async def test_two_people_look_at_once_and_one_sees_what_the_other_decided(stage: Stage, window: Window) -> None:
    ada = await waiting(stage)
    async with a_window(stage.parley) as other:
        await other.sign_in("Tobin")
        for one in (window, other):
            await one.open(f"/console/negotiations/{await ada.negotiation_id()}")
            await one.is_live()
        await other.page.get_by_role("button", name="Take over").click()
        await other.says("Tobin: Take over. Done")
        await window.says("Take over, by Tobin")
        await window.page.get_by_role("button", name="Release to Parley").wait_for()
        assert await window.page.get_by_role("button", name="Approve and send").count() == 0
        assert other.complaints == []


async def test_the_list_is_searched_and_narrowed(stage: Stage, window: Window) -> None:
    people = await stage.campaign(creators=5)
    await asyncio.gather(*(one.we_say() for one in people))
    await window.open("/console")
    await window.page.get_by_label("Search").fill("larkspur")
    await window.page.get_by_role("button", name="Show").click()
    await window.says("Bo Larkspur")
    assert await window.page.locator("tbody tr").count() == 1
    await window.page.get_by_role("link", name="Agreed").or_(window.page.get_by_role("link", name="All")).first.click()

    async def shown() -> bool | None:
        return True if "q=larkspur" in window.page.url else None

    await until(shown, "search that is kept while the state changes")


async def test_a_campaign_is_rehearsed_and_its_picture_arrives_by_itself(stage: Stage, window: Window) -> None:
    for one in await stage.campaign(creators=3, Autonomy="review_all"):
        await one.slack("approval")
    await stage.parley.rest()
    page = window.page
    await window.open("/console/campaigns/spring")
    await (
        page.get_by_role("button", name="Rehearse this campaign")
        .or_(page.get_by_role("link", name="Rehearse this campaign"))
        .click()
    )
    await page.get_by_label("Runs").fill("20")
    await page.get_by_role("button", name="Rehearse", exact=True).click()
    await window.says("Models, not promises.")
    await page.get_by_role("img", name="Deals, run by run").wait_for()
    await window.says("20 runs with seed 7, 3 negotiations")
    assert await page.locator("table.chances tbody tr").count() == 3
    assert (await stage.parley.look())["sent"] == []


async def test_a_card_begins_with_its_heading(stage: Stage, window: Window) -> None:
    ada = await waiting(stage)
    await window.open(f"/console/negotiations/{await ada.negotiation_id()}")
    await window.page.get_by_role("heading", name="This needs you").wait_for()
    tops = await window.page.evaluate(
        "() => ['#decide', '#acts'].map((one) => document.querySelector(one).getBoundingClientRect().top)"
    )
    assert tops[1] - tops[0] < 24  # a rem of padding; a line was 24 more
