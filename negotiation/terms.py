"""What is negotiated, and what may a negotiation know?

The nouns of the product: deliverables, packages, creators, campaigns, the
brief, and the moves both sides make. They hold values and check them; they
decide nothing. `encode`/`decode` in `records.py` turn them into JSON and back.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from negotiation.errors import InvalidBrief
from negotiation.money import Money
from negotiation.term_prices import PriceList

MIN_ROUNDS, MAX_ROUNDS = 1, 12


class Platform(StrEnum):
    """Where a creator publishes."""

    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"


# The deliverables each platform knows; a pair outside this table is refused by name.
DELIVERABLES: dict[Platform, tuple[str, ...]] = {
    Platform.INSTAGRAM: ("post", "story", "reel", "carousel"),
    Platform.TIKTOK: ("video", "story"),
    Platform.YOUTUBE: ("dedicated_video", "integration", "short"),
}


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One kind of content with a count, e.g. two Instagram reels."""

    platform: Platform
    kind: str
    count: int = 1

    def __post_init__(self) -> None:
        if self.kind not in DELIVERABLES[self.platform]:
            raise InvalidBrief(
                "deliverable", f"{self.platform} has no {self.kind!r}; it has {', '.join(DELIVERABLES[self.platform])}"
            )
        if self.count < 1:
            raise InvalidBrief("deliverable", f"count of {self.kind} is {self.count}, expected 1 or more")


@dataclass(frozen=True, slots=True)
class Bonus:
    """What is paid on top of the fee when views exceed a threshold: so much per 1,000 further views, up to a cap."""

    cpm_cents: int
    above_views: int
    cap_cents: int


@dataclass(frozen=True, slots=True)
class Package:
    """The deliverables plus priced terms. Durations are days; payment_days counts from publication."""

    deliverables: tuple[Deliverable, ...]
    usage_rights_days: int = 0
    exclusivity_days: int = 0
    whitelisting_days: int = 0
    rush: bool = False
    payment_days: int = 30
    bonus: Bonus | None = None

    @property
    def bonus_cents(self) -> int:
        """The most the bonus may come to, for every count of money."""
        return self.bonus.cap_cents if self.bonus else 0


class Autonomy(StrEnum):
    """How many mails a person approves before they go out."""

    REVIEW_ALL = "review_all"
    REVIEW_FIRST = "review_first"
    AUTO = "auto"


