"""What is each workflow called?

One function for every kind of id. Ids are derived from what
they stand for, so that starting twice is starting once.
"""

TOPIC = "signals"  # one ordered stream a negotiation
VERSION = "1"  # the application version every release shares; see docs/decisions/pinned-version.md


def negotiation_id(campaign_id: str, creator_key: str) -> str:
    """Return the id of the one negotiation with this creator in this campaign."""
    return f"{campaign_id}:{creator_key}"


def episode_id(negotiation: str, episode: int) -> str:
    """Return the workflow id of a negotiation's *episode*-th life, counting from 1.

    A late reply reopens a negotiation whose workflow has ended: that is the next episode.
    """
    return f"negotiate/{negotiation}/{episode}"


def split_episode_id(workflow_id: str) -> tuple[str, int]:
    """Return the negotiation and the episode."""
    _, negotiation, episode = workflow_id.split("/")
    return negotiation, int(episode)


def turn_id(negotiation: str, turn: int) -> str:
    """Return the workflow id of one turn, counting from 1 over all episodes."""
    return f"turn/{negotiation}/{turn}"


def close_id(negotiation: str, turn: int) -> str:
    """Return the workflow id that closes the deal agreed in *turn*."""
    return f"close/{negotiation}/{turn}"


def notice_id(key: str) -> str:
    """Return the workflow id that brings the notice *key* to Slack."""
    return f"notice/{key}"


def deal_mail_id(negotiation: str, number: int) -> str:
    """Return the workflow id of the *number*-th mail to our own people about a deal that Slack does not confirm."""
    return f"deal-mail/{negotiation}/{number}"


def campaign_id(source: str, reference: str) -> str:
    """Return the workflow id of one import of a campaign; *reference* names the event that asked for it."""
    return f"campaign/{source}/{reference}"
