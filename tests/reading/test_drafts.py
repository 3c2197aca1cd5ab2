"""Wordings nobody had in mind when the guard was written: all right ones go, no wrong one does."""

import pytest

from bench.guard_wordings import fill, load
from negotiation.guard import check_draft
from negotiation.guard_phrases import phrase_reasons
from negotiation.letter import LetterOrder, Stage
from negotiation.terms import Package

ORDER = LetterOrder(Stage.FINAL, "", "", "", "USD", 90_000, Package(()), "")


@pytest.mark.parametrize("part", sorted({wording.part for wording in load()}))
def test_every_collected_wording_is_judged_right(part: str) -> None:
    wrong = [
        f"{'passed' if case.category else 'held'} {case.category}: {case.draft.body}"
        for case in fill(load(part=part), rounds=1, seed=11)
        if bool(check_draft(case.order, case.draft, case.secrets_cents)) is not bool(case.category)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "sentence",
    [
        "We won't boost the post or ask for raw footage.",
        "We'll keep you in mind for future campaigns.",
        "I hope we get to do more campaigns together.",
        "You'll receive the product and the brief next week.",
        "We'll pay your invoice within 30 days of publication.",
        "We'd also love to hear your ideas.",
        "You keep the rights to your content.",
        "We can take care of everything on our side.",
        "Just reply to this mail and we can get going.",
        "If you're on board, we'll get the ball rolling.",
    ],
)
def test_courtesies_and_denials_promise_nothing(sentence: str) -> None:
    assert phrase_reasons(ORDER, sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "We'll boost the post.",
        "You will receive a hamper.",
        "If the video passes a million views we'll pay you again.",
        "We'll book you again next season.",
        "We'd also sort out your studio.",
        "You'll be paid before you film.",
        "You won't have to do any revisions.",
        "Half the fee comes before filming.",
        "We'll run ads with your video for a year.",
        "You may talk about competitors the day after.",
        "We'd put you forward for our event in Paris.",
    ],
)
def test_what_the_fee_does_not_hold_is_a_promise(sentence: str) -> None:
    assert "promise_outside_terms" in {r.partition(":")[0] for r in phrase_reasons(ORDER, sentence)}


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("You will receive a unicorn.", "promise_outside_terms"),  # nobody has forbidden unicorns by name
        ("We'd give your cat a home.", "promise_outside_terms"),
        ("We could pay a bit more.", "ceiling_talk"),
        ("A higher fee would be possible.", "ceiling_talk"),
        ("That is for every single video, not the lot.", "per_item_price"),
        ("Send us an invoice for the amount you think is right.", "open_price"),
        ("Wir haben noch Spielraum.", "ceiling_talk"),
        ("Nous vous offrirons aussi un voyage.", "promise_outside_terms"),
        ("El precio es por cada vídeo.", "per_item_price"),
        ("Er zit nog rek in.", "ceiling_talk"),
        ("The fee is yours however long it takes.", "money_talk"),
        ("Our numbers get better each time.", "money_talk"),
        ("We'd juggle for your neighbours.", "promise_outside_terms"),  # a verb that leads to no post
        ("We'd bring your aunt a wheelbarrow.", "promise_outside_terms"),
        ("There's usually a second one.", "ceiling_talk"),
        ("Some extra is thinkable.", "ceiling_talk"),
        ("A rise wouldn't be a problem.", "ceiling_talk"),
        ("The last creator got double.", "ceiling_talk"),
        ("Mein Chef hat mehr genehmigt.", "ceiling_talk"),
        ("Te daremos un caballo.", "promise_outside_terms"),
    ],
)
def test_the_grammar_of_a_sentence_tells_what_no_list_names(sentence: str, rule: str) -> None:
    assert rule in {r.partition(":")[0] for r in phrase_reasons(ORDER, sentence)}


@pytest.mark.parametrize(
    "sentence",
    [
        "We can't pay more than that, I'm afraid.",
        "Your rate is higher than what we had planned.",
        "We can raise our offer to $900 for the reel.",
        "You'll get two weeks to create the content.",
        "You keep full creative freedom.",
        "Your last three reels each passed 250,000 views.",
        "Das Video sollte maximal 60 Sekunden lang sein.",
        "Payment comes 30 days after the post is live.",
        "Thanks for explaining how your rate comes about.",
        "We've managed to improve our offer.",
        "I wish I could offer you more.",
        "Our offer stands, and the fee covers everything above.",
        "I'd love to hear more about the idea, and I need no more than a short yes.",
        "Is your rate meant per video?",
        "No podemos subir más, lo siento.",
    ],
)
def test_what_a_mail_of_ours_may_say_of_money_goes(sentence: str) -> None:
    assert phrase_reasons(ORDER, sentence) == []
