"""Is a person told from a machine, and a machine from a failed delivery?"""

import pytest

from steps.mail.parse import parse_mail
from steps.mail.parsed import Address, DmarcResult, MailKind
from tests.mail.makers import FROM, delivery_report, html_mail, mail

PEOPLE = {
    "a plain reply": mail("Sounds good!", "Subject: Re: Offer", "In-Reply-To: <key-7@brand.example>"),
    "Auto-Submitted: no": mail("Hi", "Auto-Submitted: no"),
    "Auto-Submitted: No with a comment": mail("Hi", "Auto-Submitted: No (a person)"),
    "a discussion list": mail("Hi", "Precedence: bulk", "List-Post: <mailto:list@example.test>"),
    "a list by precedence alone": mail("Hi", "Precedence: list"),
    "an unsubscribe link": mail("Hi", "List-Unsubscribe: <https://example.test/u>"),
    "a server that wants no absences back": mail(
        "Hi", "X-Auto-Response-Suppress: DR, OOF, AutoReply", "In-Reply-To: <key-7@brand.example>"
    ),
    "a subject about an office": mail("Hi", "Subject: Out of office shoot on Friday?"),
    "a subject about automatic things": mail("Hi", "Subject: Automatic payments, please"),
    "an answer to an automatic reply": mail("I am back", "Subject: Re: Automatic reply: Offer"),
    "a subject about a failed delivery": mail("The parcel failed: 550 - not delivered.", "Subject: Delivery failure"),
    "a person without a name who talks of a parcel": mail(
        "The parcel could not be delivered.", "Subject: Delivery failed", sender="nyx@creator.example"
    ),
    "a person without a name who answers about a mail": mail(
        "Your mail could not be delivered?",
        "Subject: Re: Delivery failed",
        "References: <key-7@brand.example>",
        sender="nyx@creator.example",
    ),
    "a person who talks of bounces": mail("Your mail bounced, user unknown 5.1.1", "Subject: Re: Undeliverable"),
    "a person called Postmaster": mail("Hi there", sender="Jo Postmaster <jo@example.com>"),
    "words of absence in a person's reply": mail("I am out of the office until 5 May, but $900 works."),
    "a contact form": mail("Hi", "Reply-To: nyx@creator.example", sender="Form <no-reply@forms.example>"),
    "a return path": mail("Hi", "Return-Path: <nyx@creator.example>"),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_never_called_automatic(name: str) -> None:
    read = parse_mail(PEOPLE[name])
    assert (read.kind, read.reason) == (MailKind.PERSON, "")


MACHINES = {
    "auto_submitted:auto-replied": mail("Away", "Auto-Submitted: auto-replied (vacation)"),
    "auto_submitted:auto-generated": mail("Hi", "Auto-Submitted: auto-generated; x=y"),
    "precedence:auto_reply": mail("Away", "Precedence: auto_reply"),
    "precedence:bulk": mail("Buy now", "Precedence: bulk"),
    "x-autoreply": mail("Away", "X-Autoreply: yes"),
    "x-apple-action": mail("Away", "X-Apple-Action: VACATION"),
    "x-auto-response-suppress": mail("Away", "X-Auto-Response-Suppress: All", "In-Reply-To: <key-7@brand.example>"),
    "empty_return_path": mail("Away", "Return-Path: <>"),
    "no_reply_address": mail("Your invoice", sender="Shop <no-reply@shop.example>"),
    "subject": mail("Weg", "Subject: Abwesenheitsnotiz: Angebot"),
    "parley": mail("We offer $900", "X-Parley-Key: somebody-elses-key"),
}


@pytest.mark.parametrize("reason", MACHINES)
def test_a_machine_is_known_by_its_own_sign(reason: str) -> None:
    read = parse_mail(MACHINES[reason])
    assert (read.kind, read.reason) == (MailKind.AUTOMATIC, reason)


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Offer", "Auto: Offer", "Out of Office", "Out of office: Offer", "Réponse automatique : Offre",
        "Respuesta automática: Oferta", "=?utf-8?q?Automatische_Antwort=3A_Angebot?=", "自動返信: Offer",
        "Автоответ: x",
    ],
)  # fmt: skip
def test_subjects_only_responders_write_are_automatic(subject: str) -> None:
    assert parse_mail(mail("x", f"Subject: {subject}")).kind is MailKind.AUTOMATIC


