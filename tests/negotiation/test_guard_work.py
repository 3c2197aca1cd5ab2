"""Does the guard hold a draft that asks more work of a creator than the package has?"""

from dataclasses import replace

import pytest

from negotiation.guard import check_draft
from negotiation.guard_demands import demand_reasons
from negotiation.letter import Draft, LetterOrder, Stage
from negotiation.terms import Deliverable, Package, Platform

REEL = (Deliverable(Platform.INSTAGRAM, "reel"),)
ORDER = LetterOrder(Stage.COUNTER, "Kettlewick", "Ada", "en", "USD", 80_000, Package(REEL, payment_days=30), "Mara")
EXCLUSIVE = Package(REEL, exclusivity_days=90, payment_days=30)
LICENSED = Package(REEL, usage_rights_days=90, payment_days=30)
WHITELISTED = Package(REEL, whitelisting_days=90, payment_days=30)
TWO = replace(ORDER, package=replace(ORDER.package, deliverables=(Deliverable(Platform.INSTAGRAM, "reel", 2),)))
BODY = "Hi Ada,\n\nThank you for your message. We can offer $800 for the Instagram reel. {}\n\nBest,\nMara"


def judged(sentence: str, order: LetterOrder = ORDER) -> set[str]:
    return {reason.partition(":")[0] for reason in check_draft(order, Draft("", BODY.format(sentence), "model"))}


@pytest.mark.parametrize(
    "sentence",
    [
        "Could you also do a TikTok?",
        "We'd love a story as well.",
        "You would also post a carousel.",
        "This includes a YouTube short.",
        "The package is a reel and a story.",
        "Please also publish a story with the link.",
        "Could you film a second reel?",
        "It would be great to get a TikTok from you too.",
        "We would like you to cross-post it on TikTok.",
        "Please post it on YouTube too.",
        "Please mention us in your podcast.",
        "Please share it in your story.",
        "Post it to your feed and your story, please.",
        "Kannst du auch eine Story posten?",
        "Wir bräuchten noch ein YouTube-Video dazu.",
        "¿Podrías añadir una historia?",
        "Pourriez-vous ajouter une story ?",
        "Potresti aggiungere una storia?",
        "Você poderia incluir um story?",
        "Kun je ook een story plaatsen?",
    ],
)
def test_a_piece_that_the_package_does_not_hold_is_not_asked_for(sentence: str) -> None:
    assert "deliverable_not_in_package" in judged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Your stories about the bakery are hilarious.",
        "We loved your TikTok about the night train.",
        "The story you posted last week is why we write.",
        "We found you on TikTok.",
        "Your YouTube channel is a joy.",
        "Think of it as something like your TikTok on ramen.",
        "We don't need a story.",
        "Thank you for offering to add a story; it isn't needed.",
        "Did you mean your price for a story?",
        "An average of 38k views per story is impressive, but for this campaign the reel is all we need.",
        "We tell the story of our soap in the brief.",
        "Would the reel fit into your calendar in June?",
    ],
)
def test_what_is_there_already_or_is_not_wanted_is_no_work_asked(sentence: str) -> None:
    assert not judged(sentence) & {"deliverable_not_in_package", "promise_outside_terms"}


def test_what_the_package_holds_may_be_named_in_any_words() -> None:
    pieces = (*REEL, Deliverable(Platform.INSTAGRAM, "story"), Deliverable(Platform.TIKTOK, "video"))
    order = replace(ORDER, package=replace(ORDER.package, deliverables=pieces))
    assert not judged("Please also publish a story with the link, and a TikTok.", order)
    assert not judged("A second reel would follow in June.", TWO)
    assert "deliverable_not_in_package" in judged("A second reel would follow in June.")


@pytest.mark.parametrize(
    ("held", "sentence"),
    [
        (EXCLUSIVE, "Please don't work with other soap brands until summer."),
        (EXCLUSIVE, "You'd have to turn down similar brands."),
        (EXCLUSIVE, "No posts for competitors in that time."),
        (LICENSED, "We will run it as an ad."),
        (LICENSED, "The video may be used on our website."),
        (LICENSED, "We'd put your reel on our product page."),
        (LICENSED, "Your reel would run in our shops."),
        (LICENSED, "We own the content afterwards."),
        (WHITELISTED, "Please give us access to your ad account."),
    ],
)
def test_a_term_by_another_name_is_asked_only_where_the_package_has_it(held: Package, sentence: str) -> None:
    assert "promise_outside_terms" in judged(sentence)
    assert not demand_reasons(replace(ORDER, package=held), sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Please come to our launch event in Milan.",
        "We'd ask you to attend a shoot in our studio.",
        "You'd need to travel to Berlin for a day.",
        "Please hand over the raw files.",
        "We need the unedited footage as well.",
        "Please keep the post up for a year.",
        "The post has to stay online for good.",
        "The fee is paid in products.",
        "The product has to be sent back.",
        "You'd have to buy the product yourself.",
        "You'd give us a refund if the views are low.",
    ],
)
def test_what_no_package_holds_is_never_asked_for(sentence: str) -> None:
    assert "promise_outside_terms" in judged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You don't have to turn down other brands.",
        "You keep the raw footage.",
        "Your raw files stay with you.",
        "We won't ask for the raw files.",
        "There's no exclusivity: you are free to work with other brands.",
        "The reel may go up on any day of that week.",
    ],
)
def test_what_they_are_free_of_is_no_demand(sentence: str) -> None:
    reasons = check_draft(ORDER, Draft("", BODY.format(sentence), "model"))
    assert not [r for r in reasons if r.startswith("promise_outside_terms")]


