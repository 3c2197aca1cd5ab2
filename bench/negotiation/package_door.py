"""How does a buyer of packages sit at NegMAS's table? AGPL: imported in the bench-only environment and nowhere else."""

from typing import Any

from negmas import ResponseType, SAONegotiator, SAOResponse

from bench.negotiation.package_cases import TICK


class _Door(SAONegotiator):  # type: ignore[misc]
    """Passes every turn to the buyer and keeps what was said."""

    def __init__(self, buyer: Any, table: Any, n_rounds: int) -> None:
        super().__init__(name="buyer")
        self._buyer, self._table, self._n_rounds = buyer, table, n_rounds

    def __call__(self, state: Any, dest: str | None = None) -> SAOResponse:
        ask = None if state.current_offer is None else (state.current_offer[0] * TICK, *state.current_offer[1:])
        if ask is not None:
            self._table.asks.append(ask)
        act = self._buyer.act(ask, state.step, self._n_rounds)
        if act[0] == "accept":
            return SAOResponse(ResponseType.ACCEPT_OFFER, state.current_offer)
        if len(act) == 1:
            return SAOResponse(ResponseType.END_NEGOTIATION, None)
        price, pieces, months = act[1]
        self._table.offers.append(act[1])
        return SAOResponse(ResponseType.REJECT_OFFER, (int(price / TICK + 1e-6), pieces, months))


def door(buyer: Any, table: Any, n_rounds: int) -> _Door:
    """Return *buyer* as a NegMAS negotiator."""
    return _Door(buyer, table, n_rounds)