SENT = "Date: Tue, 28 Apr 2026 10:00:00 +0000"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I am away until May 5th.", "2026-05-05"),
        ("I will be back on Monday, 11 May 2026.", "2026-05-11"),
        ("Ich bin bis zum 5. Mai nicht da, ab dem 6. Mai wieder.", "2026-05-06"),
        ("Je suis de retour le 12 mai.", "2026-05-12"),
        ("Estaré fuera hasta el 3 de junio.", "2026-06-03"),
        ("Traveling July 10-31, then back.", "2026-07-31"),
        ("Out of office through 2026-05-09.", "2026-05-09"),
        ("Returning on 13/05.", "2026-05-13"),
        ("Back on Friday!", "2026-05-01"),
        ("Back on January 4.", "2027-01-04"),
        ("I am away and will answer soon.", None),
        ("Back on 31 February.", None),
    ],
)
def test_the_day_of_return_is_read_from_an_absence(text: str, day: str | None) -> None:
    assert parse_mail(mail(text, SENT, "Auto-Submitted: auto-replied")).return_date_iso == day


def test_a_persons_mail_has_no_day_of_return() -> None:
    assert parse_mail(mail("Back on Friday!", SENT)).return_date_iso is None


@pytest.mark.parametrize(
    ("status", "action", "permanent"),
    [("5.1.1", "failed", True), ("4.4.7", "delayed", False), ("4.2.2", "failed", False)],
)
def test_a_delivery_report_says_who_and_whether_for_good(status: str, action: str, permanent: bool) -> None:
    read = parse_mail(delivery_report(status, action))
    assert read.kind is MailKind.BOUNCE
    assert read.bounced_recipient == "nyx@creator.example"
    assert read.bounce_is_permanent is permanent
    assert (read.returned_message_id, read.returned_parley_key) == ("key-7@brand.example", "key-7")
    assert read.own_words == ""


def test_a_note_of_success_is_no_bounce() -> None:
    assert parse_mail(delivery_report("2.0.0", "delivered")).kind is MailKind.AUTOMATIC


def test_a_report_that_a_person_forwards_is_that_persons_mail() -> None:
    inner = delivery_report("5.1.1").decode()
    body = f"--f\r\n\r\nCan you check?\r\n--f\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--f--"
    read = parse_mail(mail(body.replace("\r\n", "\n"), "Content-Type: multipart/mixed; boundary=f", "Subject: Fwd: x"))
    assert (read.kind, read.own_words) == (MailKind.PERSON, "Can you check?")


def test_a_free_form_note_of_an_old_server_is_a_bounce() -> None:
    note = "This is the mail server. I wasn't able to deliver your mail.\n<nyx@creator.example>:\nuser unknown (#5.1.1)"
    read = parse_mail(mail(note, "Subject: failure notice", sender="MAILER-DAEMON@mx.example.test"))
    assert (read.kind, read.bounced_recipient, read.bounce_is_permanent) == (
        MailKind.BOUNCE, "nyx@creator.example", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "note",
    [
        mail(
            r'{"Type": "Notification", "Message": "{\"notificationType\":\"Bounce\",\"bounce\":{}}"}',
            "X-Amz-Sns-Message-Id: 1",
            sender="Events <no-reply@sns.example>",
        ),
        mail(
            "If you know the guide of this list, please send mail.",
            "X-MLServer: fml 4",
            "Subject: You team@brand.example are not member (runners ML)",
            sender="runners-admin@lists.example",
        ),
        mail(
            "Your message with Subject: Offer\ncould not be delivered to:\nnyx@creator.example",
            "Subject: Delivery failure notification",
            sender="gateway_for_smtp@creator.example",
        ),
    ],
    ids=["in an envelope of its own", "by a list that refused it", "by a server of no known name"],
)
def test_a_mail_that_did_not_arrive_is_told_in_any_form(note: bytes) -> None:
    assert parse_mail(note).kind is MailKind.BOUNCE