@pytest.mark.parametrize("sentence", ["Please add a YouTube video to the package too.", "We'd also need exclusivity."])
def test_of_an_unknown_package_what_is_plainly_asked_on_top_is_held(sentence: str) -> None:
    assert judged(sentence, replace(ORDER, package=Package(()), stage=Stage.FINAL))


def test_an_offer_names_all_pieces_of_its_package_or_none() -> None:
    pieces = (*REEL, Deliverable(Platform.INSTAGRAM, "story", 2))
    order = replace(ORDER, package=replace(ORDER.package, deliverables=pieces))
    assert judged("", order) == {"term_missing"}  # "$800 for the Instagram reel"
    assert judged("It comes with 2 stories.", order) == set()
    all_of_it = Draft("", "Hi Ada,\n\nWe can offer $800 for everything together.\n\nBest,\nMara", "model")
    assert check_draft(order, all_of_it) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "We need it tomorrow.",
        "Please post it next week.",
        "We need the draft by Friday.",
        "The video has to go live on Monday.",
        "Please send us the first cut by the end of the week.",
        "The reel should be online before Christmas.",
        "You'd film it this weekend.",
        "You need to deliver as soon as possible.",
    ],
)
def test_no_day_for_their_work_is_named_that_neither_the_campaign_nor_they_have_named(sentence: str) -> None:
    assert "date_not_in_order" in judged(sentence)
    days = "tomorrow, next week, Friday, Monday, weekend, Christmas, as soon as possible"
    assert not judged(sentence, replace(ORDER, dates=days))
    assert not judged(sentence, replace(ORDER, package=replace(ORDER.package, rush=True)))


@pytest.mark.parametrize(
    "sentence",
    [
        "I'll send the contract tomorrow.",
        "If you'd like to think about it over the weekend, please do.",
        "If you'd like to move forward, I can send over the agreement today.",
        "Have a lovely weekend!",
    ],
)
def test_a_day_that_is_ours_or_nobodys_is_no_deadline(sentence: str) -> None:
    assert "date_not_in_order" not in judged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bitte arbeite bis zum Sommer nicht mit anderen Seifenmarken.",
        "Wir nutzen dein Video auch als Werbeanzeige.",
        "Dein Reel würde auf unserer Website laufen.",
        "Schick uns bitte auch das Rohmaterial.",
        "Komm bitte zu unserem Event nach Mailand.",
        "Bitte poste es bis Freitag.",
        "Der Beitrag muss ein Jahr online bleiben.",
        "Merci de ne pas travailler avec d'autres marques jusqu'à l'été.",
        "Nous utiliserons votre vidéo comme publicité.",
        "Votre reel apparaîtra sur notre site.",
        "Merci de venir à notre événement à Milan.",
        "Merci de publier avant vendredi.",
        "No trabajes con otras marcas hasta el verano, por favor.",
        "Usaremos tu vídeo como anuncio.",
        "Tu reel saldría en nuestra web.",
        "Envíanos también el material en bruto.",
        "Publícalo antes del viernes.",
        "Non lavorare con altri marchi fino all'estate.",
        "Useremo il tuo video come pubblicità.",
        "Mandaci anche i file grezzi.",
        "Pubblicalo entro venerdì.",
        "Não trabalhe com outras marcas até o verão.",
        "Usaremos o seu vídeo como anúncio.",
        "Envie também os arquivos brutos.",
        "Publique até sexta-feira.",
        "Werk tot de zomer niet met andere merken.",
        "We gebruiken je video als advertentie.",
        "Stuur ons ook het ruwe materiaal.",
        "Plaats het voor vrijdag.",
    ],
)
def test_in_six_more_languages_too(sentence: str) -> None:
    assert judged(sentence) & {"promise_outside_terms", "date_not_in_order"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Du musst nicht auf andere Marken verzichten.",
        "Mehr über uns findest du auf unserer Website.",
        "Das Rohmaterial brauchen wir nicht.",
        "Tu es libre de travailler avec d'autres marques.",
        "Notre site en dit plus sur nous.",
        "Puedes ver más en nuestra web.",
        "No necesitas dejar de trabajar con otras marcas.",
        "Non devi rinunciare ad altri marchi.",
        "Você não precisa deixar outras marcas.",
        "Je mag gewoon met andere merken blijven werken.",
        "Schönes Wochenende!",
        "Bon week-end et à lundi !",
    ],
)
def test_what_they_are_free_of_is_no_demand_abroad_either(sentence: str) -> None:
    reasons = demand_reasons(ORDER, sentence)
    assert reasons == []
