"""What Prometheus reads of the service at /metrics."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from models.vocabulary import SetStatus
from models.wire import PushReply

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The service's own measures, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Histogram(
            "almoner_request_seconds",
            "Seconds from a request to its reply, by route and HTTP status.",
            ["route", "status"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.commit = Histogram(
            "almoner_commit_seconds",
            "Seconds a push waited for the writer: queue, decision and commit.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.sets = Counter(
            "almoner_change_sets",
            "Receipts given for pushed change sets, by status.",
            ["status"],
            registry=self.registry,
        )
        self.parked = Gauge(
            "almoner_parked_change_sets", "Change sets parked now.", registry=self.registry
        )
        self.head = Gauge("almoner_head_seq", "The newest seq.", registry=self.registry)
        self.live = Gauge(
            "almoner_live_clients", "Workstations on the live line.", registry=self.registry
        )
        for status in SetStatus:
            self.sets.labels(status.value)

    def count_push(self, reply: PushReply, seconds: float) -> None:
        """Note a push that was answered."""
        self.commit.observe(seconds)
        for receipt in reply.receipts:
            self.sets.labels(receipt.status.value).inc()

    def text(self) -> bytes:
        """The page Prometheus reads."""
        return generate_latest(self.registry)
