"""Whose addresses stand in a field?

A small linear reader of address lists: quoted names, comments, groups and the
broken forms people's mail programs write. It refuses nothing and invents
nothing: what has no plausible ``@`` gives no address.
"""

import re

from steps.mail.headers import decode_words
from steps.mail.parsed import NOBODY, Address

MAX_ADDRESSES = 200
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"@]{1,128}@[^\s<>()\[\],;:\"@]{1,255}")
_IN_ANGLES = re.compile(r"<\s*([^<>]{0,400}?)\s*>")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,1000}"')
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,998})>")
_BARE_ID = re.compile(r"[^<>\s,;()]{1,998}@[^<>\s,;()]{1,998}")


def read_addresses(value: str) -> tuple[Address, ...]:
    """Return the mailboxes of an address list, without doubles, in order."""
    found = (read_address(item) for item in _split(value))
    return tuple(dict.fromkeys(address for address in found if address.email))


def read_address(item: str) -> Address:
    """Return the one mailbox in *item*; its email is empty when there is none."""
    bare = _without_quoted(item)
    in_angles = _IN_ANGLES.search(bare)
    match = _EMAIL.search(in_angles[1] if in_angles else bare)
    if match is None:
        return NOBODY
    email = match[0].strip(".'").lower()
    name = item[: in_angles.start()] if in_angles else _comment(item)
    return Address(_clean_name(name), email) if "@" in email[1:-1] else NOBODY


def _split(value: str) -> list[str]:
    """Split at the commas, semicolons and group colons that stand outside quotes, comments and angles."""
    items: list[str] = []
    current: list[str] = []
    quoted, depth, in_angle, escaped = False, 0, False, False
    for char in value:
        plain = not (quoted or depth or in_angle or escaped)
        if plain and char in ",;:":
            # "Friends: a@example.com;" - the group's name is not an address.
            if char != ":":
                items.append("".join(current))
            current = []
            if len(items) >= MAX_ADDRESSES:
                return items
            continue
        current.append(char)
        escaped, quoted, depth, in_angle = _inside(char, escaped, quoted, depth, in_angle)
    items.append("".join(current))
    return items


def _inside(char: str, escaped: bool, quoted: bool, depth: int, in_angle: bool) -> tuple[bool, bool, int, bool]:
    if escaped or char == "\\":
        return not escaped, quoted, depth, in_angle
    if char == '"' and not depth:
        return False, not quoted, depth, in_angle
    if not quoted and char in "()":
        return False, quoted, max(0, depth + (1 if char == "(" else -1)), in_angle
    if not quoted and not depth and char in "<>":
        return False, quoted, depth, char == "<"
    return False, quoted, depth, in_angle


def _without_quoted(item: str) -> str:
    """Blank a quoted display name out, so that an address inside it is not taken for the mailbox."""
    bare = _QUOTED.sub(lambda match: " " * len(match[0]), item)
    return bare if "@" in bare else item


def _comment(item: str) -> str:
    opening, closing = item.find("("), item.rfind(")")
    return item[opening + 1 : closing] if 0 <= opening < closing else ""


def _clean_name(name: str) -> str:
    bare = name.strip()
    if len(bare) > 1 and bare[0] == bare[-1] == '"':
        bare = re.sub(r"\\(.)", r"\1", bare[1:-1])
    return " ".join(decode_words(bare).replace('"', "").split())[:200]


def read_message_ids(value: str, most: int = 50) -> tuple[str, ...]:
    """Return the message ids in a References or In-Reply-To field; the first and the newest are kept."""
    found = _MESSAGE_ID.findall(value) or _BARE_ID.findall(value[:2_000])
    unique = tuple(dict.fromkeys(found))
    return unique if len(unique) <= most else (unique[0], *unique[1 - most :])
