"""What does each amount of a mail stand for?

Gives every sum of money a role from the words around it, and settles on one
ask: the lowest package where there are several, the total where prices are
per item, the lower end of a range (they would take it), the concession rather
than the usual rate. It judges no fee.
"""

import re
from dataclasses import dataclass
from typing import Final

from negotiation.amounts import Amount, AmountKind, find_amounts
from negotiation.reading import ASKED_ROLES, ReadAmount, Role
from steps.clients.language.candidates import Candidate, candidate_at, stated
from steps.clients.language.clauses import fold, sentences
from steps.clients.language.differences import difference, difference_in_percent
from steps.clients.language.parts import is_of_a_part, is_of_another_kind
from steps.clients.language.term_choices import by_our_terms
from steps.language import ReplyToRead
from steps.price_list import (
    after_discount,
    card_total,
    counts_in,
    noun_at,
    percent_off,
    pieces,
)

_OTHER_RATE = re.compile(
    r"^\W{0,3}(?:per|/|a|an|each|every|for (?:a|an|one|each|\w+)(?: extra| additional)?)\s*(?:extra |additional |more )?(?:month|day|week|hour|hr|year|1,?000|thousand|mille|cpm|click|sale|km|night|30 days|revision|edit|days? of)\b|^\W{0,3}(?:per|/|for every|for each|each|every|je|pro|par|por)\s*\d[\d.,]*\s?k?\s*(?:views?|plays|impressions|followers|aufrufe|vues|vistas|visualiza\w+|weergaven)\b|^\W{0,3}(?:cpm|of (?:product|merch|revenue|sales)|worth of|in (?:product|sales|revenue|merch|store credit|expenses)|gift card|voucher|(?:in )?shipping|commission)"
)
_ADDON_BEFORE = re.compile(
    r"(?:\bplus|\bextra|\badditional(?:ly)?|\badd(?:s|ing)?(?: on)?|\bon top(?: of (?:that|it))?|\banother|\bsurcharge(?: of)?|\bfee of|\+|\bwith an?|\b(?:up|down|bump(?:ed|ing)?|rais(?:e|ed|ing)|increas(?:e|ed|ing)|top(?:ped)? up)(?: \w+){0,3} by|\b(?:on ajoute|ajoute[rz]?|rajoute[rz]?|aggiung\w+|anad\w+|acrescent\w+|sub(?:e|es|ir|a|amos)|legt?|packt?))\W*(?:(?:an?|of|for|the|is|would be|about|around|fee|charge|cost|that's|it's|comes at|at)\W*)*$"
)
_ADDON_AFTER = re.compile(
    r"^\W{0,3}(?:extra|more|on top|additional|surcharge|add-?on|(?:\w+ )?for (?:the |any |an? |full |paid |extended |additional |organic |\d+ (?:days?|months?) (?:of )?|one month (?:of )?)*(?:usage|rights|whitelist\w*|exclusiv\w*|boost\w*|paid ads?|raw|ad (?:usage|rights)|spark|rush|expedit\w*|licen\w*|travel|expenses|shipping|perpetu\w*|link in bio|extra|additional))\b"
)
_ADDON_SENTENCE = re.compile(
    r"\b(?:usage(?: rights)?|whitelist\w*|exclusivity|boosting|raw footage|spark ads?|rush fee|licen\w+|travel|expenses|shipping|paid ads?|link in bio)(?: \w+){0,4}\W*$"
)
_PAST = re.compile(
    r"\b(?:(?:has|have|had|who|they|brands?|companies|competitors?|someone|clients?|x|sponsors?|partners?|agency|others?|\w+) (?:just |recently |always |usually |normally |already |typically |have |has )*(?:paid|pays|paying|gave|gives|offered) (?:me|us|creators|others|\w+)(?! (?:to|us to))|(?:paid|received|earned|got|getting|made|charged|spent)\b(?! (?:up ?front|within|in))|(?:last|previous|prior|recent|past|other|another|similar) (?:\w+ )?(?:campaign|collab\w*|brand|partner\w*|deal|sponsor\w*|client|month|year|time|job|gig|project|offer from)s?|used to (?:charge|get|be)|i was (?:getting|paid|offered)|in the past|(?:has|have|had|was|were|been) (?:charged|preauthorized|credited|debited|sent|transferred|withdrawn|billed|invoiced|refunded)|payment of|wire payment|ach payment|transaction|balance|invoice|receipt|worth|valued? (?:at|of)|retails?|rrp|price tag|sells? for|sold for|product cost|salary|prize|raised|revenue|donat\w+|discount code|coupon)\b"
)
_OURS_BEFORE = re.compile(
    r"(?:\byou(?:'re| are|'ve| have|r team)? (?:\w+ )?(?:offer(?:ed|ing)?|propos(?:ed|ing)|suggest(?:ed|ing)|mention(?:ed|ing)|quot(?:ed|ing)|said|stated|sent|had|wrote|put|named|have|came (?:back )?with)|\byour (?:\w+ )?(?:offer|budget|proposal|rate|number|figure|fee|price|counter|quote|bid)|\bthe (?:\w+ )?(?:offered|proposed|initial|original|current|stated|suggested|earlier|previous|first|old)(?: (?:fee|rate|price|amount|budget|offer))?|\b(?:instead of|rather than|up from|not just|compared to|more than|higher than|above|over|beyond|from|versus|vs\.?|than))\W*(?:(?:of|at|is|was|for|the|only|just|your|to|about|around|with|a|an|as|stands)\W*)*$"
)
# "I'd need $800" is an ask even when $800 is what we offered.
_OWN_ASK = re.compile(
    r"\b(?:(?:i|we)(?:'d| would|'ll| will)? (?:\w+ )?(?:need|want|charge|ask|require)|(?:my|our) (?:\w+ )?(?:rate|fee|price|quote)s?(?: \w+){0,4} (?:is|are|would be|of))\W*(?:(?:about|around|at least|for|a|an|total|of|is)\W*)*$"
)
_REFERENCE = re.compile(
    r"(?:[•#*]|\b(?:account|card|acct|number|no|nr|ref|reference|id|room|order|code|street|phone|tel|invoice|case|ticket|zip|since|year|in))\W*$"
)
_ARTICLE = re.compile(r"dem\s")  # German "dem 3. Juni" is a date, not three old marks
_ASKING = re.compile(
    r"\b(?:could|can|would|i'd|i'll|we'd|willing|happy|how about|what about|ask(?:ing)?|need|want|looking (?:for|at)|hoping|hope|charge|rates?|fees?|price|quote|cost|accept|take|do|done|for you|meet|settle|minimum|min|lowest|at least|less than|final|best|offer|counter\w*|propos\w+|come|go|drop|bump|raise|increase|make it|budget|total|all[- ]in|comfortable|feel|fair|works?|deal|exchange|packages?|bundle|possible|thinking|expect\w*|prefer|request|start\w*|reel|video|post|stor(?:y|ies)|integration|short|carousel|collab\w*|flat|net|gross|closer to|around|suggest\w*|say|honorar|tarifa|precio|preis|tarif|prix|prezzo|below|under|floor|conditions|excl\w*|compenso|tariffa|cachet?|cache|pedir|pedire|cobro|faco|faccio|farlo|fazer|serian?|verlange|mache|demande|unter|wenn ihr|mindestens|brauche|brauchte|nehme|mochte|waren?|ginge|passt|menos|minim[oi]|necesito|seria|moins|voudrais|serait|sotto|almeno|vorrei|sarebbe|preciso|onder|minimaal|zou|preis|dollari|dolares|euros?|dollars?|usd|bucks|value my|if you)\b"
)
# "500 is too little, 850 would be fine": whatever 500 is, nobody asks it.
_TOO_LITTLE = re.compile(
    r"^\W{0,3}(?:(?:usd|eur|gbp|dollars|euros?)\b)?\s*(?:is|ist|es|est|e|seems|feels|sounds|ware|parece|sembra)\b(?: \w+){0,3} "
    r"(?:(?:too|way too|very|really|quite|a bit|zu|sehr|echt|leider|etwas|trop|un peu|muy|un poco|demasiado|molto|troppo|un po'?|muito|pouco|erg|te|wel) )*"
    r"(?:low|little|small|less|not enough|wenig|niedrig|knapp|gering|peu|faible|juste|bas|poco|baj[oa]|bass[oa]|pouco|baix[oa]|weinig|laag)\b"
)
_WHEN = r"(?:now|up ?-?front|in advance|(?:on|upon|at) (?:signing|booking|delivery|publication|posting|approval)|today|before (?:i|we|posting|filming|the)|to start|after\w*|when|once|later|at the end|then)\b"
# "$500 on signing and $500 when it's live": parts of a fee, of which neither is what they ask.
_INSTALMENTS = re.compile(
    rf"\d[\d.,]*k?(?: ?(?:usd|eur|gbp|dollars|euros|[$€£]))? {_WHEN}[^.?!\n]*\d[\d.,]*k?(?: ?(?:usd|eur|gbp|dollars|euros|[$€£]))? {_WHEN}"
)
_FROM_OURS = re.compile(
    r"\b(?:bump|rais|increas|boost|lift|push|mov|chang|adjust|bring|go|come|up)\w*\b[^.?!]{0,40}\bfrom\b[^.?!]{0,20}$"
)
_PLAUSIBLE_LOW, _PLAUSIBLE_HIGH = 10, 30  # a bare number further than this from our offer is no fee


