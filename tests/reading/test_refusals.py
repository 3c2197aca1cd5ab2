"""Is a no one to our fee alone, and does it say when they could?"""

import time

import pytest

from negotiation.reading import Intent, Reading
from steps.clients.language.offline_reader import read_offline
from steps.evidence import check_reading
from steps.language import ReplyToRead
from steps.refusals import is_of_the_fee, names_later

OF_THE_FEE = (
    "That doesn't work for me, sorry.",
    "I can't go that low, sorry!",
    "Sorry, I can't do that.",
    "Sorry, can't do it for that.",
    "I'm afraid I can't do it for $500.",
    "I can't work for that amount",
    "No, that's not possible for me at this price.",
    "I have to say no to that amount.",
    "Hi Mara,\n\nthank you so much for the offer, but unfortunately I can't do it for that fee.\n\nBest,\nAda",
    "Sorry, $500 doesn't work for me.",
    "Hi Mara,\n\nthat's not doable for us, sorry.\n\nThanks,\nAda",
)
OF_THE_FEE_ABROAD = (
    "Sorry, für 500 $ kann ich das leider nicht machen.",
    "Hallo Mara,\n\nvielen Dank! Leider kann ich das zu diesem Honorar nicht anbieten.\n\nViele Grüße\nAda",
    "Lo siento, por ese precio no puedo.",
    "Gracias, pero no puedo aceptar esa tarifa.",
    "Je ne peux pas accepter ce tarif.",
    "Ce montant ne me convient pas.",
    "Mi dispiace, per 500 non posso.",
    "Purtroppo non posso accettare questa cifra.",
    "Infelizmente não posso por esse valor.",
    "Voor 500 lukt dat helaas niet.",
)
OF_THE_WORK = (
    "Thanks but no thanks",
    "I'll pass at that price.",
    "I can't do that, I don't promote shoes",
    "I can't do that. My followers would hate it.",
    "Thank you for your offer, but I have to decline.",
    "I can't do it for that fee, and I'm not interested in running brands anyway.",
    "I don't do paid posts, sorry.",
    "Not for me, thanks.",
    "Ich mache keine Werbung für Schuhe, egal zu welchem Honorar.",
    "Danke, aber das passt nicht zu mir. Am Honorar liegt es nicht.",
    "Gracias pero no me interesa, tampoco por ese precio.",
    "Merci, mais je ne suis pas intéressée par ce tarif.",
    "Grazie, ma non fa per me.",
    "Não tenho interesse, obrigada.",
    "Bedankt, maar ik heb geen interesse.",
)
LATER = (
    "Hi Mara, love the brand! I'm not free now, sorry. Could we do something in spring instead?",
    "Timing doesn't work for me this month, could we do January?",
    "I'm fully booked until February.",
    "I'm under exclusivity with another running brand until the end of the year, sorry!",
    "I'm out for now. Happy to talk again in March though",
    "No capacity right now, maybe next quarter?",
)
NEVER = (
    "Not at the moment, but please keep me in mind for future campaigns!",
    "Best of luck, and maybe another time!",
    "I can't promote shoes.",
    "We don't do that in summer or winter.",
)


def checked(text: str) -> Reading:
    mail = ReplyToRead(text, "Re: Lumo", 50_000, "USD", None, "Lumo")
    return check_reading(read_offline(mail), mail)


@pytest.mark.parametrize("text", OF_THE_FEE)
def test_a_no_to_the_fee_is_none_to_the_work(text: str) -> None:
    read = checked(text)
    assert read.intent in (Intent.REFUSAL, Intent.COUNTER_OFFER)
    assert read.intent is Intent.COUNTER_OFFER or read.refuses_fee
    assert not read.later


@pytest.mark.parametrize("text", OF_THE_FEE_ABROAD)
def test_a_no_that_speaks_of_nothing_but_the_money_is_one_to_the_fee_in_any_language(text: str) -> None:
    read = checked(text)
    assert (read.intent, read.confidence >= 70, read.refuses_fee) == (Intent.REFUSAL, True, True)


@pytest.mark.parametrize("text", OF_THE_WORK)
def test_a_no_for_a_reason_of_their_own_is_no_haggling(text: str) -> None:
    assert not is_of_the_fee(text)
    assert not names_later(text)


@pytest.mark.parametrize("text", LATER)
def test_a_no_for_now_says_when(text: str) -> None:
    assert names_later(text) in text
    assert names_later(text)


@pytest.mark.parametrize("text", NEVER)
def test_manners_name_no_time(text: str) -> None:
    assert names_later(text) == ""


def test_no_mail_buys_time() -> None:
    began = time.monotonic()
    for part in ("could in ", "not for ", "sorry ", "i can't do that ", "until "):
        names_later(part * 1_000)
        is_of_the_fee(part * 1_000)
    assert time.monotonic() - began < 2
