"""What does the store say, asked from a terminal while the service runs or rests?

Reads only. The same projections as the API, as tables or as JSON lines.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cyclopts import App
from rich.console import Console
from rich.table import Table

from negotiation.money import Money
from steps.ledger import projections, store
from steps.ledger.audit import audit_trail
from steps.settings import Settings

campaign = App(name="campaign", help="Campaigns: budget, CPM, states.")
negotiation = App(name="negotiation", help="Negotiations: list them, or show one with its story.")
_console = Console()
Json = dict[str, Any]


@campaign.command(name="list")
def list_campaigns() -> None:
    """List the campaigns."""
    with _opened():
        _console.print(_campaign_table(projections.list_campaigns()))


@negotiation.command(name="list")
def list_negotiations(*, campaign_id: str = "", state: str = "", limit: int = 100) -> None:
    """List negotiations, those that need a person first."""
    table = _table("negotiation", "creator", "state", "our offer", "their ask", "turn")
    with _opened():
        for row in projections.list_negotiations(campaign_id or None, state or None, limit, 0):
            cells = (row["negotiation_id"], row["creator_name"], row["state"], _cents(row["offer_cents"]))
            table.add_row(*cells, _cents(row["ask_cents"]), str(row["turn"]))
    _console.print(table)


@negotiation.command(name="show")
def show_negotiation(negotiation_id: str) -> int:
    """Show one negotiation whole, as JSON."""
    with _opened():
        story = projections.show_negotiation(negotiation_id)
    if story is None:
        Console(stderr=True).print(f"no negotiation {negotiation_id}: `parley negotiation list` names them")
        return 1
    _console.print_json(json.dumps(story, default=str))
    return 0


def audit(negotiation_id: str = "", *, since_ms: int = 0) -> None:
    """Write every transition, verdict and decision (of one negotiation, or of all) as JSON lines, oldest first."""
    with _opened():
        for line in audit_trail(negotiation_id or None, since_ms):
            _console.out(json.dumps(line, default=str), highlight=False)


@contextmanager
def _opened() -> Iterator[None]:
    store.open_store(Settings.load().store_url)
    try:
        yield
    finally:
        store.close_store()


def _campaign_table(rows: list[Json]) -> Table:
    table = _table("campaign", "brand", "deals' CPM", "range", "agreed", "reserved", "budget", "states")
    for row in rows:
        money = [str(Money(row[f"{name}_cents"], row["currency"])) for name in ("committed", "reserved", "budget")]
        low, high, reached = (row[f"{name}_cents"] for name in ("cpm_min", "cpm_max", "campaign_cpm"))
        cpm = "-" if reached is None else str(Money(reached, row["currency"]))
        span = f"{Money(low, row['currency'])} to {Money(high, row['currency'])}"
        states = ", ".join(f"{count} {state}" for state, count in sorted(row["states"].items()))
        table.add_row(row["campaign_id"], row["brand"], cpm, span, *money, states)
    return table


def _table(*headings: str) -> Table:
    table = Table(border_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _cents(cents: int | None) -> str:
    return "-" if cents is None else f"{cents / 100:,.2f}"
