"""What does a draft undertake, and does it belong to the work?

Read by what a mail of ours may say. We may do the few things that lead to a
post (write, wait, send the brief, pay the fee); whatever else we would do is a
promise outside the terms, whatever it is called. What they get, keep or become
must belong to the work, too. Denials promise nothing.
"""

import re
from collections.abc import Iterator
from typing import Final

from negotiation.plain_text import clauses

_HOUSE: Final = r"(?:we|i|they|(?:the|our|my) (?:\w+ ){0,2}?(?:brand|client|team|company|agency|founders?|owner|lawyers?|designers?|shop|boss|manager|ceo|colleagues?|pr)|Parley)"
_ADVERB: Final = (
    r"(?:also|even|then|gladly|happily|certainly|personally|additionally|of course|always|now|really|so|just|definitely|"
    r"absolutely|surely|probably|perhaps|maybe|still|simply|only|further|possibly|likely|both|all|obviously|truly|very much|"
    r"much|rather|easily|immediately|soon|naturally|normally|usually|either|honestly|genuinely|carefully|quickly|quietly|dearly|kindly)"
)
_AHEAD: Final = (
    r"(?:'ll|'d(?! have \w+ed)|\s(?:will|would|shall|can|could|may|might|must|should))(?: (?:be|feel) (?:happy|glad|able|willing|ready|prepared|"
    r"delighted|thrilled|pleased|honou?red|free|keen|excited|in a position|more than happy|only too happy) to)?"
    r"|(?:'re|'m| are| am| is|'s)(?: \w+)? (?:going|happy|glad|able|willing|ready|prepared|delighted|pleased|set|about|planning|set up|committed|keen|allowed|free) to"
    r"|\s(?:want|wants|plan|plans|promise|promises|intend|intends|agree|agrees|guarantee to|undertake|undertakes|hope|hopes|aim|get|have permission|have leave) to"
)
_WISH: Final = r"(?:(?:like|love|want|prefer|hope|wish|try|be able|aim|need|have|hate|care|get|manage|go (?:out|over|on)|take (?:the )?time|make sure|mind|go back|come back|sit down|ask) (?:to |and )(?:be able to )?)"
_WE_DO: Final = re.compile(
    rf"\b{_HOUSE}(?:{_AHEAD})(?: {_ADVERB})* (?:{_WISH}(?:{_ADVERB} )*)?(?:be (?=[a-z]+ing\b))?(?P<verb>[a-z]+)\b(?P<rest>[^.!?;\n]*)",
    re.IGNORECASE,
)
# Verbs of a mail that leads to a post; what follows them is not looked at.
_ORDINARY: Final = frozenset(
    "pretend log to completely stay last list film ve have love like need want prefer hope wish try aim plan hate mind care be feel think know see hear understand appreciate respect "
    "realise realize recognise recognize value enjoy admire believe imagine trust guess assume suppose say mention note add ask wonder suggest explain clarify "
    "describe answer reply respond write email mail message text call ring phone talk speak chat discuss go come get discuss hop jump "
    "meet wait follow check confirm review read watch look listen consider think decide start begin kick finish wrap stop leave step "
    "close end continue keep stay remain work collaborate cooperate partner team create make film shoot post publish launch "
    "schedule arrange plan prepare draft finalise finalize adjust move shift change update align coordinate handle manage organise organize "
    "remind nudge bump chase bother pester recap summarise summarize repeat restate reiterate apologise apologize thank congratulate "
    "welcome require expect request use reuse show tag mention credit approve help support assist guide walk run proceed "
    "sign countersign draw fill proofread sleep remember forget miss regret accept agree settle propose shake count rely "
    "live tell let find figure sort set put take bring give send share ship post pass forward deliver drop provide include "
    "offer pay do raise increase improve lower stretch reach lift commit allow hold mean sound seem appear happen fit suit "
    "turn return spend rather better sit loop connect invoice process revisit mark honour honor clear hit cover switch end "
    "relate picture tailor shape build fix resolve double-check learn explore dream celebrate laugh cry smile place open attach "
    "book reserve invite introduce not never only push pop touch trim split break reopen withdraw decline pause park "
    "announce feature repost reshare link point join pick choose select skip avoid keep appoint state stick name quote".split()
)
# ... these only with the sum they lead to, in the same breath,
_RISING: Final = frozenset("raise increase improve stretch reach lift".split())
_TOLD: Final = re.compile(
    r"¤|\b(?:it|this|that|you|work|out|everyone|an agreement|awareness|the (?:brief|script|copy|date|deadline|window)|your (?:audience|community|followers))\b",
    re.IGNORECASE,
)
# ... and these only with what belongs to the work.
_HANDING: Final = frozenset(
    "give send share ship pass drop have forward deliver drop provide include set put take bring get make add let cover show book reserve "
    "invite introduce feature repost reshare keep tag credit hold fix sort handle arrange place open clear organise organize "
    "turn allow commit help support announce build lift process team name link point join hit break split skip run".split()
)
_BELONGS: Final = re.compile(
    r"\b(?:brief\w*|contracts?|agreement|paperwork|documents?|details?|information|info|deck|schedule|timeline|calendar|drafts?|summary|"
    r"guide\w*|talking points|points|feedback|comments?|notes?|edits?|amends?|revisions?|rounds?|answers?|reply|response|e?mails?|messages?|requests?|"
    r"word|call|ring|shout|heads[- ]up|update[ds]?|confirmation|decision|invoice|purchase order|po|form|terms|offer|fee|amount|payment|"
    r"quote|rate|total|sum|figure|proposal|credit for|captions?|hashtags?|music|track|logo|assets?|mood ?board|dates?|days?|weeks?|time|"
    r"months?|hours?|space|freedom|control|choice|say|approval|go-?ahead|start|products?|samples?|package|parcel|tracking|key messages|"
    r"address|contact|person|access to the brief|chance|ideas?|impression|sense|overview|picture|reminder|nudge|option|permission|content|footage|"
    r"copyright|style|voice|tone|look|format|scripts?|paid (?:once|within|after|when)|touch|settled|"
    r"you know|me know|us know|sure|clear|ready|record|writing|page|happen|mind|thoughts|questions?|moment|minutes?|until|fun|room|support|trust|feel|news|care|now|reels?|"
    r"videos?|story|stories|posts?|clip|slot|deal|arrangements|rest|steps?|channels?|pages?|carousels?|tiktoks?|shorts?|integrations?|to (?:create|film|make|join|try|post|share|be part)|easy|simple|moving|going|rolling|under ?way|started|forward(?! for)|together|campaign|team|on board|with us|exclusivity|usage|rights)\b"
    r"|^ (?:you |your \w+ )?(?:this|that|these|those|it|them|things|everything)\b|^ you (?:in|on|with|as (?:a )?part|join|here|for|tell|film|show|make|create)\b|^\W*(?:that|how|what|why|where|who|whether)\b|^\W*(?:(?:over|out|up|off|on|along|across|back|you|your|to|all|both|for|through|it|this|that|these|those|them|everything|things|me|us|here|there|down|ahead|away|aside|by|so|work|as|quick\w*|soon|right|short|with|of|part|anything)\b\W*)*$"
    r"|[$€£¥₹]|\d|¤",
    re.IGNORECASE,
)
_NEVER_OURS: Final = re.compile(
    r"\b(?:ads?|adverts?|advertising|free|extra|additional|bonus|another|more|new|second|personal|premium|vip|(?:early|priority|exclusive|lifetime|first) (?:access|looks?|dibs))\b(?! (?:control|freedom|time|days?|weeks?|details?|info\w*|question|round|hour|draft|"
    r"note|brief|hand|creative|rein|to|look|chat|call|about|on|context|notes|feedback|of (?:your|that)|dates?|than|person\w*|number|message|version|link|copy|mail|e-?mail|address|touch|story|style))",
    re.IGNORECASE,
)
_THEY_GET: Final = re.compile(
    r"(?:^\W*expect(?= (?:also )?(?:an?|some|our|two|three)\b)|\b(?:you|your (?:\w+ )?(?:manager|agent|sister|brother|mum|mother|family|friends?|team|crew|kids?|partner|assistant|dog|cat|followers|audience|community|fans))"
    r"(?:'ll|'d| will| would| shall| can| could| may| might|'re going to| are going to| get to|'re free to| are free to)?"
    rf"(?: {_ADVERB})* (?:get|gets|receive|receives|earn|earns|win|own|enjoy|pocket|gain|become|(?<=(?:'d|ll) )have(?= (?:an?|our|some|free|two|three)\b)|keep|hold on to|hang on to|take home|be (?:given|sent|granted|handed|gifted|paid|offered)))\b(?P<what>[^.!?;\n]*)",
    re.IGNORECASE,
)
_HOUSE_GIVES: Final = re.compile(
    rf"\b{_HOUSE}(?: {_ADVERB})* (?:gets|gives|pays|makes|puts|buys|flies|invites|sends|features|covers|books|hires|sponsors|grants)(?P<rest> (?:you|your)\b[^.!?;\n]*)",
    re.IGNORECASE,
)
# "If it does well we top it up"; "you never have to show us anything"; "we won't use it anywhere else, ever".
_CONDITION: Final = re.compile(r"\b(?:if|should|whenever|every time|each time|unless|in case)\b", re.IGNORECASE)
_WE_ALWAYS: Final = re.compile(
    rf"\b(?:we|i) (?:{_ADVERB} )*(?!(?:are|am|were|was|have|had|do|don|did|didn|haven|aren|weren|wasn|ve|re|both|all|never|mis\w+|got|read|said|asked|heard|sent|wrote|spoke|told|can|could|will|would|may|might|must|should|shall|won|wouldn|couldn|cannot)\b)(?!\w+ed\b)(?P<verb>[a-z]+)\b(?!')",
    re.IGNORECASE,
)
_RELEASE: Final = re.compile(
    r"\byou (?:never|don't|do not|won't|will not|needn't|need not)(?: ever)? (?:have to |need to |even have to )?(?:(?:do|make) any|show|label|mark|declare|disclose|submit|deliver|film|post|publish|return|get (?:approval|sign-off)|ask (?:us|anyone) (?:for|before)|wait for (?:our )?approval)\b"
    r"|\b(?:won't|will not|never|nobody|no one)\b[^.!?;\n]*\b(?:ever|anywhere else|in any way|under any circumstances|at any time|for good)\b"
    r"|\byou (?:may|can|could) (?:\w+ ){0,3}(?:competitors?|rivals?)\b"
    r"|\b(?:half|part|some|all) (?:of )?(?:the|your) (?:fee|money|payment|sum)\b[^.!?;\n]*\b(?:before|up ?front|first|now|in advance|today)\b"
    r"|\bstays? up (?:only |just )?(?:a day|one day|an hour|for a day)\b|\b(?:doesn't matter|no matter|don't care|don't mind|regardless) (?:how|what|when|whether|if|of)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:not|no|without|never|can't|cannot|won't|wouldn't|couldn't|don't|doesn't|isn't|nor|unable)\b", re.IGNORECASE
)


