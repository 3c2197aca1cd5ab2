"""How does a mail program put our mail under the answer?

Gmail, Outlook and Apple Mail each mark history their own way, in text and in
HTML; readers have to strip all of them. Text in, text out: no headers here.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from sandbox.creators.people import MailStyle


@dataclass(frozen=True, slots=True)
class Quoted:
    """The mail that is answered."""

    sender: str
    subject: str
    text: str
    sent: datetime


def plain_body(text: str, quoted: Quoted, style: MailStyle) -> str:
    """Return the text/plain body with history as *style* writes it."""
    if style is MailStyle.BARE:
        return text
    if style is MailStyle.OUTLOOK:
        head = f"From: {quoted.sender}\nSent: {_long(quoted.sent)}\nSubject: {quoted.subject}\n"
        return f"{text}\n________________________________\n{head}\n{quoted.text}\n"
    lines = "\n".join(f"> {line}".rstrip() for line in quoted.text.strip().splitlines())
    return f"{text}\n{_attribution(quoted, style)}\n\n{lines}\n"


def html_body(text: str, quoted: Quoted, style: MailStyle) -> str | None:
    """Return the text/html body, or None for a style that sends text alone."""
    match style:
        case MailStyle.GMAIL:
            head = f'<div dir="ltr" class="gmail_attr">{escape(_attribution(quoted, style))}<br></div>'
            margin = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"
            quote = f'<blockquote class="gmail_quote" style="{margin}">{_lines(quoted.text)}</blockquote>'
            history = f'<div class="gmail_quote gmail_quote_container">{head}{quote}</div>'
            return f'<div dir="ltr">{_lines(text)}</div><br>{history}'
        case MailStyle.OUTLOOK:
            paragraphs = "".join(
                f'<p class="MsoNormal">{_lines(part)}<o:p></o:p></p>' for part in text.strip().split("\n\n")
            )
            head = f"<b>From:</b> {escape(quoted.sender)}<br><b>Sent:</b> {_long(quoted.sent)}<br>"
            head += f"<b>Subject:</b> {escape(quoted.subject)}"
            return (
                f'<html><body lang="EN-US"><div class="WordSection1">{paragraphs}</div>'
                f'<hr style="width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">{head}</font></div>'
                f"<div>{_lines(quoted.text)}</div></body></html>"
            )
        case MailStyle.APPLE:
            head = f"<div>{escape(_attribution(quoted, style))}</div>"
            inner = f'{head}<br class="Apple-interchange-newline"><div>{_lines(quoted.text)}</div>'
            quote = f'<br><div><blockquote type="cite">{inner}</blockquote></div>'
            return f'<html><body style="overflow-wrap: break-word;">{_lines(text)}{quote}</body></html>'
        case _:
            return None


def _attribution(quoted: Quoted, style: MailStyle) -> str:
    day = f"{quoted.sent:%b} {quoted.sent.day}, {quoted.sent:%Y}"
    clock = f"{quoted.sent:%I:%M %p}".lstrip("0")
    between = f", at {clock}," if style is MailStyle.APPLE else f" at {clock}"
    weekday = "" if style is MailStyle.APPLE else f"{quoted.sent:%a}, "
    sender = quoted.sender if style is MailStyle.APPLE else f"<{quoted.sender}>"
    return f"On {weekday}{day}{between} {sender} wrote:"


def _long(moment: datetime) -> str:
    return f"{moment:%A, %B} {moment.day}, {moment:%Y %I:%M %p}"


def _lines(text: str) -> str:
    return "<br>\n".join(escape(line) for line in text.strip().splitlines())
