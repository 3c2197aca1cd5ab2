"""How does an open page learn that something has changed?

One stream of server-sent events a page: each says that the page's topic has
changed, and the page asks for its parts again. Between two of them it says now
and then that it is still here, so that a page knows a silence for what it is.
The stream ends with the session, with the page, and at once when the service
ends.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.dashboard.session import read_session, signed_in
from api.serving import leaving
from steps.ledger.pulse import Topic, take_pulse

_LOOK_SECONDS = 0.7
# A page waits three times as long before it says that it is not live (console.js).
_HERE_SECONDS = 5.0
Id = Annotated[str, Query(max_length=200)]

router = APIRouter(prefix="/console", include_in_schema=False)


@router.get("/live", response_class=EventSourceResponse, dependencies=[Depends(signed_in)])
async def live(
    request: Request, negotiation: Id = "", campaign: Id = "", since: Id = ""
) -> AsyncIterator[ServerSentEvent]:
    """Say ``changed`` whenever what the page shows is no longer what the ledger says."""
    topic, seen, due = Topic(negotiation, campaign), since, monotonic() + _HERE_SECONDS
    yield ServerSentEvent(comment="listening")
    ending = leaving(request.app)
    while not ending.is_set() and read_session(request) is not None:
        now = await asyncio.to_thread(take_pulse, topic)
        if now != seen or monotonic() >= due:
            # With data, because a browser does not hear an event without.
            yield ServerSentEvent(event="here" if now == seen else "changed", raw_data="1")
            seen, due = now, monotonic() + _HERE_SECONDS
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_SECONDS):
                await ending.wait()
