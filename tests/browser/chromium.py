"""Where is the browser, and what does a page say about itself?

Debian's chromium, driven over its own protocol. Everything a page complains
about is kept: a script that fails, a policy that is broken, a dialog.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, Dialog, Page, async_playwright

from tests.scenarios.living import TOKEN, Parley

NAMES = ("chromium", "chromium-browser", "google-chrome")
# As root there is no sandbox to be had; the rest keeps it from talking to anybody but us.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
PATIENCE_MS = 30_000


def find_chromium() -> str | None:
    """Return the browser's path, if one is installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@dataclass
class Window:
    """One window of a person's browser, and what its pages complained about."""

    parley: Parley
    page: Page
    complaints: list[str] = field(default_factory=list)

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.parley.url}{path}")

    async def sign_in(self, name: str = "Mara") -> None:
        await self.open("/console")
        await self.page.get_by_label("Your name").fill(name)
        await self.page.get_by_label("Operator token").fill(TOKEN)
        await self.page.get_by_role("button", name="Sign in").click()
        await self.page.get_by_role("heading", name="Negotiations", exact=True).wait_for()

    async def is_live(self) -> None:
        """Wait until the page hears what changes."""
        await self.page.locator("#live[data-state=on], #live[data-state=heard]").wait_for()

    async def says(self, text: str) -> None:
        """Wait until the page shows *text*."""
        await self.page.get_by_text(text).first.wait_for()


@asynccontextmanager
async def a_window(parley: Parley, **how: Any) -> AsyncIterator[Window]:
    """Open a window in a browser of its own; *how* says what the person's device is like."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        context: BrowserContext = await browser.new_context(
            **({"timezone_id": "Europe/Berlin", "locale": "en-GB"} | how)
        )
        context.set_default_timeout(PATIENCE_MS)
        window = Window(parley, await context.new_page())
        _listen(window)
        yield window
        await browser.close()


def _listen(window: Window) -> None:
    async def dismissed(dialog: Dialog) -> None:
        window.complaints.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    window.page.on("dialog", dismissed)
    window.page.on("pageerror", lambda error: window.complaints.append(f"error: {error}"))
    window.page.on(
        "console", lambda told: window.complaints.append(told.text) if told.type in ("error", "warning") else None
    )
    window.page.on("request", lambda asked: _only_ours(window, asked.url))


def _only_ours(window: Window, url: str) -> None:
    if not url.startswith((window.parley.url, "data:", "chrome-extension:")):
        window.complaints.append(f"asked elsewhere: {url}")
