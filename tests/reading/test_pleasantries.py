"""Is thanks told from a no, and from everything that somebody has to answer?"""

import pytest

from negotiation.case import Case
from negotiation.reading import Intent
from negotiation.terms import History
from steps.after_deal import only_confirms
from steps.clients.language.offline_reader import read_offline
from steps.clients.language.pleasantries import is_only_thanks
from steps.language import ReplyToRead

THANKS = (
    "Thanks for sorting this out so quickly!",
    "Thanks Mara, really appreciate you getting back to me so fast.",
    "Thank you for being so patient with me!",
    "Thanks for the summary. Everything is as I understood it.",
    "Got it, thanks.",
    "You're the best!",
    "So excited, my followers will love these shoes.",
    "Vielen Dank für die schnelle Abwicklung!",
    "¡Muchas gracias por la rapidez!",
    "Merci beaucoup pour votre rapidité !",
    "Hi Mara,\n\nThank you for the quick turnaround on this.\n\nBest,\nAda Quillfeather",
)
MORE = (
    "Thanks, but I've changed my mind.",
    "Thanks for your understanding, I can't do it after all.",
    "Thank you. I had to go to hospital and won't be able to film.",
    "Thanks! One thing: the payment date says 30 days but we said 14.",
    "Thanks! When do I get the contract?",
    "Thanks for the offer.",
    "Thank you for your time.",
    "Got it, thanks.\n\nMy dog ate the shoes.",
    "Thanks!\n\nI quit.",
)


@pytest.mark.parametrize("text", THANKS)
async def test_thanks_after_a_deal_is_nothing_that_a_person_has_to_see(text: str) -> None:
    read = read_offline(ReplyToRead(text, "Re: Lumo", 50_000, "USD", None, "Lumo"))
    assert read.intent is not Intent.REFUSAL
    assert await only_confirms(Case("n", history=History(agreed_cents=50_000)), read)


@pytest.mark.parametrize("text", MORE)
def test_thanks_with_a_sentence_more_is_not_only_thanks(text: str) -> None:
    assert not is_only_thanks(text)
