"""Of a rate card, which price is for the package?"""

import pytest

from negotiation.reading import Role
from negotiation.terms import Deliverable, Package, Platform
from steps.clients.language.offline_reader import read_offline
from steps.evidence import check_reading
from steps.language import ReplyToRead

REEL, STORY = Deliverable(Platform.INSTAGRAM, "reel"), Deliverable(Platform.INSTAGRAM, "story")
TWO, BOTH = Package((Deliverable(Platform.INSTAGRAM, "reel", 2),)), Package((REEL, STORY))


@pytest.mark.parametrize(
    ("text", "package", "fee"),
    [
        ("1 reel $800, 2 reels $1,400, 3 reels $1,900", TWO, 1400),
        ("1x Reel: $800\n2x Reels: $1,400\n3x Reels: $1,900", TWO, 1400),
        ("Reel $800. Two reels $1,400.", TWO, 1400),
        ("1 reel $800", TWO, 1600),
        ("1 reel $800, 2 reels $1,400, 3 reels $1,900", Package((REEL,)), 800),
        ("Reel $600, story $150", BOTH, 750),
        ("Reel $600, story $150, both together $700", BOTH, 700),
        ("Reel: $600\nStory: $150\nBoth: $700", BOTH, 700),
        ("Reel 600 $, Story 150 $, zusammen 700 $", BOTH, 700),
    ],
)
def test_a_price_for_the_package_goes_before_a_sum(text: str, package: Package, fee: int) -> None:
    mail = ReplyToRead(text, "Re: Lumo", 50_000, "USD", package, "Lumo")
    read = check_reading(read_offline(mail), mail)
    assert [a.cents // 100 for a in read.amounts if a.role is Role.ASK] == [fee]
    assert read.confidence >= 70
