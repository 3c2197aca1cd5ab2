"""What happens when a person presses a button of the console?

The press goes the operators' way to its negotiation. It is named after the
turn its page was drawn in, so pressing it twice, in two windows, or by two
people is pressing it once; the page that follows says what came of it.
"""

import asyncio
from typing import Annotated
from urllib.parse import quote

import structlog
from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import RedirectResponse

from api.dashboard.outcomes import outcome_within
from api.dashboard.session import Person, own_form, signed_in
from api.dashboard.sign_in import read_form
from api.operator import DecisionIn, press
from negotiation.acts import Act
from steps.intake import cells
from steps.ledger.projections import currency_of

_log = structlog.get_logger("parley.console")
_PATIENCE_SECONDS = 2.5

router = APIRouter(prefix="/console", include_in_schema=False)


@router.post("/negotiations/{negotiation_id}/{act}", dependencies=[Depends(own_form)])
async def decide(
    request: Request, negotiation_id: str, act: Act, person: Annotated[Person, Depends(signed_in)]
) -> RedirectResponse:
    """Take a person's decision, and lead to the page that tells what came of it."""
    form = await read_form(request)
    turn = form.get("turn", "")
    if not turn.isdecimal() or len(turn) > 9:
        raise HTTPException(422, {"field": "turn", "problem": "the form is damaged: open the page again"})
    decision = DecisionIn(
        press_id=turn,
        turn=int(turn),
        who=person.name,
        fee_cents=await _fee(negotiation_id, form) if act is Act.COUNTER else None,
        body=form.get("body", "")[:20_000] if act is Act.EDIT else "",
        pending_key=form.get("pending_key", "")[:80],
        reason=form.get("reason", "")[:300] if act is Act.CANCEL else "",
    )
    press_id = await press("console", negotiation_id, act, decision)
    _log.info("console.pressed", negotiation_id=negotiation_id, act=str(act), who=person.name)
    await outcome_within(negotiation_id, press_id, _PATIENCE_SECONDS)
    place = f"/console/negotiations/{quote(negotiation_id, safe='')}"
    return RedirectResponse(f"{place}?pressed={quote(press_id, safe='')}#outcome", 303)


async def _fee(negotiation_id: str, form: dict[str, str]) -> int | None:
    """Return the amount as a person wrote it, ``1,250`` or ``$1,250.50``, in minor units.

    Raises BadCell for anything that is not exactly one amount in the campaign's currency.
    """
    currency = await asyncio.to_thread(currency_of, negotiation_id)
    return cells.money("Amount", form.get("fee", ""), currency) if currency else None
