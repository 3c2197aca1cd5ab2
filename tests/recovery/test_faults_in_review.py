"""Does everything end once when Gmail falls ill while people look at drafts?

Thirteen openings wait for approval. The creators write before it, so each
draft is withdrawn; the answers wait in turn, a person changes each in Gmail
and approves it. Each call on the way is struck by every illness in turn.
"""

from pathlib import Path

import pytest

from tests.recovery.lab import FIELDS, Json, Lab, address, creator
from tests.recovery.play import promises_hold
from tests.recovery.test_faults_end_once import KINDS, all_struck, fall_ill

WITHDRAWING = (("gmail", r"DELETE .*/drafts/"),)
SENDING = (("gmail", r"GET .*/drafts/"), ("gmail", r"PUT .*/drafts/"))
_WISH = "Have a lovely week!"


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_an_illness_while_drafts_are_looked_at_ends_in_one_mail_each(tmp_path: Path) -> None:
    with Lab(tmp_path) as lab:
        lab.start()
        order(lab, len(KINDS))
        lab.until(lambda: held(lab) == len(KINDS), 60, "every opening waits")
        for place in WITHDRAWING:
            fall_ill(lab, place)
        for number in range(len(KINDS)):
            lab.tell(
                "deliver",
                **{"from": address(number), "subject": "Hello", "text": "Hi! My rate for this would be $2,450."},
            )
        lab.until(
            lambda: waiting_answers(lab) == len(KINDS) == len(lab.world()["drafts"]), 120, "every answer waits, alone"
        )
        assert all_struck(lab), lab.ask("faults")
        for draft in lab.world()["drafts"]:
            words = f"{draft['body_text']}\n{_WISH}"
            lab.tell("gmail/draft", draft_id=draft["draft_id"], action="edit", text=words)
        for place in SENDING:
            fall_ill(lab, place)
        for one in negotiations(lab):
            assert lab.post(f"/negotiations/{one}/approve", {"press_id": one, "who": "mara"}) == 202
        lab.until(lambda: len(lab.world()["sent"]) == len(KINDS), 180, "every answer went out")
        world = promises_hold(lab)
        assert all_struck(lab), lab.ask("faults")
        assert sorted(mail["recipients"][0] for mail in world["sent"]) == sorted(map(address, range(len(KINDS))))
        assert all(_WISH in mail["body_text"] for mail in world["sent"])
        assert world["drafts"] == []


def order(lab: Lab, creators: int) -> None:
    fields = FIELDS | {"Autonomy": "review_first"}
    body = {"campaign_id": "lab", "fields": fields, "creators": [creator(number) for number in range(creators)]}
    lab.until(lambda: lab.post("/campaigns", body) == 202, 60, "the campaign is accepted")


def held(lab: Lab) -> int:
    return sum(one["status"] == "held" for one in lab.books()["drafts"])


def waiting_answers(lab: Lab) -> int:
    return sum(one["status"] == "held" and one["stage"] != "opening" for one in lab.books()["drafts"])


def negotiations(lab: Lab) -> list[str]:
    found: list[Json] = lab.get("/negotiations?limit=1000")
    return [str(one["negotiation_id"]) for one in found]
