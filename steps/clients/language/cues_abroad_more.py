# ruff: noqa: E501 - one pattern a line: a broken pattern is harder to read than a long one
"""Which further words tell it in Spanish, French, Portuguese and Italian, and which in German?

The second table of other languages: counter-offers, questions, anger, law,
absence and hand-overs, and more ways of a yes and a no. `cues_abroad` holds the
plainest. Texts are folded, so the patterns carry no accents.
"""

from typing import Final

from steps.clients.language.cues import Signal, compile_cues

_S = Signal

_SPANISH: Final = (
    (_S.ACCEPT, 3, r"\b(?:me sirve|me va bien|nos parece bien|seguimos adelante|confirmo|dale,? (?:vamos|acepto)|por mi parte (?:todo )?(?:bien|ok|confirmado)|estamos de acuerdo|cerramos|cerrado)\b"),
    (_S.LIKE, 2, r"^\W*(?:vale|perfecto|genial|estupendo|de acuerdo|si)\W*$"),
    (_S.CONDITION, 3, r"\bpero (?:sin|con|solo|necesito|quiero|quisiera|me gustaria|antes|el pago|los derechos|a cambio)\b|\b(?:si me pagan|si el pago|por adelantado)\b"),
    (_S.REFUSE, 3, r"\b(?:no (?:puedo|podemos|voy a|quiero|me convence|me cuadra|lo hago|es lo mio|participo)(?! (?:responder|contestar|decir|confirmar))|prefiero no|esta vez no|lo siento,? (?:esta|no)|gracias,? pero no|paso de esto|no es posible|en otra ocasion|sera en otra)\b"),
    (_S.PUSHBACK, 3, r"\b(?:es (?:muy |un )?poco|cobro mas|(?:subir|aumentar|mejorar)(?: \w+){0,3} (?:oferta|tarifa|presupuesto|precio)|se queda corto|muy justo)\b"),
    (_S.HOLD, 3, r"\b(?:pensarlo|pensarmelo|consultarlo|hablarlo|lo hablo|lo consulto|te (?:digo|aviso|cuento|respondo|confirmo|escribo)|les (?:aviso|confirmo|respondo)|manana te|dame (?:unos|un par|hasta)|dejame)\b"),
    (_S.AWAY, 4, r"\b(?:estoy (?:fuera|ausente|de viaje)|(?:estare|me encuentro) (?:fuera|ausente|de)|vuelvo (?:el|en|a)|no estare disponible|cerrad[oa]s? por|de vacaciones|respuesta automatica)\b"),
    (_S.OPT_OUT, 4, r"\b(?:(?:denme|dame|darme|dar) de baja|de su (?:lista|base de datos)|no (?:me |quiero |deseo )*(?:recibir|escriban|escribais|escriba|envien|manden|molesten|contacten)(?: \w+){0,2} (?:mas|correos|mensajes|emails?)|borr(?:en|a|e)(?:me|nme)|eliminen(?:me)?|dejen de (?:mandar|enviar|escribir|contactar)\w*|ya no me|no mas (?:correos|mensajes|emails?))\b"),
    (_S.MANAGER, 3, r"\b(?:mi (?:equipo de management|equipo|manager|mánager|representante)(?: \w+){0,3} (?:se encarga|lleva|te|les)|(?:con|a) mi (?:representante|agente|agencia|equipo)|mi agencia|en copia)\b"),
    (_S.HOSTILE, 4, r"\b(?:vergu?enza|sinverguenzas?|ladron(?:es)?|payasos?|a la mierda|mierda|falta de respeto|tomando el pelo|estafador(?:es)?|es una (?:broma|burla|tomadura)|perder el tiempo|ridicul[oa]s?|insulto|idiotas|imbeciles|gilipollas)\b"),
    (_S.LEGAL, 4, r"\b(?:mi abogad[oa]|abogad[oa]s?|acciones legales|demandar(?:los|les|te)?|denuncia(?:r|re)?|derechos de autor|tribunal(?:es)?|juicio|burofax)\b"),
    (_S.TERMS, 2, r"\b(?:derechos de uso|entrega|entregar|publicar(?:lo)?|publicacion|informacion|colaboracion|marca|producto|condiciones|cobro|factura|historias|videos?|contrato|briefing)\b"),
    (_S.ASK_INFO, 2, r"\b(?:me pued(?:en|es) (?:mandar|enviar|decir|dar|contar)|podr(?:ias|ian|iais) (?:mandar|enviar|decir|dar|contar|explicar)\w*|mas (?:informacion|detalles|info)|quisiera saber|me gustaria saber|tengo (?:una|unas|algunas) (?:duda|dudas|pregunta|preguntas))\b"),
    (_S.NEXT_STEP, 1, r"\b(?:factura|cuando (?:empezamos|comenzamos)|siguientes? pasos?|proximos? pasos?|contrato|direccion)\b"),
    (_S.OFF_TOPIC, 3, r"\b(?:(?:donde esta |sobre )?mi pedido|devolver|devolucion|reembolso|feliz (?:cumpleanos|navidad|ano)|tienda en|numero equivocado|persona equivocada)\b"),
)  # fmt: skip

