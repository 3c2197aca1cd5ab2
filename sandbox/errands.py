"""What is still to happen by itself: replies on their way, pushes being repeated.

Keeps a hold on every background task, so none is collected half-way and all
can be called off by a reset. It does not survive the process.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


class Errands:
    """Background work of the sandbox on the running event loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run *work* beside the requests."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def later(self, delay_seconds: float, action: Callable[[], object]) -> None:
        """Call *action* after the delay."""
        self.start(_after(delay_seconds, action))

    def call_off(self) -> None:
        """Cancel everything that has not happened yet."""
        for task in tuple(self._tasks):
            task.cancel()
        self._tasks.clear()

    def __len__(self) -> int:
        return len(self._tasks)


async def _after(delay_seconds: float, action: Callable[[], object]) -> None:
    await asyncio.sleep(max(0.0, delay_seconds))
    action()
