"""Who sells? NegMAS's own and Genius-ported negotiators, played by NegMAS's own protocol.

NegMAS is AGPL: it is imported here, in a bench-only environment, and nowhere else.
"""

import importlib
import logging
import random
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from negmas import ResponseType, SAOMechanism, SAONegotiator, SAOResponse, make_issue
from negmas.genius import gboa_negotiators as genius
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.value_fun import AffineFun
from negmas.sao import negotiators as own

from bench.negotiation.cases import TICK, Case
from bench.negotiation.engine import Act
from bench.negotiation.transcript import Transcript

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

# Sellers that behave alike over a single price are listed once; those that sell under their own limit are apart.
_OWN = (
    "AspirationNegotiator BoulwareTBNegotiator ConcederTBNegotiator LinearTBNegotiator NaiveTitForTatNegotiator "
    "NiceTitForTatNegotiator MiCRONegotiator HybridNegotiator ToughNegotiator TopFractionNegotiator CABNegotiator"
)
_GENIUS = (
    "GBoulware GConceder GLinear GHardliner GHardHeaded GAgentK GAgentSmith GNozomi GFSEGA GCUHKAgent GAgentLG GAgentX"
)
_UNDER_THEIR_LIMIT = "NiceNegotiator RandomNegotiator WABNegotiator WANNegotiator WARNegotiator"
_ALIKE = (
    "TimeBasedConcedingNegotiator FirstOfferOrientedTBNegotiator LastOfferOrientedTBNegotiator "
    "BestOfferOrientedTBNegotiator AdditiveParetoFollowingTBNegotiator MultiplicativeParetoFollowingTBNegotiator "
    "AdditiveLastOfferFollowingTBNegotiator MultiplicativeLastOfferFollowingTBNegotiator "
    "AdditiveFirstFollowingTBNegotiator MultiplicativeFirstFollowingTBNegotiator SimpleTitForTatNegotiator "
    "FastMiCRONegotiator CANNegotiator CARNegotiator"
)
# Never looked at while tuning: other exponents of NegMAS's own time curve.
_CURVES = {f"curve {power}": power for power in (0.15, 0.4, 0.7, 1.5, 2.5, 3.5, 5.0, 8.0)}


class Buyer(Protocol):
    """What is measured."""

    def act(self, their_offer: float | None, round_no: int, n_rounds: int) -> Act: ...


class _Door(SAONegotiator):  # type: ignore[misc]
    """Sits at NegMAS's table and passes every turn to the buyer."""

    def __init__(self, buyer: Buyer, transcript: Transcript, n_rounds: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._buyer, self._transcript, self._n_rounds = buyer, transcript, n_rounds

    def __call__(self, state: Any, dest: str | None = None) -> SAOResponse:
        ask = None if state.current_offer is None else state.current_offer[0] * TICK
        if ask is not None:
            self._transcript.asks.append(ask)
        self._transcript.rounds = state.step + 1
        act = self._buyer.act(ask, state.step, self._n_rounds)
        if act[0] == "accept":
            self._transcript.accepted_ask = True
            return SAOResponse(ResponseType.ACCEPT_OFFER, state.current_offer)
        if len(act) == 1:
            return SAOResponse(ResponseType.END_NEGOTIATION, None)
        self._transcript.offers.append(act[1])
        return SAOResponse(ResponseType.REJECT_OFFER, (round(act[1] / TICK),))


def play(make_buyer: Callable[[Case], Buyer], seller: str, case: Case) -> Transcript:
    """Return what happened between a buyer and the named seller."""
    random.seed(case.seed)
    importlib.import_module("numpy").random.seed(case.seed)  # only the bench environment has it
    low, high = round(case.floor / TICK), round(case.first_ask / TICK)
    issue = make_issue((low, high), "price")
    mechanism = SAOMechanism(issues=[issue], n_steps=case.n_rounds)
    transcript = Transcript()
    door = _Door(make_buyer(case), transcript, case.n_rounds, name="buyer")
    other = SELLERS[seller](name="seller")
    utility = _utility(case, issue, mechanism.outcome_space)
    for negotiator in (door, other) if case.we_open else (other, door):
        mechanism.add(negotiator, **({"ufun": utility} if negotiator is other else {"ufun": _ours(case, mechanism)}))
    agreement = mechanism.run().agreement
    transcript.fee = None if agreement is None else agreement[0] * TICK
    return transcript


def _utility(case: Case, issue: Any, space: Any) -> LinearAdditiveUtilityFunction:
    """The seller gains nothing at its limit and everything at its first ask."""
    spread = (case.first_ask - case.seller_limit) / TICK
    slope, bias = 1 / spread, -case.seller_limit / TICK / spread
    return LinearAdditiveUtilityFunction(
        values={"price": AffineFun(slope, bias)}, outcome_space=space, reserved_value=0.0
    )


def _ours(case: Case, mechanism: SAOMechanism) -> LinearAdditiveUtilityFunction:
    # Some sellers look whether their partner has preferences; these are as true as ours.
    top = case.ceiling / TICK
    return LinearAdditiveUtilityFunction(
        values={"price": AffineFun(-1 / top, 1.0)}, outcome_space=mechanism.outcome_space, reserved_value=0.0
    )


def _named(module: Any, names: str) -> dict[str, Callable[..., Any]]:
    return {name: getattr(module, name) for name in names.split()}


def _curves() -> dict[str, Callable[..., Any]]:
    return {name: partial(own.TimeBasedNegotiator, offering_curve=power) for name, power in _CURVES.items()}


SELLERS: dict[str, Callable[..., Any]] = {
    **_named(own, f"{_OWN} {_ALIKE} {_UNDER_THEIR_LIMIT}"),
    **_named(genius, _GENIUS),
    **_curves(),
}

SETS: dict[str, tuple[str, ...]] = {
    "tuning": tuple(f"{_OWN} {_GENIUS}".split()),
    "held-out": tuple(_CURVES),
    "alike": tuple(_ALIKE.split()),
    "under-limit": tuple(_UNDER_THEIR_LIMIT.split()),
    "all": tuple(SELLERS),
}
