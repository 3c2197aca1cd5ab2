"""How is a text from outside shown to a person who has to judge it?

Letter by letter: what would turn the reading direction, hide, or break out of
its line becomes visible. Escaping is the business of whoever shows it.
"""

import re

# Controls, lone surrogates, line separators, every mark that turns the reading direction, and invisible tags.
_TRICKS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_MOST_MARKS = 4  # combining marks on one letter; more climb out of their line
_MARKS = re.compile(r"[\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")


def plain(text: object, most: int = 0) -> str:
    """Return a stranger's text as it may be shown: tricks visible, marks bounded, cut after *most* letters."""
    given = str(text if text is not None else "").replace("\r\n", "\n").replace("\r", "\n")
    cut = f"{given[:most]}…" if most and len(given) > most else given
    shown = _TRICKS.sub(lambda trick: f"[U+{ord(trick[0]):04X}]", cut)
    return _MARKS.sub(lambda marks: marks[0][:_MOST_MARKS], shown)
