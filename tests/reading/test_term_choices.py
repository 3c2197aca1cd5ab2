"""Of prices that differ in one term, or of which one is the fallback, which is the ask?"""

from dataclasses import replace

import pytest

from negotiation.reading import Reading, Role
from negotiation.terms import Deliverable, Package, Platform
from steps.clients.language.offline_reader import read_offline
from steps.evidence import check_reading
from steps.language import ReplyToRead

REEL = Package((Deliverable(Platform.INSTAGRAM, "reel"),))


def checked(text: str, package: Package) -> Reading:
    mail = ReplyToRead(text, "Re: Lumo", 50_000, "USD", package, "Lumo")
    return check_reading(read_offline(mail), mail)


def ask(text: str, package: Package = REEL) -> int:
    (one,) = (a for a in checked(text, package).amounts if a.role is Role.ASK)
    return one.cents // 100


@pytest.mark.parametrize(
    "text",
    [
        "$850 without usage, $950 with 30 days",
        "Without usage I charge $850, with 30 days usage rights it's $950",
        "$850 organic only, $950 incl. 30 days usage",
        "My rate is $850. With 30 days usage $950.",
        "I'd do $950 with usage and $850 without",
        "Ohne Nutzungsrechte 850, mit 30 Tagen 950",
        "Sin derechos 850, con 30 días de derechos 950",
    ],
)
def test_of_two_prices_the_one_with_our_term_is_the_ask(text: str) -> None:
    ours = replace(REEL, usage_rights_days=30)
    assert (ask(text, ours), ask(text)) == (950, 850)
    assert checked(text, ours).terms == checked(text, REEL).terms == ()


@pytest.mark.parametrize("package", [REEL, replace(REEL, usage_rights_days=30)])
@pytest.mark.parametrize(
    "text",
    [
        "$850, usage is an extra $100",
        "$850 plus $100 for 30 days usage",
        "$850 for the reel, usage rights 30 days: $100",
    ],
)
def test_what_a_term_costs_extra_is_no_price_for_the_whole(text: str, package: Package) -> None:
    assert ask(text, package) == 850


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("Can you do $600? Otherwise I could live with $550", 550),
        ("Can you do $600? If not, otherwise I'd take $550", 550),
        ("I could do it for $600, otherwise I'd have to charge $800", 600),
        ("I charge $700 otherwise, but $600 for you", 600),
        ("Otherwise my rate is $800. For this $600.", 600),
    ],
)
def test_what_they_could_live_with_otherwise_is_the_ask_and_their_rate_otherwise_is_none(text: str, fee: int) -> None:
    assert ask(text) == fee
