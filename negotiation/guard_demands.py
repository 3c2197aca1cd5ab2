"""Does a draft ask of them what no fee of its package includes?

"Please don't work with other brands until summer", "we'd put your reel on our
product page": exclusivity and usage rights by other names, and beside them what
no package holds at all: their presence, raw files, a purchase, a refund. What
the package does hold may be told in any words.
"""

import re
from dataclasses import dataclass
from typing import Final

from negotiation import guard_demands_abroad as abroad
from negotiation.letter import LetterOrder
from negotiation.plain_text import clauses

_THEIR_WORK: Final = r"(?:it|this|that|them|(?:your|the|these|this|all) (?:\w+ )?(?:videos?|reels?|posts?|stor(?:y|ies)|tiktoks?|clips?|carousels?|content|footage|photos?|pictures?|material))"
_RIVALS: Final = r"(?:(?:other|competing|competitive|rival|similar|comparable) (?:\w+ ){0,2}(?:brands?|compan(?:y|ies)|products?|labels?|partners?|makers?)|competitors?|competition|rivals?)"


@dataclass(frozen=True, slots=True)
class _Demand:
    field: str  # of the package that allows it; "" for none
    name: str
    shape: re.Pattern[str]


def _demand(field: str, name: str, *shapes: str) -> _Demand:
    return _Demand(field, name, re.compile("|".join(shapes), re.IGNORECASE))


