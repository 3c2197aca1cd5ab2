"""Would the invariants notice?

Each is broken once on purpose. First in the evidence of one good run: a line
doubled, lost or changed must be named by the right promise. Then in the
service itself: without its safeguards the same kills leave doubles behind.
"""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.recovery.books import Books, Json
from tests.recovery.invariants import broken_promises, ours_in
from tests.recovery.lab import Lab
from tests.recovery.play import negotiate_to_the_deal

Breaking = Callable[[Json, Books], object]


@pytest.fixture(scope="module")
def good_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Json, Books]]:
    """The ledger and the books of a run in which nothing went wrong."""
    with Lab(tmp_path_factory.mktemp("good")) as lab:
        lab.start()
        world = negotiate_to_the_deal(lab, 1, 60)
        yield world, lab.books()


def _deal_message(world: Json) -> Json:
    found: Json = next(m for m in world["slack"]["messages"] if m["text"].startswith("Deal:"))
    return found


def _deal_notice(books: Books) -> Json:
    return next(notice for notice in books["notices"] if notice["kind"] == "deal")


def _mail_to_the_team(world: Json, books: Books, *, to_a_creator: bool = False, text: str = "") -> None:
    """Let the deal have been mailed too, as it is when Slack is late, with what is wrong about it."""
    deal, creator = books["deals"][0], books["negotiations"][0]["email"]
    mail = {**ours_in(world)[-1], "key": "team-1", "id": "t1", "in_reply_to": ""}
    mail |= {"recipients": [creator if to_a_creator else "mara.lindqvale@brand.example.test"]}
    mail |= {"body_text": text or f"Fee: {deal['fee_cents'] / 100:.2f} USD"}
    world["sent"].append(mail)
    row = {**books["drafts"][0], "key": "team-1", "stage": "deal_untold", "status": "told", "fee_cents": None}
    books["drafts"].append({**row, "message_id": "t1"})


def _reply(books: Books) -> Json:
    return next(mail for mail in books["mails"] if mail["route"] == "reply")


BROKEN: dict[str, tuple[str, Breaking]] = {
    "a reply was never stored": ("I1", lambda world, books: books["mails"].clear()),
    "a reply was never routed": ("I1", lambda world, books: _reply(books).update(routed_at_ms=None)),
    "a reply was never taken up": (
        "I1",
        lambda world, books: _reply(books).update(handled_turn=None),
    ),
    "a person's press was never followed": (
        "I1",
        lambda world, books: books["presses"].append({"press_id": "p", "at_ms": 0, "taken_turn": None}),
    ),
    "a negotiation is open and nothing lives it": (
        "I1",
        lambda world, books: books["negotiations"][0].update(state="awaiting_reply", workflow_id="gone"),
    ),
    "a mail went out twice": ("I2 mail by key", lambda world, books: world["sent"].append(ours_in(world)[0])),
    "a mail went out twice under two keys": (
        "I2 mail by words",
        lambda world, books: world["sent"].append({**ours_in(world)[0], "key": "another"}),
    ),
    "a mail of the books never went out": ("I2 mail", lambda world, books: world["sent"].pop()),
    "a draft was left behind": (
        "I2 draft",
        lambda world, books: world["drafts"].append({"draft_id": "r1", "key": "k"}),
    ),
    "a Slack message came twice": (
        "I2 Slack",
        lambda world, books: world["slack"]["messages"].append(world["slack"]["messages"][0]),
    ),
    "the story has a gap": ("I3", lambda world, books: books["transitions"].pop(1)),
    "mails went out in another order": ("I3", lambda world, books: world["sent"].reverse()),
    "a deal was not told": ("I4", lambda world, books: world["slack"]["messages"].remove(_deal_message(world))),
    "a deal was told with another fee": (
        "I4",
        lambda world, books: _deal_message(world).update(text="Deal: Testa for 1,476 USD"),
    ),
    "a deal was told with another package": (
        "I4",
        lambda world, books: books["deals"][0]["package"].update(usage_rights_days=90),
    ),
    "a deal was told that is none": ("I4", lambda world, books: books["deals"].clear()),
    "a deal was not read back": ("I4", lambda world, books: books["deals"][0].update(confirmed_at_ms=None)),
    "a deal was told in neither way": (
        "I4",
        lambda world, books: _deal_notice(books).update(posted_at_ms=None, created_at_ms=0),
    ),
    "a creator was told of the deal": ("I4", lambda world, books: _mail_to_the_team(world, books, to_a_creator=True)),
    "another deal was mailed": ("I4", lambda world, books: _mail_to_the_team(world, books, text="Fee: 1 USD")),
    "an offer was over the reservation price": (
        "I5",
        lambda world, books: books["drafts"][1].update(fee_cents=10**7),
    ),
    "a mail names more than the reservation price": (
        "I5",
        lambda world, books: ours_in(world)[0].update(body_text="We could do $9,000."),
    ),
    "the budget was overspent": ("I5", lambda world, books: books["campaigns"][0].update(budget_cents=1)),
    "a workflow failed": ("I6", lambda world, books: books.workflows[0].update(status="ERROR")),
    "a workflow hangs": ("I6", lambda world, books: books.workflows[0].update(status="PENDING", created_at=0)),
    "a workflow is another version's": (
        "I6",
        lambda world, books: books.workflows[0].update(status="PENDING", version="0"),
    ),
    "a workflow is nobody's": (
        "I6",
        lambda world, books: books.workflows[0].update(status="PENDING", executor=None),
    ),
    "the file is damaged": ("I7", lambda world, books: setattr(books, "integrity", "row 7 missing from index")),
    "a notice was not posted": ("I8", lambda world, books: books["notices"][0].update(posted_at_ms=None)),
    "a person was never asked": ("I8", lambda world, books: books["negotiations"][0].update(state="escalated")),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_promise_is_seen(good_run: tuple[Json, Books], what: str) -> None:
    world, books = copy.deepcopy(good_run)
    assert broken_promises(world, books) == []
    promise, breaking = BROKEN[what]
    breaking(world, books)
    assert any(line.startswith(promise) for line in broken_promises(world, books)), broken_promises(world, books)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("sabotage", "points", "seen"),
    [
        ("blind_gmail", r"turn/.*/1#save_draft#.*#after", "I2 draft"),
        ("blind_gmail", r"turn/.*/1#send_draft#.*#after", "I2 mail"),
        ("blind_slack", r"notice/.*#post_notice#.*#after", "I2 Slack"),
    ],
)
def test_without_its_safeguard_the_same_kill_leaves_a_double(
    tmp_path: Path, sabotage: str, points: str, seen: str
) -> None:
    with Lab(tmp_path, {"points": points}, sabotage=sabotage) as lab:
        lab.start()
        lab.order("lab", 1)

        def is_seen() -> bool:
            found = lab.get("/negotiations") and broken_promises(lab.world(), lab.books())
            return bool(lab.kills()) and any(line.startswith(seen) for line in found or ())

        lab.until(is_seen, 90, f"a line that starts with {seen}")
