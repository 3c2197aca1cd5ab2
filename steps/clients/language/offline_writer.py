"""How does a mail read when it is made from the playbook, without a model?

Takes an example of the stage and puts the order's facts into its
placeholders, once. Which example is chosen follows from the order and from
what we wrote before, so the same order is always the same mail, and the next
one sounds different. It adds nothing the order does not say.
"""

import copy
import hashlib
import re
from collections.abc import Mapping
from decimal import Decimal

from babel import Locale
from babel.numbers import NumberPattern

from negotiation.amounts import AmountKind, find_amounts
from negotiation.guard_terms import leaves_out
from negotiation.letter import Draft, LetterOrder, Stage, bonus_terms
from negotiation.money import minor_units
from negotiation.terms import Package
from steps.playbook import Example, Playbook

WRITER = "offline"
_QUESTION = re.compile(r"(?:[^.!?\n]|\.(?=\d))*\?")
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
# A name is a name when it is letters; "@mia_900" or "Book now: 1,000" is not put into a greeting.
_FIRST_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "herr", "frau", "the"})


def write_offline(order: LetterOrder, playbook: Playbook) -> Draft:
    """Return the mail of *order* made from the team's own examples."""
    language = order.language if playbook.speaks(order.stage, order.language) else "en"
    example = _choose(order, playbook.examples_for(order.stage, language))
    values = _values(order, playbook.words[example.language], example.language)
    body = _fill_lines(example.body, values)
    closing = [line for line in (order.disclosure.strip(), order.postal_address.strip()) if line]
    subject = _fill(example.subject, values) if order.stage is Stage.OPENING else ""
    return Draft(" ".join(subject.split()), "\n\n".join([body, *closing]), WRITER)


def format_money(cents: int, currency: str, language: str) -> str:
    """Render an amount as people of *language* write it, without empty decimals: ``$1,250``, ``1.250 €``."""
    locale = Locale.parse(language)
    unit = minor_units(currency)
    # A dinar has a thousand fils: without its decimals, 100,000 dinar reads as 100.
    digits = 0 if cents % unit == 0 and unit <= 100 else len(str(unit)) - 1
    pattern: NumberPattern = copy.copy(locale.currency_formats["standard"])
    pattern.frac_prec = (digits, digits)
    text: str = pattern.apply(Decimal(cents) / unit, locale, currency=currency, currency_digits=False)
    plain = re.sub(r"[\u00a0\u202f]", " ", re.sub(r"[\u200e\u200f\u061c]", "", text))  # spaces, and marks of direction
    return re.sub(r"(?<=[A-Z])(?=\d)", " ", plain)


def describe_deliverables(package: Package, words: Mapping[str, str]) -> str:
    """Name the deliverables in words: "2 Instagram reels and 1 Instagram story"."""
    parts = [f"{d.count} {_plural(words[f'{d.platform.value}_{d.kind}'], d.count)}" for d in package.deliverables]
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {words['and']} {parts[-1]}"


def list_terms(order: LetterOrder, words: Mapping[str, str], language: str) -> str:
    """Return the terms as a list, one a line; the fee only where the order has one."""
    lines = list[tuple[str, str]]()
    if order.fee_cents is not None:
        lines.append(("fee", words["total"].replace("{fee}", format_money(order.fee_cents, order.currency, language))))
    lines.append(("deliverables", describe_deliverables(order.package, words)))
    lines += [(name, text) for name, text in _package_lines(order.package, words) if text not in _left_out(words)]
    if order.dates.strip():
        lines.append(("dates", order.dates.strip()))
    told = [f"- {words[name]}: {text}" for name, text in lines]
    return "\n".join([*told, *(f"- plus {bonus}" for bonus in _bonus(order))])


def say_all_terms(order: LetterOrder, body: str, playbook: Playbook) -> str:
    """Return *body* with the list of terms before its signature, where it has to say them all and does not."""
    if not leaves_out(order, body):
        return body
    language = order.language if order.language in playbook.words else "en"
    *rest, last = body.split("\n\n")
    signature = [last] if rest and order.sender_name and order.sender_name in last else []
    told = rest if signature else [*rest, last]
    return "\n\n".join([*told, list_terms(order, playbook.words[language], language), *signature])


def list_changes(order: LetterOrder, words: Mapping[str, str]) -> str:
    """Return in one line which terms this mail changes; nothing where it changes none."""
    changes = list[str]()
    if order.table is not None:
        before = dict(_package_lines(order.table, words))
        now = _package_lines(order.package, words)
        changed = [(words[name].lower(), text) for name, text in now if before[name] != text]
        without = words.get("without", "{term} " + words["none"])
        changes = [
            without.replace("{term}", name) if text == words["none"] else f"{name} {text}" for name, text in changed
        ]
    changes += _bonus(order)
    return f" {words['and']} ".join([", ".join(changes[:-1]), changes[-1]] if len(changes) > 1 else changes)


