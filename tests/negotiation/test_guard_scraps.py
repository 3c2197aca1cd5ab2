"""Does the guard read what is said in the words of another language, and in scraps without a verb?"""

from dataclasses import replace

import pytest

from negotiation.guard import check_draft
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.terms import Deliverable, Package, Platform

PIECES = (Deliverable(Platform.INSTAGRAM, "reel"), Deliverable(Platform.INSTAGRAM, "story", 2))
ORDER = LetterOrder(Stage.COUNTER, "Kettlewick", "Ada", "en", "EUR", 125_000, Package(PIECES, payment_days=30), "Mara")
RIGHTS = replace(ORDER, package=replace(ORDER.package, usage_rights_days=90, whitelisting_days=30))
BODY = (
    "Hi Ada,\n\nThank you for your message. For 1 Instagram reel and 2 stories we can offer €1,250, paid within 30 "
    "days of publication. {}\n\nBest,\nMara"
)


def judged(sentence: str, order: LetterOrder = ORDER) -> set[str]:
    return {reason.partition(":")[0] for reason in check_draft(order, Draft("", BODY.format(sentence), "model"))}


@pytest.mark.parametrize(
    "sentence",
    [
        "Or achthundert, if you prefer.",
        "Ochocientos dólares would be ours.",
        "Ochocientos would be fine too.",
        "Would duizend suit you?",
        "Would tausend suit you?",
        "Would mille suit you?",
        "How about mil quinhentos?",
        "A dozen hundred would be fine.",
        "Two dozen hundred, say.",
        "Half a dozen hundred, then.",
    ],
)
def test_an_amount_in_the_words_of_any_language_is_an_amount(sentence: str) -> None:
    assert judged(sentence) & {"amount_not_in_verdict"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Zwanzig Prozent mehr wären das.",
        "Veinte por ciento más.",
        "Vingt pour cent de plus.",
        "Vinte por cento a mais.",
        "Venti per cento in più.",
        "Twintig procent extra.",
        "Cinco por ciento sobre la tarifa.",
        "Cien por ciento más.",
        "Un quinto más.",
        "Un cinquième de plus.",
        "Een vijfde meer.",
    ],
)
def test_a_percentage_or_a_part_in_the_words_of_any_language_is_one(sentence: str) -> None:
    assert "percentage_not_in_verdict" in judged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Plus a YouTube short.",
        "Including a TikTok.",
        "Also a carousel.",
        "And a story.",  # of two
        "Plus a newsletter.",
        "Raw files too.",
        "Plus travel.",
        "And a hotel.",
        "Dinner too.",
        "Worldwide.",
        "Full usage.",
        "Ads for a month.",
        "For the whole year.",
        "Und dazu ein Karussell.",
        "Y además una historia.",
        "Avec un TikTok en plus.",
    ],
)
def test_a_scrap_that_adds_to_the_package_is_held(sentence: str) -> None:
    assert judged(sentence) & {"deliverable_not_in_package", "promise_outside_terms"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Usage for a year.",
        "Usage rights for half a year.",
        "Usage for the whole year.",
        "Usage all year round.",
        "Nutzungsrechte für ein Jahr.",
        "Droits pendant un an.",
        "Whitelisting for a year too.",
    ],
)
def test_a_term_lasts_as_long_as_an_article_says(sentence: str) -> None:
    assert "duration_not_in_terms" in judged(sentence, RIGHTS)


@pytest.mark.parametrize(
    "sentence",
    [
        "Mil gracias por todo.",
        "Mille mercis!",
        "Tausend Dank dafür!",
        "And thanks again for the kind words.",
        "With kind regards from all of us.",
        "Also, congrats on the new flat!",
        "I came across a TikTok of yours that I loved.",
        "Plus the 2 stories, of course.",
        "Including the reel and both stories.",
        "A dozen ideas came to mind.",
        "With a reel as the main piece.",
        "No travel, no event, no raw files.",
        "Your engagement is at cuatro por ciento de engagement, impressive.",
        "Take a week to think about it.",
        "Grazie mille per le idee!",
        "Thanks for the counter-offer.",
        "The brief leaves plenty of room for your own style.",
    ],
)
def test_manners_and_what_the_package_holds_go(sentence: str) -> None:
    assert judged(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Possiamo arrivare un po' più in alto.", "ceiling_talk"),
        ("Ainda há margem.", "ceiling_talk"),
        ("If that is too low, tell me and I'll see what I can do.", "ceiling_talk"),
        ("Wenn dir das zu wenig ist, finden wir einen Weg.", "ceiling_talk"),
        ("Ti paghiamo il viaggio.", "promise_outside_terms"),
        ("Você também ganha um celular novo.", "promise_outside_terms"),
        ("Dazu gibt es ein Abendessen mit dem Team.", "promise_outside_terms"),
        ("We'd repost it on our own channel.", "promise_outside_terms"),
        ("Il prezzo è a video.", "per_item_price"),
        ("Invoice us whatever feels right.", "open_price"),
        ("So 4 . 4 . 7 . 6 it is.", "digits_split"),
    ],
)
def test_what_a_model_would_say_of_more_is_held(sentence: str, rule: str) -> None:
    assert rule in judged(sentence)


def test_per_is_for_in_italian_and_each_in_english() -> None:
    several = "Ciao Ada,\n\npossiamo offrire €1,250 per 1 Instagram reel and 2 stories.\n\nMara"
    assert check_draft(replace(ORDER, language="it"), Draft("", several, "model")) == ()
    each = "Hi Ada,\n\nwe can offer €1,250 per reel. Grazie!\n\nMara"
    assert any(reason.startswith("per_item_price") for reason in check_draft(ORDER, Draft("", each, "model")))


def test_a_term_that_lasts_as_the_package_says_goes() -> None:
    assert judged("Usage for a quarter and whitelisting for a month.", RIGHTS) == set()
    assert judged("Whitelisting for a month too.", RIGHTS) == set()
