"""Does a draft ask for work that the package does not hold?

"Could you also do a TikTok?", "please share it in your story": whoever says yes
to the mail says yes to that too, and nobody has priced it. Every piece of
content that a clause names must be one of the package, unless it is there
already: what they have made, what we have seen, what ours shall be like.
"""

import re
from collections.abc import Iterator
from typing import Final

from negotiation.guard_amounts import counts_of
from negotiation.letter import LetterOrder
from negotiation.plain_text import clauses

_MORE: Final = (
    r"another|(?:a |one )?(?:second|third|further)|(?:an )?(?:extra|additional)|otr[oa]|un altr[oa]|outr[oa]|(?:eine?n? )?weitere[ns]?|"
    r"(?:eine?n? )?zweite[ns]?|(?:une? )?autre|nog een|een extra|um segundo|une deuxième|una segunda"
)
_ONE: Final = r"an?|one|une?|una|uno|um|uma|ein(?:e[n]?)?|een|two|three|some"
_PIECE: Final = re.compile(
    rf"(?<![@#/\w-])(?:(?P<more>{_MORE})[ -]|(?P<one>{_ONE})[ -])?(?:(?:quick|short|little|dedicated|separate|instagram|insta|ig)[ -])?(?:"
    r"(?P<reel>reels?)|(?P<story>storys?|stories|historias?|storia|story (?:frames?|sets?|mentions?))|"
    r"(?P<carousel>carousels?|karussells?|carrusel(?:es)?|carosell[oi]|carross[eé]is|carrossel|carrousels?)|"
    r"(?P<tiktok>tik ?toks?(?: (?:videos?|clips?|posts?))?)|(?P<short>youtube shorts?|shorts)|"
    r"(?P<video>(?:youtube|yt)[ -](?:video|vídeo|vidéo|integration|clip)s?)|"
    r"(?P<other>live ?streams?|podcasts?(?: episodes?)?|vlogs?|newsletters?|blog ?posts?|tweets?|pinterest pins?|"
    r"(?:facebook|linkedin|twitch|pinterest|snapchat) (?:posts?|videos?|streams?|stories|clips?)|giveaways?|gewinnspiel\w*|sorteos?)|"
    r"(?P<any>posts?|videos?|vídeos?|vidéos?|clips?|pieces?(?: of content)?|uploads?|beitrag))(?![\w-])"
    r"(?! (?:insights?|views?|stats?|statistics|numbers?|analytics|ideas?|results?|reach|audience|followers?|community|channel|account|page|profile|shop|format|style|fans))",
    re.IGNORECASE,
)  # fmt: skip
# What is there already, what ours shall be like, and what is not asked.
_IS_THERE: Final = re.compile(
    r"\b(?:last|latest|recent|previous|earlier|newest|pinned|old|viral|existing|popular|letzte[nrs]?|neueste[nrs]?|últim[oa]s?|derni[eè]re?s?|ultim[oaie]|laatste)\b"
    r"|\byou(?:'ve| have| just| recently| once| already| had)* (?:post|shar|film|publish|upload|creat|record|host|mention|ask|offer|suggest|propos|publish|list|quot|includ)ed\b"
    r"|\byou(?:'ve| have| just| recently| once| already| had)* (?:made|did|done|shot|put|ran|wrote|named|said|showed|told|sent|brought)\b"
    r"|\b(?:we|i|team|everyone|everybody|they|all|colleagues?)(?:'ve| have| all| both| really| just| also| still| absolutely)* (?:saw|seen|watch\w*|lov(?:e|ed)|enjoy\w*|liked?|found|came across|discovered|laughed|noticed|admire|adore)\b"
    r"|\b(?:(?<!'d )(?<!would )(?<!we )like|as in|similar to|style of|such as|inspired by|remind\w*|thank\w*|congrat\w*|behind|tell\w*|rather than|in place of|usually|normally|whether)\b"
    r"|\b(?:average|per) (?:\w+ ){0,3}(?:reel|story|post|video|tiktok|carousel)s?\b|\b(?:do|did) you mean\b|\byou (?:say|meant?)\b|\byour (?:\w+ )?(?:rate|price|fee|quote|offer)\b"
    r"|\b(?:cuent\w+|gesehen|geliebt|gelikt|vimos|hemos|nous a\w*|vu|visto|viste|gezien|wie in|como en|comme)\b",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"\b(?:no|not|non|never|without|except|excluding|instead|skip|drop|leave out|kein\w*|nicht|ohne|pas|sans|sin|senza|sem|não|geen|niet|zonder)\b|n't\b",
    re.IGNORECASE,
)
_THEIRS: Final = re.compile(
    r"\b(?:your|dein\w*|ihre?\w*|tus?|votre|vos|tes|tu[aoe]i?|seus?|suas?|je|jouw|uw)(?: \w+){0,2} ?$", re.IGNORECASE
)
_IN: Final = re.compile(
    r"\b(?:in|on|to|into|via|and|auf|en|sur|nella|nel) (?:your|my|deine[rn]?|tu|votre|tua|sua|je) ?$", re.IGNORECASE
)
_ASKED: Final = re.compile(
    r"\b(?:please|could you|would you|can you|will you|you(?:'d| would|'ll| will| should| must| need to| have to| could)"
    r"|we(?:'d| would)? (?:\w+ )?(?:like|love|ask|need|want|expect|require) (?:you )?(?:to )?|kannst du|könntest du|podrías|puedes|pourriez-vous|potresti|você poderia|kun je)\b"
    r"|^\W*(?:(?:and|then|also) )*(?:post|publish|share|upload|add|include|film|mention|make|record|repost|cross-?post)\b",
    re.IGNORECASE,
)
_BESIDES: Final = re.compile(
    r"\b(?:add|also|too|as well|in addition|additionally|besides|on top|throw in|another|extra|additional)\b",
    re.IGNORECASE,
)
_TERM: Final = re.compile(r"\b(?:exclusivity|usage rights|whitelisting|spark ads?|partnership ads?)\b", re.IGNORECASE)
_WORK: Final = re.compile(
    r"\b(?:post|publish|share|upload|put|film|make|create|record|shoot|add|include|do|mention|announce|promote|host|repost|cross-?post|tag|link|show|posten|teilen|publicar|"
    r"compartir|ajouter|publier|partager|aggiungere|pubblicare|condividere|incluir|compartilhar|plaatsen|delen)\b",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"\b(?:post|publish|share|upload|put|mirror|repost|cross-?post|film|make|do)\w*\b[^.!?;\n]{0,40}\b(?:on|to|for|in|auf|en|sur|su|no|op) (?:your |the |my |deinem |tu |votre |il tuo |seu |je )?"
    r"(?P<platform>tik ?tok|youtube|instagram|facebook|pinterest|twitch|linkedin|snapchat|twitter|threads|podcast|blog|newsletter)\b",
    re.IGNORECASE,
)  # fmt: skip


