"""How do mail programs in many languages announce a quote, a forward or a signature?

Words only; how they are used is ``quotes`` and ``signatures``' business. A
language is added here by adding its words, nowhere else.
"""

import re


def any_of(*phrases: str) -> str:
    """Return a pattern for one of the phrases, longest first, where any white space may separate words."""
    ordered = sorted({phrase for group in phrases for phrase in group.split("|")}, key=len, reverse=True)
    return "(?:" + "|".join(r"\s{1,4}".join(map(re.escape, phrase.split())) for phrase in ordered) + ")"


WROTE = any_of(
    "wrote|writes|sent|has written",  # English
    "schrieb|hat geschrieben|schreibt",  # German
    "a écrit|a ecrit|écrit|écrivait|a envoyé",  # French
    "escribió|escribio|ha escrito|va escriure|escreveu|escreveu o seguinte",  # Spanish, Catalan, Portuguese
    "ha scritto|scrive|a scris",  # Italian, Romanian
    "schreef|het volgende geschreven|geschreven|skrev|skreiv|skrifaði",  # Dutch, Scandinavian
    "napisał(a)|napisała|napisał|pisze|nadesłał|napsal(a)|napsala|napsal|napísal(a)|napísala|napísal",
    "je napisao/la|je napisala|je napisao|је написао|je napisal|je napisal(a)",  # South Slavic
    "написал(а)|написала|написал|пишет|писал(а)|писал|написав|написала|пише|написа|пише",
    "kirjoitti|kirjutas|rašė|parašė|rakstīja|írta|írta a következőt",  # Finnish, Baltic, Hungarian
    "yazdı|şunları yazdı|şunu yazdı|έγραψε|đã viết|menulis|scripsit",  # Turkish, Greek, Vietnamese, Indonesian
    "写道|寫道|写了|님이 작성|작성하였습니다|작성했습니다|のメール|書きました|כתב/ה|כתבה|כתב|كتب|كتبت|เขียนว่า|ने लिखा",
)

OPENERS = any_of(
    "on|at|am|le|el|em|no dia|a|il|il giorno|op|w dniu|dnia|den|på|dne|dňa|în|la data|pe|στις|vào|vào lúc",
    "pada|в|у|на|dana|dne|tarihinde|on date|ngày|kl|päivämäärä|בתאריך|ב|في|เมื่อ",
    "mon|tue|wed|thu|fri|sat|sun|ma|ti|ke|to|pe|la|su|lun|mar|mer|gio|ven|sab|dom",
)

MONTHS = any_of(
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc",
    "ene|abr|ago|dic|gen|mag|giu|lug|set|ott|maj|янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек",
)

ROLES = {
    "from": any_of(
        "from|von|de|da|van|fra|från|od|lähettäjä|от|від|kimden|gönderen|από|差出人|发件人",
        "發件人|寄件者|보낸 사람|보낸사람",
        "feladó|expéditeur|absender|remitente|remetente|mittente|afzender|מאת|من|từ|dari|จาก|frá|nuo",
        "no|saatja|отправитель",
    ),
    "sent": any_of(
        "message du|sent|date|gesendet|gesendet am|datum|envoyé|envoyé le|enviado|enviado el|enviado em",
        "enviada em|enviada|fecha|data",
        "inviato|inviato il|verzonden|sendt|dato|skickat|datum|wysłano|odesláno|odoslané|lähetetty",
        "päiväys|отправлено",
        "дата|надіслано|gönderildi|gönderme tarihi|tarih|εστάλη|ημερομηνία|送信日時|日付",
        "日時|发送时间|發送時間|日期|傳送時間",
        "寄件日期|보낸 날짜|보낸날짜|날짜|elküldve|dátum|trimis|נשלח|תאריך|تاريخ|ngày|tanggal|dikirim|วันที่",
        "poslano|poslato|sända|время",
    ),
    "to": any_of(
        "to|an|à|a|para|aan|til|till|do|komu|vastaanottaja|кому|kime|alıcı|προς|宛先|收件人|받는 사람|받는사람|címzett",
        "către|catre|אל|إلى|đến|kepada|ถึง|pour|destinataire|destinatario|destinatário|za|prima|empfänger",
    ),
    "subject": any_of(
        "subject|sujet|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|temat|předmět|predmet|aihe",
        "тема|konu|θέμα",
        "件名|主题|主題|主旨|제목|tárgy|subiect|נושא|الموضوع|chủ đề|subjek|perihal|เรื่อง|efni|naslov",
    ),
    "other": any_of(
        "cc|bcc|copie à|copie a|kopie|kopia|kopi|copie|copia|copia oculta|dw|kopie an|копия|抄送|참조",
        "reply-to|reply to",
        "organization|organisation",
        "importance|wichtigkeit|importancia|attachments|anlagen|priority|antwort an|répondre à",
        "responder a|másolat|bilgi",
    ),
}

