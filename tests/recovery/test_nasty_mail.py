"""Does the whole service take any mail, from anybody, and go on?

Every mail of the nasty set comes twice: from a stranger, and as the creator's
own answer. Each must be routed, nothing may fail, and another creator is
answered as ever.
"""

import base64
from pathlib import Path

import pytest

from tests.mail.makers import FROM
from tests.mail.test_hostile_mail import NASTY
from tests.recovery.lab import DidNotHappen, Lab, address
from tests.recovery.play import promises_hold

# Gmail takes larger ones, and each is read whole by a test of its own; here they would only take their time.
_MOST_BYTES = 2_000_000


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_mail_stops_the_mailbox_or_a_negotiation(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        lab.order("lab", 2)
        lab.until(lambda: len(lab.world()["sent"]) == 2, 60, "both offers went out")
        threads = {mail["recipients"][0]: mail for mail in lab.world()["sent"]}
        nasty = [raw for raw in NASTY.values() if len(raw) < _MOST_BYTES]
        named = f"From: {address(0)}\r\nIn-Reply-To: {threads[address(0)]['message_id']}\r\n".encode()
        given = [deliver(lab, raw) for raw in (*nasty, *(named + raw.removeprefix(FROM) for raw in nasty))]
        told = {"from": address(1), "thread_id": threads[address(1)]["thread_id"], "text": "Could you do $2,450?"}
        given.append(lab.tell("deliver", **told)["id"])
        try:
            lab.until(lambda: not unrouted(lab, given), 240, "every mail was routed")
        except DidNotHappen as stuck:
            raise AssertionError(f"{stuck}: {unrouted(lab, given)}") from None
        lab.until(lambda: len(answers(lab, address(1))) == 2, 60, "the other creator was answered")
        assert len(answers(lab, address(0))) == 1
        assert "mailbox.look_failed" not in lab.log.read_text(encoding="utf-8", errors="replace")
        promises_hold(lab)


def deliver(lab: Lab, raw: bytes) -> str:
    return str(lab.tell("deliver", raw_base64=base64.b64encode(raw).decode())["id"])


def unrouted(lab: Lab, given: list[str]) -> list[str]:
    routed = {mail["message_id"] for mail in lab.books()["mails"] if mail["routed_at_ms"]}
    return [message_id for message_id in given if message_id not in routed]


def answers(lab: Lab, email: str) -> list[str]:
    return [mail["id"] for mail in lab.world()["sent"] if email in mail["recipients"]]
