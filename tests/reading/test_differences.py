"""Is a difference heard as what it is: from our offer up, from their own ask down, or for something else?"""

from dataclasses import replace

import pytest

from negotiation.reading import Intent, ReadAmount, Reading, Role
from negotiation.terms import Deliverable, Package, Platform
from steps.clients.language.offline_reader import read_offline
from steps.evidence import UNPROVEN, check_reading
from steps.language import ReplyToRead

A_REEL = Package((Deliverable(Platform.INSTAGRAM, "reel"),))
MAIL = ReplyToRead("", "Re: Quillbird", 50_000, "USD", A_REEL, "Quillbird")


def read(text: str, currency: str = "USD", package: Package = A_REEL) -> Reading:
    """Return what is read, and proven, in *text* where 500 are offered."""
    mail = replace(MAIL, own_words=text, currency=currency, package=package)
    reading = check_reading(read_offline(mail), mail)
    assert reading.confidence > UNPROVEN
    return reading


def named(reading: Reading, role: Role) -> list[int]:
    return [a.cents // 100 for a in reading.amounts if a.role is role]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Could you go up by $100?", 100),
        ("Any chance you could bump the fee by 100?", 100),
        ("Can you add another $100?", 100),
        ("If you could do $100 more, I'm in.", 100),
        ("$100 more and we have a deal!", 100),
        ("Up it by 100 and I'm in", 100),
        ("Another hundred and I'm sold", 100),
        ("another fifty and we're good", 50),
        ("500 + 100 and I'm in", 100),
        ("Another grand and we're in business", 1000),
        ("Could you go $400 higher?", 400),
        ("Could you do a little more, maybe $50?", 50),
        ("Could you do $100 more for the reel?", 100),
        ("You're $200 under my usual rate.", 200),
        ("Could we do 10% more?", 50),
        ("Would you be able to increase it by 15%?", 75),
    ],
)
def test_more_than_our_offer_is_a_raise(text: str, more: int) -> None:
    reading = read(text)
    assert named(reading, Role.RAISE) == [more]
    assert reading.intent is Intent.COUNTER_OFFER
    assert not named(reading, Role.ASK)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("Können Sie noch 100 € drauflegen?", 100),
        ("Wären 100 € mehr möglich?", 100),
        ("Könnt ihr um 10 % erhöhen?", 50),
        ("¿Podrían subir 100 euros?", 100),
        ("¿Sería posible un 10 % más?", 50),
        ("100 € de plus et c'est bon pour moi.", 100),
        ("Serait-il possible d'augmenter de 10 % ?", 50),
        ("Potreste aggiungere 100 €?", 100),
        ("Con 100 euro in più ci sto.", 100),
        ("Poderiam aumentar 100 euros?", 100),
        ("Kunnen jullie er 100 euro bij doen?", 100),
    ],
)
def test_more_is_heard_in_six_languages(text: str, more: int) -> None:
    assert named(read(text, "EUR"), Role.RAISE) == [more]


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("Can you go up to $600?", 600),
        ("Could you increase it to 600?", 600),
        ("Can you bump it from $500 to $600?", 600),
        ("Could you go up $100, so $600 in total?", 600),
        ("Could you do a bit more, maybe $600?", 600),
        ("My rate is $700, but I can come down by $50.", 650),
        ("We could do it for $100 less than my usual $700.", 600),
        ("I could take 10% off my rate of $800.", 720),
        ("10% off my normal 900 is the best I can do, so 810", 810),
    ],
)
def test_where_a_fee_is_named_it_is_the_ask(text: str, ask: int) -> None:
    assert named(read(text), Role.ASK) == [ask]


@pytest.mark.parametrize(
    "text",
    [
        "Let's split the difference?",
        "Could you meet me halfway?",
        "Meet me halfway and we have a deal",
        "I can't do 500, but happy to split the difference.",
        "Treffen wir uns in der Mitte?",
        "¿Partimos la diferencia?",
        "On coupe la poire en deux ?",
        "Facciamo a metà?",
        "Podemos achar um meio-termo?",
        "Zullen we het verschil delen?",
    ],
)
def test_the_middle_is_heard_in_seven_languages(text: str) -> None:
    reading = read(text)
    assert reading.halfway
    assert reading.intent is Intent.COUNTER_OFFER


def test_halfway_through_something_is_no_middle() -> None:
    assert not read("Deal! I'm halfway through my current project, so I can start in May.").halfway
    assert not read("I'd rather not split the difference.").halfway