ORIGINAL = any_of(
    "original message|original e-mail|original email|original mail|reply message|replied message",
    "quoted message",
    "originalnachricht|ursprüngliche nachricht|originale nachricht|original-nachricht",
    "ursprungliga meddelandet",
    "mail original|e-mail original|courriel original|message d'origine",
    "message original|message initial|mensaje original|mensagem original|missatge original",
    "messaggio originale|messaggio inoltrato|oorspronkelijk bericht|originele bericht|origineel bericht",
    "oprindelig meddelelse|original meddelelse|opprinnelig melding|opprinnelig melding",
    "ursprungligt meddelande",
    "alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa",
    "původní e-mail",
    "исходное сообщение|оригинальное сообщение|вихідне повідомлення|eredeti üzenet",
    "orijinal ileti|orijinal mesaj",
    "mesaj original|mesajul original|αρχικό μήνυμα|izvirno sporočilo|izvorna poruka|originalna poruka",
    "原始邮件|原始郵件|原邮件|元のメッセージ|オリジナルメッセージ|원본 메시지|원본 메일",
    "הודעה מקורית|الرسالة الأصلية|tin nhắn gốc|pesan asli",
)

# What any mail program calls a mail, between two rules, in whichever way it says "original" or "forwarded" before it.
MESSAGE = any_of(
    "message|e-mail|email|mail|nachricht|mensaje|correo|mensagem|messaggio|bericht|besked|meddelelse|melding|meddelande",
    "brev|viesti|wiadomość|zpráva|správa|сообщение|письмо|повідомлення|üzenet|ileti|mesaj|μήνυμα|sporočilo|poruka",
    "邮件|郵件|メッセージ|메시지|메일|הודעה|رسالة|pesan",
)

FORWARDED = any_of(
    "forwarded message|forwarded mail|forwarded by|weitergeleitete nachricht",
    "weitergeleitete e-mail|message transféré",
    "message transmis|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|messaggio inoltrato",
    "doorgestuurd bericht|videresendt meddelelse|videresendt melding|videresendt besked",
    "vidarebefordrat meddelande",
    "vidarebefordrat brev|välitetty viesti|przekazana wiadomość|wiadomość przekazana|přeposlaná zpráva",
    "пересылаемое сообщение|пересланное сообщение|переслане повідомлення|továbbított üzenet|iletilmiş mesaj",
    "mesaj redirecționat|προωθημένο μήνυμα|转发邮件|转发的邮件|轉寄郵件|転送メッセージ|전달된 메시지|הודעה שהועברה",
)
BEGIN_FORWARD = any_of(
    "begin forwarded message|anfang der weitergeleiteten nachricht|beginn der weitergeleiteten nachricht",
    "début du message réexpédié|début du message transféré|inicio del mensaje reenviado",
    "inizio messaggio inoltrato",
    "begin doorgestuurd bericht|start på videresendt besked|videresendt melding|vidarebefordrat brev",
    "início da mensagem encaminhada|início da mensagem reencaminhada|начало переадресованного сообщения",
    "początek przekazywanej wiadomości|転送されたメッセージ|开始转发的邮件|下面是被转发的邮件",
)