_GERMAN: Final = (
    (_S.ACCEPT, 3, r"\b(?:(?:das )?(?:machen wir|mache ich|machen wir gerne)(?: so| gerne)?|nehme (?:das )?(?:angebot )?(?:gerne )?an|(?:gehen|geht|ist|sind) (?:so )?(?:in ordnung|okay|ok|klar)|der (?:preis|betrag) (?:passt|ist (?:ok|okay|fair|gut))|ich bin einverstanden|los geht'?s|wir sind uns einig|abgemacht|zugesagt)\b"),
    (_S.LIKE, 2, r"^\W*(?:gerne|super|perfekt|prima(?! (?:di|che|vorrei|mi))|alles klar|klar|ja|ja gerne|sehr gerne)\W*$"),
    (_S.CONDITION, 3, r"\baber (?:nur|ohne|ich (?:brauche|brauchte|mochte|hatte)|bitte|mit|erst|die|das|mir ist)\b|\b(?:wenn ihr|wenn sie|falls sie|nur wenn|nur ohne|vorab die|die halfte)\b"),
    (_S.REFUSE, 3, r"\b(?:nein,? (?:das|danke|ich|leider)|mochte ich (?:nicht|lieber nicht)|(?:ich )?bin raus|mache ich (?:das |es )?nicht|leider (?:muss ich|kann ich|habe ich|bin ich)(?! (?:noch|erst|im|bis))|absagen|keine zeit dafur|passt (?:das )?(?:leider )?nicht|nichts fur mich|lieber nicht|verzichte)\b"),
    (_S.PUSHBACK, 3, r"\b(?:zu wenig|zu niedrig|geht da noch (?:was|etwas)|mehr budget|nicht genug|deutlich mehr|unter meinem)\b"),
    (_S.HOLD, 3, r"\b(?:druber schlafen|daruber schlafen|uberlege (?:es )?(?:mir|noch)|sage? (?:dir |euch |ihnen )?bescheid|sag(?:e)? bescheid|melde? mich|schaue? (?:es )?mir(?: \w+){0,2} an|besprechen|noch (?:ein paar|etwas|bisschen) (?:tage|zeit)|gib(?:t)? mir|gebt mir|geben sie mir)\b"),
    (_S.AWAY, 4, r"\b(?:abwesend|(?:derzeit |momentan )?nicht (?:erreichbar|im buro|im haus|am platz)|ist geschlossen|haben geschlossen|betriebsferien|im urlaub|in elternzeit|krankgeschrieben)\b"),
    (_S.OPT_OUT, 4, r"\b(?:(?:schreibt|schreiben sie) mir(?: \w+)? nicht mehr|keine (?:weiteren |mehr )?(?:e-?mails|mails|nachrichten|anfragen)(?: mehr)?|aus (?:der|dem|eurer|eurem|ihrer|ihrem) (?:liste|verteiler|datenbank|mailingliste)|hort auf|horen sie auf|nicht (?:mehr|langer) (?:kontaktieren|anschreiben|schreiben|melden)|loscht? (?:bitte )?(?:meine|mich)|loschen sie (?:bitte )?(?:meine|mich)|nehmt mich|streicht mich)\b"),
    (_S.MANAGER, 3, r"\b(?:mein(?:e|em|en|er)? (?:manager(?:in)?|management|agentur|agent(?:in)?|assistent(?:in)?|kollegin|kollege)|(?:setze|nehme)(?: \w+){0,4} (?:in (?:cc|kopie))|ubernimmt ab|wendet euch an|wenden sie sich an)\b"),
    (_S.HOSTILE, 4, r"\b(?:verarsch\w*|frechheit|unverschamt\w*|verpiss\w*|schamt euch|schamen sie sich|ein witz|nicht ganz dicht|spinnt ihr|idioten|abzocke\w*|halsabschneider|lacherlich|beleidigung|scheiss\w*|leckt mich|betruger|ausbeut\w+)\b"),
    (_S.LEGAL, 4, r"\b(?:verklag\w*|anwalt\w*|anwaltin|urheberrecht\w*|rechtsverletzung|anzeige (?:erstatten|gegen)|erstatte anzeige|unterlass\w+|gericht(?:lich)?|schadensersatz|rechtliche(?:n)? (?:schritte|mittel)|datenschutzbehorde|klage)\b"),
    (_S.TERMS, 2, r"\b(?:honorar|brutto|netto|produkt(?:e|s)?|video|online gehen|veroffentlich\w*|machen muss|muss ich|musste|lieferung|kampagne|stories|reel|beitrag|vertrag|briefing|rechte|laufzeit|liefern)\b"),
    (_S.ASK_INFO, 2, r"\b(?:konn(?:t|te|ten|en)(?: \w+){0,3} (?:sagen|schicken|senden|mitteilen|erklaren)|(?:mehr|weitere|genauere) (?:infos?|informationen|details)|ich (?:hatte|habe) (?:noch )?(?:eine|ein paar|einige) fragen?|was genau)\b"),
    (_S.NEXT_STEP, 1, r"\b(?:rechnung|wann (?:geht|fangen|starten)|nachste schritte?|wie geht es weiter|vertrag|adresse)\b"),
    (_S.OFF_TOPIC, 3, r"\b(?:mein paket|meine bestellung|zuruckgeben|ruckgabe|geburtstag|geoffnet|offnungszeiten|frohe weihnachten|falsche (?:person|adresse))\b"),
)  # fmt: skip

