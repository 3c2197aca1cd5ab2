"""What does an answer look like on the wire?

Turns a Speech or a Bounce into a raw RFC 5322 mail with the headers a real
one has: threading, a Message-ID in its program's style, the receiving
server's authentication result. It decides neither what is said nor when.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from random import Random
from typing import assert_never

from sandbox.creators.people import Answer, Bounce, Contact, MailStyle, Profile, Speech
from sandbox.creators.quoting import Quoted, html_body, plain_body
from sandbox.mailtypes import ReceivedMail

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail needs beside its words."""

    profile: Profile
    answered: ReceivedMail
    answered_at: datetime
    sent_at: datetime
    dice: Random


def write(answer: Answer, envelope: Envelope) -> tuple[str, bytes]:
    """Return the Message-ID and the raw mail that says *answer*."""
    match answer:
        case Speech():
            message = _spoken(answer, envelope)
        case Bounce():
            message = _bounced(envelope)
        case _:
            assert_never(answer)
    if message.is_multipart():
        message.set_boundary(f"=_{envelope.dice.getrandbits(96):024x}")  # the library's own would differ at each run
    return str(message["Message-ID"]), message.as_bytes()


def _spoken(speech: Speech, envelope: Envelope) -> EmailMessage:
    profile, mail = envelope.profile, envelope.answered
    sender = speech.sender or profile.contact
    style = speech.style or profile.style
    message = EmailMessage(policy=SMTP)
    if speech.authenticated:
        _arrived(message, sender, envelope)
    message["From"] = _address(sender)
    message["To"] = _address(speech.to) if speech.to else mail.from_address
    if speech.cc:
        message["Cc"] = [_address(contact) for contact in speech.cc]
    message["Subject"] = speech.subject or _reply_subject(mail.subject, speech.subject_prefix)
    _date_and_id(message, sender, envelope, style)
    if speech.in_thread:
        _thread(message, mail)
    for name, value in speech.headers:
        message[name] = value
    _fill(message, speech, envelope, style)
    return message


def _fill(message: EmailMessage, speech: Speech, envelope: Envelope, style: MailStyle) -> None:
    mail = envelope.answered
    quoted = Quoted(mail.from_address, mail.subject, mail.body_text, envelope.answered_at)
    shown = style if speech.in_thread else MailStyle.BARE
    message.set_content(plain_body(speech.text, quoted, shown), cte="quoted-printable")
    html = html_body(speech.text, quoted, shown)
    if html is not None:
        message.add_alternative(html, subtype="html", cte="quoted-printable")


def _bounced(envelope: Envelope) -> EmailMessage:
    """Write a delivery failure as RFC 3464 has it: a sentence, the report, the returned headers."""
    profile, mail = envelope.profile, envelope.answered
    domain = profile.contact.address.partition("@")[2]
    server = Contact("Mail Delivery Subsystem", f"mailer-daemon@{domain}")
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = "<>"
    message["From"] = _address(server)
    message["To"] = mail.from_address
    message["Auto-Submitted"] = "auto-replied"
    message["Subject"] = "Delivery Status Notification (Failure)"
    _date_and_id(message, server, envelope, MailStyle.BARE)
    _thread(message, mail)
    message["X-Failed-Recipients"] = profile.contact.address
    why = "550 5.1.1 The email account that you tried to reach does not exist."
    message.set_content(
        f"Address not found\n\nYour message wasn't delivered to {profile.contact.address} because "
        f"the address couldn't be found, or is unable to receive mail.\n\nThe response was:\n{why}\n"
    )
    message.make_mixed()
    message.replace_header("Content-Type", "multipart/report")
    message.set_param("report-type", "delivery-status")
    message.attach(_delivery_status(domain, profile.contact.address, why))
    message.attach(_returned_headers(mail, profile.contact.address))
    return message


def _delivery_status(domain: str, address: str, why: str) -> EmailMessage:
    server, recipient = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    server["Reporting-MTA"] = f"dns; mx.{domain}"
    recipient["Final-Recipient"] = f"rfc822; {address}"
    recipient["Action"] = "failed"
    recipient["Status"] = "5.1.1"
    recipient["Diagnostic-Code"] = f"smtp; {why}"
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([server, recipient])
    return part


def _returned_headers(mail: ReceivedMail, address: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = "text/rfc822-headers"
    part.set_payload(
        f"Message-ID: {mail.message_id}\r\nFrom: {mail.from_address}\r\nTo: {address}\r\nSubject: {mail.subject}\r\n"
    )
    return part


def _arrived(message: EmailMessage, sender: Contact, envelope: Envelope) -> None:
    """Add what the receiving server writes above a mail it took in."""
    domain = sender.address.partition("@")[2]
    stamp = format_datetime(envelope.sent_at)
    message["Return-Path"] = f"<{sender.address}>"
    message["Received"] = f"from smtp.{domain} (smtp.{domain} [192.0.2.25]) by mx.google.com with ESMTPS; {stamp}"
    message["Authentication-Results"] = (
        f"mx.google.com; dkim=pass header.i=@{domain} header.s=s1; "
        f"spf=pass smtp.mailfrom={sender.address}; dmarc=pass (p=REJECT dis=NONE) header.from={domain}"
    )


def _date_and_id(message: EmailMessage, sender: Contact, envelope: Envelope, style: MailStyle) -> None:
    message["Date"] = format_datetime(envelope.sent_at)
    message["Message-ID"] = _message_id(sender.address.partition("@")[2], style, envelope.dice)
    message["MIME-Version"] = "1.0"


def _thread(message: EmailMessage, mail: ReceivedMail) -> None:
    message["In-Reply-To"] = mail.message_id
    message["References"] = " ".join((*mail.references, mail.message_id))


def _message_id(domain: str, style: MailStyle, dice: Random) -> str:
    hexes = f"{dice.getrandbits(128):032X}"
    match style:
        case MailStyle.APPLE:
            return f"<{hexes[:8]}-{hexes[8:12]}-{hexes[12:16]}-{hexes[16:20]}-{hexes[20:]}@{domain}>"
        case MailStyle.OUTLOOK:
            return f"<{hexes[:20]}@PR3P{hexes[20:23]}.prod.outlook.{domain}>"
        case _:
            return f"<CA{'+=_'[dice.randrange(3)]}{''.join(dice.choices(_LETTERS, k=38))}@mail.{domain}>"


def _reply_subject(subject: str, prefix: str) -> str:
    if prefix:
        return prefix + subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _address(contact: Contact) -> Address:
    return Address(display_name=contact.name, addr_spec=contact.address)
