"""In which currency is an ask whose mail speaks of another one apart from it?"""

import pytest

from negotiation.reading import Intent, Reading, Role
from steps.clients.language.offline_reader import read_offline
from steps.evidence import check_reading
from steps.language import ReplyToRead


def checked(text: str, own: str = "CAD") -> Reading:
    mail = ReplyToRead(text, "Re: Lumo", 50_000, own, None, "Lumo")
    return check_reading(read_offline(mail), mail)


@pytest.mark.parametrize(
    ("text", "own", "currency"),
    [
        ("pay us $900 and we are in", "CAD", "CAD"),
        ("$900 for a reel would work for me", "AUD", "AUD"),
        ("All my prices are in USD. A reel is $900.", "CAD", "USD"),
        ("My rate is $900, I invoice in US dollars.", "CAD", "USD"),
        ("I'm based in Texas, so USD please: $900", "AUD", "USD"),
        ("$900 (USD)", "CAD", "USD"),
        ("My rates are in Canadian dollars: $900", "USD", "CAD"),
        ("All prices in EUR. 900 for a reel", "USD", "EUR"),
        ("All my prices are in NOK. 900 kr for a reel", "SEK", "NOK"),
        ("Is that in USD? I'd want $900", "CAD", "CAD"),
        ("$900 would be fine. I don't need USD.", "CAD", "CAD"),
        ("I usually charge in euros but $900 works", "CAD", "CAD"),
        ("I can invoice in CAD or in USD. $900 for the reel", "CAD", "CAD"),
    ],
)
def test_a_currency_that_the_mail_speaks_of_is_that_of_its_amounts(text: str, own: str, currency: str) -> None:
    (ask,) = (a for a in checked(text, own).amounts if a.role is Role.ASK)
    assert (ask.cents, ask.currency or own) == (90_000, currency)


def test_a_yes_in_another_currency_is_a_yes_to_no_offer_of_ours() -> None:
    assert checked("Deal at $500! I invoice in CAD.").amounts[0].role is Role.OUR_OFFER
    assert all(a.role is not Role.OUR_OFFER for a in checked("Deal at $500! I invoice in USD.").amounts)
    bare = checked("Deal! I get paid in USD.")
    assert bare.intent is not Intent.ACCEPTANCE or bare.confidence < 50
