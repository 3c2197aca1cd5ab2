"""Which words tell what a creator wants to say, in other languages than English?

A short table for Spanish, German, French, Portuguese and Italian: the plain
ways to agree, refuse, put off, be away and be left alone. Texts are folded,
so the patterns carry no accents.
"""

from typing import Final

from steps.clients.language.cues import Signal, compile_cues

_S = Signal

_TABLE: Final[tuple[tuple[Signal, int, str], ...]] = (
    # Spanish
    (_S.ACCEPT, 3, r"\b(?:acepto|aceptamos|trato hecho|de acuerdo(?! con)|estoy de acuerdo|me parece (?:bien|perfecto|genial|estupendo)|adelante|cuenta conmigo|cuenten conmigo|me apunto|nos apuntamos|hecho|lo confirmo|confirmado|vamos a ello|me vale|perfecto,? (?:acepto|adelante|vamos))\b"),
    (_S.LIKE, 2, r"\b(?:suena (?:muy )?(?:bien|genial|perfecto)|me encaja)\b"),
    (_S.CONDITION, 3, r"\b(?:siempre que|siempre y cuando|con la condicion|a condicion|solo si|con tal de que)\b"),
    (_S.REFUSE, 3, r"\b(?:no (?:me|nos) interesa|no estoy interesad[oa]|no puedo aceptar|no gracias|tengo que (?:rechazar|declinar)|debo (?:rechazar|declinar)|lo siento,? pero no|no es para mi|no me encaja)\b"),
    (_S.PUSHBACK, 3, r"\b(?:muy bajo|demasiado bajo|un poco bajo|mi tarifa es mas|podrias subir|subir (?:un poco|la oferta))\b"),
    (_S.HOLD, 3, r"\b(?:dejame (?:pensar|consultar|revisar)|te (?:digo|confirmo|respondo|contesto) (?:algo |manana|pronto|en|la|el|esta)|lo (?:pienso|consulto|reviso)|necesito (?:unos dias|tiempo|pensar))"),
    (_S.AWAY, 4, r"\b(?:fuera de la oficina|estoy de vacaciones|respuesta automatica|de baja|vuelvo el)\b"),
    (_S.OPT_OUT, 4, r"\b(?:no me (?:escribas|escriban|contacten|contactes)|darme de baja|dame de baja|deja de escribir\w*|dejen de escribir\w*|eliminen mis datos|borra mis datos)\b"),
    (_S.MANAGER, 3, r"\b(?:mi (?:manager|representante|agente|agencia)|escrib\w+ a mi|contact\w+ (?:con|a) mi)\b"),
    (_S.TERMS, 2, r"\b(?:cuando|cuanto|cuantos|derechos|pago|exclusividad|fecha|plazo|presupuesto|contenido|incluye)\b"),
    # German
    (_S.ACCEPT, 3, r"\b(?:einverstanden|abgemacht|ich nehme (?:das angebot |es )?(?:gerne )?an|ich bin dabei|bin dabei|passt (?:fur mich|mir|so)|(?:das )?passt|geht klar|gerne zusagen|ich sage (?:gerne )?zu|zusage|machen wir(?: so)?|das geht in ordnung|ich bestatige|bin einverstanden|deal)\b"),
    (_S.LIKE, 2, r"\b(?:klingt (?:sehr )?(?:gut|super|prima(?! (?:di|che|vorrei|mi))|perfekt|fair)|hort sich (?:sehr )?(?:gut|super) an)\b"),
    (_S.CONDITION, 3, r"\b(?:sofern|vorausgesetzt|unter der bedingung|nur wenn|solange|falls ihr|wenn ihr|wenn sie)\b"),
    (_S.REFUSE, 3, r"\b(?:kein interesse|leider (?:nicht|absagen|nein)|muss (?:ich )?(?:leider )?absagen|ich lehne ab|lehne (?:das angebot )?(?:dankend )?ab|nein danke|passt (?:leider )?nicht|kommt fur mich nicht in frage|sage (?:ich )?(?:leider |hiermit )?ab)\b"),
    (_S.PUSHBACK, 3, r"\b(?:zu niedrig|zu wenig|etwas (?:niedrig|wenig)|mein preis liegt|mehr drin|hoher gehen)\b"),
    (_S.HOLD, 3, r"\b(?:melde mich|ich uberlege|muss (?:noch |das )?(?:kurz )?(?:uberlegen|drube?r nachdenken|abklaren|prufen|besprechen)|gebe (?:dir|ihnen|euch) (?:bald )?bescheid|brauche (?:noch )?(?:etwas )?(?:zeit|bedenkzeit))\b"),
    (_S.AWAY, 4, r"\b(?:abwesenheit\w*|nicht im buro|im urlaub|in elternzeit|ausser haus|automatische antwort|wieder erreichbar|nicht erreichbar)\b"),
    (_S.OPT_OUT, 4, r"\b(?:keine (?:weiteren )?(?:e-?mails|mails|nachrichten)|nicht mehr (?:anschreiben|kontaktieren|schreiben)|aus (?:dem|eurem|ihrem) verteiler|abmelden|meine daten (?:bitte )?(?:zu )?loschen|loschen sie meine daten)\b"),
    (_S.MANAGER, 3, r"\b(?:mein(?:em|en|e)? (?:management|manager(?:in)?|agentur|agent(?:in)?))\b"),
    (_S.LEGAL, 4, r"\b(?:anwalt|rechtsanwalt|abmahnung|rechtliche schritte|klage|dsgvo)\b"),
    (_S.TERMS, 2, r"\b(?:wann|wie viele|nutzungsrechte|zahlung|exklusivitat|frist|budget|honorar|inhalte|bezahlt)\b"),
    # French
    (_S.ACCEPT, 3, r"\b(?:j'accepte|nous acceptons|d'accord(?! avec vous sur)|marche conclu|c'est (?:d'accord|bon pour moi|parfait pour moi|ok pour moi|oui)|(?:ca|cela) me (?:convient|va)|je suis partante?|partante? pour|je confirme|on y va|affaire conclue)\b"),
    (_S.LIKE, 2, r"\b(?:ca (?:a l'air|semble) (?:super|bien|parfait)|(?:c'est )?parfait)\b"),
    (_S.CONDITION, 3, r"\b(?:a condition (?:que|de)|tant que|pourvu que|sous reserve|seulement si|uniquement si)\b"),
    (_S.REFUSE, 3, r"\b(?:pas interesse\w*|je (?:dois )?(?:decline|decliner|refuse|refuser)|non merci|je ne (?:peux|souhaite) pas (?:accepter|donner suite|participer)|ne (?:me )?convient pas|malheureusement (?:non|pas))\b"),
    (_S.PUSHBACK, 3, r"\b(?:trop (?:bas|faible|peu)|un peu (?:bas|faible|juste)|mon tarif est (?:plus|superieur))\b"),
    (_S.HOLD, 3, r"\b(?:je (?:reviens|reviendrai) vers (?:vous|toi)|je (?:vous|te) (?:tiens au courant|redis|recontacte)|je (?:vais )?reflechi\w*|besoin de (?:temps|reflechir)|laissez-moi)\b"),
    (_S.AWAY, 4, r"\b(?:absente? du bureau|en conges?|en vacances|reponse automatique|de retour le|actuellement absente?)\b"),
    (_S.OPT_OUT, 4, r"\b(?:ne (?:me|plus me) (?:contactez|ecrivez) plus|ne plus (?:me )?(?:contacter|ecrire|recevoir)|desabonn\w+|desinscri\w+|supprime[rz] mes (?:donnees|coordonnees)|arrete[zr] de m'ecrire)\b"),
    (_S.MANAGER, 3, r"\b(?:mon (?:agente?|manager|agence)|ma (?:manageuse|agence|manager))\b"),
    (_S.LEGAL, 4, r"\b(?:mon avocate?|mise en demeure|poursuites|rgpd)\b"),
    (_S.TERMS, 2, r"\b(?:quand|combien|droits|paiement|exclusivite|delai|budget|contenu|tarif)\b"),
    # Portuguese
    (_S.ACCEPT, 3, r"\b(?:aceito|aceitamos|fechado|combinado|negocio fechado|topo|pode contar comigo|esta otimo para mim|por mim (?:tudo bem|ok|fechado)|vamos fechar|confirmado)\b"),
    (_S.REFUSE, 3, r"\b(?:nao (?:tenho|temos) interesse|nao estou interessad[oa]|nao posso aceitar|nao,? obrigad[oa]|vou (?:ter que )?recusar)\b"),
    (_S.HOLD, 3, r"\b(?:vou pensar|te (?:aviso|retorno|respondo)|retorno em breve|preciso (?:de tempo|pensar)|deixa eu (?:ver|pensar))\b"),
    (_S.AWAY, 4, r"\b(?:fora do escritorio|de ferias|resposta automatica|estou ausente)\b"),
    (_S.OPT_OUT, 4, r"\b(?:nao me (?:contate|envie|escreva)\w*|pare de (?:me )?(?:enviar|escrever|mandar)|descadastr\w+|remov[ae] meu)\b"),
    (_S.CONDITION, 3, r"\b(?:desde que|com a condicao|somente se|so se)\b"),
    (_S.MANAGER, 3, r"\b(?:(?:meu|minha) (?:agente|empresari[oa]|agencia|assessoria))\b"),
    # Italian
    (_S.ACCEPT, 3, r"\b(?:accetto|accettiamo|affare fatto|d'accordo|va bene(?: per me)?|ci sto|per me va bene|confermo|andiamo avanti|ok per me)\b"),
    (_S.LIKE, 2, r"\b(?:mi sembra (?:ottimo|perfetto|giusto|buono)|suona (?:bene|benissimo))\b"),
    (_S.REFUSE, 3, r"\b(?:non (?:mi|ci) interessa|non sono interessat[oa]|non posso accettare|no,? grazie|devo (?:rifiutare|declinare)|purtroppo no)\b"),
    (_S.CONDITION, 3, r"\b(?:a condizione che|a patto che|purche|solo se)\b"),
    (_S.HOLD, 3, r"\b(?:ci penso|ti (?:faccio sapere|aggiorno|rispondo)|vi (?:faccio sapere|aggiorno)|ho bisogno di (?:tempo|qualche giorno))\b"),
    (_S.AWAY, 4, r"\b(?:fuori (?:ufficio|sede)|in ferie|risposta automatica|assente dall'ufficio)\b"),
    (_S.OPT_OUT, 4, r"\b(?:non (?:contattatemi|scrivetemi|voglio ricevere)|smettete(?:la)? di scrivermi|cancellate i miei dati|cancellami|disiscriv\w+)\b"),
    (_S.MANAGER, 3, r"\b(?:(?:il mio|la mia) (?:manager|agente|agenzia))\b"),
)  # fmt: skip

ABROAD: Final = compile_cues(_TABLE)
