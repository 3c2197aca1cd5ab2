"""Where does one thought of a mail end and the next begin?

Cuts a mail into sentences and clauses, each with its place in the original
text, and folds the text so that cues can be written in plain lower case.
Folding keeps every character's place. It understands nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=\S)|\n\s*\n|\n(?=\s*(?:[-*•>]|\d+[.)]\s))")
# A full stop behind these ends no sentence: "510 € inkl. MwSt."
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:inkl|exkl|incl|excl|zzgl|zuz|bzw|ca|evtl|ggf|z\. ?b|d\. ?h|u\. ?a|approx|vs|"
    r"dr|mr|mrs|ms|prof|mme|sra?|sig|p\. ?ej)\.\s+$",
    re.IGNORECASE,
)
# A line this short was ended by its writer, a longer one by the mail program.
_SHORT_LINE = 55
_CLAUSE_END = re.compile(
    r",\s+|;\s*|:\s+|\s+[-–—]+\s+|\s*—\s*|\s(?=(?:but|however|although|though|yet|pero|aber|mais|"
    r"ma)\b)|\s(?=(?:and|so|y|und|et|e)\s+(?:i|we|what|when|how|where|could|can|would|do|does|is|"
    r"are)\b)"
)
_ASKING = re.compile(
    r"^(?:and |but |so |also |or |hi |hey |just |quick question |then )*(?:would|could|can|do|does|"
    r"did|is|are|what|what's|when|where|how|which|who|whose|why|will|should|may|shall|any|have|has|"
    r"was|were|might|or)\b"
)
# Whoever writes without a question mark still asks with these.
_PLAINLY_ASKING = re.compile(
    r"^\W*(?:and |but |so |hey |hi |ok |then )*(?:how(?:'?s)?|what'?s?|when'?s?|where'?s?|why|who'?s?|which)"
    r" (?:do|does|is|are|would|will|did|can|should|about|much|many|long|soon|u|you|the|kind)\b"
)
_SAME = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "“": '"',
    "”": '"',
    "\u00a0": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the mail; ``text`` is folded, ``start``/``end`` are places in the original."""

    text: str
    start: int
    end: int
    sentence: int
    asks: bool


@lru_cache(maxsize=4096)
def _fold_one(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    plain = unicodedata.normalize("NFD", char)[0] if char.isalpha() else char
    lower = plain.lower()
    return lower if len(lower) == 1 else plain


def fold(text: str) -> str:
    """Return *text* in lower case, without accents and curly quotes, of exactly the same length."""
    return "".join(map(_fold_one, text))


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the places of the sentences of *text*."""
    ends = (m.end() for m in _SENTENCE_END.finditer(text))
    whole = {at for at in ends if "\n" in text[at - 1 : at] or not _ABBREVIATED.search(text, max(0, at - 12), at)}
    cuts = sorted(whole | set(_line_cuts(text)))
    edges = [0, *cuts, len(text)]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


def sentence_at(text: str, place: int) -> str:
    """Return the sentence of *text* in which *place* lies, empty for none."""
    return next((text[a:b].strip() for a, b in sentences(text) if a <= place < b), "")


def _line_cuts(text: str) -> list[int]:
    """Return where lines end that their writer ended: short ones, and those before a new thought."""
    cuts, start = list[int](), 0
    for match in re.finditer(r"\n", text):
        line = text[start : match.start()].strip()
        following = text[match.end() : match.end() + 1]
        if len(line) < _SHORT_LINE and (following.isupper() or following.isdigit() or line.endswith((",", ":"))):
            cuts.append(match.end())
        start = match.end()
    return cuts


def clauses(text: str) -> list[Clause]:
    """Return the clauses of *text* in order."""
    folded, found = fold(text), list[Clause]()
    for number, (start, end) in enumerate(sentences(text)):
        question = folded[start:end].rstrip(" \"')]*_").endswith("?")
        edges = [start, *(m.end() for m in _CLAUSE_END.finditer(folded, start, end)), end]
        pairs = [(a, b) for a, b in pairwise(edges) if folded[a:b].strip()]
        for index, (a, b) in enumerate(pairs):
            piece = folded[a:b]
            asks = question and (index == len(pairs) - 1 or bool(_ASKING.match(piece)))
            asks = asks or bool(_PLAINLY_ASKING.match(piece))
            found.append(Clause(piece, a, b, number, asks))
    return found
