"""What happened in one negotiation, in the harness's prices?"""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Transcript:
    """Filled turn by turn; ``fee`` stays None without a deal."""

    fee: float | None = None
    offers: list[float] = field(default_factory=list)
    asks: list[float] = field(default_factory=list)
    accepted_ask: bool = False
    rounds: int = 0
