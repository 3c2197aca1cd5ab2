"""Are the terms a creator asks for read from the mail's words, by rules and from a model, and are traded ones said?"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from negotiation.conditions import only_names
from negotiation.guard import check_draft
from negotiation.letter import Draft, LetterOrder, Stage, bonus_terms
from negotiation.reading import Intent, ReadAmount, Reading, ReadTerm, Role
from negotiation.term_prices import Term
from negotiation.terms import Bonus, Deliverable, Package, Platform
from steps.clients.language.offline_reader import read_offline
from steps.clients.language.offline_writer import write_offline
from steps.clients.language.shapes import ReadingAnswer
from steps.evidence import UNPROVEN, check_reading
from steps.language import ReplyToRead
from steps.playbook import load_playbook

TABLE = Package(
    (Deliverable(Platform.INSTAGRAM, "reel"), Deliverable(Platform.INSTAGRAM, "story")),
    usage_rights_days=90,
    exclusivity_days=30,
)
USAGE, EXCLUSIVITY, PAYMENT = Term.USAGE_RIGHTS, Term.EXCLUSIVITY, Term.PAYMENT


def mail(text: str, package: Package = TABLE) -> ReplyToRead:
    return ReplyToRead(text, "Re: Lumo", 80_000, "USD", package, "Lumo")


def levels(text: str, package: Package = TABLE) -> set[tuple[Term, int, str]]:
    read = check_reading(read_offline(mail(text, package)), mail(text, package))
    assert all(term.quote in text for term in read.terms)
    return {(term.term, term.level, term.kind) for term in read.terms}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I could do $900 with 30 days of usage rights instead of 90.", {(USAGE, 30, "")}),
        ("$1,100 total, and that includes 3 months usage and no exclusivity.", {(USAGE, 90, ""), (EXCLUSIVITY, 0, "")}),
        ("I'd need $950 without the exclusivity.", {(EXCLUSIVITY, 0, "")}),
        ("Could you pay within 14 days? Then $900 works.", {(PAYMENT, 14, "")}),
        ("$900 and net 15 please.", {(PAYMENT, 15, "")}),
        ("Yes, if usage is limited to one month.", {(USAGE, 30, "")}),
        ("I can do 2 reels for $1,500.", {(Term.DELIVERABLES, 2, "reel")}),
        (
            "For $1,200 I'd do two reels and three stories.",
            {(Term.DELIVERABLES, 2, "reel"), (Term.DELIVERABLES, 3, "story")},
        ),
        ("Could we drop the story? I'd do it for $700.", {(Term.DELIVERABLES, 0, "story")}),
        ("I could do just the reel for $700.", {(Term.DELIVERABLES, 1, "reel"), (Term.DELIVERABLES, 0, "story")}),
        ("Organic use only, then it is $850 for me.", {(USAGE, 0, "")}),
        ("My rate is $950, usage rights are $200 extra.", {(USAGE, 0, "")}),
        ("$700 base fee plus a performance bonus on views would be great.", {(Term.BONUS, 1, "")}),
        ("Would $900 be possible if we leave out whitelisting?", {(Term.WHITELISTING, 0, "")}),
        ("How about we do 3 reels for $2,000?", {(Term.DELIVERABLES, 3, "reel")}),
        ("90 days of usage is a lot. $1,000 with 30 days is where I could go.", {(USAGE, 30, "")}),
        (
            "Non, 90 jours c'est trop. 850 $ avec 30 jours de droits, payée sous 15 jours.",
            {(USAGE, 30, ""), (PAYMENT, 15, "")},
        ),
        ("900 $ mit 30 Tagen Nutzung statt 90 Tagen, zahlbar in 14 Tagen.", {(USAGE, 30, ""), (PAYMENT, 14, "")}),
        ("900 $ con 30 días de derechos en vez de 90, y pago a 15 días.", {(USAGE, 30, ""), (PAYMENT, 15, "")}),
        ("I could do $900 with half a year of usage.", {(USAGE, 182, "")}),
        ("$900 with usage for a month and payment on publication", {(USAGE, 30, ""), (PAYMENT, 0, "")}),
        ("If you pay me within a week I'd do it for $650.", {(PAYMENT, 7, "")}),
        ("850 $ mit Nutzungsrechten für einen Monat", {(USAGE, 30, "")}),
        ("850 $ avec des droits pour un mois", {(USAGE, 30, "")}),
        ("Usage is $100 a month. $850 for the rest.", {(USAGE, 0, "")}),
        ("Exclusivity is a problem for me. $750 without it.", {(EXCLUSIVITY, 0, "")}),
        ("900 $ met 30 dagen rechten in plaats van 90 dagen.", {(USAGE, 30, "")}),
    ],
)
def test_terms_that_a_mail_asks_for_are_read(text: str, expected: set[tuple[Term, int, str]]) -> None:
    assert levels(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "How long would the usage rights be?",
        "Is it 30 days of usage?",
        "My rate for a reel is $900.",
        "$700 per reel and $200 per story.",
        "1 reel: $700\n1 story: $300",
        "No rush at all, take your time! I'd need $900.",
        "I got 3 reels over 100k views last month. $900 please.",
        "I could deliver within 14 days. $900 from me.",
        "I'd be happy to do it for $900.",
        "My CPM is usually around $25 per 1,000 views, so $1,000.",
        "There are no issues with payment from my side, $900.",
    ],
)
def test_what_is_only_asked_or_told_is_no_term(text: str) -> None:
    assert levels(text) == set()


@pytest.mark.parametrize(
    "text", ["Deal, $800 with 30 days.", "Deal at $800 for 30 days.", "Abgemacht, 800 $ mit 30 Tagen."]
)
def test_a_yes_with_days_of_nobody_knows_what_closes_no_deal(text: str) -> None:
    read = check_reading(read_offline(mail(text)), mail(text))
    assert read.intent is not Intent.ACCEPTANCE
    assert not read.terms


@pytest.mark.parametrize(
    "text",
    [
        "Deal, as long as usage rights are 60 days instead of 90.",
        "D'accord, on part sur 800 $ mais avec 60 jours de droits seulement.",
        "Vale, pero con 60 días de derechos en vez de 90.",
        "Va bene, ma con 60 giorni di diritti invece di 90.",
        "Fechado, mas com 60 dias de direitos em vez de 90.",
        "Akkoord, maar met 60 dagen gebruiksrechten in plaats van 90.",
        "Einverstanden, wenn die Nutzungsrechte nur 60 Tage statt 90 Tage sind.",
    ],
)
def test_a_yes_but_for_a_term_is_read_to_the_last_word_and_no_further(text: str) -> None:
    read = check_reading(read_offline(mail(text)), mail(text))
    assert {(t.term, t.level) for t in read.terms} == {(USAGE, 60)}
    assert only_names(read.condition, read.terms)
    assert read.confidence >= 70
    assert all(a.role is not Role.ASK for a in read.amounts)
    more = mail(f"{text} Plus VAT.")
    assert check_reading(read_offline(more), more).confidence < 70


def test_two_prices_for_two_lengths_are_asked_about_unless_one_is_ours() -> None:
    text = "With 90 days of usage $1,000, with 30 days $850."
    assert len(levels(text, replace(TABLE, usage_rights_days=60))) > 1
    assert levels(text, replace(TABLE, usage_rights_days=90)) == set()


def test_a_month_is_the_days_that_our_package_has() -> None:
    assert levels("$900 for 12 months of usage rights.", replace(TABLE, usage_rights_days=365)) == {(USAGE, 365, "")}


def test_a_term_that_the_quote_does_not_name_is_dropped_and_the_reading_is_unsure() -> None:
    text = "I could do $900 with 30 days of usage rights."
    honest = ReadTerm(USAGE, 30, "30 days of usage rights")
    said = Reading(Intent.COUNTER_OFFER, quotes=("I could do $900",), confidence=95, terms=(honest,))
    assert check_reading(said, mail(text)).confidence == 95
    for wrong in (
        replace(honest, level=60),
        replace(honest, term=EXCLUSIVITY),
        replace(honest, quote="60 days of usage"),
    ):
        checked = check_reading(replace(said, terms=(wrong,)), mail(text))
        assert checked.terms == ()
        assert checked.confidence <= UNPROVEN


def test_a_models_terms_become_the_readings_and_older_answers_have_none() -> None:
    told = {
        "intent": "counter_offer", "amounts": [], "quotes": [], "condition": "", "question": "", "tone": "neutral",
        "injection_suspected": False, "requests_unusual": False, "until": None, "other_contact": "", "confidence": 90,
    }  # fmt: skip
    terms = [{"term": "usage_rights_days", "level": 30, "kind": "", "quote": "30 days"}]
    assert ReadingAnswer.model_validate(told | {"terms": terms}).reading("m").terms == (ReadTerm(USAGE, 30, "30 days"),)
    assert ReadingAnswer.model_validate(told).reading("m").terms == ()


WORDS = st.sampled_from(
    (
        "30 days|usage rights|of|no|exclusivity|without the|two|reels|a story|net 15|$900|instead of|90 days|and|,|.|"
        "payment|within|2 weeks|?|could you|just the|organic only|bonus|views|$200 extra|per month|drop|whitelisting"
    ).split("|")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=18).map(" ".join))
@example("net 15 net 15 a story")
@example("just the 30 days and usage rights")
def test_every_term_that_the_rules_read_proves_itself(text: str) -> None:
    reading = read_offline(mail(text))
    assert check_reading(reading, mail(text)).terms == reading.terms


# ---------------------------------------------------------------- what we write

SHORT = replace(TABLE, usage_rights_days=30, exclusivity_days=0, payment_days=7)
PLAYBOOK = load_playbook(Path("playbook"))


def order(package: Package, stage: Stage = Stage.COUNTER, **changes: object) -> LetterOrder:
    made = LetterOrder(stage, "Lumo", "Ada Quill", "en", "USD", 90_000, package, "Mara", table=TABLE)
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", [Stage.COUNTER, Stage.HOLD, Stage.FINAL, Stage.CONFIRM])
@pytest.mark.parametrize("seed", ["Ada", "Bo", "Cleo", "Dov"])
@pytest.mark.parametrize(
    "package", [SHORT, replace(TABLE, rush=True), replace(SHORT, bonus=Bonus(1_000, 100_000, 35_000)), TABLE]
)
def test_a_traded_package_is_worded_and_the_guard_lets_exactly_it_pass(
    package: Package, seed: str, stage: Stage
) -> None:
    told = order(package, stage, creator_name=seed)
    draft = write_offline(told, PLAYBOOK)
    assert check_draft(told, draft, (150_000, 2_500)) == ()
    if package.usage_rights_days == 30:
        assert "30 days" in draft.body
        assert "within 7 days of publication" in draft.body
        assert ("no exclusivity" in draft.body) == (stage is not Stage.CONFIRM)
    if package.bonus:
        assert bonus_terms(package.bonus, "USD") in draft.body


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("with 60 days of usage rights and payment within 7 days", "duration_not_in_terms"),
        ("with payment within 7 days", "term_missing"),
        ("with 30 days of usage rights, payment within 7 days and a bonus for great views", "promise_outside_terms"),
        ("with 30 days of usage rights, payment within 7 days and 30 days of exclusivity", "promise_outside_terms"),
        ("for 2 Instagram reels with 30 days of usage rights and payment within 7 days", "deliverable_not_in_package"),
    ],
)
def test_a_promise_outside_the_traded_package_is_held(said: str, reason: str) -> None:
    body = f"Hi Ada,\n\nWe can offer $900 {said}. Does that work for you?\n\nBest,\nMara"
    reasons = check_draft(order(SHORT), Draft("", body, "m"))
    assert any(one.startswith(reason) for one in reasons), reasons


@pytest.mark.parametrize(
    "said",
    [
        "a bonus of 20 USD for every 1,000 views above 100,000 in the first 30 days from publication, 350 USD at most",
        "a bonus of 10 USD for every 1,000 views above 100,000 in the first 30 days from publication, 950 USD at most",
        "a bonus of 10 USD for every 1,000 views above 100,000 in the first 30 days from publication, 350 USD at most "
        "and another bonus later",
        "a nice bonus",
    ],
)
def test_another_bonus_than_the_agreed_one_is_held(said: str) -> None:
    package = replace(TABLE, bonus=Bonus(1_000, 100_000, 35_000))
    body = f"Hi Ada,\n\nWe can offer $900 for 1 Instagram reel and 1 Instagram story with {said}.\n\nBest,\nMara"
    assert check_draft(order(package), Draft("", body, "m"))


def test_a_model_that_leaves_out_a_term_the_rules_read_is_not_believed() -> None:
    text = "I could do $900 with 30 days of usage rights."
    asked = ReadAmount(90_000, "USD", Role.ASK, "$900")
    silent = Reading(Intent.COUNTER_OFFER, (asked,), ("I could do $900",), confidence=95, reader="m")
    assert check_reading(silent, mail(text)).confidence <= UNPROVEN
    told = replace(silent, terms=(ReadTerm(USAGE, 30, "30 days of usage rights"),))
    assert check_reading(told, mail(text)).confidence == 95


@pytest.mark.parametrize(
    ("text", "term", "level"),
    [
        ("Für 900 Dollar mache ich es, aber ohne Exklusivität.", Term.EXCLUSIVITY, 0),
        ("Faço por 900 dólares sem exclusividade.", Term.EXCLUSIVITY, 0),
        ("Je peux le faire pour 900 $ si l'exclusivité est retirée.", Term.EXCLUSIVITY, 0),
        ("Je peux le faire pour 900 $ si vous retirez l'exclusivité.", Term.EXCLUSIVITY, 0),
        ("900 dólares, sin derechos de uso.", Term.USAGE_RIGHTS, 0),
        ("900 $ avec 3 mois d'exclusivité", Term.EXCLUSIVITY, 90),
        ("900 Dollar und 2 Wochen Exklusivität", Term.EXCLUSIVITY, 14),
        ("900 dólares con 6 meses de exclusividad", Term.EXCLUSIVITY, 180),
    ],
)
def test_terms_are_read_in_the_languages_creators_write_in(text: str, term: Term, level: int) -> None:
    told = mail(text)
    read = check_reading(read_offline(told), told)
    assert [(one.term, one.level) for one in read.terms] == [(term, level)]
    assert read.confidence > UNPROVEN
