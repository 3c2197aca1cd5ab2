"""How do people haggle by mail?

`Bargainer` is the plain course of a negotiation: ask along a private curve,
take an offer that meets the next planned ask (sellers accept there rather
than at their reservation), say no when the rounds are used. The classical
temperaments differ in their curve alone; the odd ones override a sentence.
"""

from dataclasses import replace
from random import Random

from sandbox.creators import wording
from sandbox.creators.curves import Curve, TimeCurve, TitForTat
from sandbox.creators.money_words import write_amount
from sandbox.creators.people import MAX_MAILS, Answer, Contact, Heard, Profile, Speech, Talk


class Bargainer:
    """Asks, gives way, agrees or declines. Deals when the offer reaches the next planned ask."""

    name = "haggler"
    curve: Curve = TimeCurve(exponent=1.0, rounds=5)
    thanks_percent = 35  # how often the read-back of agreed terms gets a thank-you

    def shape(self, profile: Profile, rng: Random) -> Profile:
        return profile

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        """Return this creator's next mails; never more than MAX_MAILS in one conversation."""
        if talk.mails_sent >= MAX_MAILS or talk.over:
            return []
        if talk.settled:
            return self.after_deal(talk, heard)
        if heard.offer_cents is None:
            return self.without_amount(talk, heard)
        if talk.asks and heard.offer_cents >= talk.asks[-1]:
            talk.agreed_cents = heard.offer_cents
            return self.after_deal(talk, heard)
        return self.weigh(talk, heard.offer_cents)

    def weigh(self, talk: Talk, offer_cents: int) -> list[Answer]:
        """Take *offer_cents* if it meets the next planned ask, else state that ask, else decline."""
        profile = talk.profile
        ask = self.curve.next_ask(
            profile.first_ask_cents, profile.reservation_cents, tuple(talk.asks), tuple(talk.offers)
        )
        if offer_cents >= (profile.reservation_cents if ask is None else ask):
            talk.agreed_cents = offer_cents
            return self.yes(talk, offer_cents)
        if ask is None or talk.mails_sent >= MAX_MAILS - 1:
            talk.over = True
            return self.no(talk)
        talk.asks.append(ask)
        return self.ask(talk, ask)

    def without_amount(self, talk: Talk, heard: Heard) -> list[Answer]:
        """Answer a mail that names no fee: a farewell, a question or a reminder."""
        if heard.says_goodbye:
            talk.over = True
            return [self.say(talk, wording.NO_WORRIES)] if talk.rng("bye").random() < 0.3 else []
        if not talk.asks and talk.offers:
            return self.weigh(talk, talk.offers[-1])
        return [self.say(talk, wording.REPEATS, talk.asks[-1])] if talk.asks else []

    def ask(self, talk: Talk, cents: int) -> list[Answer]:
        """Return the mail that asks for *cents*."""
        last = isinstance(self.curve, TimeCurve) and len(talk.asks) == self.curve.rounds
        stock = wording.FIRST_ASKS if len(talk.asks) == 1 else wording.LAST_ASKS if last else wording.ASKS
        return [self.say(talk, stock, cents)]

    def yes(self, talk: Talk, cents: int) -> list[Answer]:
        """Return the mail that takes *cents*."""
        return [self.say(talk, wording.YESES, cents)]

    def no(self, talk: Talk) -> list[Answer]:
        """Return the mail that declines for good."""
        return [self.say(talk, wording.NOES)]

    def after_deal(self, talk: Talk, heard: Heard) -> list[Answer]:
        """Answer the read-back of agreed terms: a question once, otherwise thanks or silence."""
        assert talk.agreed_cents is not None
        if heard.asks and talk.once("confirmed"):
            return [self.say(talk, wording.CONFIRMATIONS, talk.agreed_cents)]
        if talk.rng("thanks").randrange(100) < self.thanks_percent and talk.once("thanked"):
            return [self.say(talk, wording.THANKS)]
        return []

    def say(self, talk: Talk, sentences: tuple[str, ...], cents: int | None = None) -> Speech:
        """Return a mail with one of *sentences* in it, after this creator's usual time."""
        return Speech(frame(talk, fill(talk, sentences, cents)), talk.days(0.2, 1.6))


def fill(talk: Talk, sentences: tuple[str, ...], cents: int | None = None) -> str:
    """Return one of *sentences* with the amount written this creator's way."""
    rng, profile = talk.rng("words"), talk.profile
    amount = "" if cents is None else write_amount(cents, profile.currency, rng)
    text = wording.pick(sentences, rng, amount=amount, brand=profile.brand, first=profile.contact.name.split()[0])
    return text[:1].upper() + text[1:]


def frame(talk: Talk, text: str, signer: Contact | None = None) -> str:
    """Put a greeting above *text* and the signature of *signer*, else the creator, under it."""
    rng, contact = talk.rng("frame"), signer or talk.profile.contact
    hello = wording.pick(wording.GREETINGS, rng, team="team")
    bye = wording.pick(
        wording.SIGNOFFS, rng, name=contact.name, first=contact.name.split()[0], handle=talk.profile.handle
    )
    return f"{hello}\n\n{text}\n\n{bye}\n"


class Haggler(Bargainer):
    """Gives way in even steps over five asks (Faratin et al., linear time-dependent tactic); deals."""


class Eager(Bargainer):
    """Takes the first offer (the satisficer of Simon, 1955: the first option that is good enough)."""

    name = "eager"

    def shape(self, profile: Profile, rng: Random) -> Profile:
        low = profile.floor_cents * rng.randint(60, 95) // 100
        return replace(profile, reservation_cents=low, first_ask_cents=low)


class Tough(Bargainer):
    """Holds until the deadline, then gives way at once (Faratin et al., Boulware, beta .2); deals late or never."""

    name = "tough"
    curve = TimeCurve(exponent=0.2, rounds=5)


class Conceder(Bargainer):
    """Gives way early and little later (Faratin et al., conceder, beta 4); deals soon."""

    name = "conceder"
    curve = TimeCurve(exponent=4.0, rounds=5)


class TitForTatPlayer(Bargainer):
    """Gives exactly what it is given (Axelrod, 1984; Faratin et al., absolute tit-for-tat); deals with who moves."""

    name = "tit_for_tat"
    curve = TitForTat(rounds=5)
