"""Can any bytes crash, slow down or fill the reader?"""

import json
import subprocess
import sys
import time
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steps.mail.own_words import own_words
from steps.mail.parse import MAX_MAIL_BYTES, parse_mail
from steps.mail.parsed import MailKind
from tests.mail.makers import FROM

SECONDS = 2.0


def nested_multiparts(depth: int) -> bytes:
    layers = [b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth)]
    return FROM + b"".join(layers) + b"Content-Type: text/plain\r\n\r\nhello"


def html(body: bytes) -> bytes:
    return FROM + b"Content-Type: text/html\r\n\r\n" + body


def daemon(body: bytes) -> bytes:
    return b"From: MAILER-DAEMON@example.test\r\nSubject: failure notice\r\n\r\n" + body


MIXED = FROM + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
NASTY = {
    "a message id of one bracket": FROM + b"Message-ID: <[>\r\nReferences: <[> <\r\n\r\nhi",
    "3,000 nested multiparts": nested_multiparts(3000),
    "3,000 nested messages": FROM + b"Content-Type: message/rfc822\r\n\r\n" * 3000 + b"hi",
    "20 kB of opening parentheses": FROM + b"Cc: " + b"(" * 20_000 + b"\r\n\r\nhi",
    "20 kB of parentheses as the sender": b"From: " + b"(" * 20_000 + b"\r\n\r\nhi",
    "an unknown charset": FROM + b"Content-Type: text/plain; charset=klingon-1\r\n\r\nq\xff\xfe",
    "a charset that is no text": FROM + b"Content-Type: text/plain; charset=zlib\r\n\r\nhi",
    "a quadratic charset": FROM + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-bcd" * 80_000,
    "a group in From": b"From: Friends: a@example.com, b@example.com;\r\n\r\nhi",
    "an empty group in From": b"From: undisclosed-recipients:;\r\n\r\nhi",
    "20,000 encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\r\n" + FROM + b"\r\nhi",
    "20,000 folded encoded words": FROM + b"X-A: " + b"=?utf-8?q?a?=\r\n " * 20_000 + b"\r\n\r\nhi",
    "1,000 encoded words in From": b"From: " + b"=?utf-8?q?a?= " * 1_000 + b"<a@example.com>\r\n\r\nhi",
    "24 MB of one line": FROM + b"\r\n" + b"a" * 24_000_000,
    "24 MB of empty lines": FROM + b"\r\n" + b"\n" * 24_000_000,
    "24 MB of quote marks": FROM + b"\r\n" + b">" * 24_000_000,
    "NUL bytes everywhere": FROM.replace(b"Offer", b"Of\x00fer") + b"\x00: \x00\r\n\r\n\x00hi\x00",
    "lone surrogates by UTF-7": FROM + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+2AA-",
    "lone surrogates by UTF-8": FROM + b"\r\n\xed\xa0\x80",
    "a boundary that never comes": MIXED + b"--other\r\n\r\nhello",
    "a boundary that is a prefix": MIXED + b"--bx\r\n" * 1_000_000,
    "100,000 parts": MIXED + b"--b\r\n\r\nx\r\n" * 100_000,
    "one boundary for 5,000 levels": MIXED + b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * 5_000,
    "invalid base64": FROM + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"=A=B!!C" * 50_000,
    "one base64 character": FROM + b"Content-Transfer-Encoding: base64\r\n\r\nA",
    "invalid quoted-printable": FROM + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=Z=\r\n" * 50_000,
    "100,000 header fields": b"X-A: b\r\n" * 100_000 + FROM + b"\r\nhi",
    "a header of 10 MB": b"X-A: " + b"b" * 10_000_000 + b"\r\n" + FROM + b"\r\nhi",
    "a header folded a million times": b"X-A: b\r\n" + b" c\r\n" * 1_000_000 + FROM + b"\r\nhi",
    "parameters that never close": FROM + b"Content-Type: text/plain" + b'; a="' * 3_000 + b"\r\n\r\nhi",
    "16 kB of blanks in a parameter": FROM + b"Content-Type: text/plain;" + b" " * 15_000 + b"\r\n\r\nhi",
    "references without end": FROM + b"References: " + b"<a@b> " * 20_000 + b"\r\n\r\nhi",
    "an impossible date": FROM + b"Date: Mon, 99 Foo 99999999999 99:99:99 +999999\r\n\r\nhi",
    "deep HTML": html(b"<div><p>x" * 100_000),
    "deep tables": html(b"<table><tr><td>x" * 5_000),
    "wide tables": html(b"<table>" + b"<tr><td>x</td><td>y</td></tr>" * 10_000),
    "200,000 open angles": html(b"<" * 200_000),
    "a style without end": html(b"<p style='" + b"display: " * 20_000 + b"'>x"),
    "nested cited quotes": html(b"<blockquote type=cite>x" * 5_000),
    "a report of half addresses": daemon(b"<a@" * 60_000),
    "a report of dots": daemon(b"a.a" * 60_000),
    "a report of blanks": daemon(b"    " * 50_000),
    "a report that repeats itself": daemon(b"The following address failed:\n\n \n" * 6_000),
    "nothing": b"",
    "only line breaks": b"\r\n\r\n\r\n",
    "random bytes": bytes(range(256)) * 4_000,
}  # fmt: skip


