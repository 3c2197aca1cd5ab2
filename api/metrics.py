"""What does Prometheus read?

HTTP by route template from this process, everything else from the ledger and
from DBOS at the moment of the scrape: right after any number of restarts. It
counts nothing itself and imports no table.
"""

from collections.abc import Iterable

from fastapi import FastAPI
from prometheus_client import CollectorRegistry, GCCollector, PlatformCollector, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from prometheus_fastapi_instrumentator import Instrumentator

from steps.ledger.census import take_census
from steps.ledger.measures import Measure, measure_ledger
from steps.ledger.model_costs import measure_model


class LedgerCollector(Collector):
    """Reads the ledger whenever it is asked."""

    def collect(self) -> Iterable[Metric]:
        """Yield every business figure."""
        for measure in (*measure_ledger(), *measure_model()):
            yield _family(measure)

    def describe(self) -> Iterable[Metric]:
        """Name nothing in advance: at registration no store is open yet."""
        return ()


class WorkflowCollector(Collector):
    """Asks DBOS for what is unfinished."""

    def collect(self) -> Iterable[Metric]:
        """Yield workflows by status and their ages."""
        census = take_census()
        counted = GaugeMetricFamily(
            "parley_workflows", "Unfinished and failed workflows.", labels=("workflow", "status")
        )
        for labels, number in sorted(census.counts.items()):
            counted.add_metric(labels, number)
        yield counted
        for name, meaning, value in (
            (
                "workflows_other_version",
                "Unfinished workflows no process of this version resumes.",
                census.other_version,
            ),
            ("workflow_recovery_attempts_max", "How often one was begun again.", census.most_recovery_attempts),
            ("turn_oldest_pending_seconds", "Age of the oldest unfinished turn; 0: none.", census.oldest_turn_seconds),
        ):
            yield GaugeMetricFamily(f"parley_{name}", meaning, value=value)

    def describe(self) -> Iterable[Metric]:
        """Name nothing in advance: at registration DBOS does not run yet."""
        return ()


def measure_app(app: FastAPI) -> None:
    """Give *app* its ``/metrics``, with a registry of its own."""
    registry = CollectorRegistry()
    for collector in (LedgerCollector(), WorkflowCollector()):
        registry.register(collector)
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    GCCollector(registry=registry)
    instrumentator = Instrumentator(
        registry=registry,
        should_group_status_codes=False,
        should_group_untemplated=True,  # a scanner's thousand paths are one line
        should_exclude_streaming_duration=True,  # a live page is open for hours
        excluded_handlers=["^/metrics$", "^/health$"],
    )
    instrumentator.instrument(app).expose(app, tags=["health"])


def _family(measure: Measure) -> Metric:
    kind = CounterMetricFamily if measure.kind == "counter" else GaugeMetricFamily
    family: CounterMetricFamily | GaugeMetricFamily = kind(measure.name, measure.meaning, labels=measure.labels)
    for labels, value in measure.samples:
        family.add_metric(labels, value)
    return family
