"""Which request and which negotiation does a log line belong to?

Bound at the beginning of a workflow from its own arguments, so that the same
lines carry the same ids after a restart, when the request is long gone.
Errors in Sentry carry them too. Nothing decides by what is bound here.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from dbos import DBOS

from negotiation.case import Case
from negotiation.terms import Brief


@contextmanager
def log_context(request_id: str, **ids: str) -> Iterator[None]:
    """Bind *request_id*, the workflow and *ids* to every log line of this block."""
    # An empty request id is bound too: it hides the one of a request that merely started this workflow.
    with structlog.contextvars.bound_contextvars(request_id=request_id, workflow_id=DBOS.workflow_id or "", **ids):
        yield


def negotiation_ids(brief: Brief, case: Case) -> dict[str, str]:
    """Return the ids that tell a negotiation's lines apart."""
    return {
        "negotiation_id": brief.negotiation_id,
        "campaign_id": brief.campaign.campaign_id,
        "thread_id": case.thread.thread_id or "",
    }


def bound_request_id() -> str:
    """Return the request id of this workflow, to be handed on as data."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))
