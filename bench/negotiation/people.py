"""How does the engine fare against sellers who bargain like people?

Models, not data, and nobody's messages. What is modelled was published of 25
million bargained listings (Backus, Blake, Larsen and Tadelis, QJE 2020): a third
end in agreement at once; offers that split the difference between the two latest
figures are made and taken; concessions answer concessions, little by little;
some leave late without a deal. How large each is, beyond the third, is ours.

Some give up a share of the gap to their own limit each time, in round figures,
sometimes nothing; some answer what they hear. All take an offer that meets their
next figure or comes close to it late; a third take a first offer that reaches
their limit, half take the middle. Some walk away, more often when our offer has
not moved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.negotiation.cases import TICK, Case
from bench.negotiation.transcript import Transcript

_STEP = 0.05  # people talk in round figures


@dataclass(frozen=True, slots=True)
class _Temper:
    """How one kind of person bargains."""

    gives: tuple[float, float]  # share of the gap to their limit given up a round, from..to
    stays: float  # how often they repeat their figure
    leaves: float  # how often they leave when an offer has not moved
    takes: float  # how close an offer must come to their figure, as a share of it
    to_ours: bool = False  # the gap is the one to our offer, not to their own limit
    splits: float = 0.0  # how often they meet us in the middle
    at_limit: bool = False  # any offer that reaches their limit will do, whatever they ask
    takes_first: float = 1 / 3  # how often they take a first offer that reaches their limit
    takes_middle: float = 0.5  # how often they take an offer no further from their figure than from our last offer


_TEMPERS = {
    "people: easy": _Temper((0.35, 0.6), 0.05, 0.02, 0.06),
    "people: usual": _Temper((0.2, 0.45), 0.15, 0.05, 0.04),
    "people: firm": _Temper((0.05, 0.25), 0.35, 0.08, 0.02),
    "people: halfway": _Temper((0.1, 0.4), 0.15, 0.05, 0.04, to_ours=True, splits=0.35),
}
_KEPT_APART = {
    "people: small steps": _Temper((0.05, 0.25), 0.25, 0.06, 0.03, to_ours=True, splits=0.1),
    "people: at their limit": _Temper((0.1, 0.3), 0.25, 0.0, 0.0, at_limit=True),
}


def _play(temper: _Temper, buyer: Any, case: Case) -> Transcript:
    random, transcript = Random(case.seed), Transcript()
    figure, last_offer = case.first_ask, None
    offer = None
    for round_no in range(case.n_rounds):
        transcript.rounds = round_no + 1
        heard = None if case.we_open and round_no == 0 else figure
        if heard is not None:
            transcript.asks.append(heard)
        act = buyer.act(heard, round_no, case.n_rounds)
        if act[0] == "accept":
            transcript.fee, transcript.accepted_ask = figure, True
            return transcript
        if act[0] == "end":
            return transcript
        last_offer, offer = offer, act[1]
        transcript.offers.append(offer)
        planned = _next_figure(temper, figure, offer if temper.to_ours else case.seller_limit, case, random)
        close = planned * (1 - temper.takes * round_no / case.n_rounds)
        if offer >= case.seller_limit - TICK / 10 and (
            offer >= close or _likes(temper, offer, last_offer, figure, random)
        ):
            transcript.fee = offer
            return transcript
        if offer == last_offer and random.random() < temper.leaves:
            return transcript
        figure = planned
    return transcript


def _likes(temper: _Temper, offer: float, last_offer: float | None, figure: float, random: Random) -> bool:
    """Tell whether an offer that reaches their limit is taken though they would ask for more."""
    if temper.at_limit:
        return True
    if last_offer is None:
        return random.random() < temper.takes_first
    return offer - last_offer >= figure - offer and random.random() < temper.takes_middle


def _next_figure(temper: _Temper, figure: float, goal: float, case: Case, random: Random) -> float:
    if random.random() < temper.stays:
        return figure
    share = 0.5 if random.random() < temper.splits else random.uniform(*temper.gives)
    lower = figure - max(figure - goal, 0.0) * share
    spoken = round(lower / _STEP) * _STEP if figure - lower > _STEP else lower
    return round(min(max(spoken, case.seller_limit), figure) / TICK) * TICK


def _player(temper: _Temper) -> Callable[[Any, Case], Transcript]:
    return lambda buyer, case: _play(temper, buyer, case)


PEOPLE = {name: _player(temper) for name, temper in (_TEMPERS | _KEPT_APART).items()}
PEOPLE_SETS = {"people": tuple(_TEMPERS), "people-held-out": tuple(_KEPT_APART)}
