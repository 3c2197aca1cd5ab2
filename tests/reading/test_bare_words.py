"""Is a mail of a few words understood: a yes, a no, a wish for more, a nudge?"""

import pytest

from negotiation.reading import Intent, Reading
from steps.clients.language.offline_reader import read_offline
from steps.evidence import check_reading
from steps.language import ReplyToRead

SURE = 70


def checked(text: str, ask_cents: int | None = None) -> Reading:
    mail = ReplyToRead(text, "Re: Lumo", 50_000, "EUR", None, "Lumo", ask_cents=ask_cents)
    return check_reading(read_offline(mail), mail)


@pytest.mark.parametrize(
    "text",
    [
        "No puedo, lo siento",
        "Hola Mara,\n\nlo siento, así no puedo.\n\nUn saludo,\nAda",
        "Nein danke, das geht nicht",
        "Nein, geht leider nicht",
        "Das kann ich so leider nicht machen.",
        "Non merci, ce n'est pas possible.",
        "Je ne peux pas, désolée",
        "No grazie, non posso.",
        "Não dá, desculpe.",
        "Assim não consigo",
        "Nee, dat gaat niet lukken.",
        "Dat lukt niet, sorry",
        "No can do, sorry",
        "Not for that price, sorry",
        "No thanks, too low",
        "Non merci, c'est trop peu.",
        "Nein danke, das ist mir zu wenig",
        "Nee bedankt, te weinig",
    ],
)
def test_who_cannot_and_says_no_more_turns_down_our_fee(text: str) -> None:
    read = checked(text)
    assert (read.intent, read.refuses_fee, read.confidence >= SURE) == (Intent.REFUSAL, True, True)


@pytest.mark.parametrize("text", ["No thanks.", "Nein danke", "Nein.", "No gracias", "Nee dank je", "Nope"])
def test_a_bare_no_turns_down_our_fee_once_they_have_named_theirs(text: str) -> None:
    opening, counter = checked(text), checked(text, ask_cents=90_000)
    assert opening.intent is counter.intent is Intent.REFUSAL
    assert (opening.refuses_fee, counter.refuses_fee) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "No thanks, I'm not interested any more.",
        "Nein danke, kein Interesse",
        "Gracias, pero no me interesa",
        "No puedo, estoy embarazada",
        "Non posso, non faccio pubblicità.",
        "Nee, ik stop ermee.",
    ],
)
def test_a_no_with_a_reason_is_none_to_our_fee(text: str) -> None:
    assert not checked(text, ask_cents=90_000).refuses_fee


def test_a_laugh_at_our_fee_says_nothing_against_the_work() -> None:
    mail = ReplyToRead("$500?? Haha yeah right, good one.", "Re: Lumo", 50_000, "USD", None, "Lumo")
    assert check_reading(read_offline(mail), mail).refuses_fee


@pytest.mark.parametrize("text", ["ok yes", "alright yes", "ja ok", "ok oui", "ok sim", "Fine, yes! 👍"])
def test_two_words_of_assent_are_a_yes(text: str) -> None:
    read = checked(text)
    assert (read.intent, read.confidence >= SURE) == (Intent.ACCEPTANCE, True)


@pytest.mark.parametrize(
    "text",
    [
        "OK. Best of luck then!",
        "ok, good luck!",
        "Okay then, all the best!",
        "Fine, then not",
        "Ok, viel Erfolg noch!",
        "Vale, suerte!",
        "D'accord, bonne continuation",
        "ok, in bocca al lupo",
        "Ok, boa sorte!",
        "Ok\u00e9, veel succes!",
    ],
)
def test_an_ok_that_takes_leave_of_us_is_no_yes(text: str) -> None:
    assert checked(text, ask_cents=90_000).intent is Intent.REFUSAL


@pytest.mark.parametrize(
    "text", ["Sounds good, all the best", "Deal! All the best, Ada", "Perfecto, acepto, que suerte!"]
)
def test_good_wishes_below_a_yes_take_nothing_back(text: str) -> None:
    read = checked(text, ask_cents=90_000)
    assert (read.intent, read.confidence >= SURE) == (Intent.ACCEPTANCE, True)


@pytest.mark.parametrize("text", ["more", "Higher, please", "no, more", "mehr", "más", "muy poco", "zu wenig, sorry"])
def test_who_wants_more_and_says_no_more_turns_the_fee_down(text: str) -> None:
    read = checked(text)
    assert (read.intent, read.amounts, read.confidence >= SURE) == (Intent.COUNTER_OFFER, (), True)


@pytest.mark.parametrize(
    "text",
    [
        "Hi, just bumping this up in your inbox!",
        "Any news?",
        "Hi Mara, just following up on my last email :)",
        "Hi again, have you had a chance to look at my last message?",
        "Hola Mara, alguna novedad?",
        "Gibt es schon Neuigkeiten?",
        "Hallo Mara, ich wollte nur mal nachfragen",
        "Bonjour, des nouvelles ?",
        "Ciao, novità?",
        "Alguma novidade?",
        "Nog nieuws?",
    ],
)
def test_who_nudges_asks_nothing_that_our_offer_does_not_answer(text: str) -> None:
    read = checked(text)
    assert (read.intent, read.question, read.confidence >= SURE) == (Intent.QUESTION, "", True)


@pytest.mark.parametrize(
    "text",
    [
        "I'll follow up next week",
        "Following up: who is the client?",
        "Following up on my invoice",
        "Thanks for the follow up! I'm still waiting on my accountant.",
    ],
)
def test_who_says_more_than_a_nudge_is_heard_out(text: str) -> None:
    read = checked(text)
    assert read.intent is not Intent.QUESTION or read.question or read.confidence < SURE
