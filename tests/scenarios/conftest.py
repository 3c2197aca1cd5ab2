"""Dialogues run on a whole Parley beside a whole sandbox."""

from tests.scenarios.stage import laid_store, pytest_runtest_makereport, sandbox_url, stage, started_world, world

__all__ = ["laid_store", "pytest_runtest_makereport", "sandbox_url", "stage", "started_world", "world"]
