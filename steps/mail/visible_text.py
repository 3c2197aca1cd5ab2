"""What would a reader see?

Picks the parts a mail program would show and turns HTML into text. Text that
is hidden from the eye is left out: it was not said. It does not tell the
sender's words from quoted ones.
"""

from steps.mail.html_text import html_to_text
from steps.mail.mime import Part, file_name, part_text

MAX_TEXT_CHARS = 200_000


def visible_text(raw: bytes, parts: tuple[Part, ...], keep_quotes: bool = True) -> str:
    """Return the text of the mail, from plain parts where there are any, else from HTML."""
    shown = [part for part in parts if not part.returned and _is_shown(part)]
    texts: list[str] = []
    seen_choices: set[int] = set()
    for part in sorted(shown, key=lambda part: part.content_type == "text/html" and part.choice >= 0):
        if part.choice >= 0 and part.choice in seen_choices and part.content_type == "text/html":
            continue
        text = part_text(raw, part)
        if part.content_type == "text/html":
            text = html_to_text(text, keep_quotes)
        if text.strip():
            texts.append(text)
            seen_choices.add(part.choice)
        if sum(map(len, texts)) > MAX_TEXT_CHARS:
            break
    return "\n".join(texts)[:MAX_TEXT_CHARS]


def _is_shown(part: Part) -> bool:
    disposition = part.headers.get("content-disposition").strip().lower()
    attached = disposition.startswith("attachment") or (bool(file_name(part)) and not disposition.startswith("inline"))
    return part.content_type in ("text/plain", "text/html") and not attached
