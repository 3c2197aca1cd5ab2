"""How a call to a vendor can fail, and what may be done about it.

Every client turns every failure into one of these: the kinds differ in what the
caller may do next (wait, look before acting again, mend, ask a person). All of
them carry plain values and pickle both ways. Nothing here retries anything.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from negotiation.errors import OurFault, ParleyError, TheirFault, WorldFault
from steps.clock import now

LONGEST_DETAIL = 300
# A vendor's wait is obeyed up to a day: Gmail's sending block is the longest real one.
LONGEST_WAIT_SECONDS = 86_400.0
DEFAULT_WAIT_SECONDS = 5.0
# What anybody may guess, and what ordinary messages hold: nothing, a few letters, or one word of no great length.
_MERE_WORD = re.compile(r".{0,5}|[^\W\d_][a-z]{0,7}|[A-Z]{1,8}", re.DOTALL)


class VendorFault(ParleyError):
    """A vendor did not do what was asked; *vendor* says who."""

    vendor: str


class Throttled(VendorFault, WorldFault):
    """The vendor asks us to slow down; it has not acted. Wait that long, then act again."""

    def __init__(self, vendor: str, retry_after_seconds: float) -> None:
        super().__init__(vendor, retry_after_seconds)
        self.vendor, self.retry_after_seconds = vendor, retry_after_seconds

    def __str__(self) -> str:
        return f"{self.vendor} is throttling us: act again in {self.retry_after_seconds:g} s"


class Unavailable(VendorFault, WorldFault):
    """The vendor could not be asked, or only read: nothing was changed. Act again later."""

    def __init__(self, vendor: str, detail: str) -> None:
        super().__init__(vendor, detail)
        self.vendor, self.detail = vendor, detail

    def __str__(self) -> str:
        return f"{self.vendor} is unavailable and has not acted ({self.detail}): act again later"


class Unclear(VendorFault, WorldFault):
    """The vendor may have acted: timeout, dropped line, 5xx or garbage after a write. Look before acting again."""

    def __init__(self, vendor: str, detail: str) -> None:
        super().__init__(vendor, detail)
        self.vendor, self.detail = vendor, detail

    def __str__(self) -> str:
        return f"{self.vendor} may or may not have acted ({self.detail}): look before acting again"


class Refused(VendorFault, OurFault):
    """The vendor understood and will not do it: the request is ours to mend; asking again changes nothing."""

    def __init__(self, vendor: str, status: int, detail: str) -> None:
        super().__init__(vendor, status, detail)
        self.vendor, self.status, self.detail = vendor, status, detail

    def __str__(self) -> str:
        return f"{self.vendor} refused the request ({self.status}): {self.detail}"


class Unauthorized(VendorFault, WorldFault):
    """A credential is missing, wrong, expired or too narrow; *setting* names what to mend."""

    def __init__(self, vendor: str, setting: str, detail: str = "") -> None:
        super().__init__(vendor, setting, detail)
        self.vendor, self.setting, self.detail = vendor, setting, detail

    def __str__(self) -> str:
        reason = f" ({self.detail})" if self.detail else ""
        return f"{self.vendor} does not accept our credential{reason}: check {self.setting}"


class NotFound(VendorFault, TheirFault):
    """The vendor knows no such thing."""

    def __init__(self, vendor: str, what: str) -> None:
        super().__init__(vendor, what)
        self.vendor, self.what = vendor, what

    def __str__(self) -> str:
        return f"{self.vendor} knows no {self.what}"


class CursorExpired(NotFound):
    """The mailbox's history no longer reaches back to our cursor: resync over a bounded window."""


class Garbled(ValueError):
    """A vendor's answer has not the promised shape; each client turns it into Unclear or Unavailable."""


def broken_line(vendor: str, detail: str, *, wrote: bool) -> Unclear | Unavailable:
    """Return the fault of a lost or unreadable answer; *wrote* says whether the request changes anything."""
    return Unclear(vendor, detail) if wrote else Unavailable(vendor, detail)


def fault_of_status(
    vendor: str, status: int, detail: str, *, wrote: bool, setting: str, what: str, retry_after: str | None = None
) -> VendorFault:
    """Return the fault an HTTP status means for every vendor alike; peculiarities are the client's."""
    if status == 401:
        return Unauthorized(vendor, setting, detail)
    if status in (404, 410):
        return NotFound(vendor, what)
    if status == 429:
        return Throttled(vendor, wait_seconds(retry_after))
    if status == 408 or status >= 500 or status < 300:
        return broken_line(vendor, f"{status} {detail}".strip(), wrote=wrote)
    return Refused(vendor, status, detail)


def wait_seconds(retry_after: str | None) -> float:
    """Return the seconds a Retry-After header (or an ISO date in a message) asks for, within bounds."""
    if retry_after is None:
        return DEFAULT_WAIT_SECONDS
    try:
        seconds = float(retry_after)
    except ValueError:
        seconds = _seconds_until(retry_after)
    # NaN compares false both ways, so it falls to the default.
    return min(seconds, LONGEST_WAIT_SECONDS) if seconds >= 0 else DEFAULT_WAIT_SECONDS


def _seconds_until(moment: str) -> float:
    try:
        when = datetime.fromisoformat(moment) if re.match(r"\d{4}-", moment) else parsedate_to_datetime(moment)
    except ValueError:
        return DEFAULT_WAIT_SECONDS
    aware = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return max((aware - now()).total_seconds(), 0.0)


def is_mere_word(secret: str) -> bool:
    """Tell whether ordinary messages may hold *secret*, so that taking it out of them would hide nothing."""
    return _MERE_WORD.fullmatch(secret) is not None


def tidy(detail: str, secrets: Iterable[str] = ()) -> str:
    """Return *detail* fit for a message: one line, bounded, every secret blotted out."""
    for secret in secrets:
        if not is_mere_word(secret):
            detail = detail.replace(secret, "***")
    # Tokens we do not know by value (a fresh access token, someone else's) are known by shape.
    detail = re.sub(r"(?i)\b(bearer\s+\S+|xox[a-z]-\S+|xapp-\S+|ya29\.\S+|pk_\d\S+|sk-ant-\S+)", "***", detail)
    return " ".join(detail.split())[:LONGEST_DETAIL]
