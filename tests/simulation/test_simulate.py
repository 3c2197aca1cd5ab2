"""Does a rehearsal keep the money rules, tell the same story twice, send nothing, and say what it cannot use?"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.simulation.creators import CASTS, Assumptions
from api.simulation.figures import Spread, figures_of
from api.simulation.rehearsal import Part, Subject, in_range, rehearse
from api.simulation.report import how_it_is_computed
from api.simulation.source import CannotSimulate, find_subject
from negotiation.brief import make_brief
from negotiation.standing import Commitment
from negotiation.term_prices import PriceList, Term, TermPrice
from negotiation.terms import History, KnownRate, Move, Side
from tests.campaigns.crowd import open_books, play
from tests.negotiation.makers import CAMPAIGN, CREATOR, usd
from tests.sandbox.conftest import World
from tests.scenarios.dialogue import FIELDS


def a_subject(creators: int = 8, budget_cents: int = 500_000, **changes: Any) -> Subject:
    dice, campaign = Random(5), replace(CAMPAIGN, budget_cents=budget_cents, **changes)
    each = [replace(CREATOR, view_samples=(dice.randint(5_000, 90_000),)) for _ in range(creators)]
    return Subject(campaign, tuple(Part(make_brief(f"c1:{n}", campaign, one)) for n, one in enumerate(each)))


@settings(max_examples=12)
@given(st.integers(0, 10**6), st.sampled_from(list(CASTS)), st.integers(20_000, 900_000), st.sampled_from([0, 20]))
def test_no_run_leaves_the_budget_or_the_range(seed: int, cast: Any, budget: int, stretch: int) -> None:
    subject = a_subject(budget_cents=budget, stretch_percent=stretch)
    run = rehearse(subject, Assumptions(cast=cast), seed, 0)
    assert not run.out_of_range
    assert run.spent_cents <= budget
    assert {end.negotiation_id for end in run.ends} == {part.brief.negotiation_id for part in subject.parts}
    most = {part.brief.negotiation_id: part.brief.reservation_cents for part in subject.parts}
    assert all(end.fee_cents <= most[end.negotiation_id] for end in run.ends)


def test_the_same_seed_is_the_same_run_and_another_is_not() -> None:
    subject = a_subject()
    assert rehearse(subject, Assumptions(), 7, 3) == rehearse(subject, Assumptions(), 7, 3)
    assert rehearse(subject, Assumptions(), 7, 3) != rehearse(subject, Assumptions(), 8, 3)


def test_creators_who_want_more_close_less() -> None:
    def deals(level: int) -> int:
        runs = [rehearse(a_subject(), Assumptions(level_percent=level), 7, number) for number in range(6)]
        return sum(end.reason == "deal" for run in runs for end in run.ends)

    assert deals(70) > deals(130)


def test_a_negotiation_goes_on_from_what_was_said_and_deals_keep_their_money() -> None:
    subject = a_subject(creators=2, budget_cents=200_000)
    brief = subject.parts[0].brief
    said = History((Move(Side.US, usd(500)), Move(Side.THEM, usd(505))), 1)
    held = (Commitment("c1:sold", 80_000, 150_000, True), Commitment(brief.negotiation_id, 50_000, 50_000, False))
    subject = replace(subject, parts=(Part(brief, said), subject.parts[1]), held=held)
    run = rehearse(subject, Assumptions(silent_percent=0, trouble_percent=0), 7, 0)
    ended = {end.negotiation_id: end for end in run.ends}
    assert ended[brief.negotiation_id].first_ask_cents == 50_500
    assert run.spent_cents <= 200_000
    assert run.spent_cents >= 150_000


def test_openings_that_wait_for_approval_and_hold_the_budget_are_opened() -> None:
    subject = a_subject(creators=6, budget_cents=150_000)
    waiting = tuple(
        Commitment(part.brief.negotiation_id, part.brief.expected_views, part.brief.anchor_cents, False)
        for part in subject.parts
    )
    run = rehearse(replace(subject, held=waiting), Assumptions(), 7, 0)
    assert run == rehearse(subject, Assumptions(), 7, 0)
    assert len(run.ends) == 6


def test_who_never_answers_is_waited_for_and_holds_their_money_as_long_as_in_earnest() -> None:
    nobody = Assumptions(silent_percent=100)
    subject = a_subject(creators=2)
    assert {end.day for end in rehearse(subject, nobody, 7, 0).ends} == {10.0}  # two nudges and the end, 3 + 3 + 4 days
    for_one = a_subject(creators=2, budget_cents=max(part.brief.target_cents for part in subject.parts))
    ended = sorted((end.day, end.reason) for end in rehearse(for_one, nobody, 7, 0).ends)
    assert ended == [(10.0, "silent"), (20.0, "silent")], "the second is opened when the first has given its money back"


def test_what_is_not_played_is_said_before_the_figures() -> None:
    def told(**changes: Any) -> str:
        return " ".join(how_it_is_computed(a_subject(**changes), Assumptions(), 1, 7))

    assert "what a change of terms costs" not in told()
    assert "what a change of terms costs" in told(prices=PriceList(terms=(TermPrice(Term.RUSH, percent=25),)))
    known = [replace(part.brief, known_rate=KnownRate("creator", 1_500, 1, "2026-05-03")) for part in a_subject().parts]
    remembered = replace(a_subject(), parts=tuple(map(Part, known)))
    assert "agreed to a fee before is drawn from 85 to 110 % of it" in " ".join(
        how_it_is_computed(remembered, Assumptions(), 1, 7)
    )


def test_the_spread_is_read_off_the_runs() -> None:
    assert Spread.of(list(range(101))) == Spread(10, 50, 90)
    runs = [rehearse(a_subject(), Assumptions(), 7, number) for number in range(4)]
    told = figures_of(a_subject(), runs)
    assert told.out_of_range_percent == 0
    assert told.deals.p10 <= told.deals.median <= told.deals.p90
    assert len(told.creators) == 8


def test_the_check_of_the_range_sees_it_left() -> None:
    assert not in_range(CAMPAIGN, [Commitment("n1", 1_000, 2_501, True)])
    assert not in_range(CAMPAIGN, [Commitment("n1", 10**9, CAMPAIGN.budget_cents + 1, False)])


# ---------------------------------------------------------------- the command


def on_file(folder: Path, **changes: Any) -> Path:
    creators = [
        {"Name": f"Pixel {n}", "Email": f"p{n}@creators.test", "Handle": f"@p{n}", "Average Views": "50,000"}
        for n in range(4)
    ]
    creators[2]["Average Views"] = "n/a"
    order = {"campaign_id": "c1", "fields": FIELDS, "creators": creators} | changes
    path = folder / "campaign.json"
    path.write_text(json.dumps(order), encoding="utf-8")
    return path


def parley(folder: Path, *asked: str, **keys: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    command = [sys.executable, "-m", "api", "simulate", *asked]
    root = str(Path(__file__).parents[2])
    environment |= {"PYTHONPATH": root, "COLUMNS": "200"} | keys
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_command_needs_no_settings_and_names_the_row_it_leaves_out(tmp_path: Path) -> None:
    done = parley(tmp_path, str(on_file(tmp_path)), "--runs", "4", "--json", TTY_COMPATIBLE="1")
    assert done.returncode == 0, done.stderr
    assert "playing" in done.stderr, "long work shows how far it is, beside the figures"
    told = json.loads(done.stdout)
    assert told["runs"] == 4
    assert told["out_of_range_percent"] == 0
    assert told["problems"] == ["row 3, Average Views: 'n/a' is not a number of views above zero"]
    assert {"deals", "cpm_cents", "spend_cents", "saved_cents", "mails", "budget_out_percent", "creators"} <= set(told)
    assert not (tmp_path / "data").exists(), "a rehearsal makes no store"


def test_fewer_and_more_mails_are_played_with_the_same_creators_side_by_side(tmp_path: Path) -> None:
    path, how = str(on_file(tmp_path)), ("--runs", "3", "--rounds", "4", "8", "4")
    told = json.loads(parley(tmp_path, path, *how, "--json").stdout)
    assert [one["rounds"] for one in told] == [4, 8]
    assert max(told[0]["until_deal"]) <= "4" < max(told[1]["until_deal"])
    alone = json.loads(parley(tmp_path, path, "--runs", "3", "--json").stdout)
    six = json.loads(parley(tmp_path, path, "--runs", "3", "--rounds", "6", "--json").stdout)
    assert six == [alone], "the campaign's own number says what the campaign says alone"
    table = parley(tmp_path, path, *how).stdout
    assert "medians" in table
    wrong = parley(tmp_path, path, "--rounds", "13")
    assert wrong.returncode == 2
    assert "--rounds" in wrong.stdout + wrong.stderr


def test_before_the_figures_it_says_what_it_does_not_know(tmp_path: Path) -> None:
    done = parley(tmp_path, str(on_file(tmp_path)), "--runs", "2", "--silent-percent", "40")
    assert done.returncode == 0, done.stderr
    assert done.stdout.index("Not known") < done.stdout.index("Spend")
    assert "40 % never answer" in done.stdout


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"fields": FIELDS | {"CPM Max": "much"}}, "CPM Max: 'much' is not one amount of money"),
        ({"creators": [{"Email": 7}]}, "row 1, Email: "),
        ({"creators": []}, "Creators: there are none"),
        ({"campaign_id": None}, "campaign_id: "),
    ],
)
def test_what_cannot_be_simulated_is_named(tmp_path: Path, changes: Any, names: str) -> None:
    with pytest.raises(CannotSimulate) as refused:
        find_subject(str(on_file(tmp_path, **changes)))
    assert names in str(refused.value)


def test_a_file_that_is_not_json_or_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotSimulate, match="no such file"):
        find_subject(str(tmp_path / "none.json"))
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(CannotSimulate, match="not JSON"):
        find_subject(str(tmp_path / "bad.json"))


def test_a_file_that_windows_saved_is_read_or_says_how_to_save_it(tmp_path: Path) -> None:
    path = on_file(tmp_path)
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("\n", "\r\n"), encoding="utf-8-sig")
    assert find_subject(str(path)).parts
    path.write_text(written, encoding="utf-16")
    with pytest.raises(CannotSimulate, match="save it as UTF-8"):
        find_subject(str(path))


def test_a_campaign_of_the_store_goes_on_from_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = replace(CAMPAIGN, campaign_id="crowd", budget_cents=9_000_000)
    with open_books(tmp_path):
        play(campaign, 6, seed=3, most_rounds=3)
    monkeypatch.setenv("PARLEY_STORE_URL", f"sqlite:///{tmp_path / 'parley.sqlite'}")
    subject = find_subject("crowd")
    assert subject.campaign == campaign
    assert any(part.history.ours() for part in subject.parts), "somebody has an offer already"
    assert {one.negotiation_id for one in subject.held} >= {
        p.brief.negotiation_id for p in subject.parts if p.history.ours()
    }
    assert not rehearse(subject, Assumptions(), 7, 0).out_of_range


def test_a_clickup_task_is_read_with_its_sheet_and_nobody_else_is_asked(world: World, tmp_path: Path) -> None:
    header = ["Name", "Email", "Platform", "Handle", "Average Views"]
    row = ["Ada Quillfeather", "ada@creators.example.test", "Instagram", "@ada", "50,000"]
    fields = FIELDS | {"Creator Sheet": "https://docs.google.com/spreadsheets/d/sheet9/edit"}
    custom = [{"name": name, "type": "short_text", "value": str(value)} for name, value in fields.items()]
    world.tell("seed", sheet={"id": "sheet9", "tab": "Creators", "values": [header, row]},
               task={"id": "task9", "name": "task9", "list": {"id": "901100"}, "custom_fields": custom})  # fmt: skip
    done = parley(tmp_path, "task9", "--runs", "2", "--json", **world.keys)
    assert done.returncode == 0, done.stderr
    assert [one["name"] for one in json.loads(done.stdout)["creators"]] == ["Ada Quillfeather"]
    assert world.look()["sent"] == []
    asked = {
        line["path"].split("/")[1] for line in world.look("requests")["requests"] if "_sandbox" not in line["path"]
    }
    assert not asked & {"gmail", "slack"}, asked
