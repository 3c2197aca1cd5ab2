"""How does the service speak to those who run it?

structlog everywhere: JSON where nobody watches, colours on a terminal. Every
line carries what is bound for the request or the negotiation; no bodies and no
secrets at INFO.
"""

import asyncio
import logging
import sys
from typing import Any

import structlog
from asgi_correlation_id import correlation_id

from api.sentry import send_errors
from steps.settings import Settings

_QUIET = (
    "googleapiclient",
    "google",
    "slack_sdk",
    "slack_bolt",
    "httpx2",
    "httpcore2",
    "urllib3",
    "alembic",
    "aiohttp",
)
# DBOS says these of each workflow under way when the service stops, with a stack; they resume at the next start.
_PARKED = "Asyncio task cancelled for workflow or step"
_STOPPED = "cannot schedule new futures after shutdown"


def configure_logs(settings: Settings) -> None:
    """Send every log line, foreign ones too, through structlog to standard output; call it before DBOS is made."""
    pretty = settings.log_format == "pretty" or (settings.log_format == "auto" and sys.stdout.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        _with_request_id,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        send_errors,
        structlog.processors.format_exc_info,
        _Blotter(settings.secret_values()),
    ]
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[settings.log_level]),
        # A line and its end in one go: what a library says at the same moment must not come between.
        logger_factory=structlog.WriteLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    _take_over_dbos(handler)


def _take_over_dbos(handler: logging.Handler) -> None:
    """Give DBOS our handler before it gives itself one in a format of its own."""
    logger = logging.getLogger("dbos")
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    logger.addFilter(_is_worth_a_line)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    raised = record.exc_info[1] if record.exc_info else None
    stopping = isinstance(raised, asyncio.CancelledError) or str(raised) == _STOPPED
    return not stopping and not str(record.msg).startswith(_PARKED)


class _Blotter:
    """Takes every secret of the settings out of every text of a line, an exception's included."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        self._secrets = secrets

    def __call__(
        self, _: structlog.typing.WrappedLogger, __: str, line: structlog.typing.EventDict
    ) -> structlog.typing.EventDict:
        return {name: self._blotted(value) for name, value in line.items()}

    def _blotted(self, value: Any) -> Any:
        if isinstance(value, str):
            for secret in self._secrets:
                value = value.replace(secret, "***")
        return value


def _with_request_id(
    _: structlog.typing.WrappedLogger, __: str, line: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Name the request; an empty id that was bound hides the request that merely started this workflow."""
    line.setdefault("request_id", correlation_id.get() or "")
    return {name: value for name, value in line.items() if value != ""}
