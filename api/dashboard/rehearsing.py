"""How does a campaign manager rehearse a campaign, and what do they see?

The order goes to the room that plays it in a process of its own; the page
reads what that room has noted. Nothing here, and nothing there, writes to the
campaign.
"""

import asyncio
from typing import Annotated, Any
from urllib.parse import quote

import structlog
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from api.dashboard.dots import end_name, pictures
from api.dashboard.render import page
from api.dashboard.session import Person, own_form, signed_in
from api.dashboard.sign_in import read_form
from api.simulation.room import RehearsalRoom
from steps.intake.form import Problem
from steps.ledger import projections
from steps.ledger.pulse import Topic, take_pulse
from steps.ledger.rehearsals import read_rehearsal, stop_rehearsal

Json = dict[str, Any]
_log = structlog.get_logger("parley.console")
_AS_USUAL = {"runs": 100, "seed": 7, "anew": False, "silent_percent": 15, "level_percent": 100}
# name: (what a person calls it, least, most)
_NUMBERS = {
    "runs": ("Runs", 1, 1_000),
    "seed": ("Seed", 0, 999_999),
    "silent_percent": ("Creators who never answer", 0, 100),
    "level_percent": ("What creators want", 1, 1_000),
}

router = APIRouter(prefix="/console/campaigns/{campaign_id}/rehearsal", include_in_schema=False)


@router.get("", dependencies=[Depends(signed_in)])
async def rehearsal(request: Request, campaign_id: str) -> Response:
    """Show how far the rehearsal is, what the newest one came to, and the form that starts another."""
    pulse = await asyncio.to_thread(take_pulse, Topic(campaign_id=campaign_id))
    row = await _campaign(campaign_id)
    if "currency" not in row:  # it could not be read: all there is are its problems
        problems = [str(Problem(one["row_no"], one["field"], one["problem"])) for one in row["problems"]]
        return page(request, "rehearsal.html", row=row, kept=None, told=None, drawn=None, asked=None, pulse=pulse,
                    unreadable=problems)  # fmt: skip
    kept = await asyncio.to_thread(read_rehearsal, campaign_id)
    told = kept["told"] if kept else None
    now = _as_it_stands(row) if told and told["anew"] else None
    asked = kept["asked"] if kept else _AS_USUAL | {"anew": not _goes_on(row)}
    return page(
        request, "rehearsal.html", row=row, kept=kept, told=told, drawn=pictures(told, now) if told else None,
        asked=asked, pulse=pulse, unreadable=[], end_name=end_name, now=now,
    )  # fmt: skip


@router.post("/start", dependencies=[Depends(own_form)])
async def start(request: Request, campaign_id: str, person: Annotated[Person, Depends(signed_in)]) -> RedirectResponse:
    """Start a rehearsal; while one of this campaign is under way its page is all there is to see."""
    form = await read_form(request)
    asked = {name: _number(form, name) for name in _NUMBERS} | {"anew": form.get("anew") == "yes"}
    row = await _campaign(campaign_id)
    if "currency" in row:
        room: RehearsalRoom = request.app.state.rehearsals
        if await room.begin(campaign_id, person.name, asked):
            _log.info("console.rehearses", campaign_id=campaign_id, who=person.name, **asked)
    return _to_page(campaign_id)


@router.post("/stop", dependencies=[Depends(own_form)])
async def stop(campaign_id: str, person: Annotated[Person, Depends(signed_in)]) -> RedirectResponse:
    """Stop the rehearsal that is under way."""
    await asyncio.to_thread(stop_rehearsal, campaign_id)
    _log.info("console.stops_rehearsal", campaign_id=campaign_id, who=person.name)
    return _to_page(campaign_id)


def _number(form: dict[str, str], name: str) -> int:
    called, least, most = _NUMBERS[name]
    given = form.get(name, "").strip() or str(_AS_USUAL[name])
    if not given.isascii() or not given.isdecimal() or len(given) > 9 or not least <= int(given) <= most:
        problem = f"{called}: {given[:40]!r} is not a whole number from {least:,} to {most:,}"
        raise HTTPException(422, {"field": name, "problem": problem})
    return int(given)


async def _campaign(campaign_id: str) -> Json:
    row = await asyncio.to_thread(projections.show_campaign, campaign_id)
    if row is None:
        raise HTTPException(404, {"field": "id", "problem": "there is no such campaign; it may have been mistyped"})
    return row


def _goes_on(row: Json) -> bool:
    return any(row["states"].get(state) for state in ("initial_offer", "awaiting_reply", "counter_received"))


def _as_it_stands(row: Json) -> Json:
    return {
        "deals": row["states"].get("agreed", 0),
        "spend_cents": row["committed_cents"],
        "cpm_cents": row["campaign_cpm_cents"],
    }


def _to_page(campaign_id: str) -> RedirectResponse:
    return RedirectResponse(f"/console/campaigns/{quote(campaign_id, safe='')}/rehearsal", 303)
