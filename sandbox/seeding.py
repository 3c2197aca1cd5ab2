"""How does a world given as JSON become sheets, tasks and channels?

Understands the world of `campaigns.demo_world` and its plural forms:
``sheet`` or ``sheets``, ``task`` or ``tasks``, ``channels``, ``users``. People
are the creators' business; what has another key is left alone.
"""

from typing import Any

from sandbox import world
from sandbox.clickup import ClickUp
from sandbox.sheets import Sheet, Sheets
from sandbox.slack import Slack


def sow(seeded: dict[str, Any], sheets: Sheets, clickup: ClickUp, slack: Slack) -> None:
    """Put the world's data where its vendors keep it; what is there already is replaced by id."""
    for told in _many(seeded, "sheet", "sheets"):
        sheets.kept[str(told.get("id", world.SHEET_ID))] = _sheet(told)
    for task in _many(seeded, "task", "tasks"):
        clickup.put(task)
    for channel in seeded.get("channels", ()):
        slack.add_channel(channel["id"], channel["name"], bool(channel.get("is_member", True)))
    for user in seeded.get("users", ()):
        slack.add_user(user["id"], user["name"], user.get("real_name", user["name"]), user.get("email", ""))


def _many(seeded: dict[str, Any], one: str, more: str) -> list[dict[str, Any]]:
    return [*([seeded[one]] if one in seeded else ()), *seeded.get(more, ())]


def _sheet(told: dict[str, Any]) -> Sheet:
    tabs = told.get("tabs") or {told.get("tab", world.SHEET_TAB): told.get("values", [])}
    return Sheet(told.get("title", "Creators"), {name: [list(row) for row in rows] for name, rows in tabs.items()},
                 bool(told.get("shared", True)))  # fmt: skip
