"""What does a person see while the demo runs, and at its end?"""

from collections import Counter
from typing import Any

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from api.demo.scorecard import Scorecard
from negotiation.money import Money

Json = dict[str, Any]

_COLOURS = {
    "initial_offer": "dim",
    "awaiting_reply": "cyan",
    "counter_received": "blue",
    "counter_sent": "blue",
    "agreed": "bold green",
    "escalated": "yellow",
    "taken_over": "yellow",
    "rejected": "magenta",
    "stale": "dim magenta",
    "stopped": "red",
    "cancelled": "red",
}


def progress(
    seconds: float, campaign: Json | None, negotiations: list[Json], events: list[str], pages: dict[str, str]
) -> RenderableType:
    """Return the live picture: budget, states, the last moves, where to look in a browser."""
    states = Counter(negotiation["state"] for negotiation in negotiations)
    badges = [
        Text(f" {state.replace('_', ' ')} {count} ", style=_COLOURS.get(state, ""))
        for state, count in sorted(states.items())
    ]
    parts: list[RenderableType] = [Columns(badges) if badges else Text("waiting for ClickUp ...", style="dim")]
    if campaign and campaign.get("budget_cents"):
        parts.append(_budget(campaign))
    if negotiations:
        parts.append(_latest(negotiations))
    parts += [Text(event, style="bold red" if "SIGKILL" in event else "dim") for event in events[-4:]]
    parts += [Text(), places(pages)]
    return Panel(Group(*parts), title=f"Parley negotiates · {seconds:.0f} s", border_style="blue")


def places(pages: dict[str, str]) -> RenderableType:
    """Return where to look in a browser, a page a line."""
    # Broken only at a space: an address in two pieces cannot be opened.
    return Group(*(Text(f"{name:<8} {address}", overflow="fold") for name, address in pages.items()))


def _budget(campaign: Json) -> RenderableType:
    committed, reserved, budget = (campaign[f"{name}_cents"] for name in ("committed", "reserved", "budget"))
    line = Table.grid(padding=(0, 1))
    agreed, offered, whole = (str(Money(cents, campaign["currency"])) for cents in (committed, reserved, budget))
    words = f"{agreed} agreed, {offered} on offer, of {whole}"
    line.add_row("budget", ProgressBar(total=budget, completed=committed, width=30), words)
    return line


def _latest(negotiations: list[Json]) -> Table:
    table = Table(box=None, padding=(0, 1), show_header=True, header_style="dim")  # fits eighty columns
    for heading in ("creator", "state", "our offer", "their ask", "agreed fee"):
        table.add_column(heading, justify="left" if heading in ("creator", "state") else "right")
    newest = sorted(negotiations, key=lambda n: -n["updated_at_ms"])[:10]
    for one in newest:
        state = Text(one["state"].replace("_", " "), style=_COLOURS.get(one["state"], ""))
        offer, ask, fee = (_usd(one[f"{name}_cents"]) for name in ("offer", "ask", "deal"))
        table.add_row(one["creator_name"], state, offer, ask, Text(fee, style=_COLOURS["agreed"]))
    return table


def show_scorecard(console: Console, card: Scorecard, currency: str, folder: str) -> None:
    """Print the result: deals, money, escalations, promises."""
    console.print(_deals(card, currency))
    console.print(_figures(card, currency))
    promises = Table(box=None, padding=(0, 1))
    for promise, held in card.promises().items():
        promises.add_row("[green]✔[/]" if held else "[bold red]✘[/]", promise)
    kept = all(card.promises().values())
    console.print(Panel(promises, title="promises", border_style="green" if kept else "red", expand=False))
    console.print(f"[dim]store, logs and mails of this run: {folder}[/]")


def _deals(card: Scorecard, currency: str) -> Table:
    table = Table(title=f"{card.deals} deals", title_style="bold green", border_style="dim")
    for heading in ("creator", "fee", "CPM", "expected views", "our mails"):
        table.add_column(heading, justify="left" if heading == "creator" else "right")
    for deal in sorted(card.deal_list, key=lambda d: -d["fee_cents"]):
        fee, cpm = Money(deal["fee_cents"], currency), Money(deal["cpm_cents"], currency)
        table.add_row(deal["creator"], str(fee), str(cpm), f"{deal['views']:,}", str(deal["mails"]))
    return table


def _figures(card: Scorecard, currency: str) -> Table:
    table = Table(box=None, padding=(0, 2))
    cpm = "-" if card.campaign_cpm is None else str(Money(card.campaign_cpm, currency))
    span = f"{Money(card.cpm_min, currency)} to {Money(card.cpm_max, currency)}"
    reasons = ", ".join(
        f"{count} {reason.replace('_', ' ')}" for reason, count in sorted(card.escalation_reasons.items())
    )
    rows = {
        "campaign CPM": f"{cpm} (range {span})",
        "budget": f"{Money(card.committed_cents, currency)} of {Money(card.budget_cents, currency)}",
        "to a person": f"{card.escalated} ({reasons})" if reasons else str(card.escalated),
        "ended otherwise": f"{card.stale} silent, {card.rejected} turned down, {card.stopped} opted out",
        "mails sent": f"{card.mails_sent}, doubled {card.mails_doubled}; replies lost {card.replies_lost}",
        "Slack": f"{card.slack_messages} messages, {card.slack_deal_messages} of them deals",
        "sheet rows reported": str(card.rows_reported),
        "SIGKILLs survived": str(card.kills),
        "wall time": f"{card.seconds:.0f} s (seed {card.seed})",
    }
    for name, value in rows.items():
        table.add_row(f"[dim]{name}[/]", value)
    return table


def _usd(cents: int | None) -> str:
    return f"{cents / 100:,.2f}" if cents is not None else "-"
