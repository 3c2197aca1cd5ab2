"""What does a model that is away for two hours of the campaign cost?

``python -m tests.reading.outage --creators 30`` lets everybody get an offer,
takes the model away, lets everybody answer, brings it back after two of the
campaign's hours, and holds the world against the books. Prints the figures;
exits 1 unless nobody was lost, Slack was told once that it was away and once
that it is back, one caller at a time tried meanwhile, and those who waited
came back at the bounded rate.
"""

import json
import time
from collections import Counter
from pathlib import Path

from tests.recovery.by_hand import start
from tests.recovery.invariants import broken_promises, ours_in
from tests.recovery.lab import Json, Lab, address

_OUTAGE_HOURS = 2
_ANSWER = "Thanks! I'd need $2,200 for the reel and the story."
_BLIP_SECONDS = 30.0  # the breaker opens after 20 s of failure: until then everybody still asks
_A_SECOND = 4  # at the bounded rate two are let in a second; a reading is followed by a letter


def main() -> None:
    """Run the outage that the command line asks for."""
    start(run, "tests.reading.outage", "broken", creators=30, day_seconds=900.0)


def run(folder: Path, creators: int, day_seconds: float) -> Json:
    """Take the model away from *creators* who all answer meanwhile, in a campaign of such days; return the figures."""
    away_seconds = day_seconds * _OUTAGE_HOURS / 24
    with Lab(folder, with_model=True) as lab:
        lab.start()
        lab.order("outage", creators, day_seconds)
        lab.until(lambda: len(ours_in(lab.world())) == creators, 180, "everybody has an offer")
        lab.tell("anthropic", mode="outage")
        began = time.time()
        for number in range(creators):
            thread = next(mail["thread_id"] for mail in ours_in(lab.world()) if address(number) in mail["recipients"])
            lab.tell("deliver", **{"from": address(number), "text": _ANSWER, "thread_id": thread})
        lab.until(lambda: _told(lab.world(), "does not answer"), away_seconds + 60, "Slack was told")
        time.sleep(max(0.0, away_seconds - (time.time() - began)))
        ended = time.time()
        waiting = _answered(lab.world(), creators)
        lab.tell("anthropic", mode="honest")
        lab.until(lambda: _answered(lab.world(), creators) == creators, 300, "everybody was answered")
        lab.until(lambda: _told(lab.world(), "answers again"), 30, "Slack was told again")
        # The last answer is out before its turn has put its things away.
        lab.until(lambda: not _unfinished(lab), 60, "every turn has ended")
        requests = lab.ask("requests?vendor=anthropic")["requests"]
        world, books = lab.world(), lab.books()
    figures = {
        "negotiations": creators,
        "outage_seconds": round(ended - began),
        "answered_during_the_outage": waiting,
        "answered_in_the_end": _answered(world, creators),
        "told_of_waiting": _told(world, "is waiting for a vendor"),
        "told_away": _told(world, "does not answer"),
        "told_back": _told(world, "answers again"),
        "asked_while_open": sum(began + _BLIP_SECONDS < line["at"] < ended for line in requests),
        "most_in_a_second_after": _most_in_a_second([line["at"] for line in requests if line["at"] > ended]),
        "seconds_to_drain": round(max(line["at"] for line in requests) - ended),
    }
    return {**figures, "broken": [*_broken(figures, creators), *broken_promises(world, books)]}


def _unfinished(lab: Lab) -> bool:
    return any(line.startswith("I6") for line in broken_promises(lab.world(), lab.books()))


def _answered(world: Json, creators: int) -> int:
    """Return how many creators have an answer to their answer."""
    mails = Counter(one for mail in ours_in(world) for one in mail["recipients"])
    return sum(mails[address(number)] >= 2 for number in range(creators))


def _told(world: Json, words: str) -> int:
    return sum(words in json.dumps(message) for message in world["slack"]["messages"])


def _most_in_a_second(moments: list[float]) -> int:
    return max((sum(start <= other < start + 1 for other in moments) for start in moments), default=0)


def _broken(figures: Json, creators: int) -> list[str]:
    probes = figures["outage_seconds"] / 30 + 2  # one every 30 s, and one that was under way
    expected = {
        "answered_during_the_outage": figures["answered_during_the_outage"] == 0,
        "answered_in_the_end": figures["answered_in_the_end"] == creators,
        "told_of_waiting": figures["told_of_waiting"] == 0,
        "told_away": figures["told_away"] == 1,
        "told_back": figures["told_back"] == 1,
        "asked_while_open": figures["asked_while_open"] <= probes,
        "most_in_a_second_after": figures["most_in_a_second_after"] <= _A_SECOND,
    }
    return [f"{name} is {figures[name]}" for name, holds in expected.items() if not holds]


if __name__ == "__main__":
    main()
