"""How far does our limit go in each mail, and what will they ask next?

The path starts at the anchor, never goes back and reaches the limit exactly
in the last mail; a forecast of their next ask keeps an offer from running
ahead of them. Integers only, so every machine walks the same path. It refuses
to look at anything but amounts: words never move it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from negotiation.pricing import human_step, round_down, round_up

_STEEP = 4  # the curve assumed of someone who has only just begun to move
_STEEPEST = 6  # no ask is forecast to fall along a steeper curve
_HEARD_LAST_PERCENT = 75  # share of the room offered in the last mail that a creator who opened still answers
_CAUTION_PERCENT = 30  # share of their forecast step that the last offer leaves them


@dataclass(frozen=True, slots=True)
class Talk:
    """The amounts of one negotiation when mail number *mail* (from 0) of *rounds* is due."""

    anchor: int
    cap: int
    asks: tuple[int, ...]  # oldest first
    mail: int
    rounds: int
    currency: str

    @property
    def they_opened(self) -> bool:
        """Tell whether they spoke first: then the last mail they still answer is our last but one."""
        return len(self.asks) > self.mail


def limit_at(anchor_cents: int, cap_cents: int, mail: int, rounds: int, currency: str) -> int:
    """Return our limit in mail number *mail* (from 0) of *rounds*.

    Never under the anchor, never over the cap, exactly the cap in the last mail.
    """
    last = rounds - 1
    if mail >= last or cap_cents <= anchor_cents:
        return cap_cents
    power = max(1, rounds // 2 - 1)  # more mails allow more patience: straight at 4, square at 6, cubic at 8
    risen = (cap_cents - anchor_cents) * mail**power // last**power
    return max(anchor_cents, round_down(anchor_cents + risen, currency))


def limit_path(anchor_cents: int, cap_cents: int, rounds: int, currency: str) -> tuple[int, ...]:
    """Return the limit of every mail, for the trace, the simulator and whoever draws it."""
    return tuple(limit_at(anchor_cents, cap_cents, mail, rounds, currency) for mail in range(rounds))


def next_fee(talk: Talk) -> int:
    """Return the fee of the next mail, before it is held against our standing offer.

    The path, but no higher than where they are forecast to go by themselves.
    """
    limit = limit_at(talk.anchor, talk.cap, talk.mail, talk.rounds, talk.currency)
    forecast = next_ask(talk.asks)
    if talk.mail >= talk.rounds - 1:
        return _last_fee(talk, forecast)
    if talk.they_opened and talk.mail == talk.rounds - 2 and (forecast is None or forecast > talk.cap):
        room = (talk.cap - talk.anchor) * _HEARD_LAST_PERCENT // 100
        limit = max(limit, round_down(talk.anchor + room, talk.currency))
    if forecast is None:
        return limit
    return min(limit, _just_over(forecast, talk.currency))


def _last_fee(talk: Talk, forecast: int | None) -> int:
    if forecast is None or talk.they_opened or talk.asks[-1] > talk.cap:
        return talk.cap
    cautious = forecast + (talk.asks[-1] - forecast) * _CAUTION_PERCENT // 100
    return min(talk.cap, _just_over(_just_over(cautious, talk.currency), talk.currency))


def _just_over(cents: int, currency: str) -> int:
    """Return the next human amount above: an ask is met by a little more, not by a cent less."""
    return round_up(cents + human_step(cents, currency) // 2, currency)


def next_ask(asks: Sequence[int]) -> int | None:
    """Return what they will ask next if they go on as they went, None without a move of theirs to go by.

    What they gave up so far is taken for a power of the number of their moves;
    the power is read off the last two totals, between whole powers in a straight line.
    """
    if len(asks) < 2:
        return None
    moves, given, before = len(asks) - 1, asks[0] - asks[-1], asks[0] - asks[-2]
    if given <= 0:
        return asks[-1]
    if moves == 1:
        return max(asks[-1] - given, 0)
    return max(asks[0] - int(given * _growth(moves, given, before)), 0)


def _growth(moves: int, given: int, before: int) -> Fraction:
    """Return the factor by which what they gave up will grow in their next move."""
    last, ahead = Fraction(moves, moves - 1), Fraction(moves + 1, moves)
    if before <= 0:
        return ahead**_STEEP
    seen = max(Fraction(given, before), Fraction(1))
    for power in range(_STEEPEST):
        low, high = last**power, last ** (power + 1)
        if seen <= high:
            part = (seen - low) / (high - low)
            return ahead**power + part * (ahead ** (power + 1) - ahead**power)
    return ahead**_STEEPEST
