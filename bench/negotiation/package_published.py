"""How does a published agent buy packages? UOAgent of ANL 2024, which is told what the seller likes.

Its package (`uv pip install --python .bench anl-agents`) is wanted here alone.
"""

from typing import Any

from anl_agents.anl2024.team_moto.uoagent import UOAgent

from bench.negotiation.package_cases import PackageCase
from bench.negotiation.package_door import meet, seller_liking
from bench.negotiation.package_engine import Deal


def published(seller: str, case: PackageCase) -> Deal | None:
    """Return the deal UOAgent makes with the named seller."""

    def buyer(space: Any) -> UOAgent:
        return UOAgent(name="buyer", private_info={"opponent_ufun": seller_liking(case, space)})

    return meet(buyer, seller, case)