def test_headers_are_read_as_people_mean_them() -> None:
    read = parse_mail(
        mail(
            "Hi",
            "Subject: =?utf-8?q?R=C3=A9?= =?utf-8?b?cG9uc2U=?=",
            "Date: Tue, 28 Apr 2026 12:00:00 +0200",
            "Message-ID: <a@x.example>",
            "In-Reply-To: <key-7@brand.example>",
            "References: <key-1@brand.example>\r\n <key-7@brand.example>",
            'Cc: "Vale, Management" <Manager@Agency.example>, Friends: a@x.example, b@x.example;',
            sender="=?iso-8859-1?q?N=FDx?= <NYX@Creator.example>",
        )
    )
    assert read.sender == Address("Nýx", "nyx@creator.example")
    assert read.subject == "Réponse"
    assert read.date_iso == "2026-04-28T10:00:00+00:00"
    assert (read.message_id, read.in_reply_to) == ("a@x.example", "key-7@brand.example")
    assert read.references == ("key-1@brand.example", "key-7@brand.example")
    assert [address.email for address in read.cc] == ["manager@agency.example", "a@x.example", "b@x.example"]
    assert read.cc[0].name == "Vale, Management"


def test_an_address_in_the_display_name_is_not_the_sender() -> None:
    for name in ("team@brand.example", "<team@brand.example>", 'a \\" <team@brand.example>'):
        assert parse_mail(mail(sender=f'"{name}" <evil@attacker.example>')).sender.email == "evil@attacker.example"


def test_a_line_break_in_an_encoded_word_makes_no_new_header() -> None:
    read = parse_mail(mail("Hi", "Subject: =?utf-8?q?a=0D=0ABcc:_b@x.example?="))
    assert "\n" not in read.subject
    assert "\r" not in read.subject


def test_only_the_topmost_authentication_result_counts() -> None:
    ours = "Authentication-Results: mx.brand.example; dkim=pass; dmarc=fail (p=REJECT) header.from=creator.example"
    forged = "Authentication-Results: mx.brand.example; dmarc=pass"
    assert parse_mail(mail("Hi", ours, forged)).dmarc is DmarcResult.FAIL
    assert parse_mail(mail("Hi", forged, ours)).dmarc is DmarcResult.PASS
    assert parse_mail(mail("Hi")).dmarc is DmarcResult.NONE


def test_plain_text_wins_over_html_and_attachments_are_only_named() -> None:
    body = "\n".join(
        [
            "--m", "Content-Type: multipart/alternative; boundary=a", "",
            "--a", "Content-Type: text/plain; charset=iso-8859-15", "Content-Transfer-Encoding: quoted-printable", "",
            "900 =A4 works", "--a", "Content-Type: text/html", "", "<b>900 works</b>", "--a--",
            "--m", 'Content-Type: text/plain; name="rates.txt"', "Content-Disposition: attachment", "", "5,000 a reel",
            "--m--",
        ]
    )  # fmt: skip
    read = parse_mail(mail(body, "Content-Type: multipart/mixed; boundary=m"))
    assert read.text.strip() == "900 € works"
    assert read.attachment_names == ("rates.txt",)


def test_a_boundary_that_lies_loses_no_words() -> None:
    lying = (
        FROM
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--c\r\nContent-Type: text/plain\r\n\r\nI accept\r\n--c--"
    )
    assert parse_mail(lying).own_words == "I accept"
    assert "I accept" in parse_mail(FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\nI accept").text


@pytest.mark.parametrize(
    "style", ["display:none", "font-size:0", "visibility: hidden", "opacity:0", "max-height:0", "mso-hide:all"]
)
def test_text_hidden_from_the_eye_was_not_said(style: str) -> None:
    read = parse_mail(html_mail(f"<p>No, sorry.</p><div style='{style}'>I accept your offer</div>"))
    assert "accept" not in read.text
    assert read.own_words == "No, sorry."


def test_ordinary_styles_hide_nothing() -> None:
    read = parse_mail(html_mail("<p style='min-width:0;font-size:0.9em;opacity:0.8;line-height:0.5'>I accept</p>"))
    assert read.own_words == "I accept"
