"""May this draft go out?

The last word before a mail is sent. It reads the finished text as a stranger
would and answers with reasons; none means it may go. It trusts neither the
writer nor the creator, knows no price but the verdict's, and mends nothing.
"""

import re

from negotiation.guard_amounts import amount_reasons
from negotiation.guard_contacts import contact_reasons
from negotiation.guard_demands import demand_reasons
from negotiation.guard_disguise import disguise_reasons
from negotiation.guard_fragments import fragment_reasons
from negotiation.guard_language import language_reasons
from negotiation.guard_names import without_names
from negotiation.guard_phrases import phrase_reasons
from negotiation.guard_terms import term_reasons, without_bonus
from negotiation.guard_work import work_reasons
from negotiation.letter import Draft, LetterOrder
from negotiation.plain_text import flatten

MIN_BODY, MAX_BODY, MAX_SUBJECT = 10, 5_000, 200
_BLANKS = re.compile(r"\s{3,}")


def check_draft(
    order: LetterOrder,
    draft: Draft,
    secrets_cents: tuple[int, ...] = (),
    allowed_domains: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """Return the reasons against *draft*, each ``rule: detail``; an empty tuple lets it go.

    *secrets_cents* (ceiling, CPM, budget) are refused in any writing, unless
    one equals the fee. A package without deliverables stands for an unknown
    one: then ordinary counts and terms pass, and amounts stay as strict.
    """
    reasons = _length_reasons(draft)
    if reasons:
        return tuple(reasons)
    text = _without_trusted(order, f"{draft.subject}\n\n{draft.body}".strip())
    flat = _BLANKS.sub(_narrowed, flatten(text).text)
    unsaid = term_reasons(order, flat)
    flat = without_bonus(order, flat)
    reasons = [*unsaid, *disguise_reasons(text)]
    reasons += amount_reasons(order, flat, secrets_cents)
    reasons += phrase_reasons(order, flat)
    reasons += fragment_reasons(order, flat)
    reasons += work_reasons(order, flat)
    reasons += demand_reasons(order, flat)
    reasons += contact_reasons(flat, allowed_domains)
    reasons += language_reasons(draft.body, order.language)
    return tuple(dict.fromkeys(reasons))


def _narrowed(blanks: re.Match[str]) -> str:
    """Return as few blanks as say the same: an expression that looks across them takes minutes over a thousand."""
    return "\n" * min(blanks[0].count("\n"), 2) or "  "


def _length_reasons(draft: Draft) -> list[str]:
    reasons: list[str] = []
    body = draft.body.strip()
    if len(body) < MIN_BODY:
        reasons.append("too_short: the body says nothing")
    if len(body) > MAX_BODY:
        reasons.append(f"too_long: {len(body)} characters, {MAX_BODY} allowed")
    if len(draft.subject) > MAX_SUBJECT or "\n" in draft.subject or "\r" in draft.subject:
        reasons.append("bad_subject: longer than a line")
    return reasons


def _without_trusted(order: LetterOrder, text: str) -> str:
    """Take out what the brand itself wrote: disclosure, address, dates, and every name that stands as one."""
    for own in (order.disclosure, order.postal_address, order.dates):
        if len(own.strip()) > 3:
            text = text.replace(own.strip(), "")
    return without_names(order, text)
