"""Does a price stand for all that we want, for a part of it, or for something else?

A rate card names a price for each kind of piece, and only some of them are
ours. Whoever takes a story's price for a reel's, or a reel's for a reel and a
story, agrees to what nobody offered. It chooses no ask.
"""

import re

from negotiation.terms import Package
from steps.price_list import PLAIN_KINDS

_GIVEN_AWAY = re.compile(
    r"\b(?:free|included?|including|throw(?:n|ing)? in|on (?:me|the house)|gratis|bonus|no (?:extra|additional)|"
    r"for nothing)\b"
)


def is_of_another_kind(kinds: frozenset[str], package: Package | None) -> bool:
    """Tell whether a price for *kinds* is for pieces that *package* has none of: a story's, where a reel is wanted."""
    if package is None or not kinds:
        return False
    wanted = {d.kind for d in package.deliverables}
    # Where no Instagram piece is wanted, a "reel" is a word for any short video.
    return kinds <= PLAIN_KINDS - (wanted if wanted & PLAIN_KINDS else {"reel"})


def is_of_a_part(kinds: frozenset[str], package: Package | None, folded: str) -> bool:
    """Tell whether a price for *kinds* leaves out a kind of *package*, which the mail does not give away with it."""
    if package is None or not kinds or _GIVEN_AWAY.search(folded):
        return False
    return kinds < {d.kind for d in package.deliverables} & PLAIN_KINDS
