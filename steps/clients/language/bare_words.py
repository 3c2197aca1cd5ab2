# ruff: noqa: E501 - one pattern a line: a broken pattern is harder to read than a long one
"""Is a mail of a few words nothing but a yes, a no, a wish for more, or a nudge?

Who writes "nee, dat gaat niet lukken" or "any news?" gives no sentence that
cues could weigh, and yet nobody doubts what is meant. It judges whole mails
alone: one word that is neither its own nor manners, and it says nothing.
"""

import re
from typing import Final

from steps.clients.language.clauses import fold, sentences
from steps.clients.language.pleasantries import is_small_talk

_PIECES: Final = re.compile(r"[,.;:!\n]+|\s[-–—]+\s|\s(?:but|aber|pero|mais|ma|mas|maar)\s")
_EDGES: Final = " \t\"'()*_~^-–—…"
_MANNERS: Final = re.compile(
    r"(?:(?:so |very |really )?sorry|thanks?(?: a lot| so much| though| anyway)?|thank you(?: so much| though| anyway)?|hi|hey|hello|hola|hallo|bonjour|ciao|ola|oi|hoi)(?: (?!deal|yes|ok)\w+)?|"
    r"unfortunately|sadly|i'm afraid|afraid|oh|hmm+|well|lol|(?:ha)+|pls|please|"
    r"(?:lo )?siento(?: mucho)?|perdon|disculpa|(?:muchas )?gracias|(?:un )?saludos?|best|cheers|(?:kind |best )?regards|cordialement|saluti|abracos?|groet(?:jes|en)?|mfg|por desgracia|"
    r"leider|danke(?: dir| euch| schon| trotzdem)?|vielen dank|tut mir (?:sehr )?leid|lg|(?:liebe |viele )?gru(?:ss|\u00df)e|schade|"
    r"merci(?: beaucoup| quand meme)?|(?:je suis )?desolee?|malheureusement|helas|"
    r"grazie(?: mille| lo stesso)?|mi (?:di)?spiace|purtroppo|scusa|"
    r"desculpa|desculpe|infelizmente|(?:muito )?obrigad[ao]|sinto muito|"
    r"helaas|dank je(?: wel)?|bedankt|het spijt me|jammer"
)
# The name below a mail.
_SIGNED: Final = re.compile(r"\n\s*(?!Deal|Yes|Ok)[A-Z\u00c0-\u00dd][^\W\d_]+(?: [A-Z\u00c0-\u00dd][^\W\d_]+)?\s*$")
_NO: Final = re.compile(
    r"(?:no|nope|nah|nein|non|nao|nee)(?: (?:no|thanks?|thank you|sorry|danke|leider|gracias|merci|grazie|obrigad[ao]|bedankt|dank je(?: wel)?))?|leider nein|lol no|helaas niet"
)
# A no to what we wrote, for no reason of theirs: another fee may mend it.
_CANNOT: Final = re.compile(
    r"(?:no can do|(?:i )?can't(?: do (?:it|that|this))?|(?:i )?cannot(?: do (?:it|that))?|(?:it's |that's )?(?:not possible|impossible)(?: for me)?|"
    r"(?:no )?(?:asi |entonces |a mi )?no (?:me )?(?:puedo|podemos|es posible|va a poder ser|puede ser|alcanza)(?: (?:hacerlo|aceptarlo|aceptar|por eso|asi))?|imposible|"
    r"(?:nein )?(?:(?:das|so|es|da) )?(?:geht|klappt|funktioniert)(?: (?:mir|fur mich|fur uns|bei mir|so|leider|aber|echt|wirklich|da))* nicht|(?:das |so )?(?:kann|konnen) (?:ich|wir)(?: (?:so|leider|das|wirklich))* nicht(?: (?:machen|annehmen|zusagen|anbieten))?|"
    r"(?:das )?(?:mache|mach) ich(?: (?:so|leider))* nicht|(?:das ist )?(?:leider )?nicht (?:moglich|machbar|drin)|"
    r"(?:non )?(?:ce n'est |c'est |ca n'est |ce n'est malheureusement )?pas possible(?: pour (?:moi|nous))?|(?:je ne|je|on ne) (?:peux|peut|pourrai) pas(?: (?:accepter|le faire|faire ca))?|ca (?:ne )?va pas (?:le faire|etre possible|marcher)|impossible(?: pour moi)?|"
    r"(?:cosi )?non (?:posso|possiamo|riesco|e possibile|si puo fare|ce la faccio)(?: (?:farlo|accettare|cosi))?|impossibile|"
    r"(?:assim )?nao (?:da|posso|consigo|e possivel|rola|vai dar)(?: (?:fazer|aceitar|assim|por isso))?|assim nao (?:da|consigo|posso)|"
    r"(?:dat |het |zo )?(?:gaat|lukt|kan)(?: (?:mij|me|voor mij|zo|helaas|echt|dan))* niet(?: (?:lukken|worden|gaan|doen))?|(?:dat |zo )?kan ik(?: (?:helaas|zo|dat))* niet(?: (?:doen|accepteren))?|niet (?:mogelijk|haalbaar))"
)
# It is our fee alone that they turn down.
_NOT_FOR_THAT: Final = re.compile(
    r"(?:no,? )?(?:not|no way|never)(?: ever)? (?:for|at|with) (?:that|this|the|such a|so (?:little|low)|your)(?: (?:kind of|low))? ?(?:price|rate|fee|amount|money|budget|number|offer)?|"
    r"(?:leider )?(?:fur|zu) (?:das|den|dem|diesen?|diesem) (?:preis|honorar|geld|betrag)(?: leider)? nicht|(?:leider )?nicht (?:fur|zu) (?:das|den|dem|diesen?|diesem) (?:preis|honorar|geld|betrag)|"
    r"(?:por|a) (?:ese|este) precio no(?: puedo)?|no (?:por|a) (?:ese|este) precio|pas (?:a|pour) ce (?:prix|tarif)|non (?:a|per) (?:quel|questo) prezzo|nao por (?:esse|este) (?:valor|preco)|niet voor (?:die|dat|deze) (?:prijs|bedrag)"
)
_TOO_LITTLE: Final = re.compile(
    r"(?:(?:that's|that is|it's|it is|das ist|es ist|ist|es|c'est|e|dat is|het is|is|is that)? ?(?:mir |mich |voor mij |para mi |per me |pour moi )?(?:(?:just|way|far|really|echt|viel|wirklich|leider|a bit|etwas|un poco|un peu|erg) )*"
    r"(?:too (?:low|little|cheap)|zu (?:wenig|niedrig|gunstig)|(?:muy|demasiado) (?:poco|bajo)|trop (?:peu|bas)|troppo (?:poco|basso)|muito (?:pouco|baixo)|te (?:weinig|laag)|not enough|nicht genug|pas assez|niet genoeg|no es suficiente)"
    r"(?: (?:for (?:me|us|that|a reel)|pour moi|para mi|per me|voor mij|fur mich))?)"
)
_YES: Final = re.compile(
    r"(?:(?:ok(?:ay)?|yes|yep|yeah|yup|sure|fine|alright|great|perfect|cool|si|ja|oui|sim|vale|va bene|d'accord|gut|bien|goed|prima|perfekt|parfait|perfetto|perfeito|perfecto) ?){2,4}"
)
_MORE: Final = re.compile(
    r"(?:a (?:little|bit) )?(?:more|higher|mehr|hoger|meer|mas|di piu|um pouco mais|plus)|(?:es |is )?(?:muy|demasiado|un poco) (?:poco|bajo)|(?:a bit |way )?(?:more|higher) (?:money|please|pls)|(?:too|a bit) (?:little|cheap|low)|zu (?:wenig|niedrig|gunstig)|pas assez|non basta|nao chega|niet genoeg|nicht genug|no es suficiente"
)
# Who nudges wants our answer, and hears our offer again.
_THEIR_MAIL: Final = r"(?:e-?mails?|messages?|mails?|notes?|reply|chance|nachricht\w*|mensajes?|correos?|messaggi\w*|mensage\w*|bericht\w*)"
_NUDGE: Final = re.compile(
    rf"\b(?:did|have|has|hai|avete|as-tu|avez-vous|hast|habt|heb|hebben) (?:you|du|ihr|je|jullie)?\b[^.?!]{{0,40}}\b{_THEIR_MAIL}\b|"
    r"\b(?:bump(?:ing)?|(?:any|got any) (?:news|updates?|thoughts|word)|follow(?:ing)?[ -]?up|check(?:ing)?[ -]?in|circling back|nudg\w+|haven't heard|have not heard|still there|still waiting(?: (?:for|on) (?:your|an?|the) |\W*$)|waiting (?:for|on) your (?:answer|reply|response)|"
    r"(?:alguna|hay) (?:novedad|novedades|noticias?)|sigo esperando|"
    r"(?:gibt es|habt ihr|hast du) (?:schon |was |etwas )*(?:neuigkeiten|neues|ruckmeldung)|wollte (?:nur |mal |kurz |noch )*(?:nachhoren|nachfragen|nachhaken)|noch nichts (?:von (?:euch|dir|ihnen) )?gehort|"
    r"des nouvelles|me permets de (?:vous |te )?relancer|petite relance|sans reponse|"
    r"(?:ci sono |qualche )?novita|aspetto (?:una|la) (?:vostra |tua )?risposta|"
    r"(?:alguma|ha) novidades?|aguardo (?:resposta|retorno)|"
    r"(?:al|nog) (?:iets gehoord|nieuws)|nog niets gehoord)\b"
)
# Who will come back, or wants to know something else, does not only nudge.
_MORE_THAN_A_NUDGE: Final = re.compile(
    r"\d|\bthank\w* (?:you )?(?:so much )?for|\b(?:i'll|we'll|i will|we will|let me|who|what|how|why|which|where|wer|was|wie|warum|welche\w*|quien|que|como|qui|comment|chi|cosa|quem|wat|hoe|contract|brief|rates?|rate card|media kit|product|invoices?)\b"
)
_PARTING: Final = re.compile(
    r"\b(?:best of luck|good luck(?! to (?:me|us))|then,? all the best|all the best then|(?:next|another) time then|then (?:not|no)(?=\W*$)|(?:then )?forget it(?: then)?(?=\W*$)|never ?mind then|"
    r"viel (?:erfolg|gluck)|dann (?:eben |halt )?nicht(?=\W*$)|(?<!que )suerte|entonces no(?=\W*$)|bonne (?:chance|continuation)|alors non(?=\W*$)|"
    r"in bocca al lupo|buona fortuna|allora no(?=\W*$)|boa sorte|entao nao(?=\W*$)|veel (?:succes|geluk)|dan niet(?=\W*$))\b"
)
_LONGEST_NUDGE: Final = 30  # words: a longer one says something else besides