def undertaking_reasons(text: str) -> list[str]:
    """Return the first thing that *text* (flat) undertakes and no fee includes."""
    for clause in clauses(text):
        for found in _undertakings(clause):
            return [f"promise_outside_terms: {' '.join(found.split())[:60]}"]
    return []


def _undertakings(clause: str) -> Iterator[str]:
    for match in _WE_DO.finditer(clause):
        verb, rest = _plain(match["verb"].lower()), match["rest"]
        if (
            verb not in _ORDINARY
            or (verb in _HANDING and _is_gift(rest))
            or (verb in _RISING and (rest.strip() or verb != "reach") and not _TOLD.search(rest))
        ):
            yield match.group()
    yield from (m.group() for m in _HOUSE_GIVES.finditer(clause) if _is_gift(m["rest"]))
    if _CONDITION.search(clause):
        yield from (m.group() for m in _WE_ALWAYS.finditer(clause) if m["verb"].lower() not in _ORDINARY)
    yield from (m.group() for m in _RELEASE.finditer(clause))
    for match in _THEY_GET.finditer(clause):
        if _is_gift(match["what"]) and not _DENIED.search(clause[: match.start("what")]):
            yield match.group()


def _plain(verb: str) -> str:
    """Return the plain form of "sharing" where it is one we know; any other verb as it stands."""
    stem = verb.removesuffix("ing")
    return next((form for form in (verb, stem, stem + "e", stem[:-1]) if form in _ORDINARY), verb)


def _is_gift(what: str) -> bool:
    """Say whether *what* is handed over names something, and nothing that belongs to the work."""
    named = what[:70]
    if not re.search(r"[a-z]{3}", named, re.IGNORECASE):
        return False
    return bool(_NEVER_OURS.search(named[:25])) or not _BELONGS.search(named)
