"""Does who wants a person get one, and is everybody else answered?"""

import pytest

from steps.clients.language.offline_reader import read_offline
from tests.reading.test_offline_reader import mail


@pytest.mark.parametrize(
    "text",
    [
        "Could we hop on a quick call tomorrow to discuss?",
        "Can you call me on 0171 2345678?",
        "I'd prefer to talk over the phone.",
        "¿Podemos hacer una llamada?",
        "Am I talking to a bot?",
        "$900, half upfront, half after posting.",
        "Hi, is this an AI answering or a real person?",
        "$900 and I'm happy. Are you a bot?",
        "Bist du ein Bot?",
    ],
)
def test_who_wants_a_person_gets_one(text: str) -> None:
    assert read_offline(mail(text)).requests_unusual


@pytest.mark.parametrize(
    "text",
    [
        "Can we do $900? We could jump on a call to discuss.",
        "Happy to go ahead at $800! Shall we have a call about the brief?",
        "No calls please, mail only. What are the usage rights?",
        "Do I have to mention the AI tool?",
        "Is this AI app safe for kids?",
    ],
)
def test_who_can_be_answered_is_answered(text: str) -> None:
    assert not read_offline(mail(text)).requests_unusual
