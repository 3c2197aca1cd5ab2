"""A yes closes a deal at our offer: what else a mail may say beside it, and what takes it back."""

import json
from pathlib import Path

import pytest

from negotiation.reading import Intent, ReadAmount, Reading, Role
from negotiation.terms import Deliverable, Package, Platform
from steps.clients.language.loose_ends import another_number
from steps.clients.language.offline_reader import read_offline
from steps.evidence import UNPROVEN, check_reading
from steps.language import ReplyToRead

# Each part was written before the rules of its day saw it, and mended by class: bench/README.md has the first looks.
ROWS = [json.loads(line) for line in (Path(__file__).parent / "near_yes.jsonl").read_text("utf-8").splitlines()]
THE_THRESHOLD = 70


def mail(text: str, package: Package | None = None) -> ReplyToRead:
    return ReplyToRead(text, "Re: Reel", 80_000, "USD", package, "Quillbird")


def closes(text: str, package: Package | None = None) -> bool:
    reading = read_offline(mail(text, package))
    return reading.intent is Intent.ACCEPTANCE and reading.confidence >= THE_THRESHOLD


@pytest.mark.parametrize("text", [row["text"] for row in ROWS if not row["yes"]])
def test_a_yes_that_leaves_something_open_closes_no_deal(text: str) -> None:
    assert not closes(text)


def test_four_of_five_plain_yeses_are_heard() -> None:
    plain = [row["text"] for row in ROWS if row["yes"]]
    assert sum(map(closes, plain)) >= 0.8 * len(plain)


@pytest.mark.parametrize("text", ["Deal! I'll do two stories.", "Yes, one story for 800.", "I'm in for 3 reels"])
def test_a_yes_to_other_work_than_asked_for_closes_no_deal(text: str) -> None:
    one_reel = Package((Deliverable(Platform.INSTAGRAM, "reel"),))
    assert not closes(text, one_reel)
    assert closes("Deal! I'll do the reel next week.", one_reel)
    assert closes("I'm in! I'll post it on Friday and make a short video of the unboxing.", one_reel)


@pytest.mark.parametrize(
    "text",
    [
        "My address is 14 Hillcrest Road",
        "Lindenstr. 40, 10969 Berlin",
        "I'm free on the 14th",
        "in 2027",
        "45,000 views",
        "800 it is",
    ],
)
def test_a_date_a_count_or_an_address_is_no_other_fee(text: str) -> None:
    assert another_number(text, 80_000, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "number"), [("I'll invoice 950 then", "950"), ("my minimum is 1.2k", "1.2k"), ("eher 1.000", "1.000")]
)
def test_a_bare_number_of_the_offers_size_is_another_fee(text: str, number: str) -> None:
    place = another_number(text, 80_000, 0, len(text))
    assert place is not None
    assert text[slice(*place)] == number


def test_a_model_that_overlooks_a_loose_end_is_not_believed() -> None:
    reading = Reading(Intent.ACCEPTANCE, quotes=("Happy to do it for 800 + VAT.",), confidence=99, reader="a model")
    assert check_reading(reading, mail("Happy to do it for 800 + VAT.")).confidence == UNPROVEN


@pytest.mark.parametrize(
    "text",
    [
        "I could do 950 before tax.",
        "950 is my number, VAT comes on top.",
        "Let's say 950 and a deposit of a third.",
        "950, but not including the edit.",
        "Call it 950 and another 200 once it passes 80k views.",
        "950 for this one and the December launch.",
        "950, and we use my own contract.",
        "950 and a pair of headphones plus shipping.",
        "950, as long as I approve every caption.",
        "950, posted in May at the earliest.",
        "For 950 I can record a longer video instead.",
        "950 with two stories.",
        "950 zzgl. Umsatzsteuer",
        "Je peux le faire pour 950, hors frais.",
        "Por 950 lo hago, pero sin exclusividad.",
        "950, and I'd leave out the call to action.",
        "950 with a second booking guaranteed.",
        "Could you do 950 for a short video instead?",
        "We're fine with 950, net-14.",
        "950, Fahrtkosten kommen dazu.",
        "950 e mi rimborsate le spese.",
        "950, la mitad antes de grabar.",
        "950 exkl. Agenturhonorar",
        "Let's say 950. You get the files when your payment is in, not before.",
        "950, recorded without showing my kitchen.",
        "950 per person, and we are three.",
        "950, with a follow-up video in autumn.",
        "950 plus a story",
    ],
)
def test_an_ask_that_wants_more_than_its_fee_says_what(text: str) -> None:
    one_reel = Package((Deliverable(Platform.INSTAGRAM, "reel"),))
    reading = check_reading(read_offline(mail(text, one_reel)), mail(text, one_reel))
    assert reading.condition or reading.confidence < THE_THRESHOLD


