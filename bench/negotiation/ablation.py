"""Which idea of the strategy gained what? The engine again, each time without one of them.

An idea is taken out by setting the constant it stands on, so the product keeps
no switch for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

from negotiation import concession, forecast


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea, and the constant that is worth nothing without it."""

    module: ModuleType
    constant: str
    without: object


IDEAS: dict[str, Idea] = {
    "asks follow a curve of time": Idea(forecast, "_CURVE", 0),
    "some sell at a limit under their ask": Idea(forecast, "_LIMITED", 0),
    "some stand firm": Idea(forecast, "_FIRM", 0),
    "people meet us on the way": Idea(forecast, "_GIVING", 0),
    "some move as we move": Idea(forecast, "_MIRROR", 0),
    "a fitted curve has a spread": Idea(forecast, "_SPREAD", ((0, 4),)),
    "a deal is worth more than it saves": Idea(concession, "_DEAL_PERMILLE", 0),
    "people are not kept waiting for little": Idea(concession, "_WAIT_PERMILLE", 0),
    "people leave between mails": Idea(concession, "_STAY_PERCENT", 100),
    "early offers stay at the target": Idea(concession, "_FREE_MAILS", 99),
    "the last mail spends the whole limit": Idea(concession, "_STILL_FAR_PERCENT", 10**9),
}


@contextmanager
def without(idea: Idea) -> Iterator[None]:
    """Run the engine without *idea*."""
    kept = getattr(idea.module, idea.constant)
    setattr(idea.module, idea.constant, idea.without)
    try:
        yield
    finally:
        setattr(idea.module, idea.constant, kept)
