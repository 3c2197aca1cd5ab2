"""Drafts that may go out, in other words than the playbook's.

A situation is a seeded order with its secrets; `right_body` says its verdict
and nothing else.
"""

import random
from dataclasses import dataclass, replace

from bench.guard_writings import write_amount
from negotiation.letter import LetterOrder, Stage
from negotiation.terms import DELIVERABLES, Deliverable, Package, Platform

CURRENCIES = ("USD", "USD", "USD", "EUR", "EUR", "GBP", "CAD", "AUD", "SEK", "CHF")
NAMES = ("Nova Quill", "Pip Larkspur", "Juno Marrow", "Tamsin Oake", "Otis Fennimore", "Max Thistle")
BRANDS = ("Brambletea", "Oakwell Soap", "Fernlight", "Pebble & Pine")
GREETINGS = ("Hi {name},", "Hello {name}!", "Dear {name},", "Hey {name},", "Good morning {name},")
OPENERS = (
    "Thank you so much for getting back to me.",
    "Thanks for your patience while I spoke to the team.",
    "It was lovely to read your ideas for the concept.",
    "I really appreciate how clear you were about your rates.",
    "We loved your last reel, the lighting was gorgeous!",
    "I hope your week is off to a good start.",
    "Totally understand where you're coming from.",
    "I've had another look at everything you sent over.",
)
OFFERS = (
    "We can offer {fee} for {deliverables}.",
    "For {deliverables}, we would be glad to pay you {fee}.",
    "Our offer is {fee} in total for {deliverables}.",
    "How would {fee} for {deliverables} sound to you?",
    "I'd like to propose a fee of {fee} covering {deliverables}.",
    "What we can do is {fee}, all in, for {deliverables}.",
    "We'd be delighted to go ahead at {fee} for the whole package ({deliverables}).",
    "We're able to come up to {fee} for {deliverables}.",
    "Let's make it {fee} for {deliverables}.",
    "The total fee would be {fee}.",
    "I can confirm {fee} as a flat fee for {deliverables}.",
)
TERMS = (
    "Usage rights: {usage} days on your channel.",
    "That includes {usage} days of usage rights.",
    "Payment follows within {payment} days of publication.",
    "Payment terms: net {payment}.",
    "Fee: {fee}\nDeliverables: {deliverables}\nPayment: {payment} days after publication",
    "To recap: {deliverables}, {usage} days of usage, payment within {payment} days.",
    "We would pay {fee} within {payment} days of the post going live.",
)
CLOSINGS = (
    "Does that work for you?",
    "Let me know what you think.",
    "If you're happy with this, I'll send over the brief.",
    "Would you be happy to move ahead on that basis?",
    "Happy to answer any questions.",
    "Looking forward to hearing from you!",
    "Feel free to reply with any thoughts.",
)
SIGNATURES = ("Best,\nRowan", "Warmly,\nRowan\nPartnerships, {brand}", "Kind regards,\nRowan Ash", "Cheers,\nRowan")


@dataclass(frozen=True, slots=True)
class Situation:
    """What a wrong draft is made from."""

    rng: random.Random
    order: LetterOrder
    fee_cents: int
    ceiling_cents: int
    cpm_cents: int
    budget_cents: int

    def money(self, cents: int, currency: str | None = None) -> str:
        return write_amount(self.rng, cents, currency or self.order.currency)

    def pick(self, *options: str) -> str:
        return self.rng.choice(options)

    def another(self) -> int:
        """Return an amount that is not the fee."""
        step = self.rng.choice((500, 2_500, 5_000, 10_000, 10_100, 37_500))
        return max(5_000, self.fee_cents + self.rng.choice((-1, 1)) * step)


def situation(rng: random.Random) -> Situation:
    """Return a seeded order with its secrets."""
    platform = rng.choice(tuple(Platform))
    kinds = rng.sample(DELIVERABLES[platform], rng.choice((1, 2)) if len(DELIVERABLES[platform]) > 1 else 1)
    deliverables = tuple(Deliverable(platform, kind, rng.choice((1, 1, 2, 3))) for kind in kinds)
    package = Package(deliverables, usage_rights_days=rng.choice((30, 60, 90)), payment_days=rng.choice((14, 30, 45)))
    fee = rng.choice((rng.randrange(15, 400) * 1_000, rng.randrange(150, 6_000) * 100, rng.randrange(20_000, 900_000)))
    order = LetterOrder(
        rng.choice((Stage.OPENING, Stage.COUNTER, Stage.HOLD, Stage.FINAL)),
        rng.choice(BRANDS),
        rng.choice(NAMES).split()[0],
        "en",
        rng.choice(CURRENCIES),
        fee,
        package,
        "Rowan",
    )
    return Situation(
        rng, order, fee, fee + rng.randrange(3, 40) * 1_000, rng.randrange(8, 60) * 100 + 50, fee * 13 + 700
    )


def deliverables_of(s: Situation) -> str:
    """Name the package as people do: "two Instagram reels and 1 Instagram story"."""
    words = {1: ("1", "one"), 2: ("2", "two"), 3: ("3", "three")}
    parts = []
    for item in s.order.package.deliverables:
        noun = item.kind.replace("_", " ")
        plural = {"story": "stories"}.get(noun, noun + "s") if item.count > 1 else noun
        platform = {"instagram": "Instagram ", "tiktok": "TikTok ", "youtube": "YouTube "}[item.platform]
        parts.append(f"{s.rng.choice(words[item.count])} {platform}{plural}")
    return " and ".join(parts)


def right_body(s: Situation) -> str:
    """Return a body that says the verdict and nothing else."""
    pieces = [s.pick(*OPENERS), s.pick(*OFFERS)]
    if s.rng.random() < 0.6:
        pieces.append(s.pick(*TERMS))
    pieces.append(s.pick(*CLOSINGS))
    joint = s.rng.choice((" ", "\n\n", "\n"))
    body = f"{s.pick(*GREETINGS)}\n\n{joint.join(pieces)}\n\n{s.pick(*SIGNATURES)}"
    while "{fee}" in body:
        body = body.replace("{fee}", s.money(s.fee_cents), 1)
    package = s.order.package
    return body.format(
        name=s.order.creator_name,
        brand=s.order.brand,
        deliverables=deliverables_of(s),
        usage=package.usage_rights_days,
        payment=package.payment_days,
    )


def situation_like(s: Situation) -> Situation:
    """Return *s* with some package to write about, which the guard is not told."""
    other = situation(s.rng)
    return replace(s, order=replace(s.order, package=other.order.package))
