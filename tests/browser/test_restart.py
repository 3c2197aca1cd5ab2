"""Does an open page live through a restart of the service?"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, PATIENCE_MS, find_chromium
from tests.recovery.lab import TOKEN, Lab

_SERVE = ("-m", "api", "serve")


def test_a_page_lets_the_service_end_and_shows_after_the_restart_what_it_missed(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab, sync_playwright() as driver:
        lab.start(command=_SERVE)
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{lab.url}/console")
        page.get_by_label("Your name").fill("Mara")
        page.get_by_label("Operator token").fill(TOKEN)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_text("No negotiations yet").wait_for()
        page.locator("#live[data-state=on]").wait_for()
        assert lab.stop(10) == 0
        page.locator("#live[data-state=lost]").wait_for()
        lab.start(command=_SERVE)
        lab.order("lab", 2)
        page.locator("tbody tr").nth(1).wait_for()  # by itself: nobody has touched the page
        page.locator("#live[data-state=on], #live[data-state=heard]").wait_for()
        browser.close()
