"""What do Gmail, ClickUp and Slack tell us?

Signature first, then the shape, then one commit, then an answer. What a
request means is the workflows' business.
"""

import base64
import json
from typing import Annotated, TypeVar
from urllib.parse import parse_qs

import structlog
from asgi_correlation_id import correlation_id
from dbos import DBOS, SetWorkflowID
from fastapi import APIRouter, Header, Request, Response
from pydantic import BaseModel, Field, ValidationError

from negotiation.acts import Act
from steps.doors import check_clickup, check_press, check_push, check_slack, check_subscription
from workflows.campaign import campaign_from_clickup
from workflows.deliver import deliver
from workflows.names import campaign_id as campaign_workflow_id
from workflows.signals import PersonDecided

M = TypeVar("M", bound=BaseModel)
router = APIRouter(prefix="/webhooks", tags=["webhooks"])
_log = structlog.get_logger("parley.webhooks")
_MOST_BODY_BYTES = 1_000_000


class WrongShape(ValueError):
    """A signed request does not look as its sender promises; *field* is named."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field, self.problem = field, problem

    def __str__(self) -> str:
        return f"{self.field}: {self.problem}"


class _PushMessage(BaseModel):
    data: str
    messageId: str = Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")


class _Push(BaseModel):
    message: _PushMessage
    subscription: str


class _History(BaseModel):
    emailAddress: str
    historyId: int = Field(ge=0, lt=2**63)


class _ClickUpChange(BaseModel):
    id: str = Field(default="", max_length=100, pattern=r"^[A-Za-z0-9_-]*$")


class _ClickUpEvent(BaseModel):
    event: str
    task_id: str = Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_-]+$")
    history_items: list[_ClickUpChange] = []


class _SlackUser(BaseModel):
    id: str = Field(min_length=1, max_length=100)
    username: str = Field(default="", max_length=100)
    name: str = Field(default="", max_length=100)
    team_id: str = ""


class _SlackPlace(BaseModel):
    id: str


class _SlackOption(BaseModel):
    value: str = Field(min_length=1, max_length=150)


class _SlackAction(BaseModel):
    action_id: str = Field(max_length=255)
    action_ts: str = Field(max_length=40)
    block_id: str = Field(default="", max_length=255)
    value: str = ""
    selected_option: _SlackOption | None = None


class _Interaction(BaseModel):
    type: str
    user: _SlackUser
    team: _SlackPlace | None = None
    channel: _SlackPlace | None = None
    actions: list[_SlackAction] = []


class _Pressed(BaseModel):
    negotiation_id: str = Field(min_length=1, max_length=200)
    act: Act
    pending_key: str = Field(default="", max_length=80)
    turn: int | None = Field(default=None, ge=0, lt=2**31)  # a message from before it was said has none
    reason: str = Field(default="", max_length=300)


@router.post("/gmail", status_code=204)
async def gmail(request: Request, authorization: Annotated[str, Header()] = "") -> Response:
    """Take a Pub/Sub push: there is news in the mailbox."""
    await check_push(authorization)
    push = _shaped(_Push, await _body(request))
    check_subscription(push.subscription)
    try:
        fact = base64.b64decode(push.message.data, validate=True)
    except ValueError:
        raise WrongShape("message.data", "is not base64") from None
    news = _shaped(_History, fact)
    await request.app.state.pushes.note(push.message.messageId, news.historyId)
    _log.info("webhook.taken", door="gmail", push_id=push.message.messageId, history_id=news.historyId)
    request.app.state.pump.ring(_request_id())
    return Response(status_code=204)


@router.post("/clickup", status_code=204)
async def clickup(request: Request, x_signature: Annotated[str, Header()] = "") -> Response:
    """Take a ClickUp event: a campaign task was created or changed."""
    body = await _body(request)
    check_clickup(x_signature, body)
    event = _shaped(_ClickUpEvent, body)
    if event.event in ("taskCreated", "taskUpdated", "taskStatusUpdated"):
        occurrence = event.history_items[0].id if event.history_items else ""
        reference = f"{event.task_id}/{occurrence or event.event}"
        with SetWorkflowID(campaign_workflow_id("clickup", reference)):
            await DBOS.start_workflow_async(campaign_from_clickup, event.task_id, reference, _request_id())
        _log.info("webhook.taken", door="clickup", event_name=event.event, campaign_id=event.task_id)
    return Response(status_code=204)


@router.post("/slack")
async def slack(request: Request) -> Response:
    """Take a button's press: a person decided something."""
    body = await _body(request)
    check_slack(request.headers, body)
    form = parse_qs(body.decode("utf-8", "replace"))
    if "payload" not in form:
        raise WrongShape("payload", "is missing")
    told = _shaped(_Interaction, form["payload"][0].encode())
    if told.type == "block_actions":
        channel, workspace = (place.id if place else "" for place in (told.channel, told.team))
        await check_press(channel, workspace, told.user.team_id)
        for action in told.actions:
            await _press(told.user, action, _request_id())
    return Response(status_code=200)


async def _press(user: _SlackUser, action: _SlackAction, request_id: str) -> None:
    pressed = _pressed(action)
    # One press that comes in twice has the same action_ts.
    press_id = f"slack/{user.id}/{action.action_id}/{action.action_ts}"
    who = user.username or user.name or user.id
    decided = PersonDecided(
        pressed.act,
        who,
        press_id,
        pending_key=pressed.pending_key,
        request_id=request_id,
        reason=pressed.reason,
        seen_turn=pressed.turn,
    )
    await deliver(pressed.negotiation_id, decided, press_id)
    _log.info("webhook.taken", door="slack", negotiation_id=pressed.negotiation_id, act=pressed.act, who=who)


def _pressed(action: _SlackAction) -> _Pressed:
    """Return what was pressed: a button says it in its value, a menu by its block, and gives the reason."""
    if action.selected_option is None:
        pressed = _shaped(_Pressed, action.value.encode())
    else:
        act, _, negotiation_id = action.block_id.partition("/")
        chosen = {"act": act, "negotiation_id": negotiation_id, "reason": action.selected_option.value}
        pressed = _shaped(_Pressed, json.dumps(chosen).encode())
    if pressed.act is Act.CANCEL and not pressed.reason.strip():
        raise WrongShape("reason", "why the deal fell through is missing")
    if pressed.act in (Act.COUNTER, Act.EDIT):
        raise WrongShape("act", f"no message of ours asks for {pressed.act}: a button has neither amount nor text")
    return pressed


async def _body(request: Request) -> bytes:
    gathered = bytearray()
    async for chunk in request.stream():
        gathered += chunk
        if len(gathered) > _MOST_BODY_BYTES:
            raise WrongShape("body", f"is larger than {_MOST_BODY_BYTES} bytes")
    return bytes(gathered)


def _shaped(model: type[M], body: bytes) -> M:
    try:
        return model.model_validate_json(body)
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        raise WrongShape(".".join(str(part) for part in first["loc"]) or "body", first["msg"]) from None


def _request_id() -> str:
    return correlation_id.get() or ""
