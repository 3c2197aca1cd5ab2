"""What words may decide without a cue, and what they may not: a sure yes."""

from pathlib import Path

import pytest

from bench.learn_words import KEPT_ASIDE, learn, table
from negotiation.reading import Intent
from steps.clients.language.facts import gather
from steps.clients.language.offline_reader import read_offline
from steps.clients.language.second_opinion import weigh_words
from steps.clients.language.word_evidence import INTENTS, lean
from steps.evidence import check_reading
from steps.language import ReplyToRead

SILENT = (Intent.OFF_TOPIC, 40, ())


def mail(text: str, offer_cents: int = 60_000) -> ReplyToRead:
    return ReplyToRead(text, "Re: Quillbird", offer_cents, "USD", None, "Quillbird")


@pytest.mark.parametrize(
    ("text", "offer_cents", "expected", "ask_cents"),
    [
        ("Yep, 7,500 USD, exactly as we said.", 750_000, Intent.ACCEPTANCE, None),
        ("Correct, we agreed on $600.", 60_000, Intent.ACCEPTANCE, None),
        ("Too bad, but I get it. Take care!", 60_000, Intent.REFUSAL, None),
        (
            "Hmm, that's still a bit low for the work involved. I can do 37,600 USD.",
            3_000_000,
            Intent.COUNTER_OFFER,
            3_760_000,
        ),
        (
            "Just to be clear, I'm asking for 3,850 USD for the whole package.",
            300_000,
            Intent.COUNTER_OFFER,
            385_000,
        ),
    ],
)
def test_short_mails_late_in_a_talk_are_read_and_sure(
    text: str, offer_cents: int, expected: Intent, ask_cents: int | None
) -> None:
    to_read = mail(text, offer_cents)
    reading = check_reading(read_offline(to_read), to_read)
    assert (reading.intent, reading.confidence >= 70) == (expected, True)
    assert next((a.cents for a in reading.amounts if a.role == "ask"), None) == ask_cents


def test_a_confirmed_amount_that_is_not_ours_is_no_acceptance() -> None:
    assert read_offline(mail("Correct, we agreed on $900.")).intent is not Intent.ACCEPTANCE


@pytest.mark.parametrize("word", ["accept", "accepted", "deal", "agreed", "yes", "approve"])
def test_words_alone_never_make_a_sure_yes(word: str) -> None:
    text = f"{word} {word} {word}"
    facts = gather("", mail(""))  # no cue heard
    intent, confidence, _ = weigh_words(facts, text, SILENT)
    assert intent is not Intent.ACCEPTANCE or confidence < 70


@pytest.mark.parametrize("hint", [Intent.QUESTION, Intent.REFUSAL, Intent.HOLDING, Intent.COUNTER_OFFER])
def test_a_leaning_to_yes_overrules_no_cue(hint: Intent) -> None:
    found = (hint, 72, ())
    assert lean("Perfect, I accept, deal!").intent is Intent.ACCEPTANCE
    assert weigh_words(gather("", mail("")), "Perfect, I accept, deal!", found) == found


def test_a_leaning_names_the_words_it_leant_on() -> None:
    leaning = lean("my lawyer will sue")
    assert leaning.intent is Intent.LEGAL
    assert leaning.words
    assert sum(leaning.shares.values()) == pytest.approx(1)


def test_what_words_say_is_quoted_from_the_mail() -> None:
    to_read = mail("Hello there. Snowed in with deadlines, I will ponder it on Sunday.")
    reading = check_reading(read_offline(to_read), to_read)
    assert all(quote in to_read.own_words for quote in reading.quotes)


def test_the_same_mails_teach_the_same_table() -> None:
    rows = [{"text": "deal", "intent": "acceptance"}, {"text": "no thanks", "intent": "refusal"}]
    assert table(learn(rows)) == table(learn(rows))
    assert table(learn(rows)).splitlines()[0].split("\t")[1:] == [str(intent) for intent in INTENTS]


def test_mails_kept_aside_are_known_to_the_learner() -> None:
    halves = (Path(__file__).parent / "mails.jsonl").read_text(encoding="utf-8")
    assert all(f'"half": "{half}"' in halves for half in KEPT_ASIDE)


@pytest.mark.parametrize(
    ("text", "intended"),
    [
        ("Works, but payment on delivery please.", Intent.CONDITIONAL_ACCEPTANCE),
        ("Aceito, mas sem direitos de uso para anúncios.", Intent.CONDITIONAL_ACCEPTANCE),
        ("Ok thanks, I'll chew on it.", Intent.HOLDING),
        ("Stop.", Intent.OPT_OUT),
        ("whats the deadline", Intent.QUESTION),
        ("No quiero recibir más correos.", Intent.OPT_OUT),
        ("Il mio avvocato vi scriverà.", Intent.LEGAL),
        ("La mia tariffa è di 800 dollari.", Intent.COUNTER_OFFER),
    ],
)
def test_a_reservation_a_delay_and_a_foreign_tongue_are_heard(text: str, intended: Intent) -> None:
    assert read_offline(mail(text)).intent is intended