def read_amounts(mail: ReplyToRead) -> tuple[ReadAmount, ...]:
    """Return every sum of money in the mail with its role; at most one is the ask."""
    text = mail.own_words
    money = [a for a in find_amounts(text, mail.currency) if a.kind is AmountKind.MONEY and not _ARTICLE.match(a.quote)]
    settled, open_ones = list[tuple[Amount, Role]](), list[Candidate]()
    candidates = [candidate_at(text, amount) for amount in money]
    roles = [_plain_role(candidate, mail, alone=len(money) == 1) for candidate in candidates]
    roles = by_our_terms(candidates, _told_in_passing(candidates, roles, mail), mail)
    for candidate, role in zip(candidates, roles, strict=True):
        amount = candidate.amount
        if role is None:
            open_ones.append(candidate)
        else:
            settled.append((amount, role))
    asks = _settle(open_ones, mail)
    told = [stated(amount, role) for amount, role in settled]
    asks = _less_what_they_come_down_by(asks, told, text)
    if not asks and not any(a.role in ASKED_ROLES for a in told) and (apart := difference_in_percent(mail)):
        told.append(apart)
    return tuple(sorted([*told, *asks], key=lambda a: (a.role is not Role.ASK, text.find(a.quote))))


def _less_what_they_come_down_by(asks: list[ReadAmount], told: list[ReadAmount], text: str) -> list[ReadAmount]:
    """Take the one discount of the mail off its ask: "my rate is $700, but I can come down by $50"."""
    off = [a for a in told if a.role is Role.DISCOUNT]
    ask = next((a for a in asks if a.role is Role.ASK), None)
    if len(off) != 1 or ask is None or off[0].cents >= ask.cents or "\n" in ask.quote:
        return asks
    places = [(at, at + len(a.quote)) for a in (ask, off[0]) if (at := text.find(a.quote)) >= 0]
    quote = text[min(at for at, _ in places) : max(end for _, end in places)]
    less = ReadAmount(ask.cents - off[0].cents, ask.currency, Role.ASK, quote)
    return [less if a is ask else a for a in asks]


