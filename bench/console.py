"""How much slower does the console get when a store holds ten thousand negotiations?

Each page is asked for many times in one process, on a store of a thousand
and on a full one; what counts is the ratio, because it does not depend on the machine.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx2

from api.app import create_app
from bench.crowd import fill
from steps import connections
from steps.ledger import listing, store
from steps.ledger.listing import Wanted
from steps.ledger.migrate import migrate
from steps.settings import Settings

_TOKEN = "bench-operator-token"
_SMALL = 1_000  # enough for every page to be full
_MOST_RATIO = 10.0


def main(argv: Sequence[str]) -> int:
    """Print milliseconds for each page and their ratio; 1 when a page grows more than tenfold."""
    asked = argparse.ArgumentParser(prog="python -m bench console")
    asked.add_argument("--negotiations", type=int, default=10_000)
    asked.add_argument("--times", type=int, default=20)
    given = asked.parse_args(argv)
    small = asyncio.run(_measure(_SMALL, given.times))
    full = asyncio.run(_measure(given.negotiations, given.times))
    sys.stdout.write(f"{'page':24}{_SMALL:>10,}{given.negotiations:>10,}   best ms\n")
    ratios = {page: full[page] / small[page] for page in small}
    for page, ratio in ratios.items():
        sys.stdout.write(f"{page:24}{small[page]:>10.1f}{full[page]:>10.1f}   x {ratio:.1f}\n")
    return int(max(ratios.values()) > _MOST_RATIO)


async def _measure(negotiations: int, times: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, store_url=f"sqlite:///{Path(folder) / 'store'}", operator_token=_TOKEN)
        opened = store.open_store(settings.store_url)
        migrate(opened)
        fill(opened, negotiations)
        links = connections.connect(settings)
        connections.use(links)
        service = create_app(settings)
        service.state.settings = settings
        try:
            transport = httpx2.ASGITransport(app=service)
            async with httpx2.AsyncClient(transport=transport, base_url="http://console.test") as browser:
                told = {"name": "Mara", "token": _TOKEN}
                await browser.post("/console/sign-in", data=told, headers={"Origin": "http://console.test"})
                return {name: await _best(browser, path, times) for name, path in _pages().items()}
        finally:
            await links.close()
            store.close_store()


def _pages() -> dict[str, str]:
    place = ""
    while (page := listing.list_page(Wanted(), place, 1_000)).next_place:
        place = page.next_place
    return {
        "first page": "/console",
        "last thousandth": f"/console?after={place}",
        "needs a person": "/console?state=needs_person",
        "one state": "/console?state=stale",
        "search, many hits": "/console?q=larkspur",
        "search, no hit": "/console?q=nobody-is-called-so",
        "one negotiation": "/console/negotiations/crowd:creator5",
        "campaigns": "/console/campaigns",
        "campaign": "/console/campaigns/crowd",
    }


async def _best(browser: httpx2.AsyncClient, path: str, times: int) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        answer = await browser.get(path)
        taken.append((time.perf_counter() - begun) * 1000)
        answer.raise_for_status()
    return min(taken)