@pytest.mark.parametrize("text", ["I can go down by $50.", "Happy to knock $50 off my price."])
def test_less_than_their_own_ask_is_a_discount(text: str) -> None:
    assert named(read(text), Role.DISCOUNT) == [50]


@pytest.mark.parametrize(
    "text",
    ["I could take 10% off", "I could do 10% less", "Happy to give you 10% off!", "We can offer a 10% discount."],
)
def test_a_part_of_their_own_ask_is_a_discount_on_the_last_one(text: str) -> None:
    mail = replace(MAIL, own_words=text, ask_cents=90_000)
    reading = check_reading(read_offline(mail), mail)
    assert (reading.intent, named(reading, Role.DISCOUNT)) == (Intent.COUNTER_OFFER, [90])
    assert reading.confidence >= 70
    assert not read_offline(replace(mail, ask_cents=None)).amounts


@pytest.mark.parametrize("text", ["I can't take 10% off", "My followers get 10% off with a code"])
def test_ten_percent_of_something_else_is_no_discount(text: str) -> None:
    assert not read_offline(replace(MAIL, own_words=text, ask_cents=90_000)).amounts


@pytest.mark.parametrize(
    "text",
    [
        "Could you add $100 for usage rights?",
        "Rush would be another $100",
        "Raw footage is an additional $150.",
        "I can add a second reel for $100 more.",
        "For $100 more I can include 3 months of usage.",
        "Another brand offered me $100 more.",
        "Could you add $50 per reel?",
        "I'd need another $100 to cover editing.",
        "I have to add $100 VAT",
        "Happy to accept, no need to add $100!",
        "OK for me, and thanks for the extra 50!",
        "My followers watch 10% more on Sundays and give 20% more views.",
        "Deal. My agency takes 20% on top",
        "I'm happy with that, my manager adds 15% on top",
    ],
)
def test_more_for_something_else_is_no_raise(text: str) -> None:
    assert not named(read(text), Role.RAISE)


@pytest.mark.parametrize(
    "text",
    [
        "a bit more and I'm in",
        "A little more money and it's a deal!",
        "another couple hundred and it's a deal",
        "Slightly higher and I'm in.",
        "Yes, for a bit more",
        "Deal with a small bump",
        "Round it up and it's a yes",
        "noch hundert drauf und ich bin dabei",
        "Etwas mehr und wir haben einen Deal",
        "Un poco más y acepto",
        "un peu plus et c'est bon pour moi",
        "un po' di più e ci sto",
        "Cem a mais e fechado",
        "iets meer en we hebben een deal",
        "Thanks for the offer, a bit more and I'm in",
    ],
)
def test_a_yes_that_hangs_on_more_is_no_yes(text: str) -> None:
    assert read(text).intent is Intent.COUNTER_OFFER


@pytest.mark.parametrize(
    "text",
    [
        "Love it, I'm in! Can't wait to hear a bit more about the product.",
        "Deal. Could you tell me a little more about it?",
        "Accepted, thank you for going a bit higher!",
        "Thanks for coming up a bit more, I accept.",
        "Perfect, thanks for the little bump. Deal!",
        "Yes, sounds good, looking forward to something bigger and better.",
        "Deal, nothing more to add.",
    ],
)
def test_a_yes_beside_more_of_something_else_stays_one(text: str) -> None:
    assert read(text).intent is Intent.ACCEPTANCE


def test_a_model_proves_a_percentage_by_the_words_and_our_offer() -> None:
    mail = replace(MAIL, own_words="Could we do 10% more?")
    told = Reading(
        Intent.COUNTER_OFFER, (ReadAmount(5_000, None, Role.RAISE, "10% more"),), confidence=95, reader="model"
    )
    assert check_reading(told, mail) == told
    wrong = replace(told, amounts=(ReadAmount(6_000, None, Role.RAISE, "10% more"),))
    assert check_reading(wrong, mail).confidence == UNPROVEN


def test_a_model_proves_the_middle_by_the_words() -> None:
    mail = replace(MAIL, own_words="Let's split the difference")
    told = Reading(Intent.COUNTER_OFFER, halfway="split the difference", confidence=95, reader="model")
    assert check_reading(told, mail).halfway == "split the difference"
    assert not check_reading(replace(told, halfway="meet me in the middle"), mail).halfway


def test_a_model_that_takes_a_raise_for_the_whole_ask_is_contradicted() -> None:
    mail = replace(MAIL, own_words="Could you go $400 higher?")
    told = Reading(Intent.COUNTER_OFFER, (ReadAmount(40_000, "USD", Role.ASK, "$400"),), confidence=95, reader="model")
    assert check_reading(told, mail).confidence == UNPROVEN
