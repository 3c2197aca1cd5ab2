"""What is a fee worth in CPM, a CPM worth as a fee, and which amount would a person write?

CPMs are minor units per 1,000 views. Fees we pay are rounded down, floors up.
It knows no market rate: every CPM comes from the campaign.
"""

from negotiation.money import divide_down, divide_up, minor_units

_STEP_DIVISOR = 50  # a step is at most two hundredths of the amount
_FINER = (10_000, 5_000, 2_500, 1_000, 500, 250, 100, 50, 25, 10, 5, 1)  # where the ladder's step is too coarse
_LADDER = (1, 5, 10, 25)  # whole units; each next turn of the ladder is a hundred times coarser: 100, 500, ...


def highest_fee(cpm_cents: int, views: int) -> int:
    """Return the most *views* may cost at *cpm_cents*."""
    return divide_down(cpm_cents * views, 1000)


def lowest_fee(cpm_cents: int, views: int) -> int:
    """Return the least fee that is not under *cpm_cents*: a cent less would leave the range."""
    return divide_up(cpm_cents * views, 1000)


def cpm_of(fee_cents: int, views: int) -> int:
    """Return the CPM of a fee, rounded up so that a range is never shown as kept when it is not."""
    return divide_up(fee_cents * 1000, views)


def human_step(cents: int, currency: str) -> int:
    """Return the step a person would think in at this amount: 5 at 300, 10 at 1,000, 25 at 2,000.

    Under one unit it is one cent; small amounts step by one unit.
    """
    unit = minor_units(currency)
    if cents < unit:
        return 1
    coarsest, scale = cents // (_STEP_DIVISOR * unit), 1
    step = 1
    while scale <= coarsest:
        step = max(step, *(rung * scale for rung in _LADDER if rung * scale <= coarsest))
        scale *= 100
    return step * unit


def round_down(cents: int, currency: str) -> int:
    """Return the human amount at or under *cents*: the brand's favour when we pay."""
    return cents - cents % human_step(cents, currency)


def roundest(least_cents: int, cents: int, currency: str) -> int | None:
    """Return the roundest amount from *least_cents* to *cents*, the highest of equals; None where only cents lie there.

    For an offer that a human step would take back: 1,390 where 1,375 is too little and 1,395 the most.
    """
    step = human_step(cents, currency)
    finer = [unit * minor_units(currency) for unit in _FINER if unit * minor_units(currency) <= step]
    return next((found for each in (step, *finer) if (found := cents - cents % each) >= least_cents), None)


def round_up(cents: int, currency: str) -> int:
    """Return the human amount at or over *cents*: for a floor."""
    step = human_step(cents, currency)
    return divide_up(cents, step) * step