@pytest.mark.parametrize(
    "text",
    [
        "950 for the reel and we're done.",
        "If you can make it 950, I'm in.",
        "My rate is 950 per reel.",
        "I'd need 950 for this. I love the brand and would be glad to work together!",
        "950, and I'll throw in a story.",
        "I usually charge 1,000, but with 5 % off it's 950.",
        "How about 950? I can post next week.",
        "Could you do 950 instead?",
        "950 would be more appropriate.",
        "Kannst du 950 machen?",
    ],
)
def test_an_ask_that_wants_only_its_fee_is_tied_to_nothing(text: str) -> None:
    one_reel = Package((Deliverable(Platform.INSTAGRAM, "reel"),))
    assert not check_reading(read_offline(mail(text, one_reel)), mail(text, one_reel)).condition


def test_what_a_model_leaves_out_beside_an_ask_is_put_back() -> None:
    words = "I'd do it for 950, half of it upfront."
    asked = (ReadAmount(95_000, None, Role.ASK, "950"),)
    reading = Reading(Intent.COUNTER_OFFER, asked, quotes=(words,), confidence=95, reader="a model")
    assert check_reading(reading, mail(words)).condition == "half of it upfront."


@pytest.mark.parametrize(
    "text",
    [
        "Twelve hundred flat and I'm in.",
        "Negenhonderd, dan doe ik mee!",
        "Novecento e siamo d'accordo!",
        "Novecentos e topo!",
        "Mille et je suis partante !",
        "Packt noch 150 dazu, dann passt das.",
        "Mettez 80 de mieux et c'est d'accord.",
        "Sube 120 y acepto.",
        "Mettici 90 in piu e accetto.",
        "Nog 60 erbij en we hebben een deal.",
        "So nice of you... not.",
        "Sounds great! Just kidding.",
        "Fine by me, 800 after taxes.",
        "Sounds good, prepaid please.",
        "D'accord pour 800, hors frais de deplacement.",
        "800 works for one story; the reel will cost more.",
        "800 is okay for me, my own terms and conditions apply.",
        "Sure! Could I get an advance of 200?",
        "Yes, 800. It stays online for ten days.",
        "Einverstanden mit 800, Fahrtkosten zahlt ihr.",
        "D'accord pour 800, la moitié tout de suite.",
        "Akkoord met 800, exclusief verzendkosten.",
        "Va bene per 800, spese escluse.",
        "Agreed, on the terms I outlined.",
        "Okay, deal. The terms I attached apply.",
        "Yes! With everything I asked for.",
        "Deal, see my previous message for the rest.",
        "Ok, wie schon geschrieben. Passt!",
        "Parfait, comme indiqué plus haut.",
        "Vale, como ya te dije.",
        "Va bene, come ti ho scritto.",
        "Akkoord, zoals ik al zei.",
        "Perfect! And my flight?",
    ],
)
def test_a_yes_beside_a_figure_or_a_string_closes_no_deal(text: str) -> None:
    one_reel = Package((Deliverable(Platform.INSTAGRAM, "reel"),))
    assert not closes(text, one_reel)


@pytest.mark.parametrize(
    "text",
    [
        "A thousand thanks, it's a deal!",
        "Tausend Dank, einverstanden!",
        "Deal! I'm 30 today, what a present.",
        "Agreed! I'll be at my desk at 10 tomorrow.",
        "800 it is, mille merci!",
        "Eight hundred and I'm in!",
        "Sounds good, I'll send it within 48 hours.",
        "Agreed, as in your last mail.",
        "Einverstanden, wie von euch geschrieben.",
        "Deal! And when do you need it?",
    ],
)
def test_a_yes_with_an_idle_figure_still_closes(text: str) -> None:
    assert closes(text)


