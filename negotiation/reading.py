"""What does a reply say? The facts of one mail, each with the words that prove it.

A Reading is made by a reader (a model, or rules) and checked by code before
any rule looks at it: a quote that is not in the mail is not evidence.
"""

from dataclasses import dataclass
from enum import StrEnum

from negotiation.term_prices import Term


class Intent(StrEnum):
    """What the sender wants to say."""

    ACCEPTANCE = "acceptance"
    CONDITIONAL_ACCEPTANCE = "conditional_acceptance"
    COUNTER_OFFER = "counter_offer"
    QUESTION = "question"
    REFUSAL = "refusal"
    HOLDING = "holding"
    MANAGER_HANDOVER = "manager_handover"
    OPT_OUT = "opt_out"
    OUT_OF_OFFICE = "out_of_office"
    OFF_TOPIC = "off_topic"
    HOSTILE = "hostile"
    LEGAL = "legal"
    INJECTION = "injection"


class Role(StrEnum):
    """What an amount in the mail stands for."""

    ASK = "ask"  # what they want for what we asked about
    OUR_OFFER = "our_offer"  # our amount quoted back
    PER_ITEM = "per_item"
    PACKAGE = "package"  # the price of another package than the one we asked about
    RAISE = "raise"  # how much more than our offer they want: "could you go up by $100?"
    DISCOUNT = "discount"  # how much less than their own ask they would take
    PAST = "past"  # what somebody else paid
    OTHER = "other"


# What wants another fee than ours, whatever it takes to work it out.
ASKED_ROLES = (Role.ASK, Role.PER_ITEM, Role.PACKAGE, Role.RAISE, Role.DISCOUNT)


@dataclass(frozen=True, slots=True)
class ReadAmount:
    """An amount the mail states. ``currency`` None means the mail names none."""

    cents: int
    currency: str | None
    role: Role
    quote: str


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """A term of the package the mail asks for. ``level``: days, pieces of *kind*, 1 or 0 for rush and bonus."""

    term: Term
    level: int
    quote: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of one reply. ``confidence`` is 0..100."""

    intent: Intent
    amounts: tuple[ReadAmount, ...] = ()
    quotes: tuple[str, ...] = ()  # the words that prove the intent
    condition: str = ""  # of a conditional acceptance, in the sender's words
    question: str = ""
    tone: str = "neutral"  # warm, neutral, cool, hostile
    injection_suspected: bool = False
    requests_unusual: bool = False  # terms outside the package: exclusivity, buyout, bank details, ...
    until: str | None = None  # ISO date an absence or a holding reply ends
    other_contact: str = ""  # address of a manager the sender names; shown, never written to
    confidence: int = 0
    reader: str = ""  # offline, or the model's name
    threat: str = ""  # the sentence that threatens us with the public, or with harm
    unreadable: str = ""  # an amount that may be another than it looks: "$1,O50", "ok .9k"
    halfway: str = ""  # the words that propose to meet between our offer and their last ask
    refuses_fee: bool = False  # a no to our fee, and no word against the work
    later: str = ""  # the sentence of a no that says when they could
    terms: tuple[ReadTerm, ...] = ()  # what the package they ask for has instead of ours
