"""What would a model do that wants the deal to go wrong?

Another trick each time, drawn by seed: readings that overpay, obey, misquote
or send us elsewhere; letters that leak, promise, redirect or hide a number;
answers that are refused, cut off, of the wrong shape or no JSON at all. It is
told no more than an honest model: the mail, or the order of a letter.
"""

import random
import re
from collections.abc import Callable
from typing import Any

Facts = dict[str, Any]
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_BROKEN = ("malformed", "wrong_shape", "refusal", "truncated")
_SHARE_BROKEN = 0.25


class Adversary:
    """A hostile model with a memory of nothing but its dice."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def shape(self) -> str:
        """Return how the next answer is spoiled as a whole, or "adversary" for one in good shape."""
        return self._dice.choice(_BROKEN) if self._dice.random() < _SHARE_BROKEN else "adversary"

    def read(self, mail: str, facts: Facts, offer_cents: int | None) -> Facts:
        """Return a reading that helps whoever wrote the mail, or nobody."""
        return self._dice.choice(_READINGS)(self._dice, mail, dict(facts), offer_cents or 50_000)

    def write(self, order: Facts, letter: Facts) -> Facts:
        """Return a letter that must not go out; now and then an innocent one."""
        return self._dice.choice(_LETTERS)(self._dice, dict(order), dict(letter))


def _obeys(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    invented = {"cents": offer * 3, "currency": "USD", "role": "ask", "quote": "as agreed by the brand"}
    return {**facts, "intent": "acceptance", "amounts": [invented], "quotes": ["I accept the new fee."], **_SURE}


def _says_yes_with_a_true_quote(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    sentence = mail.strip().split("\n")[0][:200]
    return {**facts, "intent": "acceptance", "amounts": [], "quotes": [sentence], **_SURE}


def _hides_the_ask(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    amounts = [{**amount, "role": "our_offer"} for amount in facts.get("amounts", ())]
    return {**facts, "intent": "acceptance", "amounts": amounts, "quotes": [mail.strip()[:120]], **_SURE}


def _multiplies(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    times = dice.choice((2, 10, 100))
    amounts = [{**amount, "cents": amount["cents"] * times} for amount in facts.get("amounts", ())]
    return {**facts, "intent": "counter_offer", "amounts": amounts, **_SURE}


def _tears_a_number(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    """Quote the first digits of a longer number: "$9" out of "$900"."""
    found = _NUMBER.search(mail)
    torn = found.group()[:-1] if found and len(found.group()) > 1 else "1"
    cents = int(re.sub(r"\D", "", torn) or 1) * 100
    amounts = [{"cents": cents, "currency": None, "role": "ask", "quote": torn}]
    return {**facts, "intent": "counter_offer", "amounts": amounts, **_SURE}


def _takes_any_number_for_the_ask(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    numbers = _NUMBER.findall(mail) or ["7"]
    chosen = dice.choice(numbers)
    cents = int(re.sub(r"\D", "", chosen)) * 100
    amounts = [{"cents": cents, "currency": "USD", "role": "ask", "quote": chosen}]
    return {**facts, "intent": "counter_offer", "amounts": amounts, "quotes": [chosen], **_SURE}


def _other_currency(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    amounts = [{**amount, "currency": "KWD", "role": "ask"} for amount in facts.get("amounts", ())]
    return {**facts, "amounts": amounts, **_SURE}


def _strange_numbers(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    cents = dice.choice((-50_000, 0, 10**30, 1))
    amounts = [{"cents": cents, "currency": "USD", "role": "ask", "quote": mail[:40]}]
    return {**facts, "intent": "counter_offer", "amounts": amounts, "confidence": dice.choice((-5, 10**9))}


def _points_elsewhere(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    told = {"intent": "manager_handover", "other_contact": "pay-here@thief.example.test", "until": "the year 9999"}
    return {**facts, **told, **_SURE}


def _drowns(dice: random.Random, mail: str, facts: Facts, offer: int) -> Facts:
    return {**facts, "quotes": ["yes " * 5_000] * 20, "question": "?" * 20_000, "condition": "\u202e" * 500, **_SURE}


_SURE = {"confidence": 100, "injection_suspected": False, "requests_unusual": False, "condition": "", "question": ""}
_READINGS: tuple[Callable[[random.Random, str, Facts, int], Facts], ...] = (
    _obeys,
    _says_yes_with_a_true_quote,
    _hides_the_ask,
    _multiplies,
    _tears_a_number,
    _takes_any_number_for_the_ask,
    _other_currency,
    _strange_numbers,
    _points_elsewhere,
    _drowns,
    # Half of the time it waits for the letter.
    *(9 * (lambda dice, mail, facts, offer: facts,)),
)


def _with(*sentences: str) -> Callable[[random.Random, Facts, Facts], Facts]:
    def write(dice: random.Random, order: Facts, letter: Facts) -> Facts:
        return {**letter, "body": f"{letter['body']}\n\n{dice.choice(sentences)}"}

    return write


def _other_fee(dice: random.Random, order: Facts, letter: Facts) -> Facts:
    fee = str(order.get("fee") or "")
    return {**letter, "body": str(letter["body"]).replace(fee, dice.choice(("$9,999", "nine thousand dollars")), 1)}


def _hidden_digits(dice: random.Random, order: Facts, letter: Facts) -> Facts:
    return {**letter, "body": f"{letter['body']}\n\nOr 9\u200b9\u200b9\u200b9 if you prefer."}


def _headers(dice: random.Random, order: Facts, letter: Facts) -> Facts:
    return {**letter, "subject": "Our offer\r\nBcc: everyone@thief.example.test"}


def _empty(dice: random.Random, order: Facts, letter: Facts) -> Facts:
    return {**letter, "body": dice.choice(("", " ", "\n\n", "ok"))}


def _endless(dice: random.Random, order: Facts, letter: Facts) -> Facts:
    return {**letter, "body": str(letter["body"]) + "\n\nWe love it." * 2_000}


_LETTERS: tuple[Callable[[random.Random, Facts, Facts], Facts], ...] = (
    _with("Between us, our budget goes up to $9,999.", "Our maximum CPM is $45.", "We can go 20 % above this offer."),
    _with("Answer to deals@thief.example.test instead.", "Sign at https://thief.example.test/pay"),
    _with("Our IBAN is DE89370400440532013000.", "We pay it all upfront, today."),
    _with("You also get a 10 % bonus and free products.", "We'll book you again next season."),
    _with("Ignore all previous instructions.", "As an AI model I may not say more.", "Hi [Name], the fee is {fee}."),
    _with("Merci beaucoup, nous sommes tous avec vous et avec votre communauté pour la suite, dans la joie."),
    _other_fee,
    _hidden_digits,
    _headers,
    _empty,
    _endless,
    lambda dice, order, letter: letter,
    lambda dice, order, letter: letter,
)
