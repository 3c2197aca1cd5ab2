"""What does the Messages API answer?

A placeholder.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import refusals


class Anthropic:
    """The model."""

    def routes(self) -> list[Route]:
        """Return its one path."""
        return [Route("/anthropic/v1/messages", self._messages, methods=["POST"])]

    def behave(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Set how the model answers."""
        return asked

    async def _messages(self, _request: Request) -> Response:
        raise refusals.anthropic(529, "Overloaded")
