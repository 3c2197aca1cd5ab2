"""What is this mail? One answer for whatever bytes arrive.

``parse_mail`` never raises and works within bounds of time and memory: what
is too large, too deep or too strange is quarantined with its reason, so that
a person sees it and the mailbox goes on. It judges the mail by itself only;
whether it belongs to a negotiation is routing's question.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from steps.mail.addresses import read_addresses, read_message_ids
from steps.mail.automatic import auto_submitted, automatic_reason
from steps.mail.bounces import Bounce, find_bounce
from steps.mail.headers import MAX_BLOCK_BYTES, MAX_FIELDS, Headers, read_headers
from steps.mail.mime import Part, file_name, walk
from steps.mail.own_words import own_words
from steps.mail.parsed import NOBODY, Address, DmarcResult, MailKind, ParsedMail
from steps.mail.return_date import return_date
from steps.mail.visible_text import visible_text

MAX_MAIL_BYTES = 25_000_000
MAX_SUBJECT_CHARS = 1_000
MAX_ATTACHMENT_NAMES = 50

# A sender chooses what stands in quotes and comments, and even in the envelope's address: only what begins a
# method's own segment is the server's word.
_METHOD = re.compile(r"\s{0,20}(dmarc|spf|dkim)\s{0,4}=\s{0,4}([a-z]{1,20})", re.IGNORECASE)
_SENDERS_CHOICE = re.compile(r"\"(?:[^\"\\]|\\.){0,1000}\"|\([^()]{0,1000}\)")


def parse_mail(raw: bytes) -> ParsedMail:
    """Read one RFC 5322 mail. Never raises; what cannot be read comes back as quarantined."""
    if len(raw) > MAX_MAIL_BYTES:
        return _headers_only(raw, "too_large")
    try:
        return _parse(raw)
    except Exception as error:
        return _headers_only(raw, f"unreadable:{type(error).__name__}")


def _headers_only(raw: bytes, reason: str) -> ParsedMail:
    """Return who sent it and about what, so that a person can find the mail."""
    try:
        headers, _ = read_headers(raw, 0, len(raw))
        return replace(_facts(headers), kind=MailKind.QUARANTINED, reason=reason)
    except Exception:
        return ParsedMail(MailKind.QUARANTINED, reason)


def _parse(raw: bytes) -> ParsedMail:
    parts, cut = walk(raw)
    headers = parts[0].headers
    facts = replace(_facts(headers), text=visible_text(raw, parts), attachment_names=_attachments(parts))
    trouble = _trouble(headers, parts, cut)
    if trouble:
        return replace(facts, kind=MailKind.QUARANTINED, reason=trouble, own_words=_words(raw, parts))
    bounce = find_bounce(raw, parts, facts.text)
    if bounce:
        return _bounced(facts, bounce)
    reason = automatic_reason(headers)
    if not reason and not facts.sender.email:
        return replace(facts, kind=MailKind.QUARANTINED, reason="no_sender", own_words=_words(raw, parts))
    if reason:
        back = return_date(facts.text, facts.date_iso, headers.get("x-apple-criteria"))
        facts = replace(facts, kind=MailKind.AUTOMATIC, reason=reason, return_date_iso=back)
    return replace(facts, own_words=_words(raw, parts))


def _words(raw: bytes, parts: tuple[Part, ...]) -> str:
    return own_words(visible_text(raw, parts, keep_quotes=False))


def _trouble(headers: Headers, parts: tuple[Part, ...], cut: bool) -> str:
    """Return why nobody may act on this mail, or an empty string."""
    if not headers.fields:
        return "no_headers"
    if parts[0].start >= MAX_BLOCK_BYTES or len(headers.fields) >= MAX_FIELDS:
        return "headers_too_large"
    if cut:
        return "nested_too_deep_or_too_many_parts"
    if len(headers.all("from")) > 1:
        # Two programs would show two different senders.
        return "several_from_fields"
    if parts[0].content_type in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        return "encrypted"
    return ""


def _bounced(facts: ParsedMail, bounce: Bounce) -> ParsedMail:
    return replace(
        facts,
        kind=MailKind.BOUNCE,
        reason=bounce.reason,
        bounced_recipient=bounce.recipient,
        bounce_is_permanent=bounce.is_permanent,
        bounce_is_delayed=bounce.is_delayed,
        returned_message_id=bounce.returned_message_id,
        returned_parley_key=bounce.returned_parley_key,
    )


def _facts(headers: Headers) -> ParsedMail:
    """Return what the headers alone say."""
    senders = read_addresses(headers.get("from"))
    answered = read_message_ids(headers.get("in-reply-to"))
    own_id = read_message_ids(headers.get("message-id"))
    return ParsedMail(
        kind=MailKind.PERSON,
        reason="",
        message_id=own_id[0] if own_id else "",
        in_reply_to=answered[0] if answered else "",
        references=read_message_ids(headers.get("references")),
        sender=senders[0] if senders else NOBODY,
        passed_on_from=_passed_on_from(headers),
        reply_to=read_addresses(headers.get("reply-to")),
        to=read_addresses(",".join(headers.all("to"))),
        cc=read_addresses(",".join(headers.all("cc"))),
        bcc=read_addresses(",".join(headers.all("bcc"))),
        subject=headers.text("subject")[:MAX_SUBJECT_CHARS],
        date_iso=_date_iso(headers.get("date")),
        dmarc=_dmarc(headers),
        auto_submitted=auto_submitted(headers),
        parley_key=headers.get("x-parley-key")[:200],
        list_unsubscribe=headers.has("list-unsubscribe"),
    )


def _passed_on_from(headers: Headers) -> Address:
    """Return who wrote what a list sends on.

    A Google Group puts its own address into From when the author's domain forbids anybody else to use theirs.
    """
    if not headers.has("list-id") and not headers.has("x-google-group-id"):
        return NOBODY
    named = (read_addresses(headers.get(name)) for name in ("x-original-from", "x-original-sender", "reply-to"))
    return next((found[0] for found in named if len(found) == 1), NOBODY)


def _attachments(parts: tuple[Part, ...]) -> tuple[str, ...]:
    names = (file_name(part) for part in parts if not part.returned)
    return tuple(name for name in names if name)[:MAX_ATTACHMENT_NAMES]


def _dmarc(headers: Headers) -> DmarcResult:
    """Return the verdict of the server that took the mail in: the topmost field, the others may be forged.

    What a list passes on was judged when the list took it in; its own good name does not make up for that.
    """
    passed_on = _verdict(headers.get("x-original-authentication-results"))
    return passed_on if passed_on is DmarcResult.FAIL else _verdict(headers.get("authentication-results"))


def _verdict(said: str) -> DmarcResult:
    for _ in range(3):  # comments lie inside comments
        said = _SENDERS_CHOICE.sub(" ", said)
    methods = [(found[1].lower(), found[2].lower()) for found in map(_METHOD.match, said.split(";")) if found]
    dmarc = next((result for method, result in methods if method == "dmarc"), "none")
    if dmarc in ("pass", "fail", "permerror"):
        return DmarcResult.PASS if dmarc == "pass" else DmarcResult.FAIL
    # A domain without a policy still says from where its mail comes, and that this one does not.
    return DmarcResult.FAIL if ("spf", "fail") in methods and ("dkim", "pass") not in methods else DmarcResult.NONE


def _date_iso(value: str) -> str | None:
    try:
        read = parsedate_tz(value[:100])
        if read is None:
            return None
        zone = timezone(timedelta(seconds=read[9] or 0))
        return datetime(*read[:6], tzinfo=zone).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
