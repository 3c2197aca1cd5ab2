"""A sandbox for the campaigns that come from ClickUp."""

from tests.scenarios.stage import sandbox_url, started_world, world

__all__ = ["sandbox_url", "started_world", "world"]
