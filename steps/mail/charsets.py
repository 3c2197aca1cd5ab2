"""Which characters do these bytes mean?

Guesses when the declared charset is unknown or wrong; never raises, and never
lets a NUL or a lone surrogate through, since neither survives a database.
"""

import codecs
import re

# Quadratic, or not meant for text from strangers.
_REFUSED = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
# Names seen in mail that Python knows under another name, and Latin-1 as
# browsers and mail readers really treat it.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "iso-8859-8-i": "iso-8859-8",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "utf8mb4": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "cp-850": "cp850",
    "windows-874": "cp874",
    "iso-8859-11": "cp874",
}
_UNSAFE = re.compile("[\x00\ud800-\udfff]")


def decode_charset(data: bytes, charset: str) -> str:
    """Decode *data*, by its declared charset where that works, else as UTF-8, else as Windows Latin."""
    for name in (_known(charset), "utf-8"):
        if name:
            try:
                return scrub(data.decode(name))
            except (UnicodeError, LookupError):
                continue
    return scrub(data.decode(_known(charset) or "cp1252", "replace"))


def _known(charset: str) -> str:
    name = charset.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    if not name or not name.isascii() or "\x00" in name or len(name) > 40:
        return ""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name.replace("-", "_") not in _REFUSED else ""


def scrub(text: str) -> str:
    """Return *text* without NUL bytes and lone surrogates."""
    return _UNSAFE.sub("\ufffd", text) if _UNSAFE.search(text) else text
