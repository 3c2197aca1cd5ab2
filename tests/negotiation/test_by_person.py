"""Which amounts of a person go out, and which slips of the finger do not?"""

import pytest

from negotiation.by_person import objection
from negotiation.money import Money
from negotiation.terms import History, Offer, Side, Standing
from tests.negotiation.makers import a_brief, a_history
from tests.negotiation.package_makers import WANTED

US, THEM = Side.US, Side.THEM


def refused(history: History, dollars: int, floor: int = 0) -> str:
    broken = objection(a_brief(), history, dollars * 100, lambda _: Standing(125_000, floor * 100))
    if broken is None:
        return ""
    assert broken.cents is not None
    assert str(Money(broken.cents, "USD")) in broken.sentence, "the trace has the amount that its sentence names"
    return f"{broken.rule}: {broken.sentence}"


def test_between_our_offer_and_their_ask_a_person_offers_what_they_like() -> None:
    history = a_history((US, 500), (THEM, 900))
    assert [refused(history, dollars) for dollars in (500, 501, 777, 900)] == ["", "", "", ""]
    assert refused(History(), 400) == ""
    assert refused(history, 610, floor=610) == ""


@pytest.mark.parametrize(
    ("dollars", "floor", "told"),
    [
        (901, 0, "offer_refused: They ask 900 USD; 901 USD would be more than that."),
        (499, 0, "offer_refused: We have offered 500 USD; an offer is not taken back for 499 USD."),
        (600, 610, "below_campaign_range: The campaign's CPM needs a fee of at least 610 USD by now; 600 USD is less."),
    ],
)
def test_over_their_ask_under_our_offer_or_under_the_range_is_no_offer(dollars: int, floor: int, told: str) -> None:
    assert refused(a_history((US, 500), (THEM, 900)), dollars, floor) == told


def test_what_they_ask_for_another_package_bounds_nothing() -> None:
    history = a_history((US, 500))
    other = History((*history.moves, *a_history((THEM, 900)).moves), 1)
    other = History((other.moves[0], type(other.moves[1])(THEM, Offer(90_000, "USD", WANTED))), 1)
    assert refused(other, 950) == ""