def say_besides(order: LetterOrder, words: Mapping[str, str]) -> str:
    """Return the sentence that answers what they want or ask besides the fee; nothing where there is none."""
    sentence = words.get(f"besides_{order.besides}", "") if order.besides else ""
    return sentence.replace("{currency}", order.currency)


def _bonus(order: LetterOrder) -> list[str]:
    return [bonus_terms(order.package.bonus, order.currency)] if order.package.bonus else []


def _left_out(words: Mapping[str, str]) -> tuple[str, str]:
    return words["none"], words["rush_no"]


def _package_lines(package: Package, words: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return every term by its word, also those the package has not."""
    usage = _days(package.usage_rights_days, words) if package.usage_rights_days else words["no_usage_rights"]
    days = (("exclusivity", package.exclusivity_days), ("whitelisting", package.whitelisting_days))
    return [
        ("usage_rights", usage),
        *((name, _days(level, words) if level else words["none"]) for name, level in days),
        ("rush", words["rush_yes"] if package.rush else words["rush_no"]),
        ("payment", words["payment_within"].replace("{n}", str(package.payment_days))),
    ]


def first_name(name: str, otherwise: str) -> str:
    """Return the name to greet with, or *otherwise* where the sheet has none that is one."""
    for part in name.split():
        bare = part.strip(".,")
        if bare.lower() in _TITLES:
            continue
        return bare if _FIRST_NAME.fullmatch(bare) else otherwise
    return otherwise


def _choose(order: LetterOrder, examples: tuple[Example, ...]) -> Example:
    """Return the example whose words our mails used longest ago: nobody hears one sentence twice in a row."""
    seed = "|".join((order.brand, order.creator_name, order.stage))
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) % len(examples)
    ours = [" ".join(line.text.split()) for line in order.conversation if line.by_us]
    freshest = sorted((*examples[start:], *examples[:start]), key=lambda example: _last_said(example, ours))
    # A second try takes another example: the first one's words were refused.
    return freshest[1 % len(examples) if order.refused_because else 0]


def _last_said(example: Example, ours: list[str]) -> int:
    """Return in which of our mails, counted from 1, the words of *example* stand last; 0 for none."""
    always = [line for line in example.body.splitlines() if not {"asked", "changes"} & set(_PLACEHOLDER.findall(line))]
    words = max((piece.strip() for line in always for piece in _PLACEHOLDER.sub("\n", line).splitlines()), key=len)
    return max((number for number, text in enumerate(ours, start=1) if words in text), default=0)


def _values(order: LetterOrder, words: Mapping[str, str], language: str) -> dict[str, str]:
    fee = "" if order.fee_cents is None else format_money(order.fee_cents, order.currency, language)
    return {
        "brand": order.brand,
        "name": first_name(order.creator_name, words["there"]),
        "fee": fee,
        "deliverables": describe_deliverables(order.package, words),
        "terms": list_terms(order, words, language),
        "question": order.question.strip(),
        "changes": list_changes(order, words),
        "besides": say_besides(order, words),
        "dates": order.dates.strip(),
        "sender": order.sender_name,
        "asked": "" if _was_asked(order) else "no",
    }


def _was_asked(order: LetterOrder) -> bool:
    """Tell whether they want to know more than whether we pay another fee than ours: our fee answers that."""
    theirs = [line.text for line in order.conversation if not line.by_us]
    questions = _QUESTION.findall(theirs[-1]) if theirs else []
    return bool(order.question.strip()) or not all(_names_another_fee(one, order) for one in questions)


def _names_another_fee(question: str, order: LetterOrder) -> bool:
    amounts = find_amounts(question, order.currency)
    return any(amount.kind is AmountKind.MONEY and amount.cents != order.fee_cents for amount in amounts)


def _fill_lines(body: str, values: Mapping[str, str]) -> str:
    kept = [_fill(line, values) for line in body.splitlines() if _has_something_to_say(line, values)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _has_something_to_say(line: str, values: Mapping[str, str]) -> bool:
    names: list[str] = _PLACEHOLDER.findall(line)
    if "asked" in names and values["asked"]:
        return False
    return all(values[name] for name in names if name != "asked")


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in, in one pass: a brace inside a value stays a brace."""
    return _PLACEHOLDER.sub(lambda match: "" if match[1] == "asked" else values[match[1]], text)


def _days(days: int, words: Mapping[str, str]) -> str:
    return _plural(words["days"], days).replace("{n}", str(days))


def _plural(forms: str, count: int) -> str:
    one, _, many = forms.partition("|")
    return (one if count == 1 or not many else many).strip()
