"""How does the engine fare against sellers who bargain like people?

A model, not data: people give up a share of the remaining gap each time, in
halves and round figures, sometimes nothing; they take an offer that meets their
next figure or comes close to it late; some walk away when nothing moves. The
shares are drawn per seller from the seed. Nobody's messages are stored here.
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


_TEMPERS = {
    "people: easy": _Temper((0.35, 0.6), 0.05, 0.02, 0.06),
    "people: usual": _Temper((0.2, 0.45), 0.15, 0.05, 0.04),
    "people: firm": _Temper((0.05, 0.25), 0.35, 0.08, 0.02),
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
        planned = _next_figure(temper, figure, case, random)
        close = planned * (1 - temper.takes * round_no / case.n_rounds)
        if offer >= case.seller_limit and offer >= close:
            transcript.fee = offer
            return transcript
        if offer == last_offer and random.random() < temper.leaves:
            return transcript
        figure = planned
    return transcript


def _next_figure(temper: _Temper, figure: float, case: Case, random: Random) -> float:
    if random.random() < temper.stays:
        return figure
    lower = figure - (figure - case.seller_limit) * random.uniform(*temper.gives)
    spoken = round(lower / _STEP) * _STEP if figure - lower > _STEP else lower
    return round(min(max(spoken, case.seller_limit), figure) / TICK) * TICK


def _player(temper: _Temper) -> Callable[[Any, Case], Transcript]:
    return lambda buyer, case: _play(temper, buyer, case)


PEOPLE = {name: _player(temper) for name, temper in _TEMPERS.items()}