def _told_in_passing(candidates: list[Candidate], roles: list[Role | None], mail: ReplyToRead) -> list[Role | None]:
    """Take the usual rate for the ask where nothing else could be it: "I usually get between $800 and $1000"."""
    if None in roles or Role.OUR_OFFER in roles:
        return roles
    usual = [c.usual() and _is_like_ours(c, mail) and r is Role.OTHER for c, r in zip(candidates, roles, strict=True)]
    return [None if told and not _is_upper(c) else r for c, r, told in zip(candidates, roles, usual, strict=True)]


def _is_like_ours(candidate: Candidate, mail: ReplyToRead) -> bool:
    return candidate.amount.currency in (None, mail.currency) and _PAST.search(candidate.before) is None


def _is_where_to(candidate: Candidate, mail: ReplyToRead) -> bool:
    """Tell whether a range is the way from our offer to the ask: "could you bump it from $500 to $600?"."""
    low = min(candidate.amount.range_of or (0,))
    return low == mail.offer_cents and bool(_FROM_OURS.search(candidate.before))


def _is_upper(candidate: Candidate) -> bool:
    amount = candidate.amount
    return amount.range_of is not None and amount.cents == max(amount.range_of) != min(amount.range_of)


def _plain_role(candidate: Candidate, mail: ReplyToRead, alone: bool) -> Role | None:
    """Return the role the words beside the amount settle, None for what may be an ask."""
    amount, before, after = candidate.amount, candidate.before, candidate.after
    if _TOO_LITTLE.match(after) and not alone:
        return Role.OUR_OFFER if amount.cents == mail.offer_cents else Role.OTHER
    if _is_ours(candidate, mail):
        return None if _OWN_ASK.search(before) else Role.OUR_OFFER
    if _is_upper(candidate):
        return None if _is_where_to(candidate, mail) else Role.OTHER
    if _OTHER_RATE.match(after):
        return Role.OTHER
    clause = re.split(r"\bbut\b|\bso\b|\bhowever\b|;|, (?!(?:a|an|the|i got|which|who)\b)", before)[-1]
    past = _PAST.search(clause[-80:])
    if not past and (way := difference(candidate, mail)):
        return way
    if not (candidate.total() or candidate.of_it_all()) and (
        _ADDON_BEFORE.search(before) or _ADDON_AFTER.match(after) or _ADDON_SENTENCE.search(before[-40:])
    ):
        return Role.OTHER
    if past or re.match(
        r"^\W*(?:was|were|has been|had been|by|from)\b.{0,40}\b(?:paid|charged|last|upwork|sent)", after
    ):
        return Role.PAST
    if _OURS_BEFORE.search(before) and mail.offer_cents is not None and amount.cents <= mail.offer_cents:
        return Role.OUR_OFFER
    if amount.currency is None and not _plausible(candidate, mail):
        return Role.OTHER
    if not alone and not _ASKING.search(candidate.sentence) and len(candidate.sentence) > 60:
        return Role.OTHER
    return None


