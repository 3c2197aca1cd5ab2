"""Who belongs to a conversation?"""

import pytest

from steps.mail.people import belongs
from steps.mail.public_mail import is_public


@pytest.mark.parametrize(
    "domain",
    "gmail.com posteo.de mailbox.org web.de bluewin.ch aon.at orange.fr ziggo.nl telenet.be libero.it telefonica.net "
    "sapo.pt btinternet.com telia.com mail.dk kolumbus.fi seznam.cz wp.pl freemail.hu abv.bg mail.ru rogers.com "
    "comcast.net uol.com.br qq.com naver.com docomo.ne.jp hinet.net rediffmail.com bigpond.com xtra.co.nz yahoo.co.jp "
    "hotmail.se outlook.es live.nl gmx.at aol.de protonmail.ch".split(),
)
def test_a_stranger_at_the_creators_provider_is_no_colleague(domain: str) -> None:
    assert not belongs(f"max@{domain}", (f"ada@{domain}",))
    assert belongs(f"Ada+work@{domain}", (f"ada@{domain}",))


@pytest.mark.parametrize(
    "domain", ["brightside-talent.example", "mail.brightside.example", "posteo.example", "live-agency.com"]
)
def test_a_colleague_at_their_own_domain_is_one(domain: str) -> None:
    assert not is_public(domain)
    assert belongs(f"tess@{domain}", (f"ada@{domain}",))
