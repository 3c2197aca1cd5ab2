"""Who belongs to a conversation, and is this one of them?

A mail must come from somebody the conversation knows: the creator, whoever
the creator's own mails brought in, or a colleague at the same organisation.
Whoever knows a Message-ID can write into a thread; that alone makes nobody a
party to it. It judges addresses, never what a mail's text says about them.
"""

from steps.mail.public_mail import is_public


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