_FRENCH: Final = (
    (_S.ACCEPT, 3, r"\b(?:(?:ca|cela) (?:marche|roule|me va|me convient)(?! (?:pas|mal))|(?:ok|bon|parfait|c'est bon) pour (?:moi|nous)|d'accord pour|on part (?:la-dessus|sur)|(?:le|ce) (?:prix|montant|tarif) me (?:va|convient)|je valide|c'est valide|marche conclu|allons-y|je suis d'accord)\b"),
    (_S.LIKE, 2, r"^\W*(?:parfait|super|genial|oui|d'accord|tres bien|entendu)\W*$"),
    (_S.CONDITION, 3, r"\bmais (?:sans|avec|seulement|uniquement|il (?:me )?faut|il faudrait|je (?:voudrais|souhaite|veux|demande)|j'ai besoin|a condition|le paiement)\b|\b(?:si le paiement|si vous|acompte)\b"),
    (_S.REFUSE, 3, r"\b(?:ca ne m'interesse pas|ne (?:m'|nous )?interesse pas|pas interesse\w*|je ne (?:peux|souhaite|veux|pourrai) pas|(?:desole|desolee),? (?:je ne|ce n'est|mais|non)|je passe (?:mon tour|cette)|pas possible pour|decliner|refuser|sans moi|ne (?:me )?correspond pas|pas pour moi)\b"),
    (_S.PUSHBACK, 3, r"\b(?:un peu (?:juste|leger|bas)|trop (?:bas|peu|leger)|augmenter|revoir (?:a la hausse|le tarif|le budget|l'offre)|pas assez|en dessous de)\b"),
    (_S.HOLD, 3, r"\b(?:je (?:vous|te) (?:donne(?:rai)? (?:ma|une) reponse|reponds?|repondrai|redis|dirai|confirme)|en parler (?:a|avec)|je (?:dois|vais) (?:en parler|verifier|voir|reflechir)|je reflechis|je reviens vers|quelques jours|laissez-moi|laisse-moi)\b"),
    (_S.AWAY, 4, r"\b(?:absente?s? (?:du|jusqu)|(?:bureau|studio) (?:est )?ferme|en mon absence|en (?:conges?|vacances)|reponse automatique|conge maternite|de retour (?:le|lundi))\b"),
    (_S.OPT_OUT, 4, r"\b(?:ne (?:m'ecrivez|me contactez|m'envoyez|me sollicitez) plus|ne plus (?:me|m'|etre)|de (?:votre|vos) (?:liste|listes|base|fichier)s?|retirez-moi|desinscri\w+|desabonn\w+|ne veux plus (?:recevoir|de)|arretez de m'?|cessez de m'?|supprimez (?:mon|mes))"),
    (_S.MANAGER, 3, r"\b(?:mon (?:agente?|manager|agence|equipe|impresario)|ma (?:manageuse|manager|agente)|(?:mets|met)(?: \w+){0,3} en copie|avec mon agent|s'occupe de ca)\b"),
    (_S.HOSTILE, 4, r"\b(?:vous (?:vous )?(?:moquez|foutez)|c'est une (?:blague|honte|plaisanterie|arnaque|insulte)|voleurs|arnaqueurs|allez vous faire|foutre|merde|connards?|honteux|manque de respect|ridicule|scandaleux|degoutant)\b"),
    (_S.LEGAL, 4, r"\b(?:avocat(?:e)?s?|porter plainte|plainte|tribunal|saisir la justice|droits d'auteur|mise en demeure|poursui(?:vre|tes)|huissier|cnil|droit a l'image|contrefacon)\b"),
    (_S.TERMS, 2, r"\b(?:stories|produit|offert|publier|publication|delais|livraison|contrat|remunere|remuneration|duree|exclusivite|campagne|marque|brief|video|reel|montant)\b"),
    (_S.ASK_INFO, 2, r"\b(?:pourr(?:iez|ais)(?:-vous|-tu) (?:m'|me |nous )?(?:envoyer|dire|preciser|expliquer|donner)|plus d'infos?(?:rmations)?|quelques questions|une question|j'aimerais savoir|est-ce que|avez-vous)\b"),
    (_S.NEXT_STEP, 1, r"\b(?:facture|quand (?:commence|commencons)|prochaines? etapes?|contrat|adresse)\b"),
    (_S.OFF_TOPIC, 3, r"\b(?:mon colis|ma commande|remboursement|anniversaire|joyeux noel|mauvaise (?:personne|adresse)|horaires d'ouverture)\b"),
)  # fmt: skip

