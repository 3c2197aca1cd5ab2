"""Is this a report that a mail of ours did not arrive, whose, and for good?

Reads delivery reports (RFC 3464), complaints (RFC 5965) and the free-form
notes of older mail servers, with flufl.bounce for their many dialects. It
asks for evidence of a machine before it believes the words: a person who
writes "my mail bounced" is a person.
"""

import email
import re
from dataclasses import dataclass
from email.errors import MessageError

import flufl.bounce

from steps.mail.addresses import read_address, read_message_ids
from steps.mail.automatic import is_no_reply
from steps.mail.headers import Headers
from steps.mail.mime import Part, parameter, part_text

MAX_SCAN_BYTES = 200_000
MAX_SCAN_PARTS = 30

_DAEMON = re.compile(
    r"^(?:mailer[-_.]?daemon|mail[-_.]?daemon|daemon|maildaemon|mdaemon|postmast|po{1,2}st[-_.]?master|mailerdaemon|mailmaster|bounce"
    r"|mail[-_.]?delivery|mailsystem|mail[-_.]?admin\w{0,10}|uucp|mmdf|smtp"
    r"|microsoftexchange[0-9a-f]{0,40}|mailer|notify)\b",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail(?:er)?[- ]?(?:delivery|daemon)|delivery (?:sub)?system|mail system"
    r"|system administrator|systemadministrator"
    r"|systeemadministrator|administrateur syst|postmaster|mail administrator|microsoft outlook$"
    r"|mail delivery",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"undeliver|non[- ]?remis|undelivered|failed mail"
    r"|delivery (?:status|failure|failed|report|notification|error|problem|has failed|delayed)"
    r"|failure notice|returned mail|mail (?:delivery|system|error)|message delivery"
    r"|could not be delivered|delivery\s?[:(]"
    r"|returned to sender|failed delivery|delivery-?fail|non[- ]?delivery|nondeliverable|\bndn\b"
    r"|\bdsn\b|not delivered|unable to deliver"
    r"|mail could not|permanent (?:error|fail)|delivery incomplete|deliver mail"
    r"|message (?:could not|undeliverable|status|not delivered)"
    r"|unzustellbar|nicht zustellbar|zustellung|mail failure|warning: (?:message|could not)"
    r"|bounce|rejected|mailer[- ]daemon"
    r"|no se puede entregar|non recapitabile|impossible de remettre|недоставлен|配信不能"
    r"|returned message|user unknown|e-?mail error"
    r"|não entregue|onbestelbaar|kan ikke leveres|recipient|unknown user"
    r"|message can't be delivered|address not found|abuse report",
    re.IGNORECASE,
)
_EVIDENCE = re.compile(
    r"\b[45]\.\d{1,3}\.\d{1,3}\b|\b(?:421|45[0-2]|471|55[0-6]|571|511|521|523|530|541)[ -]"
    r"|(?:could not|couldn't|cannot|can't|not able to|unable to|wasn't|was not|has not been|not) (?:be )?deliver"
    r"|did not reach|permanent(?:ly)? (?:error|fail)|fatal errors?|undeliver|user unknown"
    r"|unknown (?:user|local part|address)"
    r"|no such (?:user|local user|recipient)|mailbox (?:is )?(?:full|unavailable|not found)"
    r"|address(?:es)? (?:rejected|failed|not found)"
    r"|over quota|quota exceeded|recipient rejected|host unknown|returned message|does not exist"
    r"|delivery (?:has )?failed|rejected"
    r"|配信できません|宛先|届きません|não (?:foi|pôde)|could not be|doesn't have an? .{0,40} account"
    r"|failed to deliver|invalid recipient",
    re.IGNORECASE,
)
_HARD_TEXT = re.compile(
    r"\b5\.\d{1,3}\.\d{1,3}\b|\b55\d[ -]|user unknown|unknown user|no such user|does not exist"
    r"|permanent|fatal error|not found|disabled"
    r"|mailbox unavailable|(?:invalid|unknown) (?:recipient|address)|not listed in|may not exist"
    r"|not have permission",
    re.IGNORECASE,
)
_SOFT_TEXT = re.compile(
    r"\b4\.\d{1,3}\.\d{1,3}\b|\b4[25]\d[ -]|will (?:keep trying|retry|be retried|continue trying)"
    r"|delayed|temporar|do(?:es)? not need to resend",
    re.IGNORECASE,
)
_STILL_TRYING = re.compile(
    r"will (?:keep trying|retry|be retried|continue trying|be attempted)|do(?:es)? not need to resend"
    r"|(?:still|continue) (?:be )?(?:trying|attempt)|(?:is|been|was) delayed|delayed \d|warning message only",
    re.IGNORECASE,
)
# What a server says that goes by no name we know. A person may say it of a parcel, hardly of "your message".
_SERVER_SAYS = re.compile(
    r"\b(?:your|the following|this|the|a) (?:e-?mail|mail|message)\b.{0,120}?"
    r"\b(?:could not|cannot|was not|has not been|unable to)(?: be)? deliver"
    r"|unable to deliver (?:the |your |this )?message|^\W{0,10}(?:failed recipients|non-delivery report)\b",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_ALWAYS_DAEMON = re.compile(r"mailer[-_.]?daemon@", re.IGNORECASE)
# Escaped once more where the notification lies in an envelope of its own.
_SES_EVENT = re.compile(
    r"\"(?:notificationType|eventType)\\?\"\s{0,4}:\s{0,4}\\?\"(?:bounce|complaint)\\?\"", re.IGNORECASE
)
_LIST_REFUSES = re.compile(
    r"not (?:a )?member|members? only|only members|not (?:allowed|permitted) to post|duplicated message-id|loop alert",
    re.IGNORECASE,
)
_COMPLAINT = re.compile(
    r"^\s{0,4}(?:complaint about message|abuse report|email feedback report|spam report)", re.IGNORECASE
)
_RECIPIENT_FIELDS = ("x-failed-recipients", "x-actual-recipient", "x-postfix-recipient", "x-bounced-address")
_STATUS = re.compile(r"^\s{0,4}status\s{0,4}:\s{0,4}([245])\.", re.IGNORECASE | re.MULTILINE)
_ACTION = re.compile(r"^\s{0,4}action\s{0,4}:\s{0,4}([a-z]{1,20})", re.IGNORECASE | re.MULTILINE)
_FINAL = re.compile(
    r"^\s{0,4}(?:original|final|removal|original-rcpt|x-actual)-?(?:recipient|to)?\s{0,4}:\s{0,4}(?:[a-z0-9-]{1,20}\s{0,4};)?\s{0,4}(\S{1,300})",
    re.IGNORECASE | re.MULTILINE,
)
_ANY_ADDRESS = re.compile(r"<?([a-z0-9][\w.+=-]{0,63}@[a-z0-9][a-z0-9.-]{1,200}\.[a-z]{2,20})>?", re.IGNORECASE)
# What flufl.bounce 6 and the stdlib parser under it are known to raise on hostile mail.
_SCAN_ERRORS = (
    MessageError, LookupError, AttributeError, ValueError, TypeError, RecursionError, AssertionError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery report says."""

    reason: str
    recipient: str = ""
    is_permanent: bool | None = None
    is_delayed: bool = False
    returned_message_id: str = ""
    returned_parley_key: str = ""


def find_bounce(raw: bytes, parts: tuple[Part, ...], text: str) -> Bounce | None:
    """Return what the report says, or None when the mail is no delivery report or complaint."""
    headers = parts[0].headers
    report = _report(raw, parts)
    if report is not None and not _is_success(report):
        return _described("delivery_report", raw, parts, report, text)
    if report is not None:
        return None
    reason = _told_by(headers, text, parts)
    return _described(reason, raw, parts, "", text) if reason else None


def _report(raw: bytes, parts: tuple[Part, ...]) -> str | None:
    """Return the text of the machine-readable report that is addressed to us, if there is one."""
    wanted = ("message/delivery-status", "message/feedback-report", "message/global-delivery-status")
    found = [part_text(raw, part) for part in parts if part.content_type in wanted and not part.returned]
    if found:
        return "\n".join(found)
    top = parts[0]
    kind = parameter(top.headers.get("content-type"), "report-type").lower()
    return "" if top.content_type == "multipart/report" and kind in ("delivery-status", "feedback-report") else None


def _is_success(report: str) -> bool:
    """A note that the mail did arrive is no bounce."""
    actions = {action.lower() for action in _ACTION.findall(report)}
    return bool(actions) and actions <= {"delivered", "relayed", "expanded"}


def _told_by(headers: Headers, text: str, parts: tuple[Part, ...]) -> str:
    """Return what gives a free-form bounce away, or an empty string."""
    if any(headers.has(name) for name in _RECIPIENT_FIELDS):
        return "failed_recipients_field"
    subject = headers.text("subject")[:300]
    sender = read_address(headers.get("from"))
    name = headers.text("from")[:200]
    daemon = bool(_DAEMON.match(sender.email or name.strip(' <"')) or _DAEMON_NAME.search(name))
    nobody = headers.get("return-path").replace(" ", "") in ("<>", "<MAILER-DAEMON>")
    said = bool(_SUBJECT.search(subject))
    proof = bool(_EVIDENCE.search(text[:20_000])) or any(part.returned for part in parts)
    if _ALWAYS_DAEMON.match(sender.email) or (daemon and (said or proof or nobody)):
        return "mailer_daemon"
    if headers.has("x-amz-sns-message-id") and _SES_EVENT.search(text[:20_000]):
        return "ses_notification"
    if headers.has("x-mlserver") and _LIST_REFUSES.search(subject):
        return "list_refused"
    if _COMPLAINT.search(subject) and not text.strip() and any(part.returned for part in parts):
        return "complaint"
    if nobody and (said or proof):
        return "empty_return_path"
    if is_no_reply(headers) and _EVIDENCE.search(text[:20_000]) and any(part.returned for part in parts):
        return "returned_mail"
    answers = headers.has("in-reply-to") or bool(re.match(r"\s*(?:re|aw|fwd?|wg)\s*:", subject, re.IGNORECASE))
    if said and proof and not answers and _machine_like(headers):
        return "bounce_subject"
    # A person's mail program names them, and what it answers.
    nameless = bool(sender.email) and not (sender.name or headers.has("in-reply-to") or headers.has("references"))
    return "server_notice" if said and nameless and _SERVER_SAYS.search(text[:1_500]) else ""


def _machine_like(headers: Headers) -> bool:
    return headers.has("auto-submitted") or headers.has("x-auto-response-suppress") or not headers.has("from")


def _described(reason: str, raw: bytes, parts: tuple[Part, ...], report: str, text: str) -> Bounce:
    returned = _returned(parts)
    ids = read_message_ids(returned.get("message-id")) or read_message_ids(parts[0].headers.get("in-reply-to"))
    return Bounce(
        reason,
        _recipient(raw, parts, report, text),
        _is_permanent(report, text),
        _is_delayed(report, text),
        ids[0] if ids else "",
        returned.get("x-parley-key")[:200],
    )


def _returned(parts: tuple[Part, ...]) -> Headers:
    """Return the headers of our mail that came back, as far as the report holds them."""
    return next((part.headers for part in parts if part.returned and part.headers.fields), Headers())


def _recipient(raw: bytes, parts: tuple[Part, ...], report: str, text: str) -> str:
    named = [match for match in _FINAL.findall(report) if "@" in match]
    named += [parts[0].headers.get(name) for name in _RECIPIENT_FIELDS]
    known = (read_address(item.strip("<>;")).email for item in named)
    found = next((address for address in known if address), "")
    found = found or _scanned(raw, parts) or _mentioned(parts[0].headers, text)
    return found or read_address(_returned(parts).get("to")).email


def _mentioned(headers: Headers, text: str) -> str:
    ours = {read_address(headers.get(name)).email for name in ("to", "from", "delivered-to")}
    found = (match.lower() for match in _ANY_ADDRESS.findall(text[:5_000]))
    return next((address for address in found if address not in ours and not _DAEMON.match(address)), "")


def _scanned(raw: bytes, parts: tuple[Part, ...]) -> str:
    """Ask flufl.bounce who it was; deep or large mails are not shown to it."""
    if len(parts) > MAX_SCAN_PARTS or len(raw) > MAX_SCAN_BYTES or not parts[0].headers.has("from"):
        return ""
    try:
        found = flufl.bounce.all_failures(email.message_from_bytes(raw))
    except _SCAN_ERRORS:
        return ""
    addresses = sorted(address for group in found for address in group)
    return read_address(addresses[0].decode("utf-8", "replace")).email if addresses else ""


def _is_permanent(report: str, text: str) -> bool | None:
    actions = {action.lower() for action in _ACTION.findall(report)}
    statuses = set(_STATUS.findall(report))
    if "5" in statuses or (actions == {"failed"} and "4" not in statuses):
        return True
    if statuses == {"4"} or "delayed" in actions:
        return False
    if _SOFT_TEXT.search(text[:20_000]) and not _HARD_TEXT.search(text[:20_000]):
        return False
    return True if _HARD_TEXT.search(text[:20_000]) else None


def _is_delayed(report: str, text: str) -> bool:
    """Say whether the server is still trying; a failure with a passing cause is a failure all the same."""
    actions = {action.lower() for action in _ACTION.findall(report)}
    if actions:
        return actions == {"delayed"}
    return bool(_STILL_TRYING.search(text[:20_000])) and not _HARD_TEXT.search(text[:20_000])
