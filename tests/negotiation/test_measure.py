"""Does the bench say how sure its figures are, by seeds and not by negotiations?"""

import pytest

from bench.negotiation.cases import Case
from bench.negotiation.measure import Outcome, broken_limits, intervals, paired_difference, summary
from bench.negotiation.run import main
from bench.negotiation.transcript import Transcript


def won(share: float, seed: int, seller: str = "one") -> Outcome:
    """Return a deal that left us *share* of what there was to win."""
    case = Case(0.50, 1.00, we_open=True, n_rounds=6, seed=seed)
    return Outcome(seller, case, 1.00 - share * case.zone, ())


def test_a_hundred_sellers_on_one_seed_say_nothing_of_other_seeds() -> None:
    few = [won(seed * 0.2, seed) for seed in range(5)]
    many = [won(seed * 0.2, seed, str(seller)) for seed in range(5) for seller in range(100)]
    assert intervals(few)["captured_95"] == intervals(many)["captured_95"]


def test_the_figure_lies_within_its_interval_and_more_seeds_narrow_it() -> None:
    few, many = ([won(seed % 5 * 0.2, seed) for seed in range(seeds)] for seeds in (10, 200))
    wide, narrow = (intervals(outcomes)["captured_95"] for outcomes in (few, many))
    assert wide["low"] < narrow["low"] < summary(many)["captured_percent"] < narrow["high"] < wide["high"]
    assert intervals(many)["deals_95"] == {"low": 100.0, "high": 100.0}


def test_a_lead_is_paired_so_seeds_that_differ_say_nothing_against_it() -> None:
    ours, theirs = ([won(seed % 5 * 0.2 + more, seed) for seed in range(50)] for more in (0.1, 0.0))
    assert paired_difference(ours, theirs) == {"points": 10.0, "low": 10.0, "high": 10.0}


@pytest.mark.parametrize(
    ("done", "broken"),
    [
        (Transcript(fee=1.01), "fee over ceiling"),
        (Transcript(offers=[1.01]), "offer over ceiling"),
        (Transcript(offers=[0.50, 0.49]), "retraction"),
        (Transcript(offers=[0.40, 0.70], asks=[0.60]), "bid above their ask"),
        (Transcript(offers=[0.50, 0.60], asks=[0.49]), "worse than our own offer"),
    ],
)
def test_every_limit_is_seen_when_it_breaks(done: Transcript, broken: str) -> None:
    case = Case(0.50, 1.00, we_open=True, n_rounds=6, seed=1)
    assert broken in broken_limits(case, done)
    kept = Transcript(fee=0.60, offers=[0.40, 0.60], asks=[0.90, 0.60], accepted_ask=True)
    assert broken_limits(case, kept) == ()


def test_the_command_starts_and_says_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seeds", "1"]) == 2
    assert "requirements-bench.txt" in capsys.readouterr().err
