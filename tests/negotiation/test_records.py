"""Is what was stored read back the same, by this release and the next?"""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation.letter import Draft, LetterOrder, SpokenLine, Stage
from negotiation.reading import Intent, Reading, Role
from negotiation.records import UnreadableRecord, decode, encode
from negotiation.standing import Commitment
from negotiation.strategy import weigh
from negotiation.terms import Brief, Campaign, Creator, History, Offer, Side, Standing, Waits
from negotiation.verdicts import Accept, Clarify, Counter, Escalate, Hold, TraceLine, Verdict, Wait, WalkAway
from tests.negotiation.makers import CAMPAIGN, CREATOR, REEL, a_brief, a_history, a_reading, an_ask, briefs

LINE = (TraceLine("rule", None, "Because."),)
ORDER = LetterOrder(
    Stage.COUNTER, "Kettlewick", "Pixel", "en", "USD", 500, REEL, "Robin", conversation=(SpokenLine(True, "Hi"),)
)
VALUES: list[object] = [
    CAMPAIGN,
    replace(CAMPAIGN, view_weights_percent=(("story", 30),), waits=Waits(nudge_after=0.5)),
    CREATOR,
    a_brief(),
    a_history((Side.US, 500), (Side.THEM, 900)),
    Standing(5, 4),
    Commitment("n1", 5, 4, True),
    a_reading(Intent.COUNTER_OFFER, an_ask(5, Role.PER_ITEM, None)),
    ORDER,
    Draft("Hello", "there", "offline"),
    Offer(5, "USD", REEL),
]
VERDICTS: list[Verdict] = [
    Accept(5, REEL, LINE),
    Counter(5, REEL, LINE, last=True),
    Hold(5, REEL, LINE),
    Clarify("amount", "How much?", LINE),
    WalkAway("refusal", LINE),
    Escalate("legal", "They write of a lawyer.", LINE),
    Wait("holding", LINE, "2030-05-01"),
]


def stored(value: object) -> dict[str, object]:
    """Return what comes back out of a JSON column."""
    shape: dict[str, object] = json.loads(json.dumps(encode(value)))
    return shape


@pytest.mark.parametrize("value", [*VALUES, *VERDICTS], ids=lambda v: type(v).__name__)
def test_every_value_comes_back_as_it_was(value: object) -> None:
    assert decode(type(value), stored(value)) == value


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda v: type(v).__name__)
def test_a_verdict_comes_back_as_its_own_kind(verdict: Verdict) -> None:
    assert decode(Verdict, stored(verdict)) == verdict


@given(briefs())
def test_any_brief_comes_back_as_it_was(brief: Brief) -> None:
    assert decode(Brief, stored(brief)) == brief
    opening = weigh(brief, History(), None)
    assert decode(Verdict, stored(opening)) == opening


def test_a_field_of_a_later_release_is_ignored() -> None:
    assert decode(Creator, {**stored(CREATOR), "shoe_size": 44}) == CREATOR


def test_a_field_an_earlier_release_did_not_have_takes_its_default() -> None:
    shape = stored(CAMPAIGN)
    del shape["stretch_percent"], shape["view_weights_percent"]
    assert decode(Campaign, shape) == CAMPAIGN


@pytest.mark.parametrize("version", [None, 0, 2, "1"])
def test_an_unknown_version_is_refused_clearly(version: object) -> None:
    with pytest.raises(UnreadableRecord, match="this release reads version 1"):
        decode(Creator, {**stored(CREATOR), "v": version})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": 5}, "expected str, got int"),
        ({"platform": "myspace"}, "myspace"),
        ({"view_samples": "many"}, "expected a list"),
        ({"view_samples": [1.5]}, "expected int, got float"),
        ({"type": "Brief"}, "it is a Brief"),
    ],
)
def test_a_record_of_the_wrong_shape_is_refused_by_name(change: dict[str, object], told: str) -> None:
    with pytest.raises(UnreadableRecord, match=told):
        decode(Creator, {**stored(CREATOR), **change})


def test_a_record_without_a_needed_field_is_refused_by_name() -> None:
    shape = stored(CREATOR)
    del shape["email"]
    with pytest.raises(UnreadableRecord, match="email missing"):
        decode(Creator, shape)


@given(st.dictionaries(st.text(), st.integers()))
def test_garbage_is_refused_and_never_guessed_at(garbage: dict[str, int]) -> None:
    with pytest.raises(UnreadableRecord):
        decode(Reading, {**garbage, "v": 1})


def test_only_domain_values_are_stored() -> None:
    with pytest.raises(UnreadableRecord, match="only dataclass"):
        encode("a string")
