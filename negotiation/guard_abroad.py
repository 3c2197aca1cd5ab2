"""What does a draft in German, French, Spanish, Italian, Portuguese or Dutch never say?

The same rules as for English, told by the words that carry them: the room a
price still has, budget and CPM, gifts and work to come, a price for each piece,
a price that the creator sets, instructions. A word that English shares is not
here, so every table is read whatever the draft's language is.
"""

import re
from typing import Final

from negotiation.guard_taboos import Taboo, taboo
from negotiation.plain_text import clauses

ABROAD: Final[tuple[Taboo, ...]] = (
    taboo(
        "ceiling_talk",
        # German
        r"\bluft nach oben\b|\b(?:spielraum|verhandlungsspielraum|puffer|schmerzgrenze|preisrahmen|preisspanne|preisgrenze)\b|\b(?:unser|unserem|internes|das|am) limit\b",
        r"\b(?:dürfen|dürften|können|könnten|würden) (?:\w+ ){0,4}(?:mehr|höher|drauflegen|drüber|hinaus|bis \S+(?: \S+)?) ?(?:gehen|zahlen|bieten)\b|\b(?:mehr|etwas) (?:wäre|ist|geht) (?:noch )?(?:drin|möglich)\b|\bwäre[n]? (?:noch )?drin\b",
        r"\b(?:günstiger|billiger|weniger|mehr) als (?:wir|ich|geplant|gedacht|erwartet)\b|\bnicht unser letztes (?:wort|angebot)\b|\bhandeln lässt\b|\bverhandelbar\b|\bobere grenze\b|\bam unteren (?:ende|rand)\b",
        r"\b(?:ginge|geht|wäre|ist|da) (?:\w+ )?(?:noch )?(?:etwas|ein bisschen|ein wenig|auch) mehr\b|\b(?:faire|fera|ferons|ferait) (?:\w+ )?(?:un |des )?(?:petit )?efforts? (?:supplémentaire|de plus|financier)|\bmejorar (?:la|nuestra|esta) (?:oferta|propuesta|cifra)\b|\bmigliorare (?:la|l'|nostra)?\s?offerta\b|\bmelhorar a (?:oferta|proposta)\b|\b(?:nog|iets|wat) (?:\w+ )?(?:meer )?mogelijk\b",
        # French
        r"\b(?:reste|garde|gardons|avons|avait|ai|y a) (?:\w+ ){0,3}(?:de la |une |un peu de |\d+ ?% de )?marge\b|\bmarge de (?:manœuvre|manoeuvre|négociation)\b|\b(?:monter|aller|grimper|payer|offrir) (?:jusqu(?!'à +¤)|plus|davantage|au-delà|au delà)|\bplafond|\bfourchette\b|\bnégociable\b|\bmoins que (?:prévu|nous)|\bpas notre (?:dernier|meilleur)",
        # Spanish
        r"\b(?:tenemos|hay|queda|tengo|con|un|todavía|aún) (?:\w+ ){0,3}margen\b|\bmargen (?:de|para) (?:negociaci|maniobra|subir|mejorar|más)|\b(?:subir|llegar|pagar|ofrecer|ir|estirar\w*) (?:hasta|más|algo más|un poco más)\b|\btope\b|\bnegociable\b|\bmenos de lo que (?:pens|esper|tenía)|\bno es nuestra (?:mejor|última)",
        # Italian, Portuguese
        r"\b(?:abbiamo|c'è|resta|ho|un po' di|ancora) (?:\w+ ){0,3}margine\b|\bmargine (?:di|per) (?:trattativa|manovra|salire)|\b(?:salire|arrivare|spingerci|andare) (?:fino|oltre|più)\b|\btetto (?:massimo|di)|\btrattabile\b",
        r"\b(?:temos|há|resta|tenho) (?:\w+ ){0,3}(?:margem|folga)\b|\bmargem (?:de|para) (?:manobra|negocia|subir)|\b(?:subir|chegar|ir) (?:até|além|mais)\b|\bteto\b|\bnegociável\b",
        # Dutch
        r"\b(?:zit|is|hebben|heb|houden) (?:er )?(?:\w+ ){0,3}(?:rek|ruimte|speling|marge|speelruimte)\b|\b(?:bovengrens|prijsplafond|onderhandelbaar|onderhandelingsruimte)\b|\b(?:hooguit|maximaal|ten hoogste) (?!\d+ (?:sec|min|dag|wek|wee|maand|uur))|\b(?:kunnen|mogen|zouden) (?:\w+ ){0,4}(?:hoger|meer) (?:gaan|betalen|bieden)\b",
    ),
    taboo(
        "budget_talk",
        r"\b(?:gesamtbudget|werbeetat|etat|enveloppe (?:globale|totale)|presupuest\w+|orçament\w+|begroting|marketingpot|potje)\b",
    ),
    taboo(
        "cpm_talk",
        r"\b(?:calcul|berechn|bereken)\w+\b[^.!?;\n]{0,35}\b(?:visualiz\w+|vistas|seguidores|aufrufe\w*|views|vues|abonn\w+|weergaven)\b|\b(?:tausenderkontaktpreis|tausend (?:aufrufe|views|kontakte)|mille (?:vues|visualizzazioni|impressions)|mil (?:visualiza\w+|vistas|impresiones|visitas)|duizend (?:weergaven|views)|coût pour mille|costo per mille|coste por mil|custo por mil)\b",
        r"\b(?:pro|par|por|per) (?:1[.,\s]?000|tausend|mille|mil|duizend)\b|\b(?:pro|par|por|per) (?:aufruf|vue|visualización|visualização|visualizzazione|weergave|abonnent|follower|seguidor)\b",
    ),
    taboo(
        "promise_outside_terms",
        # German
        r"\b(?:geschenk\w*|schenken|geschenkt|gutschein\w*|gratis|kostenlos\w*|umsonst|prämie\w*|provision\w*|beteiligung|umsatzbeteiligung|garantier\w+|versprechen|verspreche|versprochen|botschafter\w*|folgeauftrag\w*|folgekampagne\w*|rahmenvertrag|langfristig\w*|dauerhaft\w*|vorkasse|vorschuss|vorab (?:bezahlt|überwiesen)|reisekosten|übernehmen (?:wir )?(?:deine|die|auch))\b",
        r"\b(?:nächste[nrs]?|kommende[nrs]?|weitere[nrs]?) (?:\w+ )?(?:quartal|kampagne\w*|monat|jahr|saison|projekt\w*|auftrag|aufträge|frühjahr|sommer|herbst|winter)\b[^.!?\n]{0,40}\b(?:buch\w*|dabei|sicher|fest|wieder|bekomm\w*|gehör\w*|geben|kriegst)\b|\bbuchen wir dich\b",
        r"\b(?:jahresvertrag|vertrag (?:für|über) (?:ein|zwei|\d) jahr\w*|gesicht (?:der|unserer) (?:marke|kampagne)|égérie|visage de (?:la|notre)|contrat (?:annuel|d'un an|à l'année)|imagen de (?:la|nuestra) (?:marca|campaña)|contrato (?:anual|de un año)|volto (?:del|della)|gezicht van (?:het|ons|de)|jaarcontract)\b",
        # French
        r"\b(?:cadeaux?|offrirons|offrons aussi|gratuit\w*|bonus|commission|pourcentage des ventes|garanti\w*|promettons|promets|promis|ambassad\w+|à long terme|acompte|payé d'avance|à l'avance|frais de (?:déplacement|voyage)|remboursement|en plus de cela)\b",
        r"\b(?:prochaine|prochain|futures?|future) (?:campagne|projet|collaboration|saison)s?\b[^.!?\n]{0,40}\b(?:sera|seront|est|à vous|pour vous|aussi|assuré\w*)\b",
        # Spanish
        r"\b(?:regal(?:o|os|amos|ar|aré|aremos|arte|aros)|gratis|gratuit\w+|bono|bonificaci\w+|comisi[oó]n\w*|porcentaje de las ventas|garantiz\w+|prometemos|prometo|prometido|embajador\w*|a largo plazo|por adelantado|anticipo|gastos de viaje|además te)\b",
        r"\b(?:próxim\w+|siguiente|futur\w+) (?:campaña|proyecto|colaboraci\w+|temporada)s?\b[^.!?\n]{0,40}\b(?:será\w*|es tuy\w+|contigo|también|asegurad\w+|segur\w+)\b|\bvolveremos a contratarte\b",
        # Italian, Portuguese
        r"\b(?:regal(?:o|i|iamo|are|eremo|arti)|omaggio|gratuit\w+|buono|provvigion\w+|commission[ei]|percentuale sulle vendite|garantiamo|promettiamo|prometto|ambasciat\w+|a lungo termine|in anticipo|acconto|rimbors\w+)\b",
        r"\b(?:brinde|grátis|bónus|bônus|comiss\w+|garantimos|prometemos|prometo|embaixador\w*|a longo prazo|adiantad\w+|adiantamento|reembols\w+)\b",
        # Dutch
        r"\b(?:cadeau\w*|cadeaubon|kado\w*|gratis|bonus|commissie|percentage van de (?:verkoop|omzet)|garanderen|gegarandeerd|beloven|beloof|belooft|ambassadeur|langdurig\w*|op lange termijn|vooraf betaald|vooruitbetaling|voorschot|reiskosten|vergoeden|krijg(?:t|en)? (?:je|jij) er\b)\b",
        r"\b(?:volgende|komende|toekomstige) (?:campagne|project|samenwerking|seizoen|kwartaal)s?\b[^.!?\n]{0,40}\b(?:is|wordt|voor jou|weer|ook|zeker)\b",
    ),
    taboo(
        "per_item_price",
        r"\b(?:gilt je|pro|für jede[snr]?|für jeden einzelnen) (?:\w+ )?(?:video|reel|post|beitrag|story|stück|clip|tiktok|monat|woche)\b|\bjeweils\b|\bpro stück\b",
        r"\b(?:par|pour chaque|chaque) (?:vidéo|reel|post|publication|story|pièce|clip|mois|semaine|unité)\b|\bchacune?\b|\bà l'unité\b|\bl'unité\b",
        r"\bpor (?:cada )?(?:vídeo|video|reel|publicación|post|historia|pieza|clip|mes|semana|unidad|unidade)\b(?<!por video)|\bpor cada\b|\bcada un[oa]\b|\bla unidad\b|\bcadauno\b|\bciascun[oa]?\b|\bper ogni\b|\bper ciascun\w*|\bao mês\b",
        r"\b(?:tarif|prix|montant|stückpreis|einzelpreis|precio|prezzo|preço|prijs) (?:unitaire|unitario|unitário|à la (?:vidéo|pièce|publication|story)|au reel|par)\b|\b(?:stückpreis|einzelpreis|stuksprijs)\b",
        r"\b(?:è|sarebbe|vale|s'intende) (?:a|per ogni|per ciascun\w*|al|allo) (?:video|reel|storia|post|contenuto|pezzo)\b",
        r"\bper stuk\b|\b(?:dat|dit|bedrag|prijs|tarief|vergoeding) is per\b|\bper (?:filmpje|bericht|maand|week)\b|\bvoor (?:elke|iedere|elk|ieder)\b|\bper (?:video|reel|post|story)\b(?=,? (?:dus|uiteraard|natuurlijk|gerekend|hè|welteverstaan))",
    ),
    taboo(
        "open_price",
        r"\b(?:sag|nenn) (?:uns|mir),? (?:\w+,? )?(?:was du (?:willst|möchtest|brauchst)|wie ?viel|deinen|einen)\b|\bdis(?:-nous|-moi) (?:ton|votre) (?:prix|tarif)\b|\b(?:preis|honorar|betrag|summe|gage)\w*\b[^.!?\n]{0,25}\b(?:selbst|frei) (?:bestimm\w+|wähl\w+|festleg\w+|aussuch\w+|nenn\w+)|\bgeld spielt keine rolle\b|\begal was (?:es kostet|du)\b|\bwas immer du\b|\btreffen uns in der mitte\b",
        r"\b(?:votre|ton) prix (?:sera|est) (?:le nôtre|accepté)|\b(?:fixez|choisissez|dites|donnez)(?:-nous)? (?:\w+ )?(?:votre|le) (?:prix|tarif|montant)\b|\bpeu importe le (?:prix|tarif|montant)\b|\bcoupons? la poire\b|\bcouper la poire\b|\bl'argent n'est pas un problème\b",
        r"\b(?:pon|elige|fija|di|dinos|decide) (?:\w+ )?(?:tú )?(?:el|tu) (?:precio|importe|tarifa|cantidad)\b|\bel dinero no es (?:un )?problema\b|\blo que (?:tú )?(?:pidas|quieras|digas)\b|\ba mitad de camino\b",
        r"\b(?:scegli|fai|decidi) (?:tu )?(?:il|un) prezzo\b|\b(?:escolhe|define|diz) (?:tu )?o preço\b|\bnoem (?:maar |gerust )?(?:je|jouw|een) (?:ander )?(?:prijs|bedrag)\b|\b(?:bepaal|kies) (?:zelf )?(?:de|je|het) (?:prijs|bedrag|tarief)\b|\bgeld (?:is|speelt) geen (?:probleem|rol)\b|\bwat je ook vraagt\b",
    ),
    taboo(
        "ceiling_talk",  # "if you ask for more", "if that is too little, we find a way"
        r"\b(?:wenn|falls) du mehr (?:verlang|forder|möcht|will|brauch)\w*|\b(?:si tu|si vous) (?:demand|veu|voul)\w* (?:plus|davantage)\b|\bsi (?:pides|quieres|necesitas) más\b(?! (?:inf|det|tiempo))|\bse (?:chiedi|vuoi) di più\b|\bse (?:você |tu )?(?:pedir|pedires|quiser(?:es)?) mais\b(?! (?:inf|det|tempo))|\bals je meer (?:vraagt|wilt|nodig)\b(?! (?:info|tijd))",
        r"\bzu (?:wenig|niedrig|tief)\b[^.!?\n]{0,30}\b(?:finden wir|sag\w*|melde|schreib\w*|reden wir|sprechen wir|schauen wir|lässt sich)\b|\bte (?:weinig|laag)\b[^.!?\n]{0,30}\b(?:vinden we|zeg|laat het|schrijf|praten we|kijken we)\b",
        r"\btrop (?:peu|bas|faible)\b[^.!?\n]{0,30}\b(?:dis|dites|trouver\w*|parl\w+|écri\w+|voir|verra)\b|\b(?:poco|baj[ao]|pouco|baix[ao]|bass[ao])\b[^.!?\n]{0,30}\b(?:dímelo|dime|avísame|podemos|buscamos|encontramos|hablamos|dimmi|fammi sapere|troviamo|parliamo|possiamo|diga|avise|achamos|conversamos|falamos)\b",
    ),
    taboo(
        "instruction_echo",
        r"\b(?:angewiesen|anweisung\w*|anordnung\w*|systemprompt|sprachmodell|ki-(?:assistent|modell)|als ki)\b",
        r"\b(?:instructions? (?:précédentes|système)|modèle de langage|en tant qu'ia|assistant virtuel|instrucciones|modelo de lenguaje|como ia|istruzioni|modello linguistico|instruções|modelo de linguagem|instructies|taalmodel|opgedragen)\b",
    ),
    taboo(
        "other_channel",
        r"\b(?:ruf|rufen sie|schreib|schreiben sie|melde dich|appelez|appelle|écrivez|llámame|llámanos|escríbeme|chiamami|scrivimi|liga-me|bel|app) (?:mich|uns|mir|bei|-?moi|-?nous|me|ons)\b[^.!?\n]{0,25}(?:\d|unter|auf|au|al|sur|op)\b|\b(?:überweis\w+|virement|transferencia|bonifico|overschrijving) (?:auf|sur|vers|a|à|naar) (?:das|le|la|een|un|otra|andere|neue)\b",
    ),
)

