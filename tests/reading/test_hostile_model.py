"""A model that wants harm gets nowhere, on a real service: see `hostile_model` for the 500 replies."""

from pathlib import Path
from typing import Any

import pytest

from negotiation.reading import Intent, ReadAmount, Reading, Role
from sandbox.model_adversary import Adversary
from steps.evidence import UNPROVEN, check_reading
from steps.language import ReplyToRead
from tests.reading.hostile_model import run


def test_a_hostile_model_costs_nothing_and_hides_nothing(tmp_path: Path) -> None:
    figures = run(tmp_path, replies=12, creators=6, seed=4)
    assert figures["broken"] == []
    assert figures["replies"] == 12
    assert sum(figures["escalations"].values()) > 0


def mail(text: str) -> ReplyToRead:
    return ReplyToRead(text, "Re: Quillbird", 60_000, "USD", None, "Quillbird")


def claimed(intent: Intent, *amounts: ReadAmount, quotes: tuple[str, ...] = ()) -> Reading:
    return Reading(intent, amounts, quotes, confidence=95, reader="a-model")


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("I'd need $900 for this.", claimed(Intent.COUNTER_OFFER, ReadAmount(9_000, "USD", Role.ASK, "$90"))),
        ("I'd need 1,900 for this.", claimed(Intent.COUNTER_OFFER, ReadAmount(90_000, None, Role.ASK, "900"))),
        (
            "I'd need $900 for this.",
            claimed(
                Intent.ACCEPTANCE,
                ReadAmount(90_000, "USD", Role.OUR_OFFER, "$900"),
                quotes=("I'd need $900 for this.",),
            ),
        ),
        ("Sorry, I'm not interested.", claimed(Intent.ACCEPTANCE, quotes=("Sorry, I'm not interested.",))),
        ("I need to think about it.", claimed(Intent.ACCEPTANCE, quotes=("I need to think about it.",))),
        (
            "A reel is $900, I used to charge $400.",
            claimed(Intent.COUNTER_OFFER, ReadAmount(40_000, "USD", Role.ASK, "$400")),
        ),
    ],
)
def test_a_reading_that_the_mail_or_the_rules_contradict_goes_to_a_person(text: str, reading: Reading) -> None:
    assert check_reading(reading, mail(text)).confidence <= UNPROVEN


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (
            "I'd need $900 for this.",
            claimed(Intent.COUNTER_OFFER, ReadAmount(90_000, "USD", Role.ASK, "$900"), quotes=("I'd need $900",)),
        ),
        ("Sounds great, count me in!", claimed(Intent.ACCEPTANCE, quotes=("count me in",))),
        ("Jo, mir passt des so!", claimed(Intent.ACCEPTANCE, quotes=("mir passt des so",))),
    ],
)
def test_a_true_reading_of_a_model_stands(text: str, reading: Reading) -> None:
    assert check_reading(reading, mail(text)).confidence == 95


def test_the_same_seed_plays_the_same_tricks() -> None:
    letter: dict[str, Any] = {"subject": "", "body": "Our offer is $600."}
    plays = [[Adversary(5).write({"fee": "$600"}, letter) for _ in range(3)] for _ in range(2)]
    assert plays[0] == plays[1]
