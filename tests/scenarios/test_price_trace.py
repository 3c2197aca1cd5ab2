"""Do the console, Slack, the API and the audit tell one price trace, for an offer, a hand-over and a deal?"""

import asyncio
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from negotiation.money import Money
from steps.ledger.audit import audit_trail
from tests.console.visitor import Visitor
from tests.scenarios.dialogue import Dialogue, Stage

Line = tuple[str, str]  # amount and sentence, as a person reads them


class _Traces(HTMLParser):
    """The rows of each price trace on a page, newest verdict first."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[list[list[str]]] = []
        self._inside = self._cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and ("class", "trace") in attrs:
            self.found.append([])
            self._inside = True
        elif self._inside and tag == "tr":
            self.found[-1].append([])
        elif self._inside and tag == "td":
            self.found[-1][-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "table"
        self._cell = self._cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.found[-1][-1][-1] += data


def told(verdict: Any) -> list[Line]:
    """Return a stored verdict's trace as people read it."""
    lines = verdict["verdict"]["trace"]
    return [("" if one["cents"] is None else str(Money(one["cents"], "USD")), one["sentence"]) for one in lines]


async def on_page(one: Dialogue) -> list[list[Line]]:
    """Return the traces of the console, oldest verdict first."""
    async with Visitor(one.parley) as visitor:
        await visitor.sign_in()
        page = (await visitor.line.get(f"/console/negotiations/{await one.negotiation_id()}")).text
    rows = ([row for row in table if row] for table in reversed(_Traces(page).found))
    return [[(amount.replace("–", ""), sentence) for amount, sentence in table] for table in rows]


async def audited(one: Dialogue) -> list[list[Line]]:
    """Return the traces of the audit, oldest first."""
    lines = (
        await asyncio.to_thread(lambda: list(audit_trail(one_id, 0))) if (one_id := await one.negotiation_id()) else []
    )
    return [told(line) for line in lines if line["record"] == "verdict"]


def in_slack(message: Any) -> list[Line]:
    """Return the trace of one Slack message."""
    texts = [block["text"]["text"] for block in message["blocks"] if block["type"] == "section" and "text" in block]
    return list(_slack_lines("\n".join(texts).splitlines()))


def _slack_lines(lines: list[str]) -> Iterator[Line]:
    for line in lines:
        if line.startswith("• "):
            sentence, _, amount = line.removeprefix("• ").rstrip("`").partition(" `")
            yield amount, sentence


async def messages(one: Dialogue) -> dict[str, Any]:
    there = await one.parley.look()
    mine = [m for m in there["slack"]["messages"] if await one.negotiation_id() in str(m)]
    return {m["metadata"]["event_payload"]["key"].partition("/")[0]: m for m in mine}


async def test_four_windows_tell_one_trace(stage: Stage) -> None:
    (ada, bo) = await stage.campaign(creators=2)
    for one in (ada, bo):
        await one.we_say()
    await ada.creator_says("My rate for this would be $900.")
    await ada.we_say()
    await ada.creator_says("Yes, that works for me. Deal!")
    await ada.deal()
    await bo.creator_says("My lawyer will contact you. I will take legal action if you use my content.")
    await bo.slack("escalation")
    await stage.parley.rest()
    for one, kind, says in ((ada, "deal", "a yes"), (bo, "escalation", "a legal matter")):
        stored = [told(verdict) for verdict in (await one.story())["verdicts"]]
        assert len(stored) >= 2
        assert await on_page(one) == stored
        assert await audited(one) == stored
        assert in_slack((await messages(one))[kind]) == stored[-1]
        for trace in stored:
            sentences = " ".join(sentence for _, sentence in trace)
            assert "The campaign pays a CPM of 10 USD to 20 USD." in sentences, "every verdict begins with its inputs"
            assert "The most this creator may cost, from CPM times views: 1,000 USD (CPM 20 USD)." in sentences
        assert f"What their mail says: {says} (" in stored[-1][0][1], "in words, not in the reader's own names"
