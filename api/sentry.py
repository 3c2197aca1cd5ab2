"""Which errors reach Sentry, and what of them?

Every line logged as an error, with its stack, the request, the workflow and
the ids bound around it. Never local variables, request bodies, mail text or a
secret: text of an exception that is not our own is left out, because it may
quote anything; the line on standard output has it.
"""

import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import structlog
from asgi_correlation_id import correlation_id

from steps.settings import Settings

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

_TAGS = ("request_id", "workflow_id", "negotiation_id", "campaign_id", "thread_id", "step", "notice")
_OURS = ("negotiation.", "workflows.", "steps.", "api.")
# These carry another exception's text inside their own.
_QUOTING = frozenset({"StepFailed"})
_LEFT_OUT = "(text left out: see the log)"
_FLUSH_SECONDS = 2.0


def start_sentry(settings: Settings) -> bool:
    """Send errors to PARLEY_SENTRY_DSN from now on; False when none is set."""
    dsn = settings.sentry_dsn.get_secret_value()
    if not dsn:
        return False
    import sentry_sdk
    from sentry_sdk.integrations.atexit import AtexitIntegration
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.fastapi import FastApiIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration
    from sentry_sdk.integrations.starlette import StarletteIntegration
    from sentry_sdk.integrations.threading import ThreadingIntegration
    from sentry_sdk.scrubber import EventScrubber

    secrets = settings.secret_values()
    sentry_sdk.init(
        dsn=dsn,
        environment=settings.environment,
        release=f"parley@{version('parley')}",
        include_local_variables=False,
        max_request_body_size="never",
        send_default_pii=False,
        max_breadcrumbs=0,
        event_scrubber=EventScrubber(recursive=True),
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            AtexitIntegration(callback=lambda *_: None),
            DedupeIntegration(),
            ExcepthookIntegration(),
            FastApiIntegration(),
            LoggingIntegration(level=None, event_level=None),
            StarletteIntegration(),
            ThreadingIntegration(),
        ],
        before_send=lambda event, hint: _fit_to_leave(event, hint, secrets),
    )
    return True


def send_errors(
    _: structlog.typing.WrappedLogger, method: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Hand an error line to Sentry on its way to the output; a structlog processor."""
    sentry = sys.modules.get("sentry_sdk")
    if method not in ("error", "critical", "exception") or sentry is None or not sentry.get_client().is_active():
        return line
    event: Event = {"level": "fatal" if method == "critical" else "error"}
    hint: Hint = {}
    if exception := _exception(line.get("exc_info")):
        event, hint = sentry.utils.event_from_exception(exception, client_options=sentry.get_client().options)
    record = line.get("_record")
    # A foreign logger's message may quote anything; who said it is enough to find the line.
    event["logentry"] = {"message": str(line["event"]) if record is None else f"{record.name}.{record.funcName}"}
    event["tags"] = {name: str(line[name]) for name in _TAGS if line.get(name)}
    sentry.capture_event(event, hint)
    if method == "critical":
        sentry.flush(_FLUSH_SECONDS)  # the process may end with the next line
    return line


def _exception(told: Any) -> Any:
    """Return what ``event_from_exception`` takes: an exception, or the one that is being handled."""
    if told is True:
        return sys.exc_info()[1]
    return told[1] if isinstance(told, tuple) else told


def _fit_to_leave(event: "Event", _: "Hint", secrets: tuple[str, ...]) -> "Event":
    """Add the ids that are bound where the error happened; take out every secret and every foreign text."""
    bound = {"request_id": correlation_id.get() or ""} | structlog.contextvars.get_contextvars()
    tags: Any = event.setdefault("tags", {})
    for name in _TAGS:
        if bound.get(name):
            tags.setdefault(name, str(bound[name]))
    for raised in (event.get("exception") or {}).get("values", ()):
        ours = str(raised.get("module") or "").startswith(_OURS) and raised.get("type") not in _QUOTING
        raised["value"] = raised.get("value") if ours else _LEFT_OUT
    cleaned: Event = _without(event, secrets)
    return cleaned


def _without(value: Any, secrets: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        for secret in secrets:
            value = value.replace(secret, "[Filtered]")
        return value
    if isinstance(value, dict):
        return {name: _without(inner, secrets) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without(inner, secrets) for inner in value]
    return value
