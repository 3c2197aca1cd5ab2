"""The fixtures of a whole conversation serve here too."""

from tests.scenarios.stage import laid_store, sandbox_url, stage, started_world, world

__all__ = ["laid_store", "sandbox_url", "stage", "started_world", "world"]
