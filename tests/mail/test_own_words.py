"""Are the sender's words, all of them and no others, found in a mail?"""

import textwrap

import pytest

from steps.mail.own_words import own_words
from steps.mail.parse import parse_mail
from tests.mail.makers import html_mail

OWN = "I would take 1,200 EUR.\nThanks, Nyx"
ANA = "Ana Lark <ana.lark@example.com>"

# As the mail programs of many languages and makers announce a quote.
ATTRIBUTIONS = [
    f"On 2 Apr 2026, at 18:26, {ANA} wrote:",
    f"On Monday, April 2, 2026 at 06:26:12 PM GMT+2, {ANA} wrote:",
    f"On Mon, 2 Apr 2026 18:26:00 +0200, {ANA} wrote:",
    "Ana Lark wrote on 4/2/2026 6:26 PM:",
    "At 06:26 PM 4/2/2026, Ana Lark wrote:",
    f"---- On Mon, 02 Apr 2026 18:26:00 +0200 {ANA} wrote ----",
    f"Am Mo., 2. Apr. 2026 um 18:26 Uhr schrieb {ANA}:",
    f"{ANA} schrieb am Mo., 2. Apr. 2026, 18:26:",
    "Am 02.04.2026 18:26, schrieb Ana Lark:",
    f"Le lun. 2 avr. 2026 à 18:26, {ANA} a écrit :",
    "El lun., 2 abr. 2026 a las 18:26, Ana Lark (<ana.lark@example.com>) escribió:",
    f"Il giorno lun 2 apr 2026 alle ore 18:26 {ANA} ha scritto:",
    f"Em seg., 2 de abr. de 2026 às 18:26, {ANA} escreveu:",
    f"Op 2 apr. 2026 om 18:26 heeft {ANA} het volgende geschreven:",
    f"pon., 2 kwi 2026 o 18:26 {ANA} napisał(a):",
    f"po 2. 4. 2026 v 18:26 odesílatel {ANA} napsal:",
    f"Den mån 2 apr. 2026 kl 18:26 skrev {ANA}:",
    f"man. 2. apr. 2026 kl. 18:26 skrev {ANA}:",
    "ma 2. huhtik. 2026 klo 18.26 Ana Lark (ana.lark@example.com) kirjoitti:",
    f"{ANA} ezt írta (időpont: 2026. ápr. 2., H, 18:26):",
    f"În lun., 2 apr. 2026 la 18:26, {ANA} a scris:",
    f"пн, 2 апр. 2026 г. в 18:26, {ANA}:",
    f"Στις Δευ 2 Απρ 2026 στις 6:26 μ.μ., ο χρήστης {ANA} έγραψε:",
    f"{ANA}, 2 Nis 2026 Pzt, 18:26 tarihinde şunu yazdı:",
    f"Vào Th 2, 2 thg 4, 2026 vào lúc 18:26 {ANA} đã viết:",
    f"2026年4月2日(月) 18:26 {ANA}:",
    f"{ANA} 于2026年4月2日周一 18:26写道：",
    f"2026년 4월 2일 (월) 오후 6:26, {ANA}님이 작성:",
]


@pytest.mark.parametrize("width", [40, 64, 76, 500])
@pytest.mark.parametrize("quoted", ["> We can offer $900.\n> Ana", "We can offer $900.\nAna"])
@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_quotes_go_whatever_language_announces_them_and_however_it_is_folded(
    line: str, quoted: str, width: int
) -> None:
    folded = "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))
    assert own_words(f"{OWN}\n\n{folded}\n\n{quoted}") == OWN


BLOCKS = [
    "-----Original Message-----",
    "-------- Ursprüngliche Nachricht --------",
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    f"________________________________\n"
    f"From: {ANA}\nSent: Monday, April 2, 2026 6:26 PM\nTo: me@x.example\nSubject: Offer",
    f"*From: *{ANA}\n*Date: *Monday, 2 April 2026 at 18:26\n*To: *me@x.example\n*Subject: *Re: Offer",
    f"Von: {ANA}\nGesendet: Montag, 2. April 2026 18:26\nAn: ich@x.example\nBetreff: AW: Angebot",
    f"De : {ANA}\nEnvoyé : lundi 2 avril 2026 18:26\nÀ : moi@x.example\nObjet : Re: Offre",
    f"Da: {ANA}\nInviato: lunedì 2 aprile 2026 18:26\nA: me@x.example\nOggetto: R: Offerta",
    f"发件人: {ANA}\n发送时间: 2026年4月2日 18:26\n收件人: me@x.example\n主题: Re: x",
    f"差出人: {ANA}\n送信日時: 2026年4月2日 18:26\n宛先: me@x.example\n件名: Re: x",
]


@pytest.mark.parametrize("block", BLOCKS)
def test_earlier_and_forwarded_mails_go_with_all_that_follows(block: str) -> None:
    assert own_words(f"{OWN}\n\n{block}\n\nI accept $900.\n\nOn Monday we start.") == OWN