# More than is offered, somebody who decides, somebody else's pay: in the four languages besides English.
_MORE: Final = re.compile(
    r"\b(?:(?:niedrig|tief) (?:ein|ge|an)\w+|noch geld|wunschpreis|mehr(?! (?:ideen|infos?|informationen|details|über|dazu|zeit|erfahren|hören|sehen|von|fragen|lust|als (?:glücklich|zufrieden|happy|willkommen|gern)|menschen|leute))|höhere?[nrs]?|drauf\w*|obendrauf|aufstocken|erhöhen|nachlegen|nachbesser\w*|nach oben|"
    r"(?:mein|unser) (?:chef|boss)\w*|genehmigt|freigegeben (?:bekommen|worden)|finanzabteilung|andere[nrs]? (?:creator|influencer)\w*|verhandel\w*|einstiegs\w+|unser (?:limit|maximum)|am ende unser\w*)\b"
    r"|\b(?:pay\w*|pai\w*|offr\w+|propos\w+|all(?:er|ons|ez)|donn\w+|mettr\w*|fai\w*|peu[tx]|pourr\w+|prête?s?)\b[^.!?;\n]{0,25}\b(?:plus(?! (?:tard|d'infos|d'informations|de détails|tôt|vite|sur|que (?:ravis?|heureux)))|davantage|mieux|supérieure?)\b|\b(?:monter|augmenter|hausser|doubler)\b|\b(?:mon|notre) (?:chef\w*|patron\w*|maximum|limite)\b|\bautres (?:créat\w+|influenceur\w*)\b|\bon s'aligne\b|\bcommenc\w+ bas\b|\bfaire un (?:effort|geste)\b|\b(?:plus|moitié|reste|assez) (?:d'|de l')argent\b"
    r"|\b(?:pag\w+|ofrec\w+|lleg\w+|dar\w*|gast\w+|pon\w+|pod\w+)\b[^.!?;\n]{0,30}\b(?:más(?! (?:información|detalles|sobre|tiempo|tarde|adelante|preguntas))|mayor|superior|mejor|más alt[ao])\b|\b(?:límite|tope|cifra|importe) (?:es |está |más )(?:alt[ao]|arriba|más)\b|\b(?:subir|aumentar|mejorar)l[ao]s?\b|\b(?:subir|aumentar|mejorar|duplicar) (?:un|algo|más|la|el|tu|nuestra|esta)\b|\b(?:mi|nuestro) (?:jef[ea]|máximo|límite|tope)\b|\botros (?:creador\w+|influencers)\b|\bpermiso para\b|\bmargen\b|\bempez\w+ (?:por )?bajo\b|\bmás dinero\b|\blo que quieras\b|\bcalcul\w+\b[^.!?;\n]{0,25}\b(?:visualiz\w+|vistas|seguidores|aufrufe\w*|views|vues|abonn\w+|weergaven)\b"
    r"|\b(?:meer(?! (?:info\w*|weten|horen|over|details|tijd|vragen|dan (?:welkom|blij))|\w)|hoger(?:e)?|omhoog|verhogen|bovenop|rek|ruimte (?:in|voor|om)|laag (?:begonnen|ingezet|gestart)|geld over|(?:mijn|onze) (?:baas|chef)|ons maximum|onze limiet|andere (?:creators|influencers|makers))\b"
    r"|\b(?:possiamo|posso|potremmo|potrei|arriv\w+)\b[^.!?;\n]{0,25}\b(?:di più|più (?:in alto|alto|di|su)|salire|aumentar\w*|migliorar\w*|alzar\w*)\b|\b(?:altri (?:creator\w*|influencer)|(?:il )?(?:mio|nostro) (?:capo|limite|tetto|massimo))\b|\bmargine\b|\bspazio per (?:trattare|negoziare|salire)\b|\bpiù soldi\b"
    r"|\b(?:podemos|posso|poderíamos|poderia|cheg\w+)\b[^.!?;\n]{0,25}\b(?:mais(?! (?:informaç\w+|detalhes|tarde|tempo|sobre))|subir|aumentar|melhorar)\b|\b(?:outros (?:criador\w*|influenciador\w*)|(?:o )?(?:meu|nosso) (?:chefe|limite|teto|máximo))\b|\bmargem\b|\bmais dinheiro\b",
    re.IGNORECASE,
)
_NO: Final = re.compile(
    r"\b(?:nicht|kein\w*|leider|nie(?:mals)?|ne|n'|pas|jamais|aucun\w*|malheureusement|no|nunca|sin|tampoco|lamentablemente|non|mai|purtroppo|nessun\w*|não|infelizmente|sem|nenhum\w*|niet|geen|nooit|helaas|"
    r"dein\w*|du (?:hast|hattest|wolltest)|als du|ton|votre|tu (?:avais|as)|que tu|tu (?:tarifa|precio|cifra)|jouw|je (?:prijs|tarief|bedrag)|jij)\b|¤",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(r"\b(?:the|and|you|your|with|for|that|our)\b", re.IGNORECASE)
_CANNOT: Final = re.compile(
    r"\b(?:no (?:podemos|puedo|nos es posible)|ne (?:pouvons|peux|pourrons|pouvait)|n'avons pas|(?:können|kann|konnten) (?:\w+ ){0,4}nicht|(?:kunnen|kan) (?:\w+ ){0,4}niet|leider|helaas|lamentablemente|malheureusement|non (?:possiamo|posso|riusciamo)|não (?:podemos|posso|conseguimos)|purtroppo|infelizmente|tut mir leid|lo siento|désolée?|nicht (?:mehr )?(?:drin|möglich))\b",
    re.IGNORECASE,
)
# "This is not our maximum" denies the end, not the rise.
_NO_END: Final = re.compile(
    r"\b(?:nicht|noch lange nicht|pas|no es|niet|not)\b[^.!?;\n]{0,20}\b(?:maximum|limit|limite|límite|máximo|tope|limiet|letzte[sr]?|dernier\w*|última|laatste|schmerzgrenze|plafond)\b",
    re.IGNORECASE,
)
_GIVES: Final = re.compile(
    r"\b(?:wir|ich)\b[^.!?;\n]{0,12}\b(?:schenken|spendieren|übernehmen|erstatten|fliegen|buchen|bezahlen|zahlen|kaufen|leihen|bekommst|vermitteln)\b(?P<de>[^.!?;\n]*)"
    r"|\b(?:dazu|obendrauf|außerdem|zusätzlich) gibt(?:'s| es| wir)?\b(?P<de4>[^.!?;\n]*)|\b(?:buchen|schenken|spendieren|übernehmen|erstatten|zahlen|kaufen) wir\b(?P<de2>[^.!?;\n]*)|\bdu (?:bekommst|kriegst|erhältst|gewinnst|verdienst|behältst|darfst)\b(?P<de3>[^.!?;\n]*)"
    r"|\b(?:nous|on|je) (?:te |t'|vous )(?:paie\w*|paye\w*|offr\w*|rembours\w*|donner\w*|prêter\w*|achèter\w*|invit\w*|réserv\w*|garanti\w*|emmèn\w*)\b(?P<fr>[^.!?;\n]*)|\btu (?:recevras|auras(?! \w+(?:é|i|u|is)e?\b)|toucheras|gagneras|garderas|gagnes|touches|peux garder|deviendras)\b(?P<fr2>[^.!?;\n]*)"
    r"|\bnous prendrons en charge\b(?P<fr3>[^.!?;\n]*)|\bte (?:llev|pag|regal|dar|invit|reserv|compr|reembols|prest|garantiz|contrat)\w*\b(?P<es>[^.!?;\n]*)|\b(?:recibirás|ganarás|tendrás|obtendrás|te quedas|te quedarás)\b(?P<es2>[^.!?;\n]*)"
    r"|\b(?:we|wij|ik) (?:boeken|betalen|vergoeden|geven|kopen|lenen|regelen|schenken|nodigen|nemen|sturen) (?:je|jou)\b(?P<nl>[^.!?;\n]*)|\bje (?:krijgt|ontvangt|verdient|wint|houdt|mag)\b(?P<nl2>[^.!?;\n]*)"
    r"|\b(?:ti|vi) (?:regal|pagh|invit|offr|rimbors|prenot|garant|compr|prest|dar|ospit|port)\w*\b(?P<it>[^.!?;\n]*)|\b(?:riceverai|avrai(?! \w+[tn]o\b)|otterrai|guadagnerai|terrai|vincerai)\b(?P<it2>[^.!?;\n]*)"
    r"|\b(?:você|tu) (?:também |ainda )?(?:ganha|recebe|receberá|terá|fica com|leva)\w*\b(?P<pt>[^.!?;\n]*)|\b(?:pagamos|bancamos|cobrimos|reembolsamos|oferecemos|reservamos) (?:também |ainda )?(?:a|o|as|os) (?:seu|sua|teu|tua)s?\b(?P<pt2>[^.!?;\n]*)|\b(?:te|lhe) (?:pag|dar|dam|ofere[cç]|convid|reembols|garant|reserv|envi)\w*\b(?P<pt3>[^.!?;\n]*)",
    re.IGNORECASE,
)
_BESIDES: Final = re.compile(
    r"\b(?:auch|außerdem|obendrein|gratis|anche|inoltre|também|além|aussi|en plus|gratuit\w*|también|además|ook|erbij|un an|ein jahr|un año|een jaar)\b",
    re.IGNORECASE,
)
_OF_THE_WORK: Final = re.compile(
    r"\b(?:brief\w*|vertrag\w*|contra[tc]\w*|unterlagen|produkt\w*|produit\w*|product\w*|paket|colis|paquete|pakket|rechnung|factu\w+|honorar|zahlung|paiement|pago|betaling|bezahlt|payée?|uitbetaald|"
    r"tage?n?|jours?|días?|dagen|wochen?|semaines?|semanas?|weken|freihe\w+|liberté\w*|libertad\w*|vrijheid\w*|details|détails|detalles|antwort|réponse|respuesta|antwoord|infos?|informationen|"
    r"rechte|droits|derechos|rechten|zeit|temps|tiempo|tijd|entscheiden|décider|decidir|beslissen|filmen|posten|gern\w*|frei|selbst|zelf|muestra\w*|bescheid|feedback|termin\w*|fecha\w*|alles|pagament\w*|compenso|giorni|settimane?|mesi|libertà|risposta|fattura|prodott\w+|tempo|dettagli|diritti|dias|meses|liberdade|resposta|fatura|produto\w*|detalhes|direitos|contrapropost\w+|proposta|offerta)\b|¤|\d|[$€£]|^\W*$",
    re.IGNORECASE,
)


def abroad_reasons(text: str) -> list[str]:
    """Return the first clause of *text* (flat) that promises more, or gives what is not of the work, in another language."""
    for clause in clauses(text):
        if _ENGLISH.search(clause) or _CANNOT.search(clause):
            continue
        match = _NO_END.search(clause) or (None if _NO.search(clause) else _MORE.search(clause))
        if match:
            return [f"ceiling_talk: {' '.join(match.group().split())[:60]}"]
        given = _GIVES.search(clause)
        if given and (
            _BESIDES.search(given.group())
            or not _OF_THE_WORK.search(next(g for g in given.groups() if g is not None)[:60])
        ):
            return [f"promise_outside_terms: {' '.join(given.group().split())[:60]}"]
    return []


def without_refusals(text: str) -> str:
    """Return *text* (flat) without the clauses that say in another language that we cannot go on."""
    return "\n".join(clause for clause in clauses(text) if not _CANNOT.search(clause))
