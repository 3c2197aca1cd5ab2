"""Which simple buyers must the engine beat? Published shapes, written anew, all keeping our limits."""

from collections.abc import Callable

from bench.negotiation.cases import TICK, Case
from bench.negotiation.engine import Act


class TimeCurve:
    """Offers along ((round / last round) ** power) from the floor to the ceiling, exactly there in the last round."""

    def __init__(self, case: Case, power: float) -> None:
        self._case, self._power, self._standing = case, power, 0.0

    def act(self, their_offer: float | None, round_no: int, n_rounds: int) -> Act:
        """Accept what the curve would pay anyway, else offer the curve."""
        part = (round_no / max(n_rounds - 1, 1)) ** self._power
        fee = self._case.floor + (self._case.ceiling - self._case.floor) * part
        fee = max(int(fee / TICK + 1e-6) * TICK, self._standing)
        if their_offer is not None and their_offer <= fee + 1e-9:
            return ("accept",)
        self._standing = fee
        return ("offer", fee)


def time_curve(power: float) -> Callable[[Case], TimeCurve]:
    """Return what makes a time-dependent buyer of *power*."""
    return lambda case: TimeCurve(case, power)


BASELINES: dict[str, Callable[[Case], TimeCurve]] = {
    "linear": time_curve(1),
    "time curve (exponent .5)": time_curve(2),
    "boulware (exponent .2)": time_curve(5),
    "hold, then the ceiling": time_curve(1_000_000),
}
