"""Can one request be followed through the log, from the webhook to the Slack message, across a kill?"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from tests.recovery.lab import FIELDS, TOKEN, Lab, address, creator

Line = dict[str, Any]
ORDER_REQUEST = "order-of-the-campaign"
COUNTER = "Hi, thanks for reaching out! My rate for this would be $2,450. Best, Testa"
CANARY = "marmalade-canary"


class Told:
    """What a service said through two lives, and what the sandbox saw of it."""

    def __init__(self, lab: Lab, status: int) -> None:
        self.text = lab.log.read_text(encoding="utf-8")
        self.lines: list[Line] = [json.loads(line) for line in self.text.splitlines()]
        self.world = lab.world()
        self.status = status
        named = re.compile("TOKEN$|SECRET$|_JSON$")
        self.secrets = {name: value for name, value in lab.environment().items() if named.search(name)}
        # A few words in a row of each mail that was sent: enough to know one by.
        bodies = (re.findall(r"[^\n]{25,60}", mail["body_text"]) for mail in self.world["sent"])
        self.words = [line for body in bodies for line in body]

    def all(self, event: str) -> list[Line]:
        return [line for line in self.lines if line["event"] == event]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Order a campaign, let the creator answer, kill the service while it answers, start it again, end it politely."""
    with Lab(tmp_path_factory.mktemp("lab")) as lab:
        lab.start(command=("-m", "api", "serve"))
        httpx2.post(
            f"{lab.url}/campaigns",
            json={"campaign_id": "spring", "fields": FIELDS, "creators": [creator(0)]},
            headers={"Authorization": f"Bearer {TOKEN}", "X-Request-ID": ORDER_REQUEST},
            trust_env=False,
        ).raise_for_status()
        (mail,) = lab.until(lambda: lab.world()["sent"], 30, "the opening is sent")
        lab.tell("faults", vendor="gmail", kind="503", match="POST .*/drafts$", times=1_000)
        lab.tell("deliver", **{"from": address(0), "thread_id": mail["thread_id"], "text": f"{COUNTER} {CANARY}"})
        lab.until(lambda: "step.world_fault" in lab.log.read_text(), 30, "the answer waits for Gmail")
        lab.kill()
        lab.tell("faults/clear")
        lab.start(command=("-m", "api", "serve"))
        lab.until(lambda: len(lab.world()["sent"]) > 1, 60, "the answer is sent")
        yield Told(lab, lab.stop())


def test_each_start_names_the_address_of_the_console(told: Told) -> None:
    first, second = told.all("parley.listening")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/console", first["console"])
    assert first["console"] == second["console"]


def test_every_line_is_one_json_object_of_one_shape(told: Told) -> None:
    assert all({"event", "level", "timestamp"} <= line.keys() for line in told.lines)


def test_the_request_that_ordered_a_campaign_is_on_its_opening_mail(told: Told) -> None:
    for event in ("campaign.imported", "negotiation.opened", "notice.posted"):
        assert told.all(event)[0]["request_id"] == ORDER_REQUEST, event
    assert told.all("mail.sent")[0]["request_id"] == ORDER_REQUEST


def test_the_push_that_brought_a_reply_is_on_every_line_of_its_answer(told: Told) -> None:
    (reply,) = told.all("negotiation.reply_arrived")
    (pushed,) = [line for line in told.all("webhook.taken") if line["request_id"] == reply["request_id"]]
    assert pushed["door"] == "gmail"
    (routed,) = [line for line in told.all("mail.routed") if line["route"] == "reply"]
    assert routed["request_id"] == reply["request_id"] != ORDER_REQUEST


def test_the_ids_are_bound_again_after_a_kill(told: Told) -> None:
    second_life = told.text.rindex('"parley.started"')
    (answered,) = told.all("negotiation.counter_sent")
    (reply,) = told.all("negotiation.reply_arrived")
    assert told.text.index('"negotiation.counter_sent"') > second_life > told.text.index('"negotiation.reply_arrived"')
    for name in ("request_id", "negotiation_id", "campaign_id", "thread_id", "workflow_id"):
        assert answered[name] == reply[name], name
    assert answered["campaign_id"] == "spring"
    assert answered["negotiation_id"].startswith("spring:")


def test_a_step_that_could_not_reach_a_vendor_says_so_with_the_ids(told: Told) -> None:
    waited = told.all("step.world_fault")[0]
    (reply,) = told.all("negotiation.reply_arrived")
    assert waited["step"] == "save_draft"
    for name in ("request_id", "negotiation_id", "campaign_id", "thread_id", "workflow_id"):
        assert waited[name] == reply[name], name


def test_the_slack_message_carries_the_request(told: Told) -> None:
    payloads = [message["metadata"]["event_payload"] for message in told.world["slack"]["messages"]]
    assert ORDER_REQUEST in {payload.get("request_id") for payload in payloads}


def test_no_words_of_a_mail_and_no_secret_are_in_the_log(told: Told) -> None:
    assert len(told.secrets) > 6
    assert len(told.words) > 6
    assert CANARY not in told.text
    assert [name for name, secret in told.secrets.items() if secret in told.text] == []
    assert [words for words in told.words if words in told.text] == []


def test_a_polite_end_with_a_parked_negotiation_is_quiet(told: Told) -> None:
    assert told.status == 0
    assert told.all("parley.stopped")
    assert "CancelledError" not in told.text
    assert "Traceback" not in told.text
    assert [line for line in told.lines if line["level"] == "error"] == []


def test_a_terminal_is_shown_words_not_json() -> None:
    program = (
        "import structlog; from api.logs import configure_logs; from steps.settings import Settings;"
        "configure_logs(Settings(_env_file=None, log_format='pretty'));"
        "structlog.get_logger().info('negotiation.agreed', fee_cents=1)"
    )
    shown = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert "negotiation.agreed" in shown.stdout
    assert not shown.stdout.startswith("{")


def test_lines_of_ours_and_of_libraries_written_at_the_same_moment_stay_lines() -> None:
    program = (
        "import logging, structlog, sys; from concurrent.futures import ThreadPoolExecutor;"
        "from api.logs import configure_logs; from steps.settings import Settings;"
        "sys.setswitchinterval(1e-6);"
        "configure_logs(Settings(_env_file=None, log_format='json'));"
        "says = [structlog.get_logger().info, logging.getLogger('dbos').warning] * 1000;"
        "list(ThreadPoolExecutor(4).map(lambda say: say('mail.sent'), says))"
    )
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert [json.loads(line)["event"] for line in said.stdout.splitlines()] == ["mail.sent"] * 2000