def _is_ours(candidate: Candidate, mail: ReplyToRead) -> bool:
    same = (
        not candidate.amount.range_of
        and candidate.amount.cents == mail.offer_cents
        and candidate.amount.currency in (None, mail.currency)
    )
    # "$500 per reel" with an offer of $500 for two is not our offer quoted back.
    several = mail.package is not None and pieces(mail.package.deliverables) > 1
    return same and not (candidate.per_item and several)


def _plausible(candidate: Candidate, mail: ReplyToRead) -> bool:
    offer, cents = mail.offer_cents, candidate.amount.cents
    near = offer is None or (offer <= cents * _PLAUSIBLE_LOW and cents <= offer * _PLAUSIBLE_HIGH)
    listed = bool(re.match(r"^\W*$", candidate.before)) and bool(re.match(r"^[.)]\s", candidate.after))
    if _REFERENCE.search(candidate.before):
        return False
    return near and not listed and (bool(_ASKING.search(candidate.sentence)) or len(candidate.sentence) < 60)


@dataclass(frozen=True, slots=True)
class _Prices:
    """The amounts that may be the ask, from all of them to those that stand for the whole of what we want."""

    found: list[Candidate]
    home: list[Candidate]  # in our currency, and for no other pieces than ours
    named: list[Candidate]  # those that say they are for the whole; all of home where none is for a part
    whole: list[Candidate]  # named, or where none is, those that name no piece
    mail: ReplyToRead

    def told_as(self, role: Role) -> list[ReadAmount]:
        return [stated(c.amount, role) for c in self.found]

    def with_card(self, card: list[ReadAmount], whole: Role) -> list[ReadAmount] | None:
        """Return *card* (its total, then single prices) and the others; None for no card."""
        rest = [c for c in self.found if c.amount.quote != card[0].quote] if card else []
        return [*card, *(stated(c.amount, Role.PER_ITEM if c.per_item else whole) for c in rest)] if card else None


def _settle(found: list[Candidate], mail: ReplyToRead) -> list[ReadAmount]:
    """Choose the ask among *found* and give the others what is left: the first rule that has an answer."""
    if not found:
        return []
    prices = _sorted_out(found, mail)
    answers = (rule(prices) for rule in _BEFORE_THE_BEST)
    return next((answer for answer in answers if answer is not None), None) or _best_of_the_whole(prices)


