"""What do the demands that no package holds look like in German, French, Spanish, Italian, Portuguese and Dutch?

The same as in English (`guard_demands`), told by the nouns that carry them.
"""

from typing import Final

_OTHER_BRANDS: Final = (
    r"(?:ander\w+ (?:\w+ )?\w*marken|\w*konkurren\w+|mitbewerber\w*|autres? marques?|concurren\w+|otras? marcas?|competencia|competidor\w*|altr[ie] march[ie]\w*|"
    r"concorren\w+|outras? marcas?|concorrent\w*|andere (?:\w+ )?merken)"
)
_NOT: Final = r"(?:nicht|kein\w*|ne|n'|pas|no|non|não|niet|geen)"
_ADVERT: Final = r"(?:werb\w+|anzeigen?|publicité|pub|anuncios?|publicidad|pubblicità|annunci\w*|inserzion\w*|anúncios?|publicidade|advertenties?|reclame)"
_OUR_PLACES: Final = (
    r"(?:auf|in) unser\w+ (?:\w+ )?(?:web\w*|seiten?|produktseite|kanäl\w+|kanal|shops?|läden|newsletter|profil\w*)|sur (?:notre|nos) (?:\w+ )?(?:site|pages?|boutiques?|comptes?|réseaux|chaînes?)|"
    r"en nuestr\w+ (?:\w+ )?(?:web|página|tiendas?|sitio|canal(?:es)?|perfil(?:es)?|redes)|(?:sul|nel|sui|nei|nella|sulla) nostr\w+ (?:\w+ )?(?:sito|pagina|canal[ei]|profil[oi]|negozi\w*|social)|"
    r"(?:no|na|nos|nas) noss\w+ (?:\w+ )?(?:site|página|loja|perfil|canal|canais|redes)|(?:op|in) onze (?:\w+ )?(?:web\w*|site|pagina|kanalen|winkels?|profielen)"
)
_USED: Final = r"(?:videos?|vídeos?|vidéos?|reels?|beitrag|posts?|stor\w+|contenu|contenido|contenuto|conteúdo|inhalte?|teilen|nutzen|verwenden|zeigen|partag\w+|compartir\w*|condivid\w+|compartilh\w+|delen)"
_DAY: Final = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|wochenende|weihnachten|heute|morgen|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|noël|demain|aujourd'hui|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|navidad|mañana|hoy|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|natale|domani|oggi|"
    r"segunda(?:-feira)?|terça(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?|natal|amanhã|hoje|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|weekend|kerst)"
)
_THEIR_VERB: Final = (
    r"(?:poste[nt]?|veröffentlich\w*|liefer\w*|dreh\w*|brauchen|bräuchten|onlinegehen|online|publ[ií]\w+|livr\w+|tourn\w+|avons besoin|sub[ei]\w*|entreg\w+|grab\w+|necesit\w+|"
    r"pubblic\w+|consegn\w+|gir[ai]\w*|abbiamo bisogno|grav\w+|precisamos|plaats\w*|lever\w*|film\w*|nodig)"
)

EXCLUSIVITY: Final = rf"\b{_NOT}\b[^.!?;\n]{{0,50}}\b{_OTHER_BRANDS}\b|\b{_OTHER_BRANDS}\b[^.!?;\n]{{0,25}}\b(?:ablehnen|absagen|refuser|rechazar|rifiutare|recusar|afwijzen|weigeren)\b"
USAGE: Final = rf"\b(?:als|comme|en tant que|como|come) (?:\w+ )?{_ADVERT}\b|\b{_USED}\b[^.!?;\n]{{0,40}}\b(?:{_OUR_PLACES})\b|\b(?:{_OUR_PLACES})\b[^.!?;\n]{{0,20}}\b{_USED}\b|\bwir behalten (?:die|alle) rechte\b"
PRESENCE: Final = (
    r"\b(?:komm\w*|reis\w+|besuch\w*|venir|venez|viens|vener|ven|vengas?|vieni|venire|venha|vir|kom|komen|bezoek\w*)\b[^.!?;\n]{0,30}"
    r"\b(?:events?|veranstaltung|dreh|studio|büro|messe|événement|tournage|bureau|salon|eventos?|rodaje|oficina|estudio|feria|ufficio|fiera|escritório|feira|evenement|kantoor|beurs)\b"
)
FILES: Final = r"\b(?:rohmaterial|rohdaten|rohdateien|rushes|(?:material|vídeos?|archivos?) (?:en )?brutos?|(?:file|filmati|materiale|video) grezz\w+|arquivos brutos|material bruto|ruwe? (?:materiaal|beelden|bestanden))\b"
STAYING: Final = r"\b(?:ein(?:es)? jahr|un an|un año|un anno|um ano|een jaar)(?: lang)? (?:online|en ligne|en línea|publicad[oa]|no ar|sichtbar|stehen|bleiben)\b|\b(?:online|en ligne|en línea|no ar)\b[^.!?;\n]{0,20}\b(?:ein jahr|un an|un año|un anno|um ano|een jaar)\b"
IN_KIND: Final = r"\b(?:produkt|produit|producto|prodotto|produto|product)\b[^.!?;\n]{0,20}\b(?:selbst kaufen|zurück\w*|acheter|renvoyer|retourner|comprar|devolver|acquistare|restituire|kopen|terug\w*)\b"
DEADLINE: Final = (
    rf"\b{_THEIR_VERB}\b[^.!?;\n]{{0,40}}?\b(?:bis(?: zum)?|vor|am|avant|d'ici|pour|antes del?|para el|el|hasta el|entro|prima di|per|até|antes de|na|no|voor|tegen|uiterlijk|op|dit)(?: (?:le|el|il|la|het))? (?P<there>{_DAY})\b"
    rf"|\b(?:bis(?: zum)?|vor|avant|d'ici|antes del?|entro|até|voor|uiterlijk)(?: (?:le|el|il|la|het))? (?P<first>{_DAY})\b[^.!?;\n]{{0,30}}\b{_THEIR_VERB}\b"
)
FREED: Final = r"\b(?:musst|brauchst) (?:\w+ )?nicht\b|\bweiterhin\b|\bdarfst\b|\bpas besoin\b|\bn'as pas à\b|\blibre de\b|\bno (?:hace falta|tienes que|necesitas)\b|\bnon (?:serve|devi)\b|\bliber\w di\b|\bnão precisa\b|\bpode continuar\b|\bhoeft niet\b|\bmag (?:gewoon|gerust)\b"
