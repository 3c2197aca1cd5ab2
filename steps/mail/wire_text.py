"""How is text written into a header line of limited length?

RFC 2047 words and folding for outgoing mail. It writes; ``headers`` reads.
"""

import binascii

MAX_LINE = 76
MAX_WORD_BYTES = 39  # "=?utf-8?b?" + base64 + "?=" stays within the 75 characters of RFC 2047


def encode_words(text: str, used: int) -> str:
    """Return *text* folded: ASCII as it is, else as encoded words; *used* characters of line one are taken."""
    flat = "".join(char if char.isprintable() else " " for char in text)
    if flat.isascii() and "=?" not in flat:
        return fold_list(flat.split(" "), "", used)
    return "\r\n ".join(f"=?utf-8?b?{_base64(piece)}?=" for piece in _pieces(flat))


def _base64(piece: str) -> str:
    return binascii.b2a_base64(piece.encode("utf-8", "replace"), newline=False).decode("ascii")


def _pieces(text: str) -> list[str]:
    """Cut between characters, so that each word decodes by itself."""
    pieces, size = [""], 0
    for char in text:
        width = len(char.encode("utf-8", "replace"))
        if size + width > MAX_WORD_BYTES:
            pieces.append("")
            size = 0
        pieces[-1] += char
        size += width
    return pieces


def fold_list(items: list[str], separator: str, used: int = 12) -> str:
    """Join *items* with *separator* and a space, breaking the line between items only."""
    lines, width = [""], used
    for number, item in enumerate(items):
        piece = item + (separator if number + 1 < len(items) else "")
        if lines[-1] and width + len(piece) + 1 > MAX_LINE:
            lines.append("")
            width = 1
        lines[-1] += (" " if lines[-1] else "") + piece
        width += len(piece) + 1
    return "\r\n ".join(lines)