KEPT = [
    "On Monday I can post it.\nOn 5 May 2026 I am free, as I wrote:\nlet me know",
    "Rates:\n>50k views: $900\nok?",
    "From: 5 May\nTo: 9 May\nis good",
    "Date: 5 May\nTime: 9:00\nPrice: $500",
    "To: be honest, $900\nSubject: to contract",
    "My manager wrote:\nwe need $500",
    "On Instagram: $500\nOn TikTok at 9: $300",
    "- $500 per reel\n- $200 per story",
    "As I said on 5 May 2026 at 10:00:\n$900 per reel",
    "I have 3 options, see below:\n\n2026/5/7: reel\n2026/6/7: story",
    "Sent from my heart: thanks!",
    "Original message was fine.",
    "On 3/4/2026 we posted 1 reel.\nIt got 50k views.\n\nHere is what I wrote:\n$500",
    ">>> $900 and we have a deal <<<",
    "Hi\n\nBest regards,\nNyx",
    "This message is short. Is $900 final?",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_like_a_quote_is_kept(text: str) -> None:
    assert own_words(text) == text


def test_answers_between_and_below_quotes_are_kept() -> None:
    text = f"See below.\n\n{ATTRIBUTIONS[0]}\n> Is $900 fine?\n\nNo, $1,000.\n\n> And in May?\n\nYes.\n-- \nNyx"
    assert own_words(text) == "See below.\n\nNo, $1,000.\n\nYes."


@pytest.mark.parametrize(
    "tail",
    [
        "-- \nNyx Vale\nRates from $5,000", "--\nNyx", "Sent from my iPhone", "Get Outlook for iOS<https://aka.example/x>",
        "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone", "Отправлено с iPhone",
        "iPhoneから送信", "CONFIDENTIALITY NOTICE: This mail is for its addressee only.\nDelete it otherwise.",
        "This email and any attachments are confidential and meant for the addressee.",
        "__\nrunners mailing list\nrunners@lists.example\nhttps://lists.example/runners", "———\nNyx Vale\nRuns far",
        "------------------------------",
    ],
)  # fmt: skip
def test_signatures_and_disclaimers_are_nobodys_words(tail: str) -> None:
    assert own_words(f"{OWN}\n\n{tail}") == OWN


def test_a_forwarded_yes_is_not_the_senders_yes() -> None:
    text = f"---------- Forwarded message ---------\nFrom: {ANA}\nDate: 2 Apr 2026\nSubject: x\nTo: y\n\nI accept $900."
    assert own_words(text) == ""


QUOTING_HTML = {
    "Gmail": '<div>OWN</div><div class="gmail_quote"><div class="gmail_attr">On 2 Apr Ana wrote:</div>'
    '<blockquote class="gmail_quote">$900?</blockquote></div>',
    "Gmail, answered inside": '<div class="gmail_quote"><blockquote class="gmail_quote">$900?</blockquote></div>'
    '<div>OWN</div><div class="gmail_quote"><blockquote class="gmail_quote">May?</blockquote></div>',
    "Apple Mail": "<div>OWN</div><br><blockquote type=cite><div>On 2 Apr 2026, Ana wrote:</div>$900?</blockquote>",
    "Outlook on the web": '<div>OWN</div><div id="appendonsend"></div><hr>'
    '<div id="divRplyFwdMsg"><b>From:</b> Ana</div>'
    "<div>$900?</div>",
    "Outlook": '<div>OWN</div><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Ana<br>'
    "<b>Sent:</b> Monday</p></div></div><p>$900?</p>",
    "Thunderbird": '<p>OWN</p><div class="moz-cite-prefix">Am 02.04.26 schrieb Ana:</div>'
    '<blockquote type="cite">$900?</blockquote>',
    "Yahoo": '<div>OWN</div><div class="yahoo_quoted">On Monday, Ana wrote: $900?</div>',
    "a signature": '<div>OWN</div><div class="gmail_signature">Rates from $900?</div>',
}


@pytest.mark.parametrize("program", QUOTING_HTML)
def test_html_quotes_go_by_the_marks_of_each_mail_program(program: str) -> None:
    html = QUOTING_HTML[program].replace("OWN", "I would take 1,200 EUR.")
    assert own_words(html, html=True) == "I would take 1,200 EUR."
    read = parse_mail(html_mail(html))
    assert read.own_words == "I would take 1,200 EUR."
    # A person can still see the whole mail.
    assert "Ana" in read.text or "900" in read.text


DIVIDERS = [
    "-------- Oprindelig besked --------", "-----Antwort Nachricht-----", "----- Original-E-Mail -----",
    "=====Ursprungligt mail=====", "----- 原邮件 -----", "--- Videresendt e-mail ---",
]  # fmt: skip


@pytest.mark.parametrize("divider", DIVIDERS)
def test_a_divider_that_names_a_mail_ends_the_senders_words_in_any_language(divider: str) -> None:
    assert own_words(f"{OWN}\n\n{divider}\nAnybody: Ana\n\nWe can offer $900.") == OWN


def test_a_divider_of_the_senders_own_ends_nothing() -> None:
    text = "My rates:\n----- Reels -----\n$900 each\n----- Stories -----\n$200 each"
    assert own_words(text) == text


@pytest.mark.parametrize(
    "line",
    [f"On Wed, 2 Apr 2026 18:26:00 +0200 {ANA} wrote", f"From: {ANA} Sent: 2 Apr 2026 08:07 Subject: Offer"],
)
def test_announcements_that_lost_their_colon_or_their_line_breaks_are_known(line: str) -> None:
    assert own_words(f"{OWN}\n\n{line}\n\nWe can offer $900.") == OWN


def test_copied_headers_that_begin_with_the_date_are_known() -> None:
    block = f"Message du : 02/04/2026 18:26\nDe : {ANA}\nA : nyx@example.com\nCopie à :\nSujet : Offre"
    assert own_words(f"{OWN}\n\n====\n\n{block}\n\nWe can offer $900.") == OWN


WRAPPED = "> We would love to have you in this campaign and can offer you nine hundred dollars for it, if that"


def test_a_quoted_line_that_was_cut_inside_an_address_stays_a_quote() -> None:
    quoted = "> *Cc:* Bo <bo@x.example>; Cleo <\n> cleo@x.example>; Dov Thornapple <\n> dov@x.example>"
    assert own_words(f"{OWN}\n\n{ATTRIBUTIONS[0]}\n> Hi\n{quoted}\n>\n> ok?") == OWN


def test_a_quote_that_was_wrapped_once_more_stays_a_quote() -> None:
    text = f"{ATTRIBUTIONS[0]}\n{WRAPPED}\nis fine with you,\n> Ana\n\n{OWN}"
    assert own_words(text) == OWN


@pytest.mark.parametrize("answer", ["Fine with me!", "for $950 yes", "is fine"])
def test_an_answer_straight_under_a_quote_stays_the_senders(answer: str) -> None:
    above = WRAPPED if answer != "is fine" else "> Is $900 fine?"
    assert own_words(f"{ATTRIBUTIONS[0]}\n{above}\n{answer}\n> Ana") == answer


def test_text_whose_encoding_nobody_named_is_decoded_before_it_is_judged() -> None:
    quoted = (
        "On 2 Apr 2026, at 18:26, Ana Lark <ana.lark@ex=\nample.com> wro=\nte:\n> We can offer =E2=80=AF$900.=E2=80=AF"
    )
    assert own_words(f"Ça va, 1.200 =E2=82=AC\n=20\n{quoted}") == "Ça va, 1.200 €"


@pytest.mark.parametrize(
    "banner",
    [
        "CAUTION: This email originated from outside of the organization. Do not click links.",
        "[EXTERNAL EMAIL] Verify the sender.\nDo not click links or open attachments\nunless you recognize the sender.",
        "You don't often get email from nyx@example.com. Learn why this is important<https://aka.ms/x>",
    ],
)
def test_a_gateways_warning_is_not_the_senders(banner: str) -> None:
    assert own_words(f"{banner}\n\n{OWN}") == OWN


def test_a_phones_line_goes_and_what_was_written_below_it_stays() -> None:
    assert own_words(f"Yes.\n\nSent from my iPhone\n\n{OWN}").split("\n\n\n") == ["Yes.", OWN]


def test_in_html_a_bare_quote_at_the_end_goes_but_not_what_the_sender_announced() -> None:
    assert own_words("<div>Fine.</div><blockquote>We can offer $900.</blockquote>", html=True) == "Fine."
    rates = "<div>My rates:</div><blockquote>Reel $900</blockquote>"
    assert own_words(rates, html=True).split() == ["My", "rates:", "Reel", "$900"]
    indented = '<div>Fine.</div><blockquote style="margin:0 0 0 40px;border:none">But $950.</blockquote>'
    assert "$950" in own_words(indented, html=True)


def test_in_html_copied_headers_after_a_rule_stand_on_their_own_line() -> None:
    html = "<div>Fine.<hr><b>From: </b>ana.lark@example.com<br><b>To: </b>nyx@example.com<br><b>Sent: </b>2 April 2026"
    assert own_words(f"{html}<br><b>Subject: </b>Offer<br><p>We can offer $900.</p></div>", html=True) == "Fine."


@pytest.mark.parametrize(
    "words",
    [
        "2050 USD is my bottom line for this one.",
        "2050 is my bottom line",
        "800 until 12.05.2026 ok?",
        "On 5 May I can film, 900 works",
    ],
)
@pytest.mark.parametrize("between", ["\n\nFumiko\n\n", "\n\n"])
@pytest.mark.parametrize(
    "announced", ["On Nov 29, 2026, at 9:39 PM, sam@brand.example wrote:", "Sam <sam@brand.example> wrote:"]
)
def test_a_line_that_begins_like_a_date_is_no_part_of_the_announcement_below(
    words: str, between: str, announced: str
) -> None:
    assert own_words(f"Hiya,\n\n{words}{between}{announced}\n\n> Hi Fumiko,\n> we offer $1,975.").startswith(
        f"Hiya,\n\n{words}"
    )
