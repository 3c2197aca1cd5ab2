"""Does the console work by keyboard, on a phone, in the dark, without JavaScript, and for a screen reader?"""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from tests.browser.chromium import Window, a_window
from tests.console.test_hostile_texts import hostile_creator
from tests.scenarios.dialogue import ANCHOR, Dialogue, Stage

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


async def a_full_house(stage: Stage) -> list[str]:
    """Return the pages of a store in which everything has happened."""
    ada, bo, cleo = await stage.campaign(creators=3)
    for one in (ada, bo, cleo):
        await one.we_say()
    await ada.creator_says("Yes, let's do it for $500!")
    await ada.deal()
    await bo.creator_says("This is an insult. You people are scammers, get lost.")
    await bo.slack("escalation")
    dov = (await stage.campaign("review", creators=4, Autonomy="review_all"))[3]
    await dov.slack("approval")
    unknown = {"from": "stranger@elsewhere.example.test", "subject": "Hello", "text": "Who are you?"}
    await stage.parley.tell("deliver", **unknown)
    await stage.parley.rest()
    names = [await one.negotiation_id() for one in (ada, bo, dov)]
    places = [
        "",
        "/campaigns",
        "/campaigns/spring",
        "/campaigns/spring/rehearsal",
        "/mail",
        "/health",
        *(f"/negotiations/{name}" for name in names),
    ]
    return [f"/console{place}" for place in places]


async def rehearse(window: Window) -> None:
    """Rehearse a campaign from its beginning, so that there is a picture to look at."""
    await window.open("/console/campaigns/spring/rehearsal")
    await window.page.get_by_label("From where").select_option("yes")
    await window.page.get_by_label("Runs").fill("10")
    await window.page.get_by_role("button", name="Rehearse", exact=True).click()
    await window.says("So it really stands now: 1 deal,")


async def wrong_on(page: Page) -> list[str]:
    """Return what axe finds wrong on the page: contrast, labels, headings, roles."""
    found = await Axe().run(page)
    return [
        f"{page.url}: {one['id']}: {one['nodes'][0]['html'][:160]} ({one['nodes'][0].get('failureSummary', '')[:300]})"
        for one in found.response["violations"]
    ]


@pytest.mark.long
async def test_every_page_can_be_read_by_everybody(stage: Stage) -> None:
    places = await a_full_house(stage)
    # On the phone first: what is rehearsed there stands in the other windows.
    for how in (PHONE, {"color_scheme": "light"}, {"color_scheme": "dark"}):
        async with a_window(stage.parley, **how) as window:
            await window.open("/console/sign-in")
            wrong = await wrong_on(window.page)
            await window.sign_in()
            if how is PHONE:
                await rehearse(window)
            for place in places:
                await window.open(place)
                await window.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
                wrong += await wrong_on(window.page)
                await everything_fits(window.page)
            assert wrong == [], how
            assert window.complaints == [], how


async def everything_fits(page: Page) -> None:
    """Make sure that nothing of the page, nor of its rooms, lies outside the window."""
    wide = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels wider than the window"
    cut = await page.evaluate("(r => r.scrollWidth - r.clientWidth)(document.querySelector('.rooms'))")
    assert cut <= 0, f"the last of the console's rooms is cut off by {cut} pixels on {page.url}"


async def test_the_keyboard_alone_signs_in_finds_the_draft_and_approves_it(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await stage.parley.rest()
    async with a_window(stage.parley) as window:
        await window.open("/console")
        await _reach(window.page, "Your name")
        await window.page.keyboard.type("Mara")
        await window.page.keyboard.press("Tab")
        await window.page.keyboard.type(stage.parley.settings.operator_token.get_secret_value())
        await window.page.keyboard.press("Enter")
        await window.page.get_by_role("heading", name="Negotiations", exact=True).wait_for()
        await _reach(window.page, "Skip to the content")
        await window.page.keyboard.press("Enter")
        await _reach(window.page, "Ada Quillfeather")
        await window.page.keyboard.press("Enter")
        await window.page.get_by_role("heading", name="This needs you").wait_for()
        await _reach(window.page, "Approve and send")
        await window.page.keyboard.press("Enter")
        await window.says("Mara: Approve. The mail for 500 USD is sent.")
        assert (await ada.we_say()).fee == ANCHOR


async def _reach(page: Page, label: str) -> None:
    """Press Tab until the focus is on what is called *label*; it must be seen to be there."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        told = await page.evaluate(
            """() => {
                const on = document.activeElement, look = getComputedStyle(on);
                const words = (on.labels?.[0] ?? on).innerText ?? "";
                return [words, look.outlineStyle !== "none" || look.boxShadow !== "none"];
            }"""
        )
        if label in told[0]:
            assert told[1], f"the focus on {label} cannot be seen"
            return
    raise AssertionError(f"{label} cannot be reached by keyboard")


async def test_without_javascript_the_core_of_the_work_can_be_done(stage: Stage) -> None:
    ada = await stage.negotiate(Autonomy="review_first")
    await ada.slack("approval")
    await stage.parley.rest()
    async with a_window(stage.parley, java_script_enabled=False) as window:
        await window.sign_in()
        await window.page.get_by_role("link", name="Ada Quillfeather").click()
        await window.says("UTC")
        await window.page.get_by_role("button", name="Approve and send").click()
        await window.says("The mail for 500 USD is sent.")
        assert (await ada.we_say()).fee == ANCHOR
        await window.page.get_by_text("Send another amount").click()
        await window.page.get_by_label("Amount in USD").fill("600")
        await window.page.get_by_role("button", name="Send this amount").click()
        await window.says("The mail for 600 USD is sent.")
        assert (await ada.we_say()).fee == 60_000


async def test_times_are_in_the_readers_own_zone(stage: Stage, window: Window) -> None:
    await stage.negotiate()
    await stage.parley.rest()
    await window.open("/console")
    told = await window.page.locator("tbody time").first.inner_text()
    assert told.endswith(("CET", "CEST", "GMT+1", "GMT+2")), told
    assert "Europe/Berlin" in await window.page.locator(".foot").inner_text()


async def test_hostile_texts_run_nothing_in_a_real_browser(stage: Stage, window: Window) -> None:
    ada: Dialogue = await hostile_creator(stage)
    await stage.parley.rest()
    name = await ada.negotiation_id()
    words = "<script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)> hx-get=/x \u202eI take $900."
    await stage.parley.tell("deliver", **{"from": ada.email, "subject": f"Re: {words}", "text": words})
    await stage.parley.rest()
    for place in ("", "/campaigns", "/campaigns/hostile", f"/negotiations/{name}", "/mail"):
        await window.open(f"/console{place}")
        await window.is_live()
    assert window.complaints == []
