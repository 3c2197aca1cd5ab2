"""Who belongs to a conversation, and is this one of them?

A mail must come from somebody the conversation knows: the creator, whoever
the creator's own mails brought in, or a colleague at the same organisation.
Whoever knows a Message-ID can write into a thread; that alone makes nobody a
party to it. It judges addresses, never what a mail's text says about them.
"""

# Where everybody can have an address, a shared domain says nothing.
_PUBLIC_MAIL = frozenset(
    (
        "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com aol.com icloud.com "
        "me.com mac.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at gmx.ch web.de t-online.de "
        "freenet.de "
        "mail.com mail.ru yandex.ru yandex.com inbox.ru list.ru bk.ru rambler.ru ukr.net zoho.com fastmail.com "
        "hey.com tutanota.com tuta.io qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net libero.it "
        "virgilio.it "
        "tiscali.it alice.it orange.fr wanadoo.fr free.fr sfr.fr laposte.net seznam.cz centrum.cz wp.pl o2.pl onet.pl "
        "interia.pl bol.com.br uol.com.br terra.com.br rediffmail.com comcast.net verizon.net att.net sbcglobal.net "
        "bellsouth.net cox.net btinternet.com sky.com virginmedia.com bigpond.com ziggo.nl kpnmail.nl telenet.be abv.bg"
    ).split()
)
_PUBLIC_FIRST_LABELS = ("yahoo", "hotmail", "outlook", "live", "gmx")


def plain_address(email: str) -> str:
    """Return the address without what the mailbox itself ignores: case, a ``+tag``, Gmail's dots."""
    local, _, domain = email.lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def belongs(sender: str, known: tuple[str, ...]) -> bool:
    """Say whether *sender* is one of *known*, under another form of the address or as their colleague."""
    plain = {plain_address(one) for one in known}
    if plain_address(sender) in plain:
        return True
    domain = sender.lower().rpartition("@")[2]
    return bool(domain) and not is_public(domain) and domain in {one.rpartition("@")[2] for one in plain}


def is_public(domain: str) -> bool:
    """Say whether anybody can get an address at *domain*."""
    return domain in _PUBLIC_MAIL or domain.split(".", maxsplit=1)[0] in _PUBLIC_FIRST_LABELS
