"""Which pages does the console have?

Each reads projections and shows them; nothing is decided here and nothing is
changed. Without a session there is the door and nothing else.
"""

import asyncio
from typing import Annotated, Any

from dbos import DBOS
from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from api.dashboard import charts
from api.dashboard.choices import choices_of
from api.dashboard.outcomes import outcome, told
from api.dashboard.render import page
from api.dashboard.session import signed_in
from api.dashboard.timeline import timeline
from api.dashboard.unsent import unsent_words
from negotiation.package_words import package_words
from negotiation.state import State
from steps.ledger import listing, projections
from steps.ledger.listing import Wanted
from steps.ledger.pulse import Topic, take_pulse
from steps.ledger.story import read_story
from steps.ledger.unplaced import list_unplaced
from steps.ready import look_ready

Json = dict[str, Any]
_MOST_DEALS = 100
Id = Annotated[str, Query(max_length=200)]
router = APIRouter(prefix="/console", include_in_schema=False, dependencies=[Depends(signed_in)])


@router.get("")
async def queue(
    request: Request, campaign: Id = "", state: Id = "", q: Id = "", after: Annotated[str, Query(max_length=300)] = ""
) -> Response:
    """Show the negotiations, those that need a person first."""
    wanted = Wanted(campaign, "" if state == "needs_person" else state, q, state == "needs_person")
    pulse = await asyncio.to_thread(take_pulse, Topic())
    found, counts, campaigns = await asyncio.gather(
        asyncio.to_thread(listing.list_page, wanted, after),
        asyncio.to_thread(listing.count_states, campaign),
        asyncio.to_thread(listing.campaign_names),
    )
    return page(
        request, "queue.html", found=found, counts=counts, campaigns=campaigns, states=list(State), pulse=pulse,
        campaign=campaign, state=state, q=q, after=after,
    )  # fmt: skip


@router.get("/negotiations/{negotiation_id}")
async def negotiation(request: Request, negotiation_id: str, pressed: Id = "") -> Response:
    """Show one negotiation: its thread, its price traces, and what a person can do."""
    pulse = await asyncio.to_thread(take_pulse, Topic(negotiation_id=negotiation_id))
    story = _found(await asyncio.to_thread(read_story, negotiation_id), "negotiation")
    steps = await DBOS.list_workflow_steps_async(story["workflow_id"]) if story["workflow_id"] else []
    result = await outcome(negotiation_id, pressed) if pressed else None
    return page(
        request,
        "negotiation.html",
        story=story,
        choices=choices_of(story),
        unsent=await unsent_words(story),
        ladder=charts.ladder(story),
        events=timeline(story),
        steps=steps[-200:],
        pulse=pulse,
        pressed=pressed,
        told=told(result, story["currency"]),
        package=package_words(story["package"], story["currency"]),
        quotes=story["deal"]["quotes"] if story["deal"] else [],
    )


@router.get("/campaigns")
async def campaigns(request: Request) -> Response:
    """Show every campaign with its money and its CPM."""
    pulse = await asyncio.to_thread(take_pulse, Topic())
    rows = await asyncio.to_thread(projections.list_campaigns)
    return page(request, "campaigns.html", rows=[{**row, **charts.shares(row)} for row in rows], pulse=pulse)


@router.get("/campaigns/{campaign_id}")
async def campaign(request: Request, campaign_id: str) -> Response:
    """Show one campaign: budget, CPM against its range, its deals over time, and the rows that need a look."""
    pulse = await asyncio.to_thread(take_pulse, Topic(campaign_id=campaign_id))
    row = _found(await asyncio.to_thread(projections.show_campaign, campaign_id), "campaign")
    if "currency" not in row:  # it could not be read: all there is are its problems
        return page(request, "campaign.html", row=row, deals=[], course={}, pulse=pulse)
    deals, course = await asyncio.gather(
        asyncio.to_thread(projections.newest_deals, campaign_id, _MOST_DEALS),
        asyncio.to_thread(projections.deal_course, campaign_id),
    )
    shown = {**row, **charts.shares(row)}
    return page(request, "campaign.html", row=shown, deals=deals, course=charts.course(row, course), pulse=pulse)


@router.get("/mail")
async def mail(request: Request, after: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Show the mails that nobody's negotiation took."""
    pulse = await asyncio.to_thread(take_pulse, Topic())
    return page(request, "mail.html", found=await asyncio.to_thread(list_unplaced, after), after=after, pulse=pulse)


@router.get("/health")
async def health(request: Request) -> Response:
    """Show what /ready would say, for people."""
    checks = await asyncio.to_thread(look_ready)
    return page(request, "health.html", checks=checks, healthy=all(check.ok for check in checks))


def _found(row: Json | None, what: str) -> Json:
    if row is None:
        raise HTTPException(404, {"field": "id", "problem": f"there is no such {what}; it may have been mistyped"})
    return row
