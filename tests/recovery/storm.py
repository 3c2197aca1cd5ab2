"""Does a storm of pushes lose a reply, or handle one twice?

``python -m tests.recovery.storm --pushes 2000 --replies 400 --seed 7`` brings
so many mails, each with its push, and lets the pushes be doubled, overtaken,
lost and late; the service is dead for the middle third. Then every reply must
have been taken up by exactly one turn. Prints the figures; exits 1 if a
promise is broken.
"""

import time
from collections import Counter
from pathlib import Path

from tests.recovery.books import Books
from tests.recovery.by_hand import start
from tests.recovery.lab import Json, Lab, address
from tests.recovery.play import still_broken, until_or_say
from tests.recovery.scripted import Creators

# A push that is held back is overtaken by the next one, which cannot be held back too: 0.3 makes about a fifth.
DISTURBED: Json = {"double": 0.3, "reorder": 0.3, "lose": 0.1, "delay": 0.05, "delay_seconds": 5.0}
# An answer that asks for nothing: the negotiation waits on, and the next mail comes.
HOLDING = "Thank you, let me think about it and get back to you next week."
_MOST_SECONDS_AFTER = 1_200.0


def main() -> None:
    """Run the storm that the command line asks for."""
    empty = ("replies_lost", "replies_handled_twice", "broken")
    start(run, "tests.recovery.storm", *empty, pushes=2_000, replies=400, creators=20, seed=7)


def run(folder: Path, pushes: int, replies: int, creators: int, seed: int) -> Json:
    """Bring *pushes* mails, *replies* of them from *creators* in their threads; return the figures."""
    with Lab(folder) as lab:
        lab.tell("reset", seed=seed)
        lab.start()
        people = Creators(lab, script=())
        lab.order("lab", creators)
        lab.until(lambda: len(people.answer()["sent"]) >= creators, 60, "every offer went out")
        threads = {mail["recipients"][0]: mail["thread_id"] for mail in lab.world()["sent"]}
        made_before = Counter(lab.ask("pushes")["counts"])
        lab.tell("settings", push_gap_seconds=0)
        lab.tell("pushes", **DISTURBED)
        began = time.monotonic()
        said = _storm(lab, pushes, replies, [(address(n), threads[address(n)]) for n in range(creators)])
        told = time.monotonic() - began
        _settle(lab, said)
        broken = still_broken(lab)
        figures = _figures(lab.books(), said, Counter(lab.ask("pushes")["counts"]) - made_before)
        lab.at_rest = True
        # What it promises of its end is `test_polite_end.py`'s to show, on a machine that is not this busy.
        exit_status = lab.stop(seconds=120)
    seconds = {"seconds_of_storm": round(told), "seconds": round(time.monotonic() - began)}
    return {"seed": seed, **figures, **seconds, "broken": broken, "last_exit": exit_status}


def _storm(lab: Lab, pushes: int, replies: int, threads: list[tuple[str, str]]) -> list[str]:
    """Bring the mails and return the ids of the replies; the service is dead for the middle third."""
    said: list[str] = []
    every = max(pushes // replies, 1)
    for number in range(pushes):
        if number == pushes // 3:
            lab.kill()
        if number == 2 * pushes // 3:
            lab.start()
        if number % every == 0 and len(said) < replies:
            sender, thread_id = threads[len(said) % len(threads)]
            said.append(lab.tell("deliver", **{"from": sender, "thread_id": thread_id, "text": HOLDING})["id"])
        else:
            news = {
                "from": f"news{number}@letters.example.test",
                "subject": f"News {number}",
                "text": "Read all about it",
            }
            lab.tell("deliver", **news)
    return said


def _settle(lab: Lab, said: list[str]) -> None:
    """Wait until every reply was taken up; what was not is in the figures."""

    def quiet() -> bool:
        if lab.ask("pushes")["under_way"]:
            return False
        mails = lab.books()["mails"]
        taken = {mail["message_id"] for mail in mails if mail["handled_turn"] is not None}
        time.sleep(0.5)
        return taken.issuperset(said) and all(mail["routed_at_ms"] for mail in mails)

    until_or_say(lab, quiet, _MOST_SECONDS_AFTER, "every reply was taken up")


def _figures(books: Books, said: list[str], counts: "Counter[str]") -> Json:
    taken = Counter(str(row["cause"].get("mail")) for row in books["transitions"] if row["event"] == "reply_arrived")
    routes = Counter(mail["route"] for mail in books["mails"])
    return {
        "mails": len(books["mails"]),
        "pushes": {name.removeprefix("gmail_"): counts[name] for name in sorted(counts) if name.startswith("gmail_")},
        "routes": dict(routes),
        "replies": len(said),
        "replies_lost": sum(taken[one] == 0 for one in said),
        "replies_handled_twice": sum(taken[one] > 1 for one in said),
    }


if __name__ == "__main__":
    main()
