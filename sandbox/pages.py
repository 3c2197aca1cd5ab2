"""Placeholder."""

from starlette.routing import Route

from sandbox.stage import Sandbox


class Pages:
    """The windows."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[Route]:
        """Return the pages."""
        return []
