"""How do a buyer of packages and a seller sit at NegMAS's table? AGPL: imported in the bench-only environment alone."""

import importlib
import random
from collections.abc import Callable
from typing import Any

from negmas import ResponseType, SAOMechanism, SAONegotiator, SAOResponse, make_issue
from negmas.preferences import MappingUtilityFunction

from bench.negotiation.package_cases import DELIVERABLES, MONTHS, TICK, PackageCase
from bench.negotiation.package_engine import Deal
from bench.negotiation.sellers import SELLERS


class _Door(SAONegotiator):  # type: ignore[misc]
    """Passes every turn to the buyer and keeps what was said."""

    def __init__(self, buyer: Any, table: Any, n_rounds: int) -> None:
        super().__init__(name="buyer")
        self._buyer, self._table, self._n_rounds = buyer, table, n_rounds

    def __call__(self, state: Any, dest: str | None = None) -> SAOResponse:
        ask = None if state.current_offer is None else deal_of(state.current_offer)
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


def deal_of(outcome: Any) -> Deal:
    """Return an outcome of NegMAS in our prices."""
    return (outcome[0] * TICK, outcome[1], outcome[2])


def seller_liking(case: PackageCase, space: Any) -> MappingUtilityFunction:
    """Return what the seller likes, as NegMAS wants it."""
    return MappingUtilityFunction(lambda o: case.liking(deal_of(o)), outcome_space=space, reserved_value=0.0)


def buyer_liking(case: PackageCase, space: Any) -> MappingUtilityFunction:
    """Return what we like: 1 for the most, and what a package for its full worth comes to as the reserved value."""
    least = case.gain((case.top, 1, 0))
    return MappingUtilityFunction(
        lambda o: (case.gain(deal_of(o)) - least) / (case.ceiling - least),
        outcome_space=space,
        reserved_value=-least / (case.ceiling - least),
    )


def meet(make_buyer: Callable[[Any], Any], seller: str, case: PackageCase) -> Deal | None:
    """Return the deal of a buyer, made for an outcome space, and the named seller, by NegMAS's own protocol."""
    random.seed(case.seed)
    importlib.import_module("numpy").random.seed(case.seed)  # only the bench environment has it
    issues = [
        make_issue((0, round(case.top / TICK)), "price"),
        make_issue([*DELIVERABLES], "pieces"),
        make_issue([*MONTHS], "months"),
    ]
    mechanism = SAOMechanism(issues=issues, n_steps=case.n_rounds)
    space = mechanism.outcome_space
    buyer, other = make_buyer(space), SELLERS[seller](name="seller")
    likes = {id(other): seller_liking(case, space), id(buyer): buyer_liking(case, space)}
    for negotiator in (buyer, other) if case.we_open else (other, buyer):
        mechanism.add(negotiator, ufun=likes[id(negotiator)])
    agreed = mechanism.run().agreement
    return None if agreed is None else deal_of(agreed)
