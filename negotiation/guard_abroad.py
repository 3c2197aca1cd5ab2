"""What does a draft in German, French, Spanish, Italian, Portuguese or Dutch never say?

The same rules as for English, told by the words that carry them: the room a
price still has, budget and CPM, gifts and work to come, a price for each piece,
a price that the creator sets, instructions. A word that English shares is not
here, so every table is read whatever the draft's language is.
"""

from typing import Final

from negotiation.guard_taboos import Taboo, taboo

ABROAD: Final[tuple[Taboo, ...]] = (
    taboo(
        "ceiling_talk",
        # German
        r"\bluft nach oben\b|\b(?:spielraum|verhandlungsspielraum|puffer|schmerzgrenze|preisrahmen|preisspanne|preisgrenze)\b|\b(?:unser|unserem|internes|das|am) limit\b",
        r"\b(?:dürfen|dürften|können|könnten|würden) (?:\w+ ){0,4}(?:mehr|höher|drauflegen|drüber|hinaus|bis \S+(?: \S+)?) ?(?:gehen|zahlen|bieten)\b|\b(?:mehr|etwas) (?:wäre|ist|geht) (?:noch )?(?:drin|möglich)\b|\bwäre[n]? (?:noch )?drin\b",
        r"\b(?:günstiger|billiger|weniger|mehr) als (?:wir|ich|geplant|gedacht|erwartet)\b|\bnicht unser letztes (?:wort|angebot)\b|\bhandeln lässt\b|\bverhandelbar\b|\bobere grenze\b|\bam unteren (?:ende|rand)\b",
        r"\b(?:ginge|geht|wäre|ist|da) (?:\w+ )?(?:noch )?(?:etwas|ein bisschen|ein wenig|auch) mehr\b|\b(?:faire|fera|ferons|ferait) (?:\w+ )?(?:un |des )?(?:petit )?efforts? (?:supplémentaire|de plus|financier)|\bmejorar (?:la|nuestra|esta) (?:oferta|propuesta|cifra)\b|\bmigliorare (?:la|l'|nostra)?\s?offerta\b|\bmelhorar a (?:oferta|proposta)\b|\b(?:nog|iets|wat) (?:\w+ )?(?:meer )?mogelijk\b",
        # French
        r"\b(?:reste|garde|gardons|avons|avait|ai|y a) (?:\w+ ){0,3}(?:de la |une |un peu de |\d+ ?% de )?marge\b|\bmarge de (?:manœuvre|manoeuvre|négociation)\b|\b(?:monter|aller|grimper|payer|offrir) (?:jusqu|plus|davantage|au-delà|au delà)|\bplafond|\bfourchette\b|\bnégociable\b|\bmoins que (?:prévu|nous)|\bpas notre (?:dernier|meilleur)",
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
        r"\b(?:tausenderkontaktpreis|tausend (?:aufrufe|views|kontakte)|mille (?:vues|visualizzazioni|impressions)|mil (?:visualiza\w+|vistas|impresiones|visitas)|duizend (?:weergaven|views)|coût pour mille|costo per mille|coste por mil|custo por mil)\b",
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
        r"\b(?:pro|für jede[snr]?|für jeden einzelnen) (?:\w+ )?(?:video|reel|post|beitrag|story|stück|clip|tiktok|monat|woche)\b|\bjeweils\b|\bpro stück\b",
        r"\b(?:par|pour chaque|chaque) (?:vidéo|reel|post|publication|story|pièce|clip|mois|semaine|unité)\b|\bchacune?\b|\bà l'unité\b|\bl'unité\b",
        r"\bpor (?:cada )?(?:vídeo|video|reel|publicación|post|historia|pieza|clip|mes|semana|unidad|unidade)\b(?<!por video)|\bpor cada\b|\bcada un[oa]\b|\bla unidad\b|\bcadauno\b|\bciascun[oa]?\b|\bper ogni\b|\bper ciascun\w*|\bao mês\b",
        r"\b(?:tarif|prix|montant|stückpreis|einzelpreis|precio|prezzo|preço|prijs) (?:unitaire|unitario|unitário|à la (?:vidéo|pièce|publication|story)|au reel|par)\b|\b(?:stückpreis|einzelpreis|stuksprijs)\b",
        r"\bper stuk\b|\bper (?:filmpje|bericht|maand|week)\b|\bvoor (?:elke|iedere|elk|ieder)\b|\bper (?:video|reel|post|story)\b(?=,? (?:dus|uiteraard|natuurlijk|gerekend|hè|welteverstaan))",
    ),
    taboo(
        "open_price",
        r"\b(?:preis|honorar|betrag|summe|gage)\w*\b[^.!?\n]{0,25}\b(?:selbst|frei) (?:bestimm\w+|wähl\w+|festleg\w+|aussuch\w+|nenn\w+)|\bgeld spielt keine rolle\b|\begal was (?:es kostet|du)\b|\bwas immer du\b|\btreffen uns in der mitte\b",
        r"\b(?:votre|ton) prix (?:sera|est) (?:le nôtre|accepté)|\b(?:fixez|choisissez|dites|donnez)(?:-nous)? (?:\w+ )?(?:votre|le) (?:prix|tarif|montant)\b|\bpeu importe le (?:prix|tarif|montant)\b|\bcoupons? la poire\b|\bcouper la poire\b|\bl'argent n'est pas un problème\b",
        r"\b(?:pon|elige|fija|di|dinos|decide) (?:\w+ )?(?:tú )?(?:el|tu) (?:precio|importe|tarifa|cantidad)\b|\bel dinero no es (?:un )?problema\b|\blo que (?:tú )?(?:pidas|quieras|digas)\b|\ba mitad de camino\b",
        r"\b(?:scegli|fai|decidi) (?:tu )?(?:il|un) prezzo\b|\b(?:escolhe|define|diz) (?:tu )?o preço\b|\bnoem (?:maar )?(?:je|jouw|een) (?:prijs|bedrag)\b|\b(?:bepaal|kies) (?:zelf )?(?:de|je|het) (?:prijs|bedrag|tarief)\b|\bgeld (?:is|speelt) geen (?:probleem|rol)\b|\bwat je ook vraagt\b",
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
