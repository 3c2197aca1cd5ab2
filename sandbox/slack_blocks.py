"""Would Slack take these blocks?

Slack's counts and lengths, and the shape of metadata. It does not know every
block type, and it renders nothing.
"""

from typing import Any

from sandbox import refusals

_MOST_BLOCKS = 50
_MOST_ACTIONS = 25
_LENGTHS = {"header": 150, "section": 3000, "button": 75}
_LONGEST_VALUE = 2000
_LONGEST_FIELD = 2000
_MOST_OPTIONS, _LONGEST_OPTION, _LONGEST_PLACEHOLDER, _LONGEST_BLOCK_ID = 100, 150, 150, 255
_CONFIRM = {"title": 100, "text": 300, "confirm": 30, "deny": 30}


def check_blocks(blocks: Any, metadata: Any) -> None:
    """Refuse blocks or metadata that Slack would refuse, saying which and why."""
    problems = _problems(blocks)
    if problems:
        raise refusals.slack("invalid_blocks", errors=problems, response_metadata={"messages": problems})
    if metadata and not (isinstance(metadata, dict) and {"event_type", "event_payload"} <= set(metadata)):
        raise refusals.slack("invalid_metadata_format")


def _problems(blocks: Any) -> list[str]:
    if not isinstance(blocks, list):
        return ["blocks is not a list"]
    if len(blocks) > _MOST_BLOCKS:
        return [f"no more than {_MOST_BLOCKS} items allowed [json-pointer:/blocks]"]
    return [problem for number, block in enumerate(blocks) for problem in _of_block(block, f"/blocks/{number}")]


def _of_block(block: Any, where: str) -> list[str]:
    if not isinstance(block, dict) or not isinstance(block.get("type"), str):
        return [f"missing required field: type [json-pointer:{where}]"]
    elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]
    problems = _too_long(block.get("text"), _LENGTHS.get(block["type"], _LENGTHS["section"]), f"{where}/text")
    for number, shown in enumerate(block.get("fields", ())):
        problems += _too_long(shown, _LONGEST_FIELD, f"{where}/fields/{number}")
    if len(str(block.get("block_id", ""))) > _LONGEST_BLOCK_ID:
        problems.append(f"must be no more than {_LONGEST_BLOCK_ID} characters [json-pointer:{where}/block_id]")
    if block["type"] == "actions" and not 1 <= len(elements) <= _MOST_ACTIONS:
        problems.append(f"between 1 and {_MOST_ACTIONS} elements allowed [json-pointer:{where}/elements]")
    for number, element in enumerate(elements):
        problems += _of_element(element, f"{where}/elements/{number}")
    return problems


def _of_element(element: Any, where: str) -> list[str]:
    if isinstance(element, dict) and element.get("type") == "static_select":
        return _of_menu(element, where)
    if not isinstance(element, dict) or element.get("type") != "button":
        return []
    problems = _too_long(element.get("text"), _LENGTHS["button"], f"{where}/text")
    if len(str(element.get("value", ""))) > _LONGEST_VALUE:
        problems.append(f"must be no more than {_LONGEST_VALUE} characters [json-pointer:{where}/value]")
    return problems


def _of_menu(menu: dict[str, Any], where: str) -> list[str]:
    problems = _too_long(menu.get("placeholder"), _LONGEST_PLACEHOLDER, f"{where}/placeholder")
    options = menu.get("options", [])
    if not 1 <= len(options) <= _MOST_OPTIONS:
        problems.append(f"between 1 and {_MOST_OPTIONS} options allowed [json-pointer:{where}/options]")
    for number, option in enumerate(options):
        problems += _too_long(option.get("text"), _LENGTHS["button"], f"{where}/options/{number}/text")
        if not 1 <= len(option.get("value", "")) <= _LONGEST_OPTION:
            told = f"must be between 1 and {_LONGEST_OPTION} characters"
            problems.append(f"{told} [json-pointer:{where}/options/{number}/value]")
    for name, most in _CONFIRM.items() if "confirm" in menu else ():
        problems += _too_long(menu["confirm"].get(name, {}), most, f"{where}/confirm/{name}")
    return problems


def _too_long(shown: Any, most: int, where: str) -> list[str]:
    text = shown.get("text", "") if isinstance(shown, dict) else ""
    if shown is not None and not text:
        return [f"must be more than 0 characters [json-pointer:{where}]"]
    return [f"must be no more than {most} characters [json-pointer:{where}]"] if len(text) > most else []