def parting(text: str) -> tuple[int, int] | None:
    """Return where *text* takes leave of us for good, None where it does not: "OK. Best of luck then!" is no yes."""
    found = _PARTING.search(fold(text))
    return found.span() if found else None


def is_bare_no(text: str, *, asked: bool) -> bool:
    """Tell whether *text* is a no to what we wrote and manners; *asked*: they have named a fee, so "no, thanks" is one too."""
    pieces = _pieces(text)
    said = [piece for piece in pieces if not _MANNERS.fullmatch(piece)]
    cannot = [piece for piece in said if _CANNOT.fullmatch(piece) or _is_of_the_money(piece)]
    plain = [piece for piece in said if _NO.fullmatch(piece)]
    return len(cannot) + len(plain) == len(said) and bool(cannot or (asked and plain))


def is_bare_yes(text: str) -> bool:
    """Tell whether *text* is two words of assent and manners: "ok yes", "ja ok"."""
    said = [piece for piece in _pieces(text) if not _MANNERS.fullmatch(piece)]
    return bool(said) and all(map(_YES.fullmatch, said))


def wants_more(text: str) -> bool:
    """Tell whether *text* says that our fee is too low, and nothing else."""
    said = [piece for piece in _pieces(text) if not _MANNERS.fullmatch(piece) and not _NO.fullmatch(piece)]
    return bool(said) and all(map(_MORE.fullmatch, said))


def is_nudge(text: str) -> bool:
    """Tell whether *text* asks for our answer, and nothing else."""
    folded = fold(text)
    spoken = [folded[a:b].strip() for a, b in sentences(text)]
    told = [one for one in spoken if _NUDGE.search(one) or not is_small_talk(one)]
    nudges = bool(told) and all(map(_NUDGE.search, told))
    return nudges and len(folded.split()) <= _LONGEST_NUDGE and not _MORE_THAN_A_NUDGE.search(folded)


def _is_of_the_money(piece: str) -> bool:
    return bool(_NOT_FOR_THAT.fullmatch(piece) or _TOO_LITTLE.fullmatch(piece))


def _pieces(text: str) -> list[str]:
    pieces = (piece.strip(_EDGES) for piece in _PIECES.split(_without_pictures(fold(_SIGNED.sub("", text))).strip()))
    return [" ".join(piece.split()) for piece in pieces if piece]


def _without_pictures(text: str) -> str:
    return re.sub(r"[^\w\s.,;:!?'\"()*~^–—…-]", "", text)
