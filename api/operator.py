"""What can an operator see and decide?

Reads the projections and signals the workflows; the same decisions as Slack's
buttons. Every route needs the operator token.
"""

import asyncio
import hashlib
from typing import Annotated, Any

from asgi_correlation_id import correlation_id
from dbos import DBOS, SetWorkflowID
from fastapi import APIRouter, Depends, Header, HTTPException, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from negotiation.acts import Act
from negotiation.state import State
from steps.doors import is_operator
from steps.intake import cells
from steps.ledger import projections
from steps.mail.charsets import scrub
from workflows.campaign import campaign_from_json
from workflows.deliver import deliver
from workflows.names import campaign_id as campaign_workflow_id
from workflows.signals import PersonDecided

Json = dict[str, Any]


async def operator(authorization: Annotated[str, Header()] = "") -> str:
    """Let only operators in; return who acts."""
    if not is_operator(authorization):
        raise _refused(401, "authorization", "an operator token is needed: Bearer <PARLEY_OPERATOR_TOKEN>")
    return "operator"


router = APIRouter(tags=["operator"], dependencies=[Depends(operator)])

# Fields that no person wrote would keep the reader busy for minutes, at every start anew.
_MOST_FIELDS, _MOST_LETTERS = 200, 20_000


def _as_written(value: object) -> object:
    """Return what a JSON cell says as a person would have written it: JSON's true is the sheet's yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and len(value) > _MOST_LETTERS:
        raise ValueError(f"has more than {_MOST_LETTERS:,} letters")
    if isinstance(value, str) and value != scrub(value):
        raise ValueError("holds half a character, or one that no store keeps")
    if value is not None and not isinstance(value, str | int | float):
        raise ValueError("write a text, a number, true or false")
    return value


def _as_text(value: object) -> object:
    written = _as_written(value)
    return cells.number_text(written) if isinstance(written, float) else "" if written is None else str(written)


Name = Annotated[str, Field(max_length=200)]
Cell = Annotated[str | int | float | None, BeforeValidator(_as_written)]
SheetCell = Annotated[str, BeforeValidator(_as_text)]


class CampaignIn(BaseModel):
    """A campaign as JSON: *fields* named as in ClickUp, *creators* as in the sheet (or a ``Sheet`` field)."""

    model_config = ConfigDict(extra="forbid")  # what nobody reads was meant, and misspelt

    campaign_id: str = Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")
    fields: dict[Name, Cell] = Field(max_length=_MOST_FIELDS)
    creators: list[Annotated[dict[Name, SheetCell], Field(max_length=_MOST_FIELDS)]] = Field(
        default=[], max_length=20_000
    )


class DecisionIn(BaseModel):
    """A person's decision; *press_id* makes pressing twice pressing once."""

    model_config = ConfigDict(extra="forbid")

    press_id: str = Field(default="", max_length=150)
    who: str = Field(default="operator", max_length=100)
    fee_cents: int | None = Field(default=None, gt=0, lt=2**53)
    body: str = Field(default="", max_length=20_000)
    pending_key: str = Field(default="", max_length=80)
    reason: str = Field(default="", max_length=300, description="Of `cancel`: why the deal fell through.")
    turn: int | None = Field(
        default=None,
        ge=0,
        lt=2**31,
        description="The negotiation's turn as you read it: a `counter` or `reject` is not followed where a mail went "
        "out or came in since.",
    )


@router.post("/campaigns", status_code=202)
async def start_campaign(order: CampaignIn) -> Json:
    """Start a campaign; its problems, if any, are at ``GET /campaigns/{id}``."""
    reference = f"{order.campaign_id}/{hashlib.sha256(order.model_dump_json().encode()).hexdigest()[:16]}"
    fields = {name: value for name, value in order.fields.items() if value is not None}
    with SetWorkflowID(campaign_workflow_id("api", reference)):
        request_id = correlation_id.get() or ""
        await DBOS.start_workflow_async(
            campaign_from_json, order.campaign_id, fields, order.creators, reference, request_id
        )
    return {"campaign_id": order.campaign_id, "see": f"/campaigns/{order.campaign_id}"}


@router.get("/campaigns")
async def campaigns() -> list[Json]:
    """List the campaigns with their money."""
    return await asyncio.to_thread(projections.list_campaigns)


@router.get("/campaigns/{campaign_id}")
async def campaign(campaign_id: str) -> Json:
    """Show a campaign: budget, CPM against its range, states, and rows that need a look."""
    return _found(await asyncio.to_thread(projections.show_campaign, campaign_id), campaign_id)


@router.get("/negotiations")
async def negotiations(
    campaign_id: str | None = None,
    state: State | None = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> list[Json]:
    """List negotiations, those that need a person first, with our offer, their ask and the agreed fee in cents."""
    return await asyncio.to_thread(projections.list_negotiations, campaign_id, state, limit, offset)


@router.get("/negotiations/{negotiation_id}")
async def negotiation(negotiation_id: str) -> Json:
    """Show one negotiation: state, history with causes, price traces, mails and the workflow's steps."""
    story = _found(await asyncio.to_thread(projections.show_negotiation, negotiation_id), negotiation_id)
    steps = await DBOS.list_workflow_steps_async(story["workflow_id"]) if story["workflow_id"] else []
    story["steps"] = [{"step": step["function_id"], "name": step["function_name"]} for step in steps]
    return story


@router.post("/negotiations/{negotiation_id}/{act}", status_code=202)
async def decide(negotiation_id: str, act: Act, decision: DecisionIn) -> Json:
    """Take a person's decision; it is followed when the negotiation's turn comes.

    `counter` needs `fee_cents`, `edit` needs `body`. `cancel` is for a deal that fell through, and needs its `reason`:
    the deal's money is free again, Slack is told, and the creator gets no mail. It cannot be taken back.
    `seen` puts away a mail that came after a deal and needs nothing more.
    `reopen` is for somebody whom the budget never reached and who has heard nothing: it tries their opening again.
    """
    press_id = await press("api", negotiation_id, act, decision)
    return {"negotiation_id": negotiation_id, "act": act, "press_id": press_id}


async def press(door: str, negotiation_id: str, act: Act, decision: DecisionIn) -> str:
    """Bring a decision that came through *door* to its negotiation; return the id of the press."""
    if act is Act.COUNTER and decision.fee_cents is None:
        raise _refused(422, "fee_cents", "the amount to offer is missing")
    if act is Act.EDIT and not decision.body.strip():
        raise _refused(422, "body", "the text to send is missing")
    if act is Act.CANCEL and not decision.reason.strip():
        raise _refused(422, "reason", "why the deal fell through is missing")
    request_id = correlation_id.get() or ""
    press_id = f"{door}/{negotiation_id}/{act}/{decision.press_id or request_id}"
    signal = PersonDecided(
        act,
        decision.who,
        press_id,
        decision.fee_cents,
        decision.body,
        decision.pending_key,
        request_id,
        decision.reason.strip(),
        decision.turn,
    )
    await deliver(negotiation_id, signal, press_id)
    return press_id


def _found(row: Json | None, what: str) -> Json:
    if row is None:
        raise _refused(404, "id", f"{what} is not known")
    return row


def _refused(status: int, field: str, problem: str) -> HTTPException:
    return HTTPException(status, {"field": field, "problem": problem})