def test_pieces_that_are_ours_are_counted_and_not_added() -> None:
    reel_and_story = Package((Deliverable(Platform.INSTAGRAM, "reel"), Deliverable(Platform.INSTAGRAM, "story")))
    assert closes("Perfect, 800 for the reel plus the story.", reel_and_story)
    assert not closes("Perfect, 800 for the reel plus a carousel.", reel_and_story)
    asked = mail("I'd do the reel plus the story for 950.", reel_and_story)
    assert not check_reading(read_offline(asked), asked).condition


@pytest.mark.parametrize(
    "text",
    [
        "950 is nowhere near enough.",
        "I can't make it for 950.",
        "The studio by itself comes to 950.",
        "I refused 950 from another label only yesterday.",
        "Perhaps 950, perhaps more.",
        "950 or 1,050, it depends on the script.",
        "950? Or 1,000?",
        "Somebody on your team told me 950.",
        "I'd probably do it for 950, I'll tell you for sure on Monday.",
        "950+",
        "Had you offered 950 last year, I would have done it.",
        "I could do 950 for a teaser only.",
        "950, and can we discuss the autumn launch as well?",
        "We could do 950, half on delivery.",
        "950 wäre leider zu wenig.",
        "Pour 950, je ne peux pas.",
    ],
)
def test_a_figure_is_no_plain_ask_by_itself(text: str) -> None:
    reading = read_offline(mail(text))
    assert (
        reading.condition or reading.confidence < THE_THRESHOLD or not any(a.role is Role.ASK for a in reading.amounts)
    )


@pytest.mark.parametrize(
    "text",
    [
        "I could go as low as 950.",
        "Not a cent less than 950.",
        "We'd settle for 950.",
        "950",
        "Her fee for a reel is 950.",
        "Ich mache es für 950.",
        "Je peux le faire pour 950 dollars.",
        "Podría hacerlo por 950 dólares.",
        "Posso farlo per 950 dollari.",
        "I can't go below 950.",
        "Wait, I really need 950 for this.",
    ],
)
def test_who_offers_to_do_it_for_a_fee_asks_plainly(text: str) -> None:
    reading = read_offline(mail(text))
    assert [a.cents for a in reading.amounts if a.role is Role.ASK] == [95_000]
    assert not reading.condition


@pytest.mark.parametrize(
    "text",
    [
        "Glad to accept the $800 for her.",
        "I'm Ana's manager. We'd be glad to accept the $800.",
        "Hi, I manage Ana. Yes, $800 works for us, let's do it!",
        "Accepted on behalf of my talent.",
        "I represent Ana and we accept the $800.",
        "Hi Sam,\n\n$800 works for us, let's go ahead.\n\nTom Reed\nAna's manager",
        "I'm her agent. Happy to accept the $800.",
    ],
)
def test_a_manager_who_says_yes_has_said_yes(text: str) -> None:
    assert closes(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm Ana's manager. We can't accept $800.",
        "I'm Ana's manager, I'll handle this from now on. Looking forward to working with you!",
        "I'm Ana's manager. We'd accept $800 if you cover travel.",
        "My manager will confirm the $800.",
        "I'm Ana's manager. I need to check with her before we accept the $800.",
        "Ana's agent here: we'd accept $800 for the story only.",
        "I represent Ana. Does the offer work for two reels? We're good with 800 otherwise.",
        "I manage Ana, all deals go through me. Ana accepted too quickly.",
        "I'm her agent and she should not have accepted the $800.",
    ],
)
def test_a_manager_who_says_less_has_not(text: str) -> None:
    assert not closes(text, Package((Deliverable(Platform.INSTAGRAM, "reel"),)))


@pytest.mark.parametrize(
    "text",
    [
        "Happy to go ahead if my manager signs off tomorrow.",
        "Yes, pending my agency's approval.",
        "I'm in, assuming my wife agrees!",
        "Sure, and pigs fly.",
        "Agreed at $800 net. I'll send the gross invoice.",
        "Klingt super! Wer zahlt die Steuern?",
        "Sounds good! Who owns the raw footage?",
    ],
)
def test_a_yes_that_waits_for_somebody_or_something_closes_no_deal(text: str) -> None:
    assert not closes(text)


@pytest.mark.parametrize("text", ["Accept.", "Accepted. Please note I'm away 10-20 June.", "Sounds good! What's next?"])
def test_a_bare_yes_is_one(text: str) -> None:
    assert closes(text)


def test_who_cannot_say_yet_has_not_said_no() -> None:
    assert read_offline(mail("$800 isn't unfair, but I can't commit right now.")).intent is Intent.HOLDING
