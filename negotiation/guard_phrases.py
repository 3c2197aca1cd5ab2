"""Does a draft say what a negotiator must not?

Puts the readings together: what every mention of money, every undertaking and
every hint may be (`guard_money_talk`, `guard_undertakings`, `guard_room`), the
tables of phrases that apply to an order, and the terms its package leaves
unpriced. Amounts are another file's.
"""

import re
from collections.abc import Iterator

from negotiation.guard_abroad import ABROAD, abroad_reasons, without_refusals
from negotiation.guard_money_talk import money_reasons, with_fee
from negotiation.guard_price_talk import PRICE_TALK
from negotiation.guard_promises import COMMITMENTS, HARMLESS, PROMISES, UNGIVEN
from negotiation.guard_room import room_reasons
from negotiation.guard_slips import SLIPS
from negotiation.guard_taboos import ACCEPTANCE, ALWAYS, FINAL_TALK, FINE_WHEN_NEGATED, NOT_AS_HIGH, THEIR_PRICE, Taboo
from negotiation.guard_undertakings import undertaking_reasons
from negotiation.letter import LetterOrder, Stage
from negotiation.plain_text import clauses

_FINAL_STAGES = frozenset({Stage.FINAL, Stage.NUDGE, Stage.DECLINE, Stage.FILLED, Stage.STANDS, Stage.CLOSE})
_NEGATED = re.compile(
    r"\b(?:no(?! (?:charge|cost|extra|matter|doubt|problem))|not|without|non|none|only|excluded|never|"
    r"isn't|aren't|won't|don't|nor)\b",
    re.IGNORECASE,
)
_UNABLE = re.compile(
    r"\b(?:can't(?! wait)|cannot|couldn't|won't|unable|not|don't|nor)\b(?: \w+){0,4}\W*$", re.IGNORECASE
)


# "Is your rate meant per video?" asks about their price and says nothing of ours.
_CLARIFIES = re.compile(
    r"[^.!?\n]*\b(?:your (?:\w+ ){0,2}(?:rates?|prices?|fees?|quote|numbers?|figures?|amount|offer|e?-?mail|message)"
    r"|you (?:mean|meant|quoted|mentioned|named|wrote))\b[^.!?\n]*\?",
    re.IGNORECASE,
)
_TERMS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "usage_rights_days",
        "usage rights",
        re.compile(r"\busage\b|\blicen[sc]|\bpaid (?:usage|use|ads?|media)\b|\brights\b", re.IGNORECASE),
    ),
    ("exclusivity_days", "exclusivity", re.compile(r"\bexclusiv", re.IGNORECASE)),
    (
        "whitelisting_days",
        "whitelisting",
        re.compile(r"\bwhitelist|\bspark ads?\b|\bboost|\bpartnership ads\b|\bdark post", re.IGNORECASE),
    ),
    ("rush", "rush", re.compile(r"\brush|\bexpedit|\bexpress delivery", re.IGNORECASE)),
)


def phrase_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return the phrases of *text* (flat, plain characters) that may not be said for *order*."""
    told = with_fee(text, order.currency)
    spoken = FINE_WHEN_NEGATED.sub("can't go higher", NOT_AS_HIGH.sub("", text))
    if "?" in spoken:
        spoken = _CLARIFIES.sub("", spoken)
    tables = (*ALWAYS, PROMISES, *PRICE_TALK, *SLIPS)
    reasons = [
        _reason(taboo, match) for taboo in tables if (match := taboo.shape.search(_without_final(taboo, spoken)))
    ]
    abroad = without_refusals(told)
    reasons += [_reason(taboo, match) for taboo in ABROAD if (match := taboo.shape.search(abroad))]
    reasons += _commitments(spoken)
    courteous = HARMLESS.sub("", told)
    reasons += room_reasons(courteous)
    reasons += abroad_reasons(told)
    reasons += undertaking_reasons(courteous)
    reasons += money_reasons(told)
    if order.stage not in _FINAL_STAGES and (match := FINAL_TALK.shape.search(spoken)):
        reasons.append(_reason(FINAL_TALK, match))
    if order.package.deliverables:
        reasons += [_reason(UNGIVEN, match) for match in [UNGIVEN.shape.search(spoken)] if match]
        reasons += _unpriced_terms(order, text)
        if order.stage is not Stage.CONFIRM and (match := ACCEPTANCE.shape.search(spoken)):
            reasons.append(_reason(ACCEPTANCE, match))
        if order.stage is not Stage.CONFIRM:
            reasons += _their_price(spoken)
    return reasons


def _commitments(text: str) -> list[str]:
    """Refuse what promises more than the package, unless the clause denies it: "we won't boost the post"."""
    for clause in clauses(HARMLESS.sub("", text)):
        match = COMMITMENTS.shape.search(clause)
        if match and not _NEGATED.search(clause):
            return [_reason(COMMITMENTS, match)]
    return []


def _their_price(text: str) -> Iterator[str]:
    """Refuse to pay what they asked without its figure, unless that is denied: "we can't match your rate"."""
    for clause in clauses(text):
        match = THEIR_PRICE.shape.search(clause)
        if match and not _UNABLE.search(clause[: match.start()]):
            yield _reason(THEIR_PRICE, match)


def _reason(taboo: Taboo, match: re.Match[str]) -> str:
    return f"{taboo.rule}: {' '.join(match.group().split())[:60]}"


def _without_final(taboo: Taboo, text: str) -> str:
    """Leave "can't go higher" to the rule on final offers."""
    return text.replace("can't go higher", "") if taboo.rule == "ceiling_talk" else text


def _unpriced_terms(order: LetterOrder, text: str) -> list[str]:
    """Refuse a term the package does not hold, unless the sentence denies it."""
    reasons: list[str] = []
    for field, name, shape in _TERMS:
        if getattr(order.package, field):
            continue
        spoken = [clause for clause in clauses(text) if shape.search(clause) and not _NEGATED.search(clause)]
        reasons += [f"promise_outside_terms: {name}: {' '.join(clause.split())[:60]}" for clause in spoken[:1]]
    return reasons