def work_reasons(order: LetterOrder, text: str) -> list[str]:
    """Return the first piece of work in *text* (flat) that the package of *order* does not hold.

    Of an unknown package only what is plainly asked on top of it is told.
    """
    known = bool(order.package.deliverables)
    for clause in clauses(text):
        if _IS_THERE.search(clause) or _DENIED.search(clause):
            continue
        for words in _not_held(order, clause) if known else _on_top(clause):
            return [f"deliverable_not_in_package: {' '.join(words.split())[:60]}"]
    return []


def _not_held(order: LetterOrder, clause: str) -> Iterator[str]:
    asked = bool(_ASKED.search(clause) and _WORK.search(clause))
    for piece in _PIECE.finditer(clause):
        if _is_piece(piece) and not _holds(order, piece) and (asked or not _THEIRS.search(clause[: piece.start()])):
            yield piece.group()
    platforms = {d.platform for d in order.package.deliverables}
    if asked:
        yield from (
            m.group() for m in _PLACE.finditer(clause) if m["platform"].lower().replace(" ", "") not in platforms
        )


def _on_top(clause: str) -> Iterator[str]:
    if _ASKED.search(clause) and _BESIDES.search(clause):
        yield from (piece.group() for piece in _PIECE.finditer(clause) if piece["one"] or piece["more"])
        yield from (term.group() for term in _TERM.finditer(clause))


def _is_piece(piece: re.Match[str]) -> bool:
    """Tell a piece of content from a word that only looks like one: "the story of your brand", "on TikTok", "the post"."""
    word = piece.group().lower()
    if piece.lastgroup == "any":
        return piece["more"] is not None
    if piece.lastgroup in ("story", "tiktok") and word.endswith(("story", "storia", "tiktok", "tik tok")):
        return bool(piece["one"] or piece["more"] or _IN.search(piece.string[: piece.start()]))
    return True


def _holds(order: LetterOrder, piece: re.Match[str]) -> bool:
    if piece.lastgroup == "other":
        return False
    noun = {"tiktok": "video", "any": ""}.get(piece.lastgroup or "", piece.lastgroup or "")
    adjectives = {"tiktok": "tiktok", "video": "youtube", "short": "youtube"}.get(piece.lastgroup or "", "")
    counts = counts_of(order, noun, adjectives)
    return bool(counts) and (not piece["more"] or max(counts) > 1)
