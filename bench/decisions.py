"""What does one decision read, as a campaign grows?

The sums of the steps beside a reading of every row, on one store, in one run:
for each size the medians of both and their ratio, and how often the larger
campaign costs what the smallest does. The figures agree by
``tests/campaigns/test_sums.py``; here they are only timed. It sends nothing.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

import sqlalchemy as sa
from rich.console import Console
from sqlalchemy.orm import Session

from bench.crowd import fill
from bench.whole_reading import commitments_beside, whole_queue
from negotiation.priority import claim_of, in_turn
from negotiation.records import decode
from negotiation.standing import standing_beside, standing_for
from negotiation.terms import Brief
from negotiation.verdicts import Counter, TraceLine
from steps.claims import queue_at
from steps.decide import burden_beside
from steps.ledger import store
from steps.ledger.migrate import migrate
from steps.ledger.tables import claims, commitments, negotiations

_TRACE = (TraceLine("opening", 1, "They are opened."),)
Reading = Callable[[Session, Brief], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """One kind of decision at one size; milliseconds are medians."""

    decision: str
    creators: int
    rows_ms: float
    sums_ms: float

    @property
    def ratio(self) -> float:
        """How often the sums fit into the reading of every row."""
        return round(self.rows_ms / self.sums_ms, 1)


def _reply_by_rows(session: Session, brief: Brief) -> object:
    return standing_for(brief.campaign, commitments_beside(session, brief), brief.expected_views)


def _reply_by_sums(session: Session, brief: Brief) -> object:
    return standing_beside(brief.campaign, burden_beside(session, brief), brief.expected_views)


def _opening_by_rows(session: Session, brief: Brief) -> object:
    return in_turn(brief, Counter(brief.anchor_cents, brief.campaign.package, _TRACE), whole_queue(session, brief))


def _opening_by_sums(session: Session, brief: Brief) -> object:
    return in_turn(brief, Counter(brief.anchor_cents, brief.campaign.package, _TRACE), queue_at(session, brief))


# Of each: the two readings, and for how many thousandths of what is held the budget reaches.
DECISIONS: dict[str, tuple[Reading, Reading, int]] = {
    "reply": (_reply_by_rows, _reply_by_sums, 1_001),
    "opening, nearly all is out": (_opening_by_rows, _opening_by_sums, 1_001),
    "opening, a tenth is left": (_opening_by_rows, _opening_by_sums, 1_100),
}


def measure(creators: int, decisions: int) -> list[Timed]:
    """Return both readings' medians on a campaign of so many creators, half of whom have an offer or a deal."""
    with tempfile.TemporaryDirectory(prefix="parley-decisions-") as folder:
        opened = store.open_store(f"sqlite:///{Path(folder) / 'parley.sqlite'}")
        try:
            migrate(opened)
            fill(opened, creators)
            with opened.transaction() as session:
                waiting = _claim(session)
                total = session.execute(sa.select(sa.func.sum(commitments.c.fee_cents))).scalar_one()
                asked = Random(7).sample(waiting, min(decisions, len(waiting)))
                timed = []
                for name, (by_rows, by_sums, reach) in DECISIONS.items():
                    briefs = [_with_budget(brief, total * reach // 1000) for brief in asked]
                    timed.append(
                        Timed(name, creators, _median(session, by_rows, briefs), _median(session, by_sums, briefs))
                    )
                return timed
        finally:
            store.close_store()


def _claim(session: Session) -> list[Brief]:
    """Let everybody without a deal claim money; return those who still wait for an offer."""
    held = set(session.execute(sa.select(commitments.c.negotiation_id)).scalars())
    agreed = set(session.execute(sa.select(commitments.c.negotiation_id).where(commitments.c.agreed)).scalars())
    waiting: list[Brief] = []
    for row in session.execute(sa.select(negotiations.c.negotiation_id, negotiations.c.brief)):
        brief: Brief = decode(Brief, row.brief)
        if row.negotiation_id not in agreed:
            own = claim_of(brief)
            values = {"views": own.views, "anchor_cents": own.anchor_cents, "target_cents": own.target_cents}
            of_it = {"negotiation_id": row.negotiation_id, "campaign_id": brief.campaign.campaign_id}
            session.execute(claims.insert().values(**of_it, **values))
        if row.negotiation_id not in held:
            waiting.append(brief)
    return waiting


def _with_budget(brief: Brief, budget_cents: int) -> Brief:
    return replace(brief, campaign=replace(brief.campaign, budget_cents=budget_cents))


def _median(session: Session, read: Reading, briefs: list[Brief]) -> float:
    spent = []
    read(session, briefs[0])  # the first of a kind is translated to SQL
    for brief in briefs:
        began = time.perf_counter()
        read(session, brief)
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent)


def main(argv: list[str]) -> int:
    """Measure what the command line asks for."""
    asked = argparse.ArgumentParser(prog="python -m bench decisions", description=__doc__)
    asked.add_argument("--creators", type=int, nargs="+", default=[100, 1_000, 10_000])
    asked.add_argument("--decisions", type=int, default=30)
    asked.add_argument("--json", type=Path)
    told = asked.parse_args(argv)
    timed = [one for creators in told.creators for one in measure(creators, told.decisions)]
    say = Console(highlight=False, soft_wrap=True)
    for one in timed:
        figures = f"every row {one.rows_ms:8.2f} ms, sums {one.sums_ms:7.2f} ms, {one.ratio:6.1f} times less"
        say.print(f"{one.decision:26} {one.creators:>7,} creators: {figures}")
    if told.json:
        told.json.write_text(json.dumps([{**asdict(one), "ratio": one.ratio} for one in timed], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
