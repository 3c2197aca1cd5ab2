"""Is the process alive, and may it be given work?

`/health` asks nothing outside. `/ready` makes a real write and takes it back,
and looks at what start-up and the rounds have found; 503 names the check
that fails.
"""

import asyncio
from typing import Any

from fastapi import APIRouter, Response

from steps.ready import Readiness, look_ready

router = APIRouter(tags=["health"])


@router.get("/health")
async def health() -> dict[str, str]:
    """Say that the process lives."""
    return {"status": "alive"}


@router.get("/ready")
async def ready(response: Response) -> dict[str, Any]:
    """Say whether work may come, check by check."""
    checks = await asyncio.to_thread(look_ready)
    if not all(check.ok for check in checks):
        response.status_code = 503
    return {
        "status": "ready" if response.status_code != 503 else "not ready",
        "failing": [check.name for check in checks if not check.ok],
        "checks": {check.name: _shown(check) for check in checks},
    }


def _shown(check: Readiness) -> dict[str, Any]:
    return {
        "ok": check.ok,
        "detail": check.detail,
        "age_seconds": check.age_seconds,
        "milliseconds": check.milliseconds,
    }
