"""How do the figures look side by side? One SVG, drawn from the report alone."""

from collections.abc import Mapping
from html import escape
from typing import Any

_BAR, _GAP, _LEFT, _SCALE = 16, 6, 250, 5.0  # pixels; _SCALE is pixels for one percent
_COLOURS = {"engine": "#1f6f54", "hindsight": "#d9d4c7", "clairvoyant": "#d9d4c7"}


def svg(report: Mapping[str, Any]) -> str:
    """Return bars of captured percent, a group for each number of rounds, with the share of deals beside each."""
    rows, y = [], 10
    for rounds, part in report["rounds"].items():
        rows.append(f'<text x="10" y="{y + 14}" font-weight="bold">{escape(rounds)} rounds</text>')
        y += 24
        for name, figures in _bars(part):
            rows.append(_row(name, figures, y))
            y += _BAR + _GAP
        y += 16
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="{y}" font-family="sans-serif" font-size="13">'
    title = "<title>Captured share of the surplus, percent; deals beside it</title>"
    return "\n".join([head, title, '<rect width="100%" height="100%" fill="white"/>', *rows, "</svg>"]) + "\n"


def _bars(part: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    bounds = [(name, part[name]) for name in ("clairvoyant", "hindsight") if name in part]
    return [*bounds, ("engine", part["engine"]), *part["baselines"].items()]


def _row(name: str, figures: Mapping[str, Any], y: int) -> str:
    captured, deals = figures["captured_percent"], figures["deal_percent"]
    width, colour = max(captured, 0) * _SCALE, _COLOURS.get(name, "#8a98a8")
    return (
        f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="{colour}"/>'
        f'<text x="{_LEFT + width + 6:.1f}" y="{y + 13}">{captured:.1f} % ({deals:.0f} % deals)</text>'
    )
