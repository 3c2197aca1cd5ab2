"""How does the engine fare against sellers who answer as people did?

What is learnt of people is in `api.simulation.people`; here they sell in the
cases of the other sellers: their limit and first ask are the case's, and the
last mail of the case is a last offer, as the product calls it. Where we open
they have named nothing yet and name their first ask, unless the opening is
taken or they leave. They answer the last mail too, whoever opened.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from api.simulation.people import GOODS, MACHINES, Habits, Situation, bargain
from bench.negotiation.cases import TICK, Case
from bench.negotiation.transcript import Transcript

_PARTS = 5  # amounts that each of the nine shares becomes


def spread(habits: Habits) -> Habits:
    """Return *habits* with every share they give drawn out half way to the next one.

    Nine shares are how the figures are kept, not how people give: who knows them reads a limit off an ask that lies
    between two of them. Between these hardly any lie.
    """
    return replace(habits, gives=tuple(tuple(_drawn_out(row)) for row in habits.gives))


def _drawn_out(shares: Sequence[int]) -> Iterator[int]:
    ends = [2 * shares[0] - shares[1], *shares, 2 * shares[-1] - shares[-2]]
    for before, share, after in zip(ends, shares, ends[2:], strict=False):
        low, high = before + share, share + after  # doubled
        yield from ((low * _PARTS + (high - low) * part + _PARTS) // (2 * _PARTS) for part in range(_PARTS))


HABITS = {"people: goods": GOODS, "people: machines": MACHINES, "people: spread goods": spread(GOODS)}


def ticks(price: float) -> int:
    """Return *price* in whole ticks."""
    return round(price / TICK)


def _play(habits: Habits, buyer: Any, case: Case) -> Transcript:
    dice, transcript = Random(case.seed), Transcript()
    ask, named = ticks(case.first_ask), not case.we_open
    for round_no in range(case.n_rounds):
        transcript.rounds = round_no + 1
        if named:
            transcript.asks.append(ask * TICK)
        act = buyer.act(ask * TICK if named else None, round_no, case.n_rounds)
        if act[0] == "accept":
            transcript.fee, transcript.accepted_ask = ask * TICK, True
            return transcript
        if act[0] == "end":
            return transcript
        transcript.offers.append(act[1])
        last = round_no == case.n_rounds - 1
        said = bargain(habits, Situation(ask, ticks(act[1]), ticks(case.seller_limit), last), dice)
        if said == "yes":
            transcript.fee = act[1]
        if isinstance(said, str):
            return transcript
        ask, named = said if named else ask, True
    return transcript


def _player(habits: Habits) -> Callable[[Any, Case], Transcript]:
    return lambda buyer, case: _play(habits, buyer, case)


PEOPLE = {name: _player(habits) for name, habits in HABITS.items()}
PEOPLE_SETS = {
    "people": ("people: goods",),
    "people-held-out": ("people: machines",),
    "people-spread": ("people: spread goods",),
}
