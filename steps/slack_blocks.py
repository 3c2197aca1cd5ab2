"""Of which blocks is a message in Slack made?

Texts, fields, buttons and the menu of a deal, within Slack's limits. It knows
no story: whoever gives it text from outside has escaped it.
"""

import json
from typing import Any

from negotiation.acts import Act
from negotiation.case import Case
from negotiation.money import Money
from negotiation.shown_text import plain
from negotiation.verdicts import PriceTrace
from steps.clients.slack import escape

# Slack's limits: a section holds 3,000 characters, a header 150, a message 50 blocks.
MOST_LETTERS, _HEADER = 2_900, 150
_MOST_PARTS = 10  # of one mail, so that a message has room for everything else
# What Slack's menu offers as the reason why a deal fell through; the console and the API take any words.
_WHY_CANCELLED = (
    "They are ill or cannot make it",
    "They are booked elsewhere",
    "The contract was not signed",
    "We no longer need it",
    "Another reason",
)


def price_trace(trace: PriceTrace, currency: str) -> tuple[dict[str, Any], ...]:
    """Return every line of a price trace: its sentence, and the amount after its rule."""
    lines = [
        f"• {escape(line.sentence)}" + (f" `{Money(line.cents, currency)}`" if line.cents is not None else "")
        for line in trace
    ]
    blocks, text = list[dict[str, Any]](), "*How the amount came about*" if lines else ""
    for line in lines:
        if len(text) + len(line) + 1 > MOST_LETTERS:
            blocks.append(section(text))
            text = line
        else:
            text = f"{text}\n{line}"
    return (*blocks, section(text)) if text else ()


def header(text: str) -> dict[str, Any]:
    """Return a title, cut to its length."""
    return {"type": "header", "text": {"type": "plain_text", "text": text[:_HEADER], "emoji": False}}


def section(text: str) -> dict[str, Any]:
    """Return a paragraph, cut to its length."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text[:MOST_LETTERS]}}


def letter(subject: str, body: str) -> tuple[dict[str, Any], ...]:
    """Return a mail as it stands, whole and letter by letter: nothing in it formats, links or calls anybody.

    A model that was talked into something may have written it. What is longer than any mail of ours is said to go on.
    """
    rest = plain(f"{subject}\n\n{body}" if subject else body).strip() or "(It says nothing.)"
    blocks = list[dict[str, Any]]()
    while rest and len(blocks) < _MOST_PARTS:
        cut = rest.rfind("\n", MOST_LETTERS // 2, MOST_LETTERS) + 1 if len(rest) > MOST_LETTERS else 0
        part, rest = rest[: cut or MOST_LETTERS], rest[cut or MOST_LETTERS :]
        blocks.append({"type": "section", "text": {"type": "plain_text", "text": part, "emoji": False}})
    more = (section(f"{len(rest):,} more letters are in the console and in Gmail."),) if rest.strip() else ()
    return (*(block for block in blocks if block["text"]["text"].strip()), *more)


def rule() -> dict[str, Any]:
    """Return a line across."""
    return {"type": "divider"}


def facts(named: dict[str, str]) -> dict[str, Any]:
    """Return facts side by side, each under its name."""
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": f"*{k}*\n{v}"[:1_900]} for k, v in named.items()]}


def cancel_menu(negotiation_id: str) -> dict[str, Any]:
    """Return a menu of reasons, which a button could not ask for; Slack asks once more before it tells us."""
    sure = {
        "title": "Cancel this deal?",
        "text": "Its money is free again for other creators. The creator gets no mail. This cannot be taken back.",
        "confirm": "Cancel the deal",
        "deny": "Keep it",
    }
    menu = {
        "type": "static_select",
        "action_id": f"parley_{Act.CANCEL}",
        "placeholder": _plain("Cancel the deal: why?"),
        "options": [{"text": _plain(why), "value": why} for why in _WHY_CANCELLED],
        "confirm": {name: _plain(text) for name, text in sure.items()},
    }
    # An option's value is too short for an id, so the block's own says which deal is meant.
    return {"type": "actions", "block_id": f"{Act.CANCEL}/{negotiation_id}", "elements": [menu]}


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def buttons(case: Case, wanted: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
    """Return a button for each label, act and style; they are pressed about the draft and the turn of *case*."""
    about = {"negotiation_id": case.negotiation_id, "pending_key": case.pending_key, "turn": case.turn}
    return {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "text": {"type": "plain_text", "text": label},
                "action_id": f"parley_{act}",
                "value": json.dumps(about | {"act": act}),
                **({"style": style} if style else {}),
            }
            for label, act, style in wanted
        ],
    }
