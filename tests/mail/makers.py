"""Mails for the tests, written here and nowhere found."""

FROM = b"From: Nyx Vale <nyx@creator.example>\r\nTo: team@brand.example\r\nSubject: Re: Offer\r\n"


def mail(body: str = "Yes, that works.", *fields: str, sender: str = "Nyx Vale <nyx@creator.example>") -> bytes:
    """Return a plain mail with extra header *fields*."""
    head = [f"From: {sender}", "To: team@brand.example", *fields, "MIME-Version: 1.0"]
    if not any(field.lower().startswith("content-type") for field in fields):
        head.append("Content-Type: text/plain; charset=utf-8")
    return ("\r\n".join(head) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode()


def html_mail(body: str, *fields: str) -> bytes:
    """Return a mail that is HTML alone."""
    return mail(body, "Content-Type: text/html; charset=utf-8", *fields)


def delivery_report(status: str, action: str = "failed") -> bytes:
    """Return a report of RFC 3464 about a mail of ours."""
    return mail(
        "\n".join(
            [
                "--r", "Content-Type: text/plain", "", "Your mail did not arrive.", "",
                "--r", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.test", "",
                "Final-Recipient: rfc822; nyx@creator.example", f"Action: {action}", f"Status: {status}", "",
                "--r", "Content-Type: message/rfc822", "", "Message-ID: <key-7@brand.example>",
                "X-Parley-Key: key-7", "To: nyx@creator.example", "Subject: Offer", "", "Hello", "--r--", "",
            ]
        ),
        "Content-Type: multipart/report; report-type=delivery-status; boundary=r",
        "Return-Path: <>",
        sender="Mail Delivery Subsystem <mailer-daemon@example.test>",
    )  # fmt: skip