class ViewsMethod(StrEnum):
    """How expected views are made from the samples."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"


class ShortBudget(StrEnum):
    """What becomes of an ask that only the campaign's money keeps us from."""

    TELL = "tell"  # held while money may come back, then told honestly that the places are filled
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Waits:
    """How long a negotiation waits, in seconds. Campaign data, so a demo's days can be seconds."""

    nudge_after: float = 3 * 86_400.0
    close_after: float = 4 * 86_400.0
    max_nudges: int = 2
    escalation_reminder: float = 86_400.0
    day_length: float = 86_400.0

    @property
    def patience(self) -> float:
        """How long a creator who says nothing is waited for."""
        return self.nudge_after * self.max_nudges + self.close_after


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When we write of our own accord, Monday to Friday; an answer goes out at any hour."""

    opens: int = 9
    closes: int = 18
    time_zone: str = "UTC"  # of creators whose own is not known

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= 24:
            raise InvalidBrief("business hours", f"{self.opens}-{self.closes} is no part of a day")


@dataclass(frozen=True, slots=True)
class Creator:
    """Whom we write to. The stable key is e-mail plus handle (`creator_key`)."""

    name: str
    email: str
    handle: str
    platform: Platform
    view_samples: tuple[int, ...]
    engagement_bp: int | None = None  # basis points: 3.5 % is 350
    min_fee_cents: int | None = None  # the sheet's pre-calculated pay range, where it has one
    max_fee_cents: int | None = None
    thread_id: str | None = None  # an existing conversation to continue
    language: str = "en"
    time_zone: str = ""  # where their business hours are; "" is the campaign's


@dataclass(frozen=True, slots=True)
class Campaign:
    """What the brand wants, and what it may cost. CPMs are minor units per 1,000 expected views."""

    campaign_id: str
    client: str
    brand: str
    currency: str
    cpm_min_cents: int
    cpm_max_cents: int
    budget_cents: int
    package: Package
    owner: str
    cpm_target_cents: int | None = None
    autonomy: Autonomy = Autonomy.REVIEW_FIRST
    views_method: ViewsMethod = ViewsMethod.MEDIAN
    rounds: int = 6  # mails of ours that may name an amount
    templates_in_outage: bool = False  # rules and templates go on while the model is away; else everybody waits
    confidence_percent: int = 70  # a reading less sure than this is a person's
    far_under_percent: int = 50  # an ask under this share of the anchor is suspicious
    stretch_percent: int = 0  # how far savings elsewhere may lift one creator's ceiling
    rate_memory_days: int = 365  # how long a deal is remembered when later briefs are made; 0: never
    offers_out_percent: int = 100  # of the budget: what all offers that are out are hoped to cost together
    short_budget: ShortBudget = ShortBudget.PERSON  # so in a brief that is older than the choice
    view_weights_percent: tuple[tuple[str, int], ...] = ()  # kind, share of the expected views it earns; else 100
    dates: str = ""
    disclosure: str = ""  # the AI disclosure line, if the brand wants one
    postal_address: str = ""
    waits: Waits = field(default_factory=Waits)
    hours: WorkingHours = field(default_factory=WorkingHours)
    prices: PriceList = field(default_factory=PriceList)

    def __post_init__(self) -> None:
        if not 0 < self.cpm_min_cents <= self.cpm_max_cents:
            raise InvalidBrief("CPM range", f"{self._cpm_range()} is not a range above zero")
        target = self.cpm_target_cents
        if target is not None and not self.cpm_min_cents <= target <= self.cpm_max_cents:
            raise InvalidBrief("target CPM", f"{Money(target, self.currency)} lies outside {self._cpm_range()}")
        if self.budget_cents <= 0:
            raise InvalidBrief("budget", f"{Money(self.budget_cents, self.currency)} is not above zero")
        bonus = self.prices.bonus
        if bonus is not None and bonus.cpm_cents > self.cpm_max_cents:
            told, most = (Money(cents, self.currency) for cents in (bonus.cpm_cents, self.cpm_max_cents))
            raise InvalidBrief("bonus CPM", f"{told} is over the highest CPM {most}")
        if not MIN_ROUNDS <= self.rounds <= MAX_ROUNDS:
            raise InvalidBrief("rounds", f"{self.rounds} is outside {MIN_ROUNDS}..{MAX_ROUNDS}")

    def _cpm_range(self) -> str:
        return f"{Money(self.cpm_min_cents, self.currency)} to {Money(self.cpm_max_cents, self.currency)}"


@dataclass(frozen=True, slots=True)
class KnownRate:
    """A fee for 1,000 views that was agreed before. ``whose``: creator, campaign, brand or platform (the middle)."""

    whose: str
    cpm_cents: int
    deals: int
    agreed_on: str  # ISO date of the newest


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything one negotiation may know, frozen when it starts: a redeploy must not renegotiate.

    anchor <= target <= reservation, all fees in minor units of the campaign's currency.
    """

    negotiation_id: str
    campaign: Campaign
    creator: Creator
    expected_views: int
    anchor_cents: int
    target_cents: int
    reservation_cents: int
    known_rate: KnownRate | None = None


class Side(StrEnum):
    """Who made a move."""

    US = "us"
    THEM = "them"


@dataclass(frozen=True, slots=True)
class Offer:
    """An amount with a package. ``package`` None: the campaign's own in our offers, in theirs the one on the table."""

    fee_cents: int
    currency: str
    package: Package | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One offer in the order it was made."""

    side: Side
    offer: Offer


@dataclass(frozen=True, slots=True)
class History:
    """The moves so far, oldest first; holds and nudges repeat an offer and are not moves."""

    moves: tuple[Move, ...] = ()
    mails_with_amount: int = 0  # how many of our rounds are used, holds included
    agreed_cents: int | None = None  # the fee of the deal, once there is one
    clarified: tuple[str, ...] = ()  # what we asked about already: nothing is asked twice
    asked: str = ""  # what our newest mail asks about; empty where it makes an offer
    unanswered: bool = False  # whether an ask, or a mail that is not understood, has had no mail of ours yet

    def ours(self) -> tuple[Offer, ...]:
        """Return our offers, oldest first."""
        return tuple(m.offer for m in self.moves if m.side is Side.US)

    def theirs(self) -> tuple[Offer, ...]:
        """Return the creator's asks, oldest first."""
        return tuple(m.offer for m in self.moves if m.side is Side.THEM)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rest of the campaign leaves for this negotiation, read in the transaction that decides.

    The limits already count every commitment and every reservation of the
    others at its worst case, so that deals may close in any order.
    """

    ceiling_cents: int  # budget headroom and the campaign's CPM upper limit, together
    floor_cents: int = 0  # under this the campaign's CPM would leave its range at the bottom
