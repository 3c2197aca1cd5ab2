"""Who answers late, twice, by machine, or not at all?

The creators whose timing is the difficulty; once they speak for themselves
they haggle like anybody else.
"""

from dataclasses import replace
from datetime import timedelta

from sandbox.creators.bargainers import Bargainer, fill, frame
from sandbox.creators.curves import TimeCurve, tidy_up
from sandbox.creators.people import Answer, Bounce, Heard, MailStyle, Speech, Talk

_BACK_LATER = (
    "Thanks for this! Let me check my calendar and get back to you.",
    "Got it, I'll discuss it with my team and come back to you shortly.",
    "Received, thank you. I need a little time to look at the details and will reply soon.",
    "Interesting! I'm on a shoot today, will get back to you as soon as I can.",
    "Thank you for the message, give me a moment to think about it please.",
    "Noted. I'll let you know in the next days.",
)
_AWAY = (
    "Thank you for your email. I am out of the office and will be back on {date}. I will answer then.",
    "Hi! I'm travelling with limited access to email until {date}. Talk soon!",
    "I'm currently on annual leave. I return on {date} and will get back to you after that.",
    "Out of office: back {date}. For anything urgent please wait, I am truly offline :)",
    "Thanks for writing. I'm away and return on {date}; your message will not be forwarded.",
    "This is an automatic reply. I am away from my desk until {date}.",
)
_HOLIDAY = (
    "Happy holidays from everyone at our little studio! The inbox is quiet these days, we read everything when we can.",
    "Season's greetings! Our shared inbox is only checked now and then over the holidays.",
    "The whole studio is celebrating. We wish you wonderful holidays and will catch up on mail as we go.",
    "Holiday notice: our team mailbox is staffed by one tired elf. Thank you for your patience!",
    "Warm wishes from all of us. Mail to this shared address is answered slowly during the holidays.",
    "We are closed for the festive season and answer when the cookies are gone.",
)
_SECOND_THOUGHT = (
    "Sorry, me again! I thought about it some more and I could do {amount}.",
    "Quick follow-up to my last mail: let's say {amount}.",
    "I slept on it. You can have it for {amount}.",
    "Scratch my last number, {amount} would be fine too.",
    "Before you answer: I'd also be okay with {amount}.",
    "Update from my side, I can lower it to {amount}.",
)


class Silent(Bargainer):
    """Never answers (most cold mail gets no reply); ends in silence."""

    name = "silent"

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        return []


class Late(Bargainer):
    """Answers the first mail after three and a half days, when the nudge has gone out; then deals."""

    name = "late"
    curve = TimeCurve(exponent=1.0, rounds=5)

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        answers = super().answer(talk, heard)
        if not talk.once("late"):
            return answers
        return [replace(answer, after_days=3.5) for answer in answers]


class Holding(Bargainer):
    """Says it will get back, and does after a day (the holding reply of busy people); then deals."""

    name = "holding"

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        answers = super().answer(talk, heard)
        if not talk.once("holding"):
            return answers
        holding = Speech(frame(talk, fill(talk, _BACK_LATER)), 0.2)
        return [holding, *(replace(answer, after_days=1.4) for answer in answers)]


class OutOfOffice(Bargainer):
    """Sends an automatic reply with a return date (RFC 3834), answers after it; then deals."""

    name = "out_of_office"
    days_away = 2

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        answers = super().answer(talk, heard)
        if not talk.once("away"):
            return answers
        return [self.notice(talk), *(replace(answer, after_days=self.days_away + 0.4) for answer in answers)]

    def notice(self, talk: Talk) -> Speech:
        """Return the machine's mail; its date is filled in when it is posted."""
        back = talk.today + timedelta(days=self.days_away)
        date = (
            f"{back:%A}, {back.day} {back:%B %Y}"
            if talk.rng("date").random() < 0.5
            else f"{back:%B} {back.day}, {back:%Y}"
        )
        headers = (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"))
        text = talk.rng("away").choice(_AWAY).format(date=date)
        return Speech(f"{text}\n\n{talk.profile.contact.name}\n", 0.01, headers=headers, style=MailStyle.BARE,
                      subject_prefix="Automatic reply: ")  # fmt: skip


class SharedHoliday(Bargainer):
    """A studio's shared inbox greets everybody in bulk for the holidays, the creator answers herself; then deals."""

    name = "shared_holiday"

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        answers = super().answer(talk, heard)
        if not talk.once("greeted"):
            return answers
        headers = (("Auto-Submitted", "auto-generated"), ("Precedence", "bulk"), ("X-Autoreply", "yes"))
        greeting = f"{talk.rng('holiday').choice(_HOLIDAY)}\n\n{talk.profile.helper.name}\n"
        return [Speech(greeting, 0.02, sender=talk.profile.helper, headers=headers, style=MailStyle.BARE), *answers]


class Bouncing(Bargainer):
    """Has an address that no longer exists: a delivery failure each time (RFC 3464); no deal."""

    name = "bounce"

    def answer(self, talk: Talk, heard: Heard) -> list[Answer]:
        return [Bounce(0.005)]


class Crossing(Bargainer):
    """Lowers the first ask in a second mail before our answer is read (crossed mails); deals."""

    name = "crossed"
    curve = TimeCurve(exponent=1.0, rounds=6)

    def ask(self, talk: Talk, cents: int) -> list[Answer]:
        answers = super().ask(talk, cents)
        first, low = talk.profile.first_ask_cents, talk.profile.reservation_cents
        lower = tidy_up(first - (first - low) // 4)
        if not talk.once("crossed") or lower >= cents:
            return answers
        talk.asks.append(lower)
        second = Speech(frame(talk, fill(talk, _SECOND_THOUGHT, lower)), answers[0].after_days + 0.05)
        return [*answers, second]
