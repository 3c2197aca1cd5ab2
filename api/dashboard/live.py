"""How does an open page learn that something has changed?

One stream of server-sent events a page: each says that the page's topic has
changed, and the page asks for its parts again. The stream ends with the
session, with the page, and at once when the service ends.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.dashboard.session import read_session, signed_in
from api.serving import leaving
from steps.ledger.pulse import Topic, take_pulse

_LOOK_SECONDS = 0.7
_RETRY_MS = 1_000
Id = Annotated[str, Query(max_length=200)]

router = APIRouter(prefix="/console", include_in_schema=False)


@router.get("/live", response_class=EventSourceResponse, dependencies=[Depends(signed_in)])
async def live(
    request: Request,
    negotiation: Id = "",
    campaign: Id = "",
    since: Id = "",
    last_event_id: Annotated[str, Header(max_length=200)] = "",
) -> AsyncIterator[ServerSentEvent]:
    """Say ``changed`` whenever what the page shows is no longer what the ledger says."""
    topic, seen = Topic(negotiation, campaign), last_event_id or since
    yield ServerSentEvent(comment="listening", retry=_RETRY_MS)
    ending = leaving(request.app)
    while not ending.is_set() and read_session(request) is not None:
        now = await asyncio.to_thread(take_pulse, topic)
        if now != seen:
            seen = now
            # Named, so that htmx swaps nothing by itself; with data, so that a browser hears it at all.
            yield ServerSentEvent(event="changed", raw_data="1", id=now)
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_SECONDS):
                await ending.wait()
