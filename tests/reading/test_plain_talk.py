"""Is what creators write in a line from their phone read as they mean it?"""

import pytest

from negotiation.questions import left_open
from negotiation.reading import Intent, Reading
from negotiation.terms import Deliverable, Package, Platform
from steps.clients.language.offline_reader import read_offline
from steps.language import ReplyToRead

REEL = Package((Deliverable(Platform.INSTAGRAM, "reel"),))


def read(text: str) -> Reading:
    return read_offline(ReplyToRead(text, "Re: Quillbird", 80_000, "USD", REEL, "Quillbird"))


@pytest.mark.parametrize(
    "text",
    [
        "Sure, tell me more!",
        "Yes, tell me more about it please",
        "Sure, what would I have to do?",
        "Yes, can I hear a bit more?",
        "interested",
        "I'm interested!",
    ],
)
def test_who_wants_to_hear_more_has_not_said_yes(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.confidence >= 70) == (Intent.QUESTION, True)
    assert left_open(reading.question, dated=False) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Sounds good, $800 works. Please send over the contract and I'll sign.",
        "Works for me! Send me the agreement when you can and I'll sign it today!",
        "meh ok fine",
        "ugh fine, $800 then",
        "alright fine",
    ],
)
def test_a_yes_with_a_sigh_or_with_what_follows_it_is_a_yes(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.confidence >= 70) == (Intent.ACCEPTANCE, True)


@pytest.mark.parametrize(
    "text",
    [
        "Send me the contract and I'll sign it once my lawyer looked at it",
        "Sounds good! Send me the contract without exclusivity and I'll sign it",
        "Send me $950 and I'll sign",
        "ok fine if you pay up front",
        "ok fine, but I want 900",
        "well fine, let me think about it",
    ],
)
def test_a_signature_or_a_sigh_that_hangs_on_more_is_no_yes(text: str) -> None:
    assert read(text).intent is not Intent.ACCEPTANCE


def test_other_work_in_the_place_of_ours_is_for_a_person_and_no_question_of_the_fee() -> None:
    reading = read("Works for me, but I'd rather do a carousel instead of a reel.")
    assert reading.requests_unusual
    assert not read("I'd rather do 900").requests_unusual


@pytest.mark.parametrize(
    "text",
    [
        "Hi, Tom here from Nova Talent. Ada's rate is $900, Bo's is $700.",
        "Hi, I represent Ada and Bo. We can do both for $1,500.",
        "We'd accept $800 for Ada and $300 for her sister.",
    ],
)
def test_who_speaks_for_several_creators_is_for_a_person(text: str) -> None:
    assert read(text).requests_unusual
    assert not read("Hi, I'm Ada's manager. Her rate is $900.").requests_unusual


@pytest.mark.parametrize("question", ["Do you need a W-9 from me?", "Do I need to send an invoice?"])
def test_what_is_asked_with_a_yes_is_told(question: str) -> None:
    reading = read(f"Deal! {question}")
    assert (reading.intent, reading.question) == (Intent.ACCEPTANCE, question)


@pytest.mark.parametrize(
    "text",
    [
        "Deal, and final say on the script is mine",
        "Deal, I keep final cut",
        "Deal! I write the script myself though",
        "Works for me. I have creative control.",
        "Deal - max 1 revision",
        "Deal, and I need approval of the final cut",
        "Accepted. I retain all rights to the content.",
        "D'accord, j'ai le dernier mot sur le script",
        "Va bene, ultima parola sullo script a me",
        "Akkoord, ik heb het laatste woord over het script",
        "Acepto, yo decido el guion",
        "Einverstanden! Freigabe liegt bei mir",
        "Deal, please repost my video on your page",
        "Deal, I get a product for my mum as well",
        "Yes, with a shoutout on your story",
        "Deal, invoice payable immediately",
        "Deal! I'd post it in June.",
        "I accept! I'd deliver in about 8 weeks",
        "Yes! I can post on the 15th of March",
        "Agreed, a TikTok then",
        "800 works, in pounds right?",
        "Yes - I mean no",
        "Oh wow, $800, how generous. Deal of the century.",
        "Sure, and I'll throw in my kidney too",
        "Super, und die Erde ist eine Scheibe",
    ],
)
def test_a_yes_with_a_demand_another_date_or_a_sneer_closes_no_deal(text: str) -> None:
    reading = read(text)
    assert reading.intent is not Intent.ACCEPTANCE


@pytest.mark.parametrize(
    "text",
    [
        "Deal! I love the creative freedom you give",
        "Works for me, I'll post it on Instagram then",
        "Deal! My TikTok is growing too",
        "Yes! Can't wait to film it next week",
        "Accepted, very generous of you, thank you!",
        "Deal! I'm content with the offer",
    ],
)
def test_a_yes_that_wants_nothing_more_stays_one(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.confidence >= 70) == (Intent.ACCEPTANCE, True)
