"""Does a mail only say thanks, and what for?

"Thanks for sorting this out so quickly!" asks nothing, agrees to nothing and
takes nothing back, whatever its single words remind of. A mail with one
sentence more than manners is none of these.
"""

import re

from steps.clients.language.clauses import fold

_GREETING = re.compile(
    r"(?:hi|hey|hello|hiya|dear|good (?:morning|afternoon|evening)|hallo|hola|bonjour|oi|ciao)\b.{0,30}"
)
_SIGN_OFF = re.compile(
    r"(?:best|all the best|cheers|warmly|(?:warm |kind |best )?regards|talk soon|speak soon|love|thanks|many thanks|"
    r"thank you|take care|sincerely|(?:(?:liebe|viele|beste|herzliche) |mit freundlichen )gru(?:ss|ß)en?|[lv]g|mfg|"
    r"(?:un )?saludos?|cordialement|bises|(?:cordiali )?saluti|abracos?|groet(?:en|jes)?|x+)\W*"
)
_BRAVO = "great|perfect|wonderful|brilliant|lovely|amazing|awesome|super|fab|fantastic|cool|yay"
_MANNERS = re.compile(
    rf"\W*(?:(?:(?:oh|wow|hi|hey|ok|okay|{_BRAVO})\b\W*)+(?:\w+\W+)?)?"
    r"(?:(?:(?:so )?many |big |huge |a million |a thousand )?"
    r"(?:thanks|thank you|thank u|thx|ty|cheers|merci|danke|gracias|grazie|bedankt|obrigad[oa])\b|"
    r"(?:vielen|herzlichen|besten) dank|dank je|(?:muchas|mil) gracias|muito obrigad[oa]|much appreciated|"
    r"(?:(?:i|we) )?(?:(?:really|so|truly|very much|do) )*appreciate (?:it|that|this|you|your)\b|"
    r"got it|noted|received|understood|you(?:'re| are) (?:the best|a star|amazing|awesome|so kind)|"
    r"(?:(?:i'm|i am|we're) )?(?:(?:so|very|really) )*"
    r"(?:excited|happy|glad|thrilled|delighted|looking forward|can't wait)\b|"
    r"great (?:working|doing business)|"
    r"(?:everything|all) (?:is |looks )?(?:as i|good|fine|correct|clear|right|perfect)\b)"
    rf"|\W*(?:{_BRAVO})\W*$"
)
# With one of these a sentence says more than thanks; "thanks for the offer" is how a no begins.
_MORE = re.compile(
    r"\d|\b(?:but|however|though|although|no|not|never|cannot|unfortunately|sadly|sorry|instead|only|just|actually|"
    r"after all|anyway|offer|opportunity|time|consider\w*|thinking|interest\w*|reaching|changed|wait|before|if|unless|"
    r"until|once|when|following|would|could|should|need|want|hope|aber|leider|nicht|pero|mais|pas|mas|nao|ma|non|maar|niet)\b|n't\b|\?"
)


_THANKS_FOR = re.compile(
    r"\b(?:thank\w*|thx|appreciate|danke|dank|merci|gracias|grazie|obrigad[oa]|bedankt)"
    r"(?: (?:you|u|so much|a lot|again))* (?:for|the|your|fur|das|den|die|por|pela|pelo|pour|per|voor)\b"
    r"(?:(?!\b(?:but|aber|pero|mais|mas|ma|maar)\b)[^,;.!?\n])*$"
)


def is_thanked_for(before: str) -> bool:
    """Tell whether what stands behind folded *before* is what they thank for."""
    return bool(_THANKS_FOR.search(before))


def is_only_thanks(text: str) -> bool:
    """Tell whether *text* is thanks and good wishes from its greeting to its name, and nothing else."""
    lines = [fold(line).strip() for line in text.splitlines() if line.strip()]
    if lines and _GREETING.fullmatch(lines[0]) and len(lines) > 1:
        lines = lines[1:]
    ends = [at for at, line in enumerate(lines) if at and _SIGN_OFF.fullmatch(line)]
    if ends and len(lines) - ends[-1] <= 3:
        lines = lines[: ends[-1]]
    told = [one for line in lines for one in re.split(r"(?<=[.!?])\s+", line) if one.strip(" .!,")]
    return bool(told) and all(_is_manners(one) for one in told)


def is_small_talk(sentence: str) -> bool:
    """Tell whether a folded *sentence* is a greeting, thanks, a good-bye or a name, and says nothing."""
    bare = sentence.strip(" .!,;\n")
    signed = _SIGN_OFF.match(bare)
    left = bare[signed.end() :] if signed else bare  # "viele grusse ada"
    return len(left.split()) <= 1 or bool(_GREETING.fullmatch(bare)) or _is_manners(sentence)


def _is_manners(sentence: str) -> bool:
    return bool(_MANNERS.match(sentence)) and not _MORE.search(sentence.replace("can't wait", ""))
