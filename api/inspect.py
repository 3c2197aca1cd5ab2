"""What does the store say, asked from a terminal while the service runs or rests?

Reads only. The same projections as the API, as tables or as JSON lines. A name
that nobody bears is refused, rather than answered with nothing.
"""

import json
from contextlib import AbstractContextManager
from typing import Annotated, Any

from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.console import Console
from rich.table import Table

from api.reading import opened_to_read
from negotiation.errors import TheirFault
from negotiation.money import Money
from negotiation.state import State
from steps.ledger import listing, projections
from steps.ledger.audit import audit_trail
from steps.ledger.listing import Wanted
from steps.settings import Settings

campaign = App(name="campaign", help="Campaigns: budget, CPM, states.")
negotiation = App(name="negotiation", help="Negotiations: list them, or show one with its story.")
_console = Console()
Json = dict[str, Any]


class UnknownName(TheirFault):
    """Nothing in the store bears this name."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(kind, name)
        self.kind, self.name = kind, name

    def __str__(self) -> str:
        return f"there is no {self.kind} {self.name}: `parley {self.kind} list` names them"


@campaign.command(name="list")
def list_campaigns() -> None:
    """List the campaigns."""
    with _opened():
        _console.print(_campaign_table(projections.list_campaigns()))


@negotiation.command(name="list")
def list_negotiations(
    *,
    campaign_id: Annotated[str, Parameter(help="Only those of this campaign.")] = "",
    state: Annotated[State | None, Parameter(help="Only those in this state.")] = None,
    limit: Annotated[int, Parameter(help="How many at most.", validator=Number(gte=1))] = 100,
) -> None:
    """List negotiations, those that need a person first."""
    table = _table("negotiation", "creator", "state", "our offer", "their ask", "agreed fee", "waits for a person")
    with _opened():
        if campaign_id and projections.show_campaign(campaign_id) is None:
            raise UnknownName("campaign", campaign_id)
        for row in listing.list_page(Wanted(campaign_id, state or ""), size=limit).rows:
            money = (_money(row[f"{side}_cents"], row["currency"]) for side in ("offer", "ask", "deal"))
            person = row["owner"] or "yes" if row["needs_person"] else ""
            table.add_row(row["negotiation_id"], row["creator_name"], row["state"], *money, person)
    _console.print(table)


@negotiation.command(name="show")
def show_negotiation(negotiation_id: Annotated[str, Parameter(help="Its id, as the list has it.")], /) -> None:
    """Show one negotiation whole, as JSON."""
    with _opened():
        story = projections.show_negotiation(negotiation_id)
    if story is None:
        raise UnknownName("negotiation", negotiation_id)
    _console.print_json(json.dumps(story, default=str))


def audit(
    negotiation_id: Annotated[str, Parameter(help="Of this negotiation only.")] = "",
    /,
    *,
    since_ms: Annotated[int, Parameter(help="Since this moment, in milliseconds since 1970.")] = 0,
) -> None:
    """Write every transition, verdict and decision (of one negotiation, or of all) as JSON lines, oldest first."""
    with _opened():
        if negotiation_id and projections.show_negotiation(negotiation_id) is None:
            raise UnknownName("negotiation", negotiation_id)
        for line in audit_trail(negotiation_id or None, since_ms):
            _console.out(json.dumps(line, default=str), highlight=False)


def _opened() -> AbstractContextManager[None]:
    return opened_to_read(Settings.load().store_url)


def _campaign_table(rows: list[Json]) -> Table:
    table = _table("campaign", "brand", "deals' CPM", "range", "agreed", "reserved", "budget", "states")
    for row in rows:
        money = [str(Money(row[f"{name}_cents"], row["currency"])) for name in ("committed", "reserved", "budget")]
        low, high = row["cpm_min_cents"], row["cpm_max_cents"]
        cpm = _money(row["campaign_cpm_cents"], row["currency"])
        span = f"{Money(low, row['currency'])} to {Money(high, row['currency'])}"
        states = ", ".join(f"{count} {state}" for state, count in sorted(row["states"].items()))
        table.add_row(row["campaign_id"], row["brand"], cpm, span, *money, states)
    return table


def _table(*headings: str) -> Table:
    table = Table(border_style="dim")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _money(cents: int | None, currency: str) -> str:
    return "-" if cents is None else str(Money(cents, currency))
