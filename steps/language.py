"""What does Parley ask of a language, and what does it get back?

One protocol with two questions, read a mail and write a mail, answered by
rules and templates (offline) or by a model. It knows no vendor and decides
nothing: a Reading is a set of facts still to be checked, a Draft is words
still to be guarded.
"""

from dataclasses import dataclass
from typing import Protocol

from negotiation.letter import Draft, LetterOrder
from negotiation.reading import Reading
from negotiation.terms import Package


@dataclass(frozen=True, slots=True)
class ReplyToRead:
    """One reply as the reader sees it: the sender's own words, no quoted history, and what is on the table."""

    own_words: str
    subject: str
    offer_cents: int | None
    currency: str
    package: Package | None
    brand: str
    automatic: bool = False
    ask_cents: int | None = None  # what they asked last, in the campaign's currency


@dataclass(frozen=True, slots=True)
class ModelCall:
    """What one question cost. ``purpose`` is ``read`` or ``write``; the offline answers cost no tokens."""

    purpose: str
    model: str
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    milliseconds: int


class LanguageClient(Protocol):
    """Reads a reply into facts and writes a verdict into words; every answer comes with its cost."""

    async def read(self, mail: ReplyToRead) -> tuple[Reading, ModelCall]:
        """Return what *mail* says. The caller checks it with `steps.evidence` before any rule looks at it."""
        ...

    async def write(self, order: LetterOrder) -> tuple[Draft, ModelCall]:
        """Return the words of *order*. The caller has them checked by `negotiation.guard` before they are sent."""
        ...

    async def close(self) -> None:
        """Close what holds a line open."""
        ...
