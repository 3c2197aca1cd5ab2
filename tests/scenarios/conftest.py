"""Dialogues run on a whole Parley beside a whole sandbox."""

from tests.scenarios.stage import pytest_runtest_makereport, sandbox_url, stage, started_world, world

__all__ = ["pytest_runtest_makereport", "sandbox_url", "stage", "started_world", "world"]
