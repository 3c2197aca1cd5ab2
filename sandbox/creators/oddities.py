"""Who means business but writes it in an odd way?

The creators whose mail is the difficulty: no number, too many numbers,
another currency, another thread. Asked again they say it plainly, and deal.
"""

from dataclasses import replace
from random import Random

from sandbox.creators.bargainers import Bargainer, Eager, fill, frame
from sandbox.creators.curves import TimeCurve, tidy_up
from sandbox.creators.money_words import write_amount
from sandbox.creators.people import Answer, Heard, MailStyle, Profile, Speech, Talk

_CONDITIONS = (
    "{amount} works for me if you can pay within 14 days of posting.",
    "I'd say yes to {amount}, provided that I keep full creative control.",
    "Yes to {amount}, as long as the content stays off your paid ads.",
    "{amount} is okay on the condition that there is only one round of revisions.",
    "I can agree to {amount} but only if the products arrive at least a week before.",
    "Fine with {amount} assuming there's no exclusivity.",
)
_NEVER_MIND = (
    "Alright, never mind my condition. {amount} is a deal!",
    "Okay, let's go without that then. I accept {amount}.",
    "Understood, I can live with that. Yes to {amount}.",
    "Fair enough, forget the extra. We have a deal at {amount}.",
    "No problem, I'll drop that. {amount} it is.",
    "Got it, that's fine. I accept {amount}.",
)
_SOUNDS_GOOD = (
    "Sounds good!",
    "Sounds good, let's do it!",
    "That works for me!",
    "Perfect, I'm in!",
    "Yes, let's go!",
    "Great, sounds good to me. What are the next steps?",
)
_QUESTIONS = (
    "Thanks for writing! Before I can quote, how long would the usage rights run?",
    "Sounds interesting. Which deliverables exactly do you have in mind?",
    "Happy to hear from {brand}! How soon after posting do you pay?",
    "One question first: do you need usage rights on top, or is it organic only?",
    "Thank you! Could you tell me for how long you would use the post in ads?",
    "Quick question before we talk money: is any exclusivity part of it?",
)
_RATE_CARDS = (
    "Here is my current rate card:\n\n{card}\n\nFor your package that makes {amount}.",
    "My rates at the moment:\n\n{card}\n\nSo {amount} in total for what you need.",
    "Please find my prices below.\n\n{card}\n\nThe combination you asked for comes to {amount}.",
    "I work with fixed rates:\n\n{card}\n\nYour request adds up to {amount}.",
    "Rate card {handle}\n\n{card}\n\nTotal for your brief: {amount}.",
    "Sharing my rates:\n\n{card}\n\nI would take {amount} for the set.",
)
_TWO_PACKAGES = (
    "I can offer two options:\nOption A: what you asked for, {amount}.\nOption B: the same plus two stories, {more}.",
    "Two ways to do this: your package for {amount}, or with three months of usage rights for {more}.",
    "Package 1 is your scope at {amount}. Package 2 adds a second post and costs {more}. Which one do you prefer?",
    "For the deliverables you listed I ask {amount}. If you take a bundle with an extra carousel it would be {more}.",
    "Basic: {amount} (your brief). Premium: {more} (your brief plus raw footage).",
    "Either {amount} for the scope in your mail, or {more} with a giveaway on top. Up to you!",
)
_ABROAD = (
    "I'm based in Europe, so I quote in euros: {euros} for this package.",
    "My fee would be {euros}. I invoice from Lisbon, so euros please.",
    "Thanks for the offer! For this I take {euros}.",
    "I'd do it for {euros} (I only have a euro account so far).",
    "In my currency that is {euros}, all inclusive.",
    "Let me name my price: {euros}.",
)
_IN_YOURS = (
    "We can use your currency, no problem. Then it's {amount}.",
    "Sure, converted that makes {amount}.",
    "In your currency I ask for {amount}.",
    "Okay, {amount} then, my bank will convert it.",
    "Happy to switch: {amount}.",
    "That would be {amount} in your money.",
)
_ONE_MORE_THING = (
    "One more thing: please send the brief as a PDF, my editor likes it that way.",
    "Oh, and could you add my assistant's name to the parcel? I'll send you the details later.",
    "Forgot to say: I'm really happy we are doing this!",
    "PS to my last mail, I post best in the evening, just so you know.",
    "One last thing, is there a hashtag you want me to use?",
    "Also, my new postal address is in my signature in case you ship something.",
)
_RAMBLES = (
    "So much going on! We passed {followers} followers, one reel had {views} views in 48 hours, on the {day}th I fly.",
    "Since {year} I do this full time: around {views} views, {percent}% aged 18 to 34, {followers} follow me.",
    "Some numbers first: {followers} followers, {views} views, {percent}% saves, 3 stories a day, a dog of {day}.",
    "What a week. {views} views on Tuesday! {followers} followers! My 2 kids were ill until the {day}th.",
    "You started in {year}, I read. My {followers} followers would love it, {percent}% in cities. I shoot {day} days.",
    "My last campaign got {views} views and {percent}% saves in 30 days, {followers} followers, {day} comments.",
)
_NEW_SUBJECTS = (
    "Collab with {brand}",
    "About your offer",
    "{brand} x {first}",
    "Our collaboration",
    "Rates for {brand}",
    "Your email",
)


class HtmlWriter(Bargainer):
    """Writes HTML with our whole mail quoted under it, amounts included (top-posting programs); deals."""

    name = "html_history"

    def shape(self, profile: Profile, rng: Random) -> Profile:
        return replace(profile, style=rng.choice((MailStyle.GMAIL, MailStyle.OUTLOOK, MailStyle.APPLE)))


