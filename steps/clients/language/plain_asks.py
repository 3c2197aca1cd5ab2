"""Does a mail plainly say that its sender would do it for the fee it names?

A figure within our limit closes a deal. "I could do 1,200" may; "1,200 is too
low", "my costs alone are 1,200" and "1,200 or 1,300, it depends" may not: there
the fee is offered, and a yes to it is waited for. What is not plain costs a mail.
"""

import re

from negotiation.reading import ReadAmount, Role
from steps.clients.language.clauses import fold, sentence_at

_WOULD = re.compile(
    r"\b(?:i|we|she|he|they)(?:'d|'ll| would| will| can| could) (?:\w+ ){0,3}(?:do|take|accept|go|agree|settle|make|offer|drop|come|need|charge|ask|want|like|love|meet|live with|"
    r"happy|ok|okay|fine|good|comfortable|film|shoot|post|create|deliver|work)\b|"
    r"\b(?:i|we) (?:(?:really|actually|just|do|still|would) )?(?:need|want|charge|ask|take|accept|request|would|can|could|do)\b|\b(?:i'm|i am|we're|we are) (?:\w+ )?(?:happy|fine|ok|okay|good|comfortable|in|asking|at|thinking|looking|on board)\b|"
    r"\b(?:my|our|her|his|their) (?:\w+ ){0,3}(?:rate|fee|price|quote|offer|number|ask|minimum|lowest|best|limit|line|word|total)\b|"
    r"\b(?:how about|what about|let's|let us|(?:could|can|would) (?:you|we)|make it|call it|meet (?:me|us)|bump|raise|(?:go|come) (?:up|down) to|stretch to|agree on|get to|if you (?:can|could|do|go|make|pay))\b|"
    r"\b(?:it's|that's|i'll|we'll|i will|we will|deal|done|(?:i'm|we're|count me|i am) in|yours?|sign|works?|fair|on board|final|all[- ]in|in total|flat|settle|accept\w*|agree\w*|happy|yes|rate|fee|price|quote|(?:would|will|should) (?:be|make|do)|is (?:my|our|fine|good|okay|ok|what|where|all)|makes|(?:have|get|take) it for|looking at|you asked for|for (?:all|everything)|enough for me|be (?:ok|okay|fine|alright)|then|as we said|the end|for (?:the|one|a|an|this|it|1) (?:\w+ )?(?:reel|post|video|story|carousel|short|integration|package|collab\w*|campaign|one)?)\b|"
    r"\b(?:mache|machen|nehme|nehmen|kann|konnte|peux|pourrais|pourrait|podria|puedo|serian|posso|potrei|poderia|farlo|fazer por|zijn|kan|dabei|brauche|honorar|preis|wurde|verlange|mein|passt|hatte gern|ferai|fais|demande|partante?|tarif|prix|serait|il me faut|hago|haria|pido|cobro|tarifa|precio|seria|acepto|necesito|"
    r"faco|fazer|cobro|valor|cache|topo|aceito|preciso|faccio|farei|chiedo|compenso|prezzo|tariffa|accetto|doe|vraag|tarief|prijs|zou|wil)\b"
)
_NOT_PLAIN = re.compile(
    r"\b(?:not|never|no|nope|\w+n't|cannot|too (?:low|little|small|cheap)|turned down|declined|refused|might|maybe|perhaps|possibly|probably|depend\w*|hoping|hoped|sleep on|think about|talk about|discuss|(?:had|have) (?:you )?offered|(?:i'd|would|we'd) have|promis\w*|"
    r"nowhere|hardly|barely|joke|insult|peanuts|alone|costs|rents?|colleague|boss|another brand|other brands?|somebody|someone|competitor\w*|split|partner brand|bitcoin|crypto|as a consultant|charged? apart|first|tomorrow|later|"
    r"nicht|kein\w*|vielleicht|zu wenig|pas|jamais|peut-etre|trop peu|nunca|quiza\w*|tal vez|muy poco|nao|talvez|muito pouco|non|forse|troppo poco|niet|misschien|te weinig)\b|\bonly\W*$|\?.*\?|\byour (?:max\w*|limit|best|budget|final)\b|\bfrom \W?\d|\b(?:filming|shooting) day|\d ?\+(?:\W|$)"
)
# "Not less than 1,200" names the fee by what it will not go under.
_LEAST = re.compile(
    r"(?:\b(?:not|no|never|cannot)|n't) (?:\w+ ){0,3}(?:less|below|under|lower)\b(?: than)?|\bno less than\b|\bnot a (?:cent|penny|dollar) less\b|^\W*(?:for )?(?:anything )?(?:unter|under|below|onder|sotto|abaixo de|por menos de|pour moins de) .*"
)
_SHORT = 4  # words: a figure by itself is an answer to ours


def is_plain(text: str, amounts: tuple[ReadAmount, ...]) -> bool:
    """Tell whether the sentence that names the ask offers to do it for that, and names no second one."""
    asks = [a for a in amounts if a.role in (Role.ASK, Role.PACKAGE)]
    ask = next((a for a in asks if a.role is Role.ASK), None)
    if ask is None:
        return True  # priced by the piece, and summed by what each piece costs
    if len({a.cents for a in asks}) > 1:
        return False
    sentence = sentence_of(text, ask)
    folded = _LEAST.sub("", fold(sentence))
    if _NOT_PLAIN.search(folded):
        return False
    return len(folded.split()) <= _SHORT or bool(_WOULD.search(folded))


def sentence_of(text: str, amount: ReadAmount) -> str:
    """Return the sentence that holds *amount*, or its own words where they run over several."""
    return sentence_at(text, text.find(amount.quote)) or amount.quote