def _sorted_out(found: list[Candidate], mail: ReplyToRead) -> _Prices:
    home = [c for c in found if c.amount.currency in (None, mail.currency)] or found
    home = [c for c in home if not is_of_another_kind(c.kinds(), mail.package)]
    several = mail.package is not None and pieces(mail.package.deliverables) > 1
    parts = [
        c for c in home if is_of_a_part(c.kinds(), mail.package, fold(mail.own_words)) or (several and c.is_for_one())
    ]
    if not parts:
        return _Prices(found, home, home, home, mail)
    others = [c for c in home if c not in parts]
    named = [c for c in others if _is_for(c, mail) or (not c.kinds() and (c.total() or c.is_larger()))]
    return _Prices(found, home, named, named or [c for c in others if not c.kinds()], mail)


def _prices_of_other_pieces(prices: _Prices) -> list[ReadAmount] | None:
    """A story's price, where a reel is wanted."""
    return None if prices.home else prices.told_as(Role.PACKAGE)


def _instalments(prices: _Prices) -> list[ReadAmount] | None:
    """Half now and half later, added up by nobody here."""
    return prices.told_as(Role.PACKAGE) if any(_INSTALMENTS.search(c.sentence) for c in prices.found) else None


def _card_of_parts(prices: _Prices) -> list[ReadAmount] | None:
    """A reel's price and a story's, where both are wanted: their sum."""
    if prices.named:
        return None
    return prices.with_card(_by_item(prices.home, prices.mail, True), Role.PER_ITEM)


def _prices_of_parts(prices: _Prices) -> list[ReadAmount] | None:
    """A reel's price alone, where a reel and a story are wanted."""
    return None if prices.whole else prices.told_as(Role.PACKAGE)


def _one_beside_more(prices: _Prices) -> list[ReadAmount] | None:
    """One reel is $600, with two stories $900: the first is what we asked for."""
    package = prices.mail.package
    larger = [c for c in prices.whole if c.is_larger()]
    plain = [c for c in prices.whole if c.is_plain() and c not in larger] if larger else []
    if not plain or (package is not None and pieces(package.deliverables) != 1):
        return None
    ask = min(plain, key=lambda c: c.amount.cents)
    rest = [c for c in prices.found if c is not ask]
    others = [stated(c.amount, Role.PACKAGE if c in larger else _rest(c, ask, [])) for c in rest]
    return [stated(ask.amount, Role.ASK), *others]


def _card_of_items(prices: _Prices) -> list[ReadAmount] | None:
    """Prices by the piece, and no price for all of them: the total."""
    pool, every = _likeliest(prices), prices.whole
    listed = all(c.names_piece() for c in every) and not _are_options(every)
    if pool and not listed:
        return None
    return prices.with_card(_by_item(every, prices.mail, bool(pool)), Role.OTHER)


_BEFORE_THE_BEST: Final = (
    _prices_of_other_pieces,
    _instalments,
    _card_of_parts,
    _prices_of_parts,
    _one_beside_more,
    _card_of_items,
)


def _best_of_the_whole(prices: _Prices) -> list[ReadAmount]:
    """The lowest of what they would do it for, less a discount they grant."""
    pool = _likeliest(prices) or prices.whole
    ask = _ask_of(pool, prices.mail)
    offered = _offered(prices)
    others = [stated(c.amount, _rest(c, ask, offered)) for c in prices.found if c is not ask]
    return [_discount(ask, pool, prices.mail) or stated(ask.amount, Role.ASK), *others]


def _offered(prices: _Prices) -> list[Candidate]:
    """Return the prices that come down to us: "I could do $900"."""
    return [c for c in prices.whole if not c.per_item and c.better()]


def _likeliest(prices: _Prices) -> list[Candidate]:
    """Return what they would take for all of it: an offer before a price, a price before their usual one."""
    at_once = [c for c in prices.whole if not c.per_item]
    now = [c for c in at_once if not c.usual()]
    return _offered(prices) or now or ([] if any(c.per_item for c in prices.whole) else at_once)


def _are_options(found: list[Candidate]) -> bool:
    between = " ".join(c.sentence for c in found)
    return bool(re.search(r"\bor\b|\boption|\bpackage|\bbundle|\balternativ|\beither\b", between)) or any(
        c.total() for c in found
    )