class ConditionalYes(Bargainer):
    """Says yes with a condition first (a conditional yes is not a yes); drops it when asked again, and deals."""

    name = "conditional_yes"

    def yes(self, talk: Talk, cents: int) -> list[Answer]:
        talk.agreed_cents = None
        if talk.once("condition"):
            talk.asks.append(cents)
            return [self.say(talk, _CONDITIONS, cents)]
        talk.agreed_cents = cents
        return [self.say(talk, _NEVER_MIND, cents)]

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        if "condition" in talk.memory and not talk.settled and not heard.says_goodbye and not talk.over:
            offer = heard.offer_cents or talk.offers[-1]
            if offer >= talk.asks[-1]:
                talk.agreed_cents = offer
                return self.yes(talk, offer)
        return super().answer(talk, heard)


class SoundsGood(Bargainer):
    """Agrees without a number, meaning the amount on the table; deals at our last offer."""

    name = "sounds_good"
    curve = TimeCurve(exponent=2.0, rounds=5)

    def yes(self, talk: Talk, cents: int) -> list[Answer]:
        return [self.say(talk, _SOUNDS_GOOD)]


class QuestionFirst(Bargainer):
    """Asks a question before naming any price; haggles once any answer comes, and deals."""

    name = "question_first"
    curve = TimeCurve(exponent=1.0, rounds=4)

    def weigh(self, talk: Talk, offer_cents: int) -> list[Answer]:
        return [self.say(talk, _QUESTIONS)] if talk.once("question") else super().weigh(talk, offer_cents)


class RateCard(Bargainer):
    """Answers with a rate card in text, many prices and one total; haggles about the total and deals."""

    name = "rate_card"

    def ask(self, talk: Talk, cents: int) -> list[Answer]:
        if not talk.once("card"):
            return super().ask(talk, cents)
        rng, profile = talk.rng("card"), talk.profile
        lines = [
            (f"1 {kind}", cents * percent // 100)
            for kind, percent in (("reel", 70), ("carousel", 55), ("story", 30), ("live hour", 95))
        ]
        card = "\n".join(
            f"- {item}: {write_amount(tidy_up(price), profile.currency, Random(7))}" for item, price in lines
        )
        text = rng.choice(_RATE_CARDS).format(
            card=card, amount=write_amount(cents, profile.currency, rng), handle=profile.handle
        )
        return [Speech(frame(talk, text), talk.days(0.2, 1.6))]


class TwoPackages(Bargainer):
    """Puts two packages with two prices into one mail; falls back to the one we asked for, and deals."""

    name = "two_packages"

    def ask(self, talk: Talk, cents: int) -> list[Answer]:
        if not talk.once("packages"):
            return super().ask(talk, cents)
        rng, currency = talk.rng("packages"), talk.profile.currency
        more = write_amount(tidy_up(cents * 14 // 10), currency, rng)
        text = rng.choice(_TWO_PACKAGES).format(amount=write_amount(cents, currency, rng), more=more)
        return [Speech(frame(talk, text), talk.days(0.2, 1.6))]


class OtherCurrency(Bargainer):
    """Quotes in another currency first; switches to the campaign's when it comes up, and deals."""

    name = "other_currency"

    def ask(self, talk: Talk, cents: int) -> list[Answer]:
        if not talk.once("abroad"):
            return [self.say(talk, _IN_YOURS, cents)] if talk.once("converted") else super().ask(talk, cents)
        foreign = "EUR" if talk.profile.currency != "EUR" else "GBP"
        amount = write_amount(tidy_up(cents * 92 // 100), foreign, talk.rng("abroad"))
        stock = _ABROAD if foreign == "EUR" else ("I quote in pounds: {euros}.",)
        return [Speech(frame(talk, talk.rng("words").choice(stock).format(euros=amount)), talk.days(0.2, 1.6))]

    def without_amount(self, talk: Talk, heard: Heard) -> list[Answer]:
        if talk.asks and not heard.says_goodbye and talk.once("converted"):
            return [self.say(talk, _IN_YOURS, talk.asks[-1])]
        return super().without_amount(talk, heard)


class NewThread(Bargainer):
    """Answers the first mail with a fresh one: other subject, no In-Reply-To; then stays there, and deals."""

    name = "new_thread"

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        answers = super().answer(talk, heard)
        if not talk.once("fresh"):
            return answers
        subject = fill(talk, _NEW_SUBJECTS)
        return [
            replace(answer, subject=subject, in_thread=False) if isinstance(answer, Speech) else answer
            for answer in answers
        ]


class TwiceQuickly(Eager):
    """Says yes, and minutes later sends one more thing (double texting); the deal stands."""

    name = "answers_twice"

    def yes(self, talk: Talk, cents: int) -> list[Answer]:
        first = self.say(
            talk,
            (
                "Yes! {amount} works for me.",
                "I'm in at {amount}!",
                "Deal at {amount}.",
                "{amount} is great, yes!",
                "Accepted, {amount}.",
                "Yes please, {amount} it is.",
            ),
            cents,
        )
        return [first, Speech(fill(talk, _ONE_MORE_THING), first.after_days + 0.03)]


class Rambling(Bargainer):
    """Buries the price under views, followers, dates and ages (numbers that are no money); deals."""

    name = "rambling"

    def say(self, talk: Talk, sentences: tuple[str, ...], cents: int | None = None) -> Speech:
        rng, views = talk.rng("ramble"), talk.profile.views
        ramble = rng.choice(_RAMBLES).format(
            followers=f"{views * rng.randint(2, 9):,}",
            views=f"{views * rng.randint(11, 29) // 10000}k",
            day=rng.randint(10, 19),
            percent=rng.randint(21, 88),
            year=rng.randint(2012, 2021),
        )
        return Speech(frame(talk, f"{ramble}\n\n{fill(talk, sentences, cents)}"), talk.days(0.3, 1.8))
