"""What do the words beside one amount say about it?

A price for one piece or for all, the usual one or a lower one, for what we
asked about or for more. Which of several is the ask is `roles`' question.
"""

import re
from dataclasses import dataclass
from typing import Final

from negotiation.amounts import Amount
from negotiation.reading import ReadAmount, Role
from steps.clients.language.clauses import fold, sentences
from steps.price_list import kinds_beside, names_item

_UNIT: Final = r"(?:(?:ig|instagram|tiktok|tik tok|youtube|yt|single|individual|sponsored|feed|static|additional) )*(?:reel|post|stor(?:y|ies)|video|vid|carousel|short|integration|piece|deliverable|slide|frame|tiktok|item|clip|asset|upload|unit|content|mention)s?\b"
_PER_ITEM = re.compile(
    rf"^\W{{0,3}}(?:usd|eur|gbp|dollars|euros)?\s*(?:(?:per|/|each|for each|for every|every|pro|por|par|al|je|a|an|for an?|for one|for a single)\s*{_UNIT}|(?:each|apiece|a piece|a pop|per piece|per unit|pp)\b)"
)
_PER_ITEM_BEFORE = re.compile(
    rf"(?:\bper {_UNIT}|\beach(?: {_UNIT})?|\ban? {_UNIT}|\b(?:one|1|a single) {_UNIT})(?: (?:is|costs?|would be|at|i charge|goes for|for|rate is|price is))*\W*$"
)
_ENDS_WITH_PRICE = re.compile(r"\d[\d.,]*k?\s?(?:[$€£]|usd|eur|gbp|dollars|euros)?\s?$")
_USUAL = re.compile(
    r"\b(?:usual(?:ly)?|normal(?:ly)?|standard|typical(?:ly)?|regular(?:ly)?|generally|list price|full (?:price|rate)|going rate|ordinar\w+|originally|tend to|on average|average rate|otherwise(?![^.;\n]{0,40}\b(?:could|can|live with|take|accept|settle|works?|fine|ok(?:ay)?|happy|go with|do)\b)|(?:rates?|prices?|packages?|fees?) (?:usually |normally |typically )?(?:start|begin|range)s?)\b"
)
_BETTER = re.compile(
    r"\b(?:(?:could|can|would|i'd|i'll|we'd|we could|happy to|willing to|ready to|able to|glad to|prepared to|open to|let me) (?:\w+ ){0,3}(?:do|go|accept|take|offer|drop|come|meet|settle|make|work|give|lower|agree|consider|be|say|reduce|bring|knock|stretch|cut)|for you|since you|for this (?:one|collab|campaign)|special|lowest|best (?:price|rate|i can|offer)|final|down to|meet (?:me )?(?:at|in|halfway)|settle|discounted|how about|what about|instead|would accept|as low as|bottom line|bare minimum|live with|if not|failing that|would be (?:ok|okay|fine|happy)|let's say|let's do|let's meet)\b"
)
_TOTAL = re.compile(
    r"\b(?:total|altogether|all together|all[- ]in|in all|overall|sum|everything|for (?:both|all|the (?:whole|full|entire|lot|package|bundle))|all (?:of it|three|four|included)|the (?:whole|entire|full) (?:package|thing|campaign|lot)|combined|lump sum|flat|bundle (?:of|for|price|rate)|bundled?)\b"
)
# A price for more than was asked: "with two stories", "if you take two", "2.6k for both".
_MORE_THAN_ASKED = re.compile(
    r"(?:\b(?:if you (?:take|book|want|add|need|go for|include|order)|with (?:an? |the |two |three |\d )?(?:\w+ )?(?:stor(?:y|ies)|usage|rights|"
    r"whitelist\w*|exclusiv\w*|raw|link|boost\w*|reels?|posts?|shorts?)|including|plus|mit|avec|con|com|wenn ihr)\b[^.;\n]*$)|(?:\badd(?:ing)?|\+)[^.;\n]*$"
)
_ONE_OF_IT = re.compile(
    rf"(?:\b(?:an?|one|1|a single|ein|eine|un|una|une|um|uma) {_UNIT})(?: (?:is|costs?|would be|at|i (?:charge|take|ask)|goes for|for|"
    r"rate is|price is|nehme ich|cobro|it's|i'd (?:charge|take|ask)))*\W*$"
)
# "In exchange for the shoes + $300": money beside goods.
_GOODS_WITH = re.compile(
    r"\b(?:products?|shoes?|sneakers?|pairs?|gift(?:s|ed|ing)?|items?|merch\w*|samples?|freebies?|clothes|clothing|goods|"
    r"schuhe?n?|produkte?n?|zapatos|zapatillas|producto|chaussures|produits?|scarpe|prodotto|sapatos|tenis|produto|"
    r"schoenen)\b(?: \w+){0,2}\W*(?:\+|\bplus|\band|&|\bund|\by|\bet|\be|\ben)\W*(?:(?:an?|fee|of|another) )*$"
)
# "1 reel + 30 days usage is $850", where no price stands for the reel alone.
_PIECE_WITH = re.compile(
    rf"\b{_UNIT}\W*(?:\+|&|\b(?:and|with|plus|including|incl\.?|inclusive of|inkl\.?|mit|avec|con|com|met)\b)[^.;,!?\n$€£]{{0,30}}"
    r"\b(?:usage|rights|exclusiv\w*|whitelist\w*|nutzungsrechte?n?|derechos|droits|diritti|direitos)\b"
    r"(?: (?:rights|included|inclusive|is|are|would be|comes to|for|at|costs?|i charge|i'd charge|i ask))*\W*$"
)
_PRICE_OF_PIECE = re.compile(
    r"\d[\d.,]*k?\W{0,3}(?:usd|eur|gbp|dollars|euros)?\s*(?:for|per|each|/)\s*(?:the|an?|one|1|my|your)?\W*$"
)
# "Or $950 if you only want one"
_FOR_ONE = re.compile(
    r"^\W*(?:(?:if|when) (?:you|u|ya|it's|we) (?:\w+ ){0,3}|for |wenn (?:ihr|du) |falls (?:ihr|du) |fur |si (?:vous|tu|solo|quereis) (?:\w+ ){0,2}|pour |por |per |se (?:\w+ ){0,2}|als jullie |voor )"
    r"(?:only |just |nur |solo |un seul |maar )?(?:one|a single one|1|eins|eines|nur eins|uno|una|um|uma|een)(?: of (?:them|those|these|the \w+)| davon)?(?: (?:wollt|willst|braucht|willen))?\W*(?:$|[.,;!?]|\b(?:and|or|but)\b)"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An amount that may be the ask, with the sentence it stands in."""

    amount: Amount
    sentence: str  # folded
    before: str
    after: str
    per_item: bool

    def better(self) -> bool:
        """Whether they come down to it."""
        return bool(_BETTER.search(self.sentence)) and not self.usual()

    def usual(self) -> bool:
        """Whether it is their usual rate."""
        clause = re.split(r"\bbut\b|\bhowever\b|;|, (?:so|i|we|let|for)", self.before)[-1]
        return bool(_USUAL.search(clause[-90:]) or _USUAL.match(self.after[:24].strip(" (,")))

    def is_plain(self) -> bool:
        """Whether this is the price of one of what was asked, told before larger packages."""
        return self.per_item or bool(_ONE_OF_IT.search(self.before))

    def names_piece(self) -> bool:
        """Whether a piece is named right beside it."""
        return names_item(re.split(r"\bbut\b", self.before)[-1][-30:] + self.after[:20])

    def is_for_one(self) -> bool:
        """Whether this is the price of one alone: "or $950 if you only want one"."""
        return bool(_FOR_ONE.match(self.after))

    def of_it_all(self) -> bool:
        """Whether it is the fee beside goods, or for a piece with its rights, and no extra: "the shoes + $300"."""
        piece = _PIECE_WITH.search(self.before)
        priced = piece and _PRICE_OF_PIECE.search(self.before[: piece.start()])
        return bool(_GOODS_WITH.search(self.before) or (piece and not priced))

    def kinds(self) -> frozenset[str]:
        """Return the kinds of piece named beside it."""
        return kinds_beside(self.before, self.after)

    def is_larger(self) -> bool:
        """Whether it is for more than was asked."""
        clause = re.split(r"[.;\n]|, (?=with|if|mit|avec|con|com)", self.before)[-1]
        return bool(_MORE_THAN_ASKED.search(clause)) or bool(
            re.match(r"^\W*(?:total )?(?:for (?:both|two|all)|with)\b", self.after)
        )

    def total(self) -> bool:
        """Whether it is for all of it together."""
        return bool(
            _TOTAL.search(self.before[-40:]) or _TOTAL.search(re.split(r", (?:so|but|and)\b", self.after)[0][:48])
        )


def stated(amount: Amount, role: Role) -> ReadAmount:
    """Return *amount* as the reader reports it."""
    return ReadAmount(amount.cents, amount.currency, role, amount.quote)


def candidate_at(text: str, amount: Amount) -> Candidate:
    """Return *amount* of *text* with the words of its sentence before and behind it."""
    start, end = next(((a, b) for a, b in sentences(text) if a <= amount.start < b), (0, len(text)))
    sentence = fold(text[start : max(end, amount.end)])
    before, after = sentence[: amount.start - start], sentence[amount.end - start :]
    return Candidate(amount, sentence, before, after, bool(_PER_ITEM.match(after)) or _is_per_item_before(before))


def _is_per_item_before(before: str) -> bool:
    """Tell whether *before* ends with the piece that a price is for, and not with what the price before it is for."""
    piece = _PER_ITEM_BEFORE.search(before)
    if piece is None or re.search(r"\b(?:and|\+|plus|&)\b|\boption|\bpackage", before[-60:]):
        return False
    return not _ENDS_WITH_PRICE.search(before[: piece.start()])
