"""Does an open page live through whatever ends its stream, and say so meanwhile?"""

import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, sync_playwright

from tests.browser.chromium import FLAGS, PATIENCE_MS, find_chromium
from tests.recovery.lab import TOKEN, Lab

pytestmark = pytest.mark.long
_SERVE = ("-m", "api", "serve")
_STREAM, _REFRESH = re.compile(r"/console/live\?"), re.compile(r"/console\?")
_LIVE = "#live[data-state=on], #live[data-state=heard]"


@contextmanager
def a_page(folder: Path) -> Iterator[tuple[Page, Lab, subprocess.Popen[bytes]]]:
    """Open the console of a service in a browser and sign in; by itself the page is never loaded again."""
    with Lab(folder) as lab, sync_playwright() as driver:
        service = lab.start(command=_SERVE)
        browser = driver.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{lab.url}/console")
        page.get_by_label("Your name").fill("Mara")
        page.get_by_label("Operator token").fill(TOKEN)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_text("No negotiations yet").wait_for()
        page.locator(_LIVE).wait_for()
        page.evaluate("window.loadedOnce = true")
        yield page, lab, service
        assert page.evaluate("window.loadedOnce")
        browser.close()


def says_so(page: Page) -> None:
    """Wait until the page says that it is not live."""
    page.locator("#live[data-state=lost]", has_text="not live, trying again").wait_for()


def catches_up(page: Page, lab: Lab, creators: int = 2) -> None:
    """See what happens now come to the page by itself: nobody touches it."""
    lab.order(f"lab-{creators}", creators)
    page.locator("tbody tr").nth(creators - 1).wait_for()
    page.locator(_LIVE).wait_for()


def once(page: Page, what: re.Pattern[str], happens: Callable[[Route], None]) -> None:
    """Let something happen to the next request for *what*."""
    page.route(what, happens, times=1)


def loaded_anew(page: Page) -> None:
    """Load the page once more, and wait for nothing but the page."""
    page.reload(wait_until="commit")
    page.evaluate("window.loadedOnce = true")


def test_a_page_lets_the_service_end_and_shows_after_the_restart_what_it_missed(tmp_path: Path) -> None:
    with a_page(tmp_path) as (page, lab, _):
        assert lab.stop(10) == 0
        says_so(page)
        lab.start(command=_SERVE)
        catches_up(page, lab)


def test_a_stream_that_never_began_because_the_service_was_killed_begins_after_the_restart(tmp_path: Path) -> None:
    def killed(route: Route) -> None:
        lab.kill()
        route.continue_()  # into a closed door

    with a_page(tmp_path) as (page, lab, _):
        once(page, _STREAM, killed)
        loaded_anew(page)
        says_so(page)
        lab.start(command=_SERVE)
        catches_up(page, lab)


def test_what_a_door_before_the_service_refuses_is_asked_for_again(tmp_path: Path) -> None:
    def away(route: Route) -> None:
        route.fulfill(status=503, content_type="text/html", body="<h1>503 Service Unavailable</h1>")

    with a_page(tmp_path) as (page, lab, _):
        once(page, _STREAM, away)
        loaded_anew(page)
        says_so(page)
        page.locator(_LIVE).wait_for()
        once(page, _REFRESH, away)  # the page's own refresh, of which the stream knows nothing
        lab.order("lab", 2)
        says_so(page)
        page.locator("tbody tr").nth(1).wait_for()
        page.locator(_LIVE).wait_for()


def test_a_service_that_hangs_is_not_taken_for_one_with_no_news(tmp_path: Path) -> None:
    with a_page(tmp_path) as (page, lab, service):
        service.send_signal(signal.SIGSTOP)
        says_so(page)
        service.send_signal(signal.SIGCONT)
        catches_up(page, lab)


def test_who_is_signed_out_meanwhile_is_shown_the_door_and_loses_nothing(tmp_path: Path) -> None:
    with a_page(tmp_path) as (page, lab, _):
        page.context.clear_cookies()
        lab.kill()
        lab.start(command=_SERVE)
        page.locator("#live[data-state=lost]", has_text="signed out").wait_for()
        page.get_by_text("No negotiations yet").wait_for()
        page.get_by_role("link", name="Sign in again").click()
        page.get_by_label("Operator token").wait_for()
        page.evaluate("window.loadedOnce = true")