_PORTUGUESE: Final = (
    (_S.ACCEPT, 3, r"\b(?:por mim (?:esta )?(?:otimo|tudo|ok|bem)|ta otimo|esta otimo|tudo (?:bem|certo) (?:o|com o|por)|podemos seguir|vamos nessa|pode mandar o contrato|topo|to dentro|estou dentro|de acordo|aceito|fechou|bora)\b"),
    (_S.LIKE, 2, r"^\W*(?:perfeito|otimo|beleza|show|sim|combinado)\W*$"),
    (_S.CONDITION, 3, r"\bmas (?:sem|com|so|preciso|quero|gostaria|antes|o pagamento|metade)\b|\b(?:desde que|contanto que|so se for|se o pagamento)\b"),
    (_S.REFUSE, 3, r"\b(?:nao (?:vai (?:rolar|dar)|da para mim|da pra mim|posso|podemos|quero|tenho interesse|e para mim|vou (?:poder|conseguir))(?! (?:responder|confirmar))|dessa vez nao|infelizmente nao|vou passar|recusar|fica para a proxima|deixa para a proxima)\b"),
    (_S.PUSHBACK, 3, r"\b(?:abaixo do que|muito (?:baixo|pouco)|da para (?:aumentar|melhorar|subir)|pode (?:aumentar|melhorar|subir)|cobro mais|um pouco baixo)\b"),
    (_S.HOLD, 3, r"\b(?:vou pensar|ainda (?:estou|to) pensando|te (?:dou|falo|aviso|respondo|retorno)|deixa eu|preciso (?:ver|pensar|falar|checar)|respondo (?:amanha|ate|depois|em)|uns dias)\b"),
    (_S.AWAY, 4, r"\b(?:estou (?:ausente|fora|de ferias|viajando)|em recesso|de ferias|resposta automatica|volto (?:dia|em|na|no)|licenca maternidade|fora do escritorio)\b"),
    (_S.OPT_OUT, 4, r"\b(?:(?:da|de|na) (?:lista|base) de voces|me tir(?:a|em|e)|remov(?:am|a)|parem de|pare de|nao (?:me )?(?:mandem|mande|enviem|envie|escrevam|escreva|contatem)(?: \w+)? ?(?:mais)?|nao quero (?:mais )?(?:receber|mais)|descadastr\w+)\b"),
    (_S.MANAGER, 3, r"\b(?:(?:meu|minha) (?:empresari[oa]|assessor(?:a|ia)?|agencia|agente|equipe)|em copia|falem? com (?:meu|minha|a minha|o meu))\b"),
    (_S.HOSTILE, 4, r"\b(?:palhacada|palhacos|ridiculos?|vergonha|falta de respeito|se ferrar|vao se|ladroes|golpistas|idiotas|merda|absurdo|piada)\b"),
    (_S.LEGAL, 4, r"\b(?:advogad[oa]s?|processar|acionar a justica|direitos autorais|uso indevido|notificacao extrajudicial|medidas (?:legais|judiciais)|tribunal|procon)\b"),
    (_S.TERMS, 2, r"\b(?:prazo|entrega|pagamento|produto|stories|direitos|exclusividade|valor|orcamento|contrato|campanha|marca|publicar|postar|quantos|quanto|quando|como funciona)\b"),
    (_S.ASK_INFO, 2, r"\b(?:pode(?:m|ria|riam)?(?: me)? (?:mandar|enviar|dizer|explicar|passar)|mais (?:informacoes|detalhes)|queria saber|gostaria de saber|tenho (?:uma|algumas) duvidas?)\b"),
    (_S.NEXT_STEP, 1, r"\b(?:nota fiscal|fatura|quando comecamos|proximos? passos?|contrato|endereco)\b"),
    (_S.OFF_TOPIC, 3, r"\b(?:meu pedido|quero trocar|dinheiro de volta|reembolso|feliz (?:aniversario|natal)|veio (?:errado|quebrado)|pessoa errada)\b"),
)  # fmt: skip