SENT_FROM = any_of(
    "sent from|sent with|sent via|sent using|get outlook for|download outlook for|gesendet von",
    "gesendet mit|von meinem",
    "diese nachricht wurde von meinem|envoyé de|envoyé depuis|envoyé à partir",
    "télécharger outlook|obtenir outlook",
    "enviado desde|enviado de|enviado do|enviado a partir|enviado con|obtener outlook|inviato da",
    "inviato dal|scarica outlook",
    "verzonden vanaf|verstuurd vanaf|verzonden via|outlook downloaden|sendt fra|hent outlook",
    "skickat från|hämta outlook",
    "lähetetty|hanki outlook|wysłane z|wysłano z|odesláno z|odoslané z|отправлено с",
    "отправлено из|надіслано з|trimis de pe",
    "iphone'umdan|gönderildi|στάλθηκε από|εστάλη από|elküldve|küldve|iphoneから送信|ipadから送信|发自我的",
    "從我的|나의|내 iphone에서",
    "נשלח מה|أرسلت من|đã gửi từ|dikirim dari|poslano s|outlook für ios|outlook for ios",
)
DEVICES = any_of(
    "iphone|ipad|ipod|mac|android|samsung|galaxy|blackberry|huawei|xiaomi|redmi|oneplus|pixel",
    "nokia|htc|lg|sony|xperia|motorola",
    "windows|outlook|mailspring|proton mail|protonmail|proton|yahoo|gmail|mail|spark|superhuman",
    "airmail|mailbird|newton|sparrow|acompli",
    "mobile|mobil|handy|smartphone|phone|telefon|téléphone|telefono|teléfono|móvil|celular",
    "cellulare|tablet|device|gerät|wireless|t-mobile",
    "verizon|at&t|o2|vodafone|orange|telekom|sprint|hey|front|hubspot|thunderbird",
    "palm|treo|windows phone|bluemail|aol|nine|k-9",
)

# Put above a mail by the gateway that took it in; no sender writes it.
BANNER = any_of(
    "caution: this email originated|caution: external|caution - external|external email|external sender",
    "external message",
    "this email originated from outside|this email originated outside|this message originated from outside",
    "this message was sent from outside|this email was sent from outside|warning: this email|warning: external",
    "you don't often get email from|you don’t often get email from",
    "some people who received this message don't often get",
    "achtung: diese e-mail|achtung: externe|externe e-mail|diese e-mail stammt von|attention: ce message",
    "message externe",
    "attention: courriel externe|let op: deze e-mail|precaución: este correo|correo externo",
)

DISCLAIMER = any_of(
    "confidentiality notice|confidentiality note|confidential notice|disclaimer|legal disclaimer",
    "privileged and confidential",
    "this e-mail and any|this email and any|this message and any|this e-mail message",
    "this email message is|this message is intended",
    "this e-mail is intended|this email is intended|this e-mail is confidential",
    "this email is confidential|this message is confidential",
    "this communication is|this electronic mail|this transmission",
    "the information contained in this|the information in this e",
    "the contents of this e|privileged notice|important notice|notice of confidentiality",
    "confidential information may",
    "diese e-mail enthält|diese nachricht enthält|diese e-mail kann|der inhalt dieser e",
    "vertraulichkeitshinweis|haftungsausschluss",
    "ce message et|ce courriel|ce message est|este mensaje|este correo|aviso legal",
    "aviso de confidencialidad|esta mensagem",
    "questo messaggio|le informazioni contenute|dit bericht|deze e-mail|de informatie in",
    "denne e-mail|detta meddelande|ta wiadomość",
    "niniejsza wiadomość|настоящее сообщение|данное сообщение|to unsubscribe from this group",
    "you received this message because",
    "you are receiving this|virus-free|avast logo|this email has been checked",
    "diese e-mail wurde von|sent by a robot",
    "please consider the environment|bitte denken sie an die umwelt|think before you print",
    "before printing this",
)
