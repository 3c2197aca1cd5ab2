"""Which fee is for the whole, and which length of a term would do?"""

from dataclasses import replace

import pytest

from negotiation.reading import Reading, Role
from negotiation.term_prices import Term
from negotiation.terms import Deliverable, Package, Platform
from steps.clients.language.offline_reader import read_offline
from steps.evidence import check_reading
from steps.language import ReplyToRead

REEL = Package((Deliverable(Platform.INSTAGRAM, "reel"),))
RIGHTS = replace(REEL, usage_rights_days=30)
EXCLUSIVE = replace(REEL, exclusivity_days=30)


def checked(text: str, package: Package = REEL) -> Reading:
    mail = ReplyToRead(text, "Re: Lumo", 50_000, "USD", package, "Lumo")
    return check_reading(read_offline(mail), mail)


def asks(text: str, package: Package = REEL) -> list[int]:
    return [a.cents // 100 for a in checked(text, package).amounts if a.role is Role.ASK]


@pytest.mark.parametrize(
    "text",
    [
        "I'd be happy to do it in exchange for the shoes + $300",
        "Product + $300 works",
        "2 pairs of shoes and $300",
        "The shoes plus a $300 fee would be great",
    ],
)
def test_money_beside_goods_is_the_fee_and_no_raise_of_ours(text: str) -> None:
    assert asks(text) == [300]
    assert all(a.role is not Role.RAISE for a in checked(text).amounts)


@pytest.mark.parametrize("text", ["your offer + $100", "+$100 and it's a deal", "plus $100 and we have a deal"])
def test_money_beside_our_offer_is_a_raise(text: str) -> None:
    assert [a.role for a in checked(text).amounts] == [Role.RAISE]


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("1 reel + 30 days usage is $850, and whitelisting is $150 per month on top", 850),
        ("A reel with usage rights is $850", 850),
        ("Reel and usage is $850", 850),
        ("$600 for the reel + usage is $150", 600),
        ("My fee is $600 and usage is $100", 600),
    ],
)
def test_a_piece_with_its_rights_has_one_price(text: str, fee: int) -> None:
    assert asks(text, RIGHTS) == [fee]


@pytest.mark.parametrize(
    "text",
    [
        "30 days exclusivity is too long, 14 days ok. $700",
        "Exclusivity for 30 days is too long, max 14 days. $700",
        "30 days of exclusivity is too much, 14 days would work. $700",
    ],
)
def test_the_length_that_would_do_counts_and_not_the_one_that_is_too_long(text: str) -> None:
    read = checked(text, EXCLUSIVE)
    assert [(t.term, t.level) for t in read.terms] == [(Term.EXCLUSIVITY, 14)]
    assert read.confidence >= 70


@pytest.mark.parametrize(
    "text",
    [
        "30 days of exclusivity is too long for me, I can do 14. My fee: $700",
        "30 days exclusivity is too much. $700",
        "Sounds good, but 30 days of exclusivity is too long. Deal?",
    ],
)
def test_a_length_that_is_too_long_without_another_is_for_a_person(text: str) -> None:
    assert checked(text, EXCLUSIVE).confidence < 70


@pytest.mark.parametrize(
    "text",
    ["750 netto w\u00e4re mein letztes Wort", "750 zzgl. MwSt", "750 ex VAT", "750 w\u00e4ren super", "750 fechamos?"],
)
def test_a_bare_number_before_the_words_of_a_price_is_one(text: str) -> None:
    assert asks(text) == [750]