@pytest.mark.parametrize("name", NASTY)
def test_nasty_mail_is_read_or_quarantined_in_time(name: str) -> None:
    started = time.process_time()
    read = parse_mail(NASTY[name])
    assert time.process_time() - started < SECONDS
    # Whatever comes out can be stored: no NUL, no lone surrogate.
    stored = json.dumps(asdict(read), ensure_ascii=False).encode("utf-8")
    assert b"\\u0000" not in stored


SLOW_TEXTS = {
    "openers": "On 1 " * 20_000,
    "dated openers": "On 1 Jan 2020\n" * 4_000,
    "header lines": "From: a@b\n\n" * 4_000,
    "long opener lines": ("On 5 " + "a " * 450 + "\n") * 110,
    "dashes": "-" * 100_000,
    "signatures": "-- \n" * 4_000,
    "blanks": (" " * 999 + "\n") * 100,
    "verbs": "wrote " * 16_000 + ":",
    "dates": "1.1.1 " * 16_000 + ":",
    "rules": ("--" + "a-" * 400 + "\n") * 100,
    "brackets": "<a@b " * 20_000 + "\n" + "<a@b\n" * 3_000,
    "quotes and answers": "> a\nb\n" * 2_000,
}


@pytest.mark.parametrize("name", SLOW_TEXTS)
def test_own_words_take_linear_time(name: str) -> None:
    started = time.process_time()
    own_words(SLOW_TEXTS[name])
    assert time.process_time() - started < SECONDS


def test_a_mail_over_the_limit_is_refused_with_its_sender_named() -> None:
    read = parse_mail(FROM + b"\r\n" + b"a" * 50_000_000)
    assert (read.kind, read.reason) == (MailKind.QUARANTINED, "too_large")
    assert read.sender.email == "nyx@creator.example"
    assert read.own_words == ""


MEASURE = """
import sys
from steps.mail.parse import parse_mail
head = b"From: a@example.com\\r\\nContent-Type: multipart/mixed; boundary=b\\r\\n\\r\\n--b\\r\\n\\r\\nhi\\r\\n--b\\r\\n"
part = b"Content-Transfer-Encoding: base64\\r\\n\\r\\n"
raw = head + part + b"QUJD" * (int(sys.argv[1]) // 4)
kind = parse_mail(raw).kind.value
# ru_maxrss would count the test process this one was forked from.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(kind, int(peak.split()[1]) // 1024)
"""


@pytest.mark.parametrize(("size", "kind"), [(50_000_000, "quarantined"), (MAX_MAIL_BYTES - 1_000, "person")])
def test_a_huge_mail_takes_under_300_megabytes(size: int, kind: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(size)], capture_output=True, text=True, check=True, timeout=60
    )
    found, megabytes = done.stdout.split()
    assert found == kind
    assert int(megabytes) < 300


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("3,000 nested multiparts", "nested_too_deep_or_too_many_parts"),
        ("100,000 parts", "nested_too_deep_or_too_many_parts"),
        ("100,000 header fields", "headers_too_large"),
        ("an empty group in From", "no_sender"),
        ("nothing", "no_headers"),
    ],
)
def test_what_nobody_may_act_on_is_quarantined_with_its_reason(name: str, reason: str) -> None:
    read = parse_mail(NASTY[name])
    assert (read.kind, read.reason) == (MailKind.QUARANTINED, reason)


def test_thirty_levels_are_too_deep_though_the_parts_are_few() -> None:
    read = parse_mail(nested_multiparts(30))
    assert (read.kind, read.reason) == (MailKind.QUARANTINED, "nested_too_deep_or_too_many_parts")
    assert parse_mail(nested_multiparts(8)).own_words == "hello"


def test_two_from_fields_are_quarantined() -> None:
    read = parse_mail(b"From: a@example.com\r\n" + FROM + b"\r\nI accept")
    assert (read.kind, read.reason) == (MailKind.QUARANTINED, "several_from_fields")


TOKENS = st.sampled_from(
    [
        b"From: ", b"Nyx <nyx@creator.example>", b"\r\n", b"\n", b"\r", b"\r\n\r\n", b" ", b"\t", b"\x00", b"\xff",
        b"(",
        b"<[>", b"Message-ID: ", b"Subject: ", b"=?utf-8?b?", b"?=", b"=?x?q?=FF?=", b"Content-Type: ", b"text/html",
        b"multipart/mixed; boundary=b", b"multipart/report; report-type=delivery-status; boundary=b", b"--b", b"--b--",
        b"message/rfc822", b"message/delivery-status", b"Content-Transfer-Encoding: base64", b"quoted-printable",
        b"charset=", b"utf-7", b"MAILER-DAEMON@x.test", b"On 1 Jan 2020, x wrote:", b"> a", b"-- ", b"Date: ", b"<p>",
        b"<blockquote type=cite>", b"From: a@b.test\nSent: 1 Jan 2020", b"Auto-Submitted: auto-replied", b"back 30 Feb",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TOKENS | st.binary(max_size=12), max_size=60).map(b"".join))
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    read = parse_mail(raw)
    json.dumps(asdict(read), ensure_ascii=False).encode("utf-8")
    assert not read.reason.startswith("unreadable"), read.reason


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.booleans())
def test_own_words_never_raise_and_never_invent(text: str, is_html: bool) -> None:
    words = own_words(text, is_html)
    if not is_html:
        assert len(words) <= len(text)