_DEMANDS: Final = (
    _demand(
        "exclusivity_days",
        "exclusivity",
        rf"\b(?:not|don't|never|no longer|refrain from|stop|avoid|turn down|decline|say no to|instead of|without) (?:\w+ ){{0,4}}{_RIVALS}\b",
        rf"\bno (?:ads?|adverts?|posts?|deals?|work|collaborations?|partnerships?) (?:for|with) (?:any )?{_RIVALS}\b|\bno {_RIVALS}\b",
        abroad.EXCLUSIVITY,
        r"\b(?:only|solely) (?:work|post|promote|advertise|partner) (?:\w+ )?(?:for|with) us\b",
    ),
    _demand(
        "usage_rights_days",
        "usage rights",
        abroad.USAGE,
        rf"\b(?:run|use[ds]?|reuse|show|shown|play|put|place[ds]?|feature|publish|share|boost|repurpose|embed|display)\b (?:{_THEIR_WORK} )?(?:\w+ )?(?:as (?:an? )?(?:paid )?(?:ads?|adverts?|commercial|banner)\b|(?:on|in|across|at|for) (?:our|the brand's|the client's) (?:\w+ ){{0,2}}(?:ads?|adverts?|advertising|campaigns?|shops?|stores?|web ?sites?|site|pages?|channels?|socials?|newsletters?|feeds?|accounts?|catalogue|packaging|posters?)\b)",
        rf"\b{_THEIR_WORK} (?:would|will|may|can|could|'ll|'d) (?:\w+ )?(?:run|appear|play|be (?:used|shown|run|placed|played|published)) (?:as|on|in|across|at) (?!your)",
        rf"\b(?:we|the brand|the client)(?:'d|'ll| would| will| may)? (?:own|keep) (?:{_THEIR_WORK}|everything)\b|\b(?:belongs?|passes?|goes) to (?:us|the brand)\b",
    ),
    _demand(
        "whitelisting_days",
        "whitelisting",
        r"\baccess to your (?:\w+ )?(?:account|ads?|page|profile|business manager)\b|\bads? (?:from|through|via|under|in) your (?:\w+ )?(?:account|name|handle|profile|page)\b|\b(?:spark|ad) code\b",
    ),
    _demand(
        "",
        "presence",
        abroad.PRESENCE,
        r"\b(?:come|travel|fly|drive|join(?: us)?|attend|visit|appear|be present|turn up|show up|stop by) (?:\w+ ){0,4}(?:event|shoot|photo ?shoot|studio|office|headquarters|panel|party|dinner|fair|trade show|workshop|store|showroom|premiere|opening)\b",
        r"\b(?:you'd|you would|you'll|you will|you) (?:\w+ ){0,2}(?:have|need) to (?:travel|fly|come|drive)\b",
    ),
    _demand(
        "",
        "files",
        abroad.FILES,
        r"\b(?:raw|unedited|uncut|source|project|original) (?:files?|footage|material|clips?|videos?|photos?|cuts?)\b|\b(?:hand over|let us have|give us|send us) (?:\w+ ){0,2}footage\b",
    ),
    _demand(
        "",
        "staying online",
        abroad.STAYING,
        r"\b(?:keep|stays?|remains?|leave|pin)\b[^.!?;\n]{0,30}\b(?:for good|forever|permanently|indefinitely|for (?:an?|one|half a|the (?:whole|entire|rest of the)) (?:year|month|quarter))\b",
    ),
    _demand(
        "",
        "payment in kind",
        abroad.IN_KIND,
        r"\b(?:paid|pay|payable|payment|settled?) (?:\w+ )?in (?:products?|kind|vouchers?|goods|soap|gift\w*|store credit|points)\b",
        r"\b(?:buy|purchase|order) (?:the|our|one of our) (?:\w+ )?products?\b|\bproducts? (?:\w+ ){0,3}(?:sent|send|shipped|returned|given) back\b|\b(?:send|ship|give) (?:it|the (?:\w+ )?products?|them) back\b",
        r"\brefund\w*\b|\b(?:pay|give|send) (?:us )?(?:the )?(?:fee|money) back\b|\bpenalt(?:y|ies)\b|\bdeduct\w*\b",
    ),
)  # fmt: skip
# "We need the draft by Friday": a day that neither the campaign nor the creator has named.
_WHEN: Final = (
    r"today|tonight|tomorrow|asap|as soon as possible|immediately|straight away|right away|"
    r"(?:by|before|until|on|this|next|over|within|till) (?:the (?:end of (?:the |this |next )?)?)?(?:coming |this |next )?"
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|week|month|day|christmas|easter|black friday|new year|holidays)"
)
_NOT_US: Final = r"(?:(?!\b(?:i|we)\b)[^.!?;\n])"
_DEADLINE: Final = re.compile(
    rf"\b(?:please|you(?:'d|'ll| would| will| should| must| have to| need to)|we(?:'d| would)? need|(?:reel|video|post|story|stories|tiktok|carousel|draft|cut|content|it)s? (?:has|have|needs?|must|should|would))\b"
    rf"(?! like| have it){_NOT_US}{{0,40}}\b(?:post|publish|upload|film|shoot|record|deliver|send|submit|online|live|finished|ready|draft|cut|(?<=need )(?:it|everything))\b{_NOT_US}{{0,40}}?\b(?P<when>{_WHEN})\b",
    re.IGNORECASE,
)
_DEADLINE_ABROAD: Final = re.compile(abroad.DEADLINE, re.IGNORECASE)
# "You don't have to turn down other brands", "we won't ask for raw files".
_FREED: Final = re.compile(
    abroad.FREED
    + r"|\b(?:don't|do not|needn't|need not|won't|will not|wouldn't|no|never|not) (?:\w+ )?(?:have|need|ask\w*|expect\w*|required?|want)\b|\bfree to\b|\b(?:you keep|yours?(?: \w+)? to keep|stays? with you|remains? yours)\b|\bno (?:exclusivity|usage|raw|need)\b|\bwithout (?:any )?(?:exclusivity|usage)\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(
    r"\b(?:no|not|never|without|neither|nor|nicht|kein\w*|pas|non|não|niet|geen|ohne|sans|sin|senza|sem|zonder)\b|n't\b",
    re.IGNORECASE,
)


def demand_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return the first thing that *text* (flat) asks of them and the package of *order*, if that is known, leaves out."""
    if not order.package.deliverables:
        return []
    for clause in clauses(text):
        if _FREED.search(clause):
            continue
        for demand in _DEMANDS:
            match = None if getattr(order.package, demand.field, 0) else demand.shape.search(clause)
            if match and (demand.field == "exclusivity_days" or not _NOT.search(clause)):
                return [f"promise_outside_terms: {demand.name}: {' '.join(match.group().split())[:60]}"]
        late = _DEADLINE.search(clause) or _DEADLINE_ABROAD.search(clause)
        if late and not (order.package.rush or _is_known(order, next(filter(None, late.groups())))):
            return [f"date_not_in_order: {' '.join(late.group().split())[:60]}"]
    return []


def _is_known(order: LetterOrder, when: str) -> bool:
    """Tell whether the campaign or the conversation has named that day."""
    day = when.lower().split()[-1]
    return any(day in told.lower() for told in (order.dates, order.question, *(s.text for s in order.conversation)))
