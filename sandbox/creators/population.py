"""Who lives in this world, and what do they answer to a mail?

Keeps every conversation's state in memory and hands each mail to its
creator's temperament. It delivers nothing and outlives no restart.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Lock
from typing import Any

from sandbox.creators import post
from sandbox.creators.cast import BY_NAME
from sandbox.creators.money_words import amounts_in, own_words
from sandbox.creators.people import Answer, Bounce, Contact, Heard, MailStyle, Profile, Talk, farewell_in
from sandbox.mailtypes import PlannedReply, ReceivedMail

_STYLES = (MailStyle.BARE, MailStyle.PLAIN, MailStyle.GMAIL, MailStyle.GMAIL, MailStyle.OUTLOOK, MailStyle.APPLE)


@dataclass(frozen=True, slots=True)
class Resident:
    """One creator with every conversation they ever had, by thread."""

    profile: Profile
    talks: dict[str, Talk]


def build_creators(world: dict[str, Any], seed: int, day_seconds: float) -> "Creators":
    """Return the creators of *world*, whose ``people`` name them and whose ``started_at`` dates their mail.

    ``people`` is a list of mappings with name, address, handle, temperament,
    views, floor_cents, ceiling_cents, zopa; ``started_at`` is an aware ISO
    time, now when missing. Amounts and words depend on *seed* and address only.
    """
    started = world.get("started_at")
    start = datetime.fromisoformat(started) if started else datetime.now(UTC)
    profiles = [_profile(person, world, seed) for person in world["people"]]
    return Creators(profiles, seed, day_seconds, start)


class Creators:
    """Everybody outside the team, as the sandbox asks them."""

    def __init__(self, profiles: list[Profile], seed: int, day_seconds: float, start: datetime) -> None:
        self._seed, self._day_seconds, self._start = seed, day_seconds, start
        self._residents = [Resident(profile, {}) for profile in profiles]
        self._by_address = {contact.address.lower(): resident for resident in self._residents
                            for contact in (resident.profile.helper, resident.profile.contact)}  # fmt: skip
        self._lock = Lock()

    def on_mail(self, mail: ReceivedMail) -> list[PlannedReply]:
        """Return the mails that *mail* will cause; none for a stranger's address or a mail already seen."""
        resident = self._by_address.get(mail.address.lower())
        if resident is None:
            return []
        with self._lock:
            talk = self._talk(resident, mail)
            if mail.message_id in talk.known_ids:
                return []
            talk.known_ids.add(mail.message_id)
            return self._plan(talk, mail)

    def truth(self) -> list[dict[str, Any]]:
        """Return each creator's private numbers and what they believe was agreed, for the scorecard."""
        with self._lock:
            return [_truth(resident) for resident in self._residents]

    def _talk(self, resident: Resident, mail: ReceivedMail) -> Talk:
        """Return the conversation *mail* belongs to: by thread, else by a mail it refers to, else a new one."""
        talks = resident.talks
        if mail.thread_key not in talks:
            referred = (talk for talk in talks.values() if talk.known_ids.intersection(mail.references))
            fresh = Talk(resident.profile, self._seed, len({id(talk) for talk in talks.values()}))
            talks[mail.thread_key] = next(referred, fresh)
        return talks[mail.thread_key]

    def _plan(self, talk: Talk, mail: ReceivedMail) -> list[PlannedReply]:
        heard = hear(mail, talk)
        talk.today = (self._start + timedelta(seconds=mail.at_seconds)).date()
        new_offer = heard.offer_cents is not None and heard.offer_cents not in talk.offers[-1:]
        waiting = mail.at_seconds < talk.busy_until
        if heard.offer_cents is not None and (new_offer or not waiting):
            talk.offers.append(heard.offer_cents)
        if waiting and (talk.settled or not new_offer):
            return []  # our last answer is still on its way to the team: a nudge crossed it
        talk.rounds += 1
        answers = BY_NAME[talk.profile.temperament].answer(talk, heard)
        return [self._post(talk, mail, answer, number) for number, answer in enumerate(answers)]

    def _post(self, talk: Talk, mail: ReceivedMail, answer: Answer, number: int) -> PlannedReply:
        delay = answer.after_days * self._day_seconds
        answered_at = self._start + timedelta(seconds=mail.at_seconds)
        dice = talk.rng(f"post {number} {mail.message_id}")
        envelope = post.Envelope(talk.profile, mail, answered_at, answered_at + timedelta(seconds=delay), dice)
        message_id, raw = post.write(answer, envelope)
        talk.known_ids.add(message_id)
        talk.busy_until = max(talk.busy_until, mail.at_seconds + delay)
        if isinstance(answer, Bounce) or answer.authenticated:
            talk.mails_sent += 1
        return PlannedReply(delay, raw)


def hear(mail: ReceivedMail, talk: Talk) -> Heard:
    """Understand a mail of the team: its amount, other than our own ask where it repeats that."""
    words = own_words(mail.body_text)
    amounts = amounts_in(words)
    own = talk.asks[-1:]
    offer = next((cents for cents in amounts if cents not in own), amounts[0] if amounts else None)
    return Heard(mail, offer, "?" in words, farewell_in(words))


def _profile(person: dict[str, Any], world: dict[str, Any], seed: int) -> Profile:
    dice = Random(f"{seed}|{person['address']}|profile")
    has_zone = bool(person.get("zopa", dice.random() >= 0.2))
    ceiling = int(person["ceiling_cents"])
    reservation = ceiling * (dice.randint(45, 95) if has_zone else dice.randint(104, 130)) // 100
    domain = str(person["address"]).partition("@")[2]
    helper = Contact(str(person.get("helper", "Studio Team")), f"studio-{_slug(str(person['handle']))}@{domain}")
    profile = Profile(
        contact=Contact(str(person["name"]), str(person["address"])), handle=str(person["handle"]),
        temperament=str(person["temperament"]), currency=str(world["currency"]), brand=str(world["brand"]),
        views=int(person["views"]), floor_cents=int(person["floor_cents"]), ceiling_cents=ceiling,
        reservation_cents=reservation, first_ask_cents=reservation * dice.randint(115, 200) // 100,
        tempo_percent=dice.randint(60, 125), style=dice.choice(_STYLES), helper=helper)  # fmt: skip
    return BY_NAME[profile.temperament].shape(profile, dice)


def _slug(handle: str) -> str:
    return "".join(letter for letter in handle.lower() if letter.isascii() and letter.isalnum())


def _truth(resident: Resident) -> dict[str, Any]:
    profile, talks = resident.profile, list({id(talk): talk for talk in resident.talks.values()}.values())
    agreed = next((talk.agreed_cents for talk in talks if talk.settled), None)
    return {
        "address": profile.contact.address,
        "name": profile.contact.name,
        "temperament": profile.temperament,
        "reservation_cents": profile.reservation_cents,
        "ceiling_cents": profile.ceiling_cents,
        "first_ask_cents": profile.first_ask_cents,
        "agreed_cents": agreed,
        "mails_sent": sum(talk.mails_sent for talk in talks),
        "mails_heard": sum(talk.rounds for talk in talks),
    }
