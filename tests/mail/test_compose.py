"""Does a composed mail thread, display and resist injection?"""

import email
import email.policy
import pickle
from dataclasses import replace
from email.message import EmailMessage
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from steps.mail.compose import OutgoingMail, compose, message_id, reply_subject
from steps.mail.parse import parse_mail
from steps.mail.parsed import Address, MailKind
from steps.mail.unsendable import UnsendableMail

ORDER = OutgoingMail(
    key="neg-1.turn-2",
    sender=Address("Zoë Brandt", "team@brand.example"),
    to=(Address("Vale, Nyx", "nyx@creator.example"),),
    cc=(Address("", "manager@agency.example"),),
    subject="RE: Re: AW: Spring campaign",
    body="Hi Nyx,\n\nwe can offer €900 <for> 1 reel & 2 stories.\n\nFrom us,\n.\nZoë",
    in_reply_to="last@creator.example",
    references=("first@brand.example", "second@creator.example"),
)


def reread(raw: bytes) -> EmailMessage:
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def body_of(raw: bytes, kind: str) -> str:
    part = reread(raw).get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_the_same_order_gives_the_same_bytes() -> None:
    assert compose(ORDER) == compose(ORDER)
    assert compose(ORDER) != compose(replace(ORDER, key="neg-1.turn-3"))


def test_threading_headers_hold_the_chain() -> None:
    read = reread(compose(ORDER))
    assert read["In-Reply-To"] == "<last@creator.example>"
    chain = "<first@brand.example> <second@creator.example> <last@creator.example>"
    assert " ".join(str(read["References"]).split()) == chain
    assert read["Subject"] == "Re: Spring campaign"
    assert read["Message-ID"] == "<neg-1.turn-2@brand.example>"
    assert read["X-Parley-Key"] == "neg-1.turn-2"


def test_long_message_ids_of_outlook_stay_whole() -> None:
    long_id = "AM0PR" + "X" * 150 + "@AM0PR.eurprd02.prod.example"
    raw = compose(replace(ORDER, in_reply_to=long_id))
    assert f"<{long_id}>".encode() in raw


def test_an_endless_chain_keeps_its_first_and_its_newest() -> None:
    raw = compose(replace(ORDER, references=tuple(f"m{n}@x.example" for n in range(500))))
    ids = parse_mail(raw).references
    assert (ids[0], ids[-1], len(ids)) == ("m0@x.example", "last@creator.example", 20)


def test_an_opening_has_no_re_and_no_threading() -> None:
    raw = compose(replace(ORDER, in_reply_to="", references=(), subject="Spring campaign"))
    read = reread(raw)
    assert read["Subject"] == "Spring campaign"
    assert read["In-Reply-To"] is None
    assert read["References"] is None


def test_both_bodies_say_the_same_words() -> None:
    raw = compose(ORDER)
    assert body_of(raw, "plain").strip() == ORDER.body
    shown = body_of(raw, "html")
    assert "<for>" not in shown
    assert "€900 <for> 1 reel & 2 stories." in unescape(shown)


def test_lines_are_short_and_end_as_mail_lines_end() -> None:
    raw = compose(replace(ORDER, body="word " * 500 + "\n" + "ü" * 400))
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"." not in lines
    raw.decode("ascii")


def test_no_body_line_begins_as_a_relay_may_rewrite_it() -> None:
    assert "\nFrom us" in ORDER.body
    lines = compose(ORDER).split(b"\r\n")
    assert not any(line.startswith((b"From ", b".")) for line in lines)


def test_our_own_reader_understands_our_mail() -> None:
    read = parse_mail(compose(ORDER))
    assert read.sender == ORDER.sender
    assert read.to == ORDER.to
    assert read.parley_key == ORDER.key
    assert read.text.strip() == ORDER.body


def test_a_mail_of_another_parley_is_automatic_so_two_of_them_stop_after_one() -> None:
    assert parse_mail(compose(ORDER)).kind is MailKind.AUTOMATIC


def test_our_mail_is_not_marked_as_a_machines() -> None:
    read = reread(compose(ORDER))
    assert read["Auto-Submitted"] is None
    assert read["Precedence"] is None


ATTACK = "x\r\nBcc: thief@attacker.example"


def test_a_line_break_in_a_subject_or_name_is_flattened() -> None:
    raw = compose(replace(ORDER, subject=ATTACK, sender=Address(ATTACK, "team@brand.example")))
    assert reread(raw)["Bcc"] is None
    assert b"\r\nBcc" not in raw


@pytest.mark.parametrize(
    ("field", "order"),
    [
        ("to", replace(ORDER, to=())),
        ("to", replace(ORDER, to=(Address("", f"a@b.example{ATTACK}"),))),
        ("to", replace(ORDER, to=(Address("", "a@b.example, c@d.example"),))),
        ("from", replace(ORDER, sender=Address("", "nobody"))),
        ("cc", replace(ORDER, cc=(Address("", "a b@c.example"),))),
        ("in_reply_to", replace(ORDER, in_reply_to=f"a@b{ATTACK}")),
        ("references", replace(ORDER, references=("a> <b@c.example",))),
        ("key", replace(ORDER, key="a\r\nb")),
        ("key", replace(ORDER, key="")),
        ("sent_at_iso", replace(ORDER, sent_at_iso="soon")),
        ("extra_headers", replace(ORDER, extra_headers=(("X-A", ATTACK),))),
        ("extra_headers", replace(ORDER, extra_headers=(("Bcc", "thief@attacker.example"),))),
        ("extra_headers", replace(ORDER, extra_headers=(("X A", "b"),))),
    ],
)
def test_what_cannot_be_written_safely_is_refused_by_name(field: str, order: OutgoingMail) -> None:
    with pytest.raises(UnsendableMail) as caught:
        compose(order)
    assert caught.value.field == field
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert str(again) == str(caught.value)


NAMES = st.text(max_size=120)


@settings(max_examples=200, deadline=None)
@given(subject=NAMES, name=NAMES, body=st.text(max_size=400))
def test_no_text_adds_a_header_or_a_recipient(subject: str, name: str, body: str) -> None:
    order = replace(ORDER, subject=subject, sender=Address(name, "team@brand.example"), body=body)
    head = compose(order).split(b"\r\n\r\n")[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if not line.startswith(b" ")]
    assert names == [
        b"From", b"To", b"Cc", b"Subject", b"Message-ID", b"In-Reply-To", b"References", b"X-Parley-Key",
        b"MIME-Version", b"Content-Type",
    ]  # fmt: skip
    read = parse_mail(compose(order))
    assert read.sender.email == "team@brand.example"
    assert [address.email for address in read.to] == ["nyx@creator.example"]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Offer", "Re: Offer"), ("re: Offer", "Re: Offer"),
        ("Re[2]: AW: SV: Offer", "Re: Offer"), ("回复：Offer", "Re: Offer"),
        ("Re: Fwd: Offer", "Re: Fwd: Offer"), ("Reel rates", "Re: Reel rates"), ("", "Re:"),
    ],
)  # fmt: skip
def test_an_answers_subject_has_one_re(subject: str, expected: str) -> None:
    assert reply_subject(subject) == expected
    assert reply_subject(reply_subject(subject)) == expected


def test_different_keys_never_share_a_message_id() -> None:
    keys = ["a:b", "a-b", "a/b", "a.b", "a b"]
    assert len({message_id(key, "x@brand.example") for key in keys}) == len(keys)