_ITALIAN: Final = (
    (_S.ACCEPT, 3, r"\b(?:va (?:benissimo|bene)|procediamo|ci sto|la cifra (?:va|mi va)|per me (?:e )?(?:ok|perfetto|va)|accetto|confermato|siamo d'accordo|affare fatto|ci stiamo)\b"),
    (_S.LIKE, 2, r"^\W*(?:perfetto|ottimo|benissimo|d'accordo|si|certo)\W*$"),
    (_S.CONDITION, 3, r"\b(?:ma|pero) (?:solo|senza|con|vorrei|ho bisogno|mi serve|i diritti|il pagamento|prima)\b|\b(?:a patto che|solo se|un anticipo)\b"),
    (_S.REFUSE, 3, r"\b(?:(?:mi dispiace|purtroppo|grazie,?)(?: ma)? (?:non|devo rifiutare|no\b)|devo rifiutare|non (?:posso|fa per me|e adatto|sono interessat[oa]|mi interessa)(?! (?:rispondere|confermare))|questa volta (?:passo|no)|passo\b|preferisco (?:non|di no)|sara per la prossima)\b"),
    (_S.PUSHBACK, 3, r"\b(?:un po' (?:basso|poco)|troppo (?:basso|poco)|si puo (?:alzare|aumentare|salire)|alzare|aumentare|sotto (?:la|il) mi[ao])\b"),
    (_S.HOLD, 3, r"\b(?:(?:vi|ti|le) (?:faccio sapere|aggiorno|rispondo|dico)|ci penso|devo (?:parlarne|controllare|pensarci|verificare|sentire)|mi serv(?:e|ono) (?:qualche|un po'|tempo)|qualche giorno|fammi|fatemi)\b"),
    (_S.AWAY, 4, r"\b(?:sono (?:assente|in (?:ferie|vacanza|viaggio|malattia|maternita))|saro (?:assente|fuori|in ferie)|chius[oa] per|al (?:mio )?rientro|risposta automatica|fuori (?:ufficio|sede))\b"),
    (_S.OPT_OUT, 4, r"\b(?:(?:dalla|dalle|dai) (?:vostr[aei] )?(?:lista|liste|contatti|database|mailing list)|non (?:contattatemi|scrivetemi|mandatemi|contattarmi|scrivermi)|toglietemi|cancellate(?:mi)?|rimuovete(?:mi)?|non voglio (?:piu )?(?:ricevere|essere)|smettete(?:la)? di)\b"),
    (_S.MANAGER, 3, r"\b(?:(?:il|la|col|con il|con la|alla|al) (?:mio|mia) (?:manager|agente|agenzia|team)|metto in copia|se ne occupa|ti metto in contatto)\b"),
    (_S.HOSTILE, 4, r"\b(?:vergogna(?:tevi)?|ladri|ridicol[oi]|fate schifo|mi fate schifo|schifo|uno scherzo|a quel paese|vaffanculo|truffatori|pezzenti|buffoni|idioti|presa in giro)\b"),
    (_S.LEGAL, 4, r"\b(?:avvocat[oaie]|vie legali|vi denuncio|denuncia(?:re)?|querela|diffida|diritti d'autore|il mio legale|tribunale|azioni legali|garante)\b"),
    (_S.TERMS, 2, r"\b(?:quando|quanto|quante|quanti|pubblicare|consegna|tempi|pagamento|storie|diritti|esclusiva|prodotto|contratto|brief|compenso|budget|campagna|scadenza)\b"),
    (_S.ASK_INFO, 2, r"\b(?:mi (?:mandate|mandi|inviate|spiegate|potete|potreste)|potreste|piu (?:informazioni|dettagli)|vorrei sapere|posso sapere|ho (?:una|alcune) domand[ae])\b"),
    (_S.NEXT_STEP, 1, r"\b(?:fattura|quando si (?:comincia|inizia)|prossimi passi|contratto|indirizzo)\b"),
    (_S.OFF_TOPIC, 3, r"\b(?:mio (?:ordine|pacco)|rimborso|buon (?:compleanno|natale)|persona sbagliata|orari di apertura)\b"),
)  # fmt: skip

ABROAD_MORE: Final = compile_cues((*_SPANISH, *_GERMAN, *_FRENCH, *_PORTUGUESE, *_ITALIAN))