def _ask_of(pool: list[Candidate], mail: ReplyToRead) -> Candidate:
    matching = [c for c in pool if mail.package is not None and _is_for(c, mail)]
    totals = [c for c in pool if c.total()]
    chosen = matching or (totals if totals and not _options_in_words(pool) else pool)
    return min(chosen, key=lambda c: c.amount.cents)


def _options_in_words(pool: list[Candidate]) -> bool:
    return any(re.search(r"\bor\b|\boption|\balternativ|\beither\b", c.sentence) for c in pool)


def _is_for(candidate: Candidate, mail: ReplyToRead) -> bool:
    """Whether the words right beside the amount name exactly the package we asked about."""
    if mail.package is None:
        return False
    near = re.split(r"\bor\b|;", candidate.before)[-1][-60:] + " " + re.split(r"\bor\b|;|\.", candidate.after)[0][:60]
    kinds = {d.kind for d in mail.package.deliverables}
    named = kinds <= candidate.kinds() if len(kinds) > 1 else noun_at(near, mail.package) in kinds
    return named and (
        len(counts_in(near)) == 0
        or (set(counts_in(near)) <= {d.count for d in mail.package.deliverables} and bool(kinds))
    )


def _by_item(found: list[Candidate], mail: ReplyToRead, whole_named: bool) -> list[ReadAmount]:
    """Return the total first, then the single prices, where the mail prices items."""
    text, first, last = mail.own_words, found[0].amount, found[-1].amount
    if mail.package is not None and len(found) > 1:
        start, end = _line_start(text, first.start), _line_end(text, last.end)
        total = card_total(text[start:end], mail.package, mail.currency) if end - start < 600 else None
        if total is not None:
            return [ReadAmount(total, first.currency, Role.ASK, text[start:end].strip())]
    if whole_named:
        return []
    one = min((c for c in found if c.per_item), key=lambda c: c.amount.cents, default=None)
    if one is None:
        return []
    count = _count_for(one, mail)
    item = [stated(one.amount, Role.PER_ITEM)] if count > 1 else []
    return [ReadAmount(one.amount.cents * count, one.amount.currency, Role.ASK, one.amount.quote), *item]


def _count_for(candidate: Candidate, mail: ReplyToRead) -> int:
    if mail.package is not None:
        kind = noun_at(candidate.after[:40], mail.package) or noun_at(candidate.before[-40:], mail.package)
        return next((d.count for d in mail.package.deliverables if d.kind == kind), pieces(mail.package.deliverables))
    counted = counts_in(candidate.sentence) or counts_in(mail.own_words)
    return counted[0] if counted else 1


def _line_start(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind(". ", 0, at)) + 1


def _line_end(text: str, at: int) -> int:
    ends = [place for place in (text.find("\n", at), text.find(". ", at)) if place >= 0]
    return min(ends, default=len(text))


def _discount(ask: Candidate, pool: list[Candidate], mail: ReplyToRead) -> ReadAmount | None:
    """Return the ask after a discount the mail grants in the words behind it."""
    if len(pool) > 1 and any(c.better() for c in pool if c is not ask):
        return None
    place = ask.amount.start
    for begin, end in sentences(mail.own_words):
        if not place < end <= place + 240:
            continue
        quote = mail.own_words[_before_alone(mail, begin, place) : end].strip()
        if percent := percent_off(quote, mail.currency):
            return ReadAmount(after_discount(ask.amount.cents, percent), ask.amount.currency, Role.ASK, quote)
    return None


def _before_alone(mail: ReplyToRead, begin: int, place: int) -> int:
    """Return where the words before the ask begin that speak of no other amount: "10 % off my rate of $800"."""
    start = min(max(begin, place - 80), place)
    other = any(a.kind is AmountKind.MONEY for a in find_amounts(mail.own_words[start:place], mail.currency))
    return place if other else start


def _rest(candidate: Candidate, ask: Candidate, offered: list[Candidate]) -> Role:
    if candidate.per_item:
        return Role.PER_ITEM
    if (
        candidate.usual()
        or (offered and candidate not in offered)
        or (candidate.amount.cents < ask.amount.cents and ask.total())
    ):
        return Role.OTHER
    return Role.PACKAGE
